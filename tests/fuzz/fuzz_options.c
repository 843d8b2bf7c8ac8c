/* SPDX-License-Identifier: BSD-2-Clause */
/* The input is a command line, a NUL behind each word. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "options.h"
#include "pattern_options.h"

enum { MAX_WORDS = 256 };

static void check_camera(const struct options_camera *camera)
{
	struct gg_pattern_options pattern;
	struct gg_error error = { "" };
	char path[64];

	options_save_path(camera, "a.raw", path, sizeof path);
	FUZZ_REQUIRE(strnlen(path, sizeof path) < sizeof path);
	FUZZ_REQUIRE(camera->n_streams <= GG_MAX_STREAMS);
	FUZZ_REQUIRE(camera->n_sets <= OPTIONS_MAX_SETS);
	for (unsigned i = 0; i < camera->n_sets; i++)
		FUZZ_REQUIRE(camera->sets[i].name[0] && camera->sets[i].value);
	for (unsigned i = 0; i < camera->n_streams; i++)
		FUZZ_REQUIRE(strnlen(camera->streams[i].colorspace,
				     sizeof camera->streams[i].colorspace) <
			     sizeof camera->streams[i].colorspace);
	if (camera->name && gg_pattern_options_parse(&pattern, camera->name, &error))
		FUZZ_REQUIRE(error.text[0] != '\0');
}

static void check(const struct options *options)
{
	FUZZ_REQUIRE(options->n_cameras <= OPTIONS_MAX_CAMERAS);
	FUZZ_REQUIRE(options->n_dos <= OPTIONS_MAX_DOS);
	for (unsigned i = 0; i < options->n_dos; i++)
		FUZZ_REQUIRE(options->dos[i].action[0] != '\0');
	for (unsigned i = 0; i == 0 || i < options->n_cameras; i++)
		check_camera(&options->cameras[i]);
	if (options->mode == MODE_HELP)
		options_print_help();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct options options;
	struct gg_error error = { "" };
	char *words = malloc(size + 1), *argv[MAX_WORDS + 1] = { (char *)"groundglass" };
	int argc = 1;

	FUZZ_REQUIRE(words != NULL);
	memcpy(words, data, size);
	words[size] = '\0';
	for (size_t at = 0; at < size && argc < MAX_WORDS; at += strlen(words + at) + 1)
		argv[argc++] = words + at;

	if (options_parse(&options, argc, argv, &error)) {
		FUZZ_REQUIRE(error.text[0] != '\0');
	} else {
		check(&options);
		options_finish(&options);
	}
	free(words);
	return 0;
}
