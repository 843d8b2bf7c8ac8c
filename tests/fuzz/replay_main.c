/* SPDX-License-Identifier: BSD-2-Clause */
/* A fuzz target without libFuzzer: each file, and each file of a folder, that is named is an input.
 */
#include <errno.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static unsigned n_inputs;

/* The input in memory of just its size, so that what lies behind it is found out. */
static int replay_file(const char *path)
{
	FILE *file = fopen(path, "rbe");
	uint8_t *data = NULL;
	long size = -1;

	if (file && !fseek(file, 0, SEEK_END))
		size = ftell(file);
	if (size >= 0)
		data = malloc(size ? (size_t)size : 1);
	if (data) {
		rewind(file);
		if (fread(data, 1, (size_t)size, file) != (size_t)size)
			size = -1;
	}
	if (file)
		fclose(file);
	if (!data || size < 0) {
		fprintf(stderr, "cannot read %s: %s\n", path, strerror(errno));
		free(data);
		return -1;
	}
	LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
	n_inputs++;
	return 0;
}

static int replay(const char *path)
{
	struct dirent **entries;
	int result = 0;
	const int n = scandir(path, &entries, NULL, alphasort);

	if (n < 0)
		return replay_file(path);
	for (int i = 0; i < n; i++) {
		char *name = NULL;
		if (entries[i]->d_name[0] != '.' && !result)
			result = asprintf(&name, "%s/%s", path, entries[i]->d_name) < 0
					 ? -1
					 : replay_file(name);
		free(name);
		free(entries[i]);
	}
	free(entries);
	return result;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (replay(argv[i]))
			return 1;
	fprintf(stderr, "%u inputs\n", n_inputs);
	return n_inputs ? 0 : 1;
}
