/* SPDX-License-Identifier: BSD-2-Clause */
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actions.h"
#include "guess.h"
#include "keys.h"
#include "option_table.h"

static bool all_digits(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

static void init_camera(struct options_camera *camera)
{
	*camera = (struct options_camera){ .framerate = -1 };
	for (unsigned i = 0; i < GG_MAX_STREAMS; i++)
		camera->streams[i].framerate = -1;
}

int option_add_camera(struct option_parser *parser, const char *name)
{
	struct options *options = parser->options;
	if (!*name)
		return gg_error_set(parser->error, -EINVAL, "a camera has no empty name; see -l");
	if (all_digits(name) && !name[strspn(name, "0")])
		return gg_error_set(parser->error, -EINVAL, "cameras are counted from 1");
	if (parser->orphan)
		return gg_error_set(parser->error, -EINVAL,
				    "--%s is an option of a camera: it goes behind one, as in "
				    "groundglass %.60s --%s",
				    parser->orphan, name, parser->orphan);
	if (options->n_cameras == OPTIONS_MAX_CAMERAS)
		return gg_error_set(parser->error, -EINVAL, "\"%.60s\": at most %d cameras", name,
				    OPTIONS_MAX_CAMERAS);

	parser->camera = &options->cameras[options->n_cameras++];
	init_camera(parser->camera);
	parser->camera->name = name;
	parser->camera->orientation = parser->orientation;
	return 0;
}

static int set_mode(struct option_parser *parser)
{
	struct options *options = parser->options;
	enum options_mode mode = parser->row->mode;
	enum options_mode other = options->mode;
	if (mode == MODE_MONITOR && other == MODE_LIST) /* one after the other */
		return 0;
	bool serves = other == MODE_VIEW || (other == MODE_MONITOR && mode == MODE_LIST);
	if (!serves && mode != other && mode < MODE_VERSION)
		return gg_error_set(parser->error, -EINVAL,
				    "--%s is about all cameras, and --%s about one: give one of "
				    "them at a time",
				    other == MODE_LIST || mode == MODE_LIST ? "list" : "monitor",
				    other == MODE_INFO ? "info" : parser->row->name);
	options->mode = mode;
	return 0;
}

/* The option at hand, with its value or NULL. */
static int apply(struct option_parser *parser, const char *value)
{
	const struct option_row *row = parser->row;
	if (row->of_camera && !row->of_all && parser->options->n_cameras == 0 && !parser->orphan)
		parser->orphan = row->name;
	if (row->flag) {
		void *base = row->of_camera ? (void *)parser->camera : (void *)parser->options;
		*(bool *)((char *)base + row->flag) = true;
	}
	if (row->mode != MODE_VIEW) {
		int result = set_mode(parser);
		if (result)
			return result;
	}
	return row->apply ? row->apply(parser, value) : 0;
}

/* Words that name a camera even where a value is looked for: the rest might well be paths. */
static bool names_camera(const char *word)
{
	static const char *const starts[] = { "/dev/video", "file:", "/base/", "\\" };
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (!strncmp(word, starts[i], strlen(starts[i])))
			return true;
	return all_digits(word) || !strcmp(word, "pattern");
}

/* Find the value of the option at hand: attached to it, or the next word. */
static int take_value(struct option_parser *parser, const char *attached)
{
	const struct option_row *row = parser->row;
	const char *next = parser->words < parser->end ? *parser->words : "";
	bool word_follows = *next && (next[0] != '-' || !next[1]);

	if (attached && row->argument == NONE)
		return gg_error_set(parser->error, -EINVAL, "--%s takes no value", row->name);
	if (attached && !*attached)
		return gg_error_set(parser->error, -EINVAL, "--%s= needs a %s", row->name,
				    row->value);
	if (attached || row->argument == NONE)
		return apply(parser, attached);

	if (row->argument == REQUIRED && !word_follows)
		return gg_error_set(parser->error, -EINVAL, "--%s needs a value: %s", row->name,
				    row->value);
	if (row->argument == OPTIONAL && word_follows && !names_camera(next))
		return gg_error_set(parser->error, -EINVAL,
				    "--%s has its value behind '=': did you mean --%s=%.100s? (a "
				    "camera of that name goes before it, or behind -c)",
				    row->name, row->name, next);
	if (row->argument == REQUIRED || (row->argument == NUMBER && all_digits(next))) {
		parser->words++;
		return apply(parser, next);
	}
	return apply(parser, NULL);
}

static int refuse_unknown(struct option_parser *parser, const char *word)
{
	char option[64];
	snprintf(option, sizeof option, "%.*s", (int)strcspn(word, "="), word);
	struct guess guess = { .word = option + strspn(option, "-") };
	for (size_t i = 0; i < n_option_rows; i++)
		guess_consider(&guess, option_rows[i].name);
	return gg_error_set(parser->error, -EINVAL, "unknown option %s%s%s%s; see --help", option,
			    guess.nearest ? " (did you mean --" : "",
			    guess.nearest ? guess.nearest : "", guess.nearest ? "?)" : "");
}

/* --name or --name=value */
static int parse_long(struct option_parser *parser, const char *word)
{
	const char *name = word + 2;
	size_t length = strcspn(name, "=");

	for (size_t i = 0; i < n_option_rows; i++) {
		const struct option_row *row = &option_rows[i];
		if (strlen(row->name) == length && !strncmp(row->name, name, length)) {
			parser->row = row;
			return take_value(parser, name[length] ? name + length + 1 : NULL);
		}
	}
	return refuse_unknown(parser, word);
}

static const struct option_row *row_of_letter(char letter)
{
	for (size_t i = 0; i < n_option_rows; i++)
		if (option_rows[i].letter == letter)
			return &option_rows[i];
	return NULL;
}

/* -abc: letters without a value, then one that may have the rest as its value. */
static int parse_letters(struct option_parser *parser, const char *word)
{
	for (const char *c = word + 1; *c; c++) {
		parser->row = row_of_letter(*c);
		if (!parser->row)
			return refuse_unknown(parser, word);
		if (parser->row->argument != NONE)
			return take_value(parser, c[1] ? c + 1 : NULL);
		int result = apply(parser, NULL);
		if (result)
			return result;
	}
	return 0;
}

static int parse_words(struct option_parser *parser)
{
	bool only_cameras = false;
	int result = 0;

	while (parser->words < parser->end && !result) {
		const char *word = *parser->words++;
		if (only_cameras || word[0] != '-' || !word[1])
			result = option_add_camera(parser, word);
		else if (!strcmp(word, "--"))
			only_cameras = true;
		else if (word[1] == '-')
			result = parse_long(parser, word);
		else
			result = parse_letters(parser, word);
		/* Whoever asks for help or the version gets it, whatever else there is. */
		if (parser->options->mode >= MODE_VERSION)
			break;
	}
	return result;
}

int options_parse(struct options *options, int argc, char **argv, struct gg_error *error)
{
	*options = (struct options){ .renderer = "auto", .jpeg_quality = 95 };
	init_camera(&options->cameras[0]);
	struct option_parser parser = { .options = options,
					.camera = &options->cameras[0],
					.words = argv + (argc > 0),
					.end = argv + argc,
					.error = error };
	int result = parse_words(&parser);
	if (result) {
		options_finish(options);
		return result;
	}

	if (options->monitor && options->n_cameras && options->mode < MODE_VERSION) {
		result = gg_error_set(error, -EINVAL,
				      "--monitor watches all cameras: it goes without \"%.60s\"",
				      options->cameras[0].name);
		options_finish(options);
		return result;
	}

	for (unsigned i = 0; i == 0 || i < options->n_cameras; i++) {
		struct options_camera *camera = &options->cameras[i];
		camera->profile = options->profile;
		for (unsigned j = 0; j < GG_MAX_STREAMS; j++)
			if (camera->streams[j].framerate < 0)
				camera->streams[j].framerate = camera->framerate;
	}
	return 0;
}

void options_finish(struct options *options)
{
	for (unsigned i = 0; i < OPTIONS_MAX_CAMERAS; i++) {
		for (unsigned j = 0; j < options->cameras[i].n_sets; j++)
			free((char *)options->cameras[i].sets[j].name);
		free(options->cameras[i].save_pattern);
	}
	for (unsigned i = 0; i < options->n_dos; i++)
		free((char *)options->dos[i].action);
	*options = (struct options){ 0 };
}

static void print_rows(bool of_camera)
{
	/* What stands before and behind the value of each kind of argument. */
	static const char *const around[][2] = { [NONE] = { "", "" },
						 [REQUIRED] = { " ", "" },
						 [OPTIONAL] = { "[=", "]" },
						 [NUMBER] = { "[=", "]" } };

	for (size_t i = 0; i < n_option_rows; i++) {
		const struct option_row *row = &option_rows[i];
		char letter[] = { '-', row->letter, ',', '\0' }, label[64];
		if (row->of_camera != of_camera)
			continue;
		snprintf(label, sizeof label, "%3s --%s%s%s%s", row->letter ? letter : "",
			 row->name, around[row->argument][0], row->value ? row->value : "",
			 around[row->argument][1]);
		printf("  %-28s %s\n", label, row->help);
	}
}

void options_print_help(void)
{
	printf("Usage: groundglass [OPTION]... [CAMERA [OPTION OF THAT CAMERA]...]...\n"
	       "Live pictures of Linux cameras.\n\n"
	       "CAMERA is a number as in --list, an id or a part of it or of the model,\n"
	       "/dev/videoN, pattern (a test picture), or a file or folder to replay.\n"
	       "Without one, the first camera.\n\n"
	       "Options:\n");
	print_rows(false);
	printf("\nOptions of a camera, behind it:\n");
	print_rows(true);
	printf("\nKeys, and their actions for --do:\n");
	for (size_t i = 0; i < action_count(); i++) {
		const struct action *action = action_at(i);
		char keys[128];
		const int letters = keys_text(action, keys, sizeof keys);
		printf("  %s%*s %-18s %s\n", keys, letters < 9 ? 9 - letters : 0, "", action->name,
		       action->help);
	}
	printf("\nExamples:\n"
	       "  groundglass                          look through the first camera\n"
	       "  groundglass -l                       what cameras are there?\n"
	       "  groundglass 1 -s 1280x720@30,MJPEG   ask for a size, a rate and a format\n"
	       "  groundglass 1 --set ExposureTime=10ms --set AwbMode=indoor\n"
	       "  groundglass -R null 1 -C 10 --save-frames=shots\n"
	       "  groundglass pattern --do screenshot@30 --do quit@60\n");
}

void options_save_path(const struct options_camera *options, const char *file, char *path,
		       size_t size)
{
	snprintf(path, size, "%s%s%s", options->save_dir ? options->save_dir : "",
		 options->save_dir ? "/" : "", file);
}
