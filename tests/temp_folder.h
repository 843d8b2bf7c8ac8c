/* SPDX-License-Identifier: BSD-2-Clause */
/* A folder of a test's own, and what is in it. */
#ifndef GG_TEMP_FOLDER_H
#define GG_TEMP_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64];

static inline void make_folder(void)
{
	snprintf(folder, sizeof folder, "/tmp/groundglass.XXXXXX");
	assert_non_null(mkdtemp(folder));
}

static inline const char *in_folder(const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

/* How many files there are, temporary ones included. */
static inline unsigned count_files(void)
{
	DIR *dir = opendir(folder);
	unsigned n = 0;

	assert_non_null(dir);
	for (const struct dirent *entry; (entry = readdir(dir));)
		n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return n;
}

static inline uint8_t *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	*size = (size_t)ftell(file);
	rewind(file);
	uint8_t *data = malloc(*size + 1);
	assert_non_null(data);
	assert_int_equal(fread(data, 1, *size, file), *size);
	data[*size] = 0;
	assert_int_equal(fclose(file), 0);
	return data;
}

static inline void assert_file_is(const char *path, const void *expected, size_t expected_size)
{
	size_t size;
	uint8_t *data = read_file(path, &size);

	assert_int_equal(size, expected_size);
	assert_memory_equal(data, expected, size);
	free(data);
}

static inline void write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* With the files in it. */
static inline void remove_folder(void)
{
	DIR *dir = opendir(folder);

	assert_non_null(dir);
	for (const struct dirent *entry; (entry = readdir(dir));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			assert_int_equal(unlinkat(dirfd(dir), entry->d_name, 0), 0);
	closedir(dir);
	assert_int_equal(rmdir(folder), 0);
}

#endif
