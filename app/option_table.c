/* SPDX-License-Identifier: BSD-2-Clause */
#include "option_table.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/image.h>
#include <groundglass/save.h>

#include "actions.h"
#include "guess.h"
#include "number.h"
#include "profile_path.h"
#include "stream_spec.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int refuse(struct option_parser *parser, const char *value, const char *accepted)
{
	return gg_error_set(parser->error, -EINVAL, "--%s cannot be \"%.100s\": it takes %s",
			    parser->row->name, value, accepted);
}

static int set_capture(struct option_parser *parser, const char *value)
{
	const char *rest = value;
	uint64_t *frames = &parser->camera->capture_frames;
	*frames = 0;
	if (value && (!number_read_integer(&rest, 1, UINT64_MAX, frames) || *rest))
		return refuse(parser, value, "a number of frames from 1 on");
	return 0;
}

static int set_renderer(struct option_parser *parser, const char *value)
{
	static const char *const names[] = { "auto", "gl", "surface", "null" };
	for (size_t i = 0; i < COUNT(names); i++) {
		if (!strcmp(value, names[i])) {
			parser->options->renderer = names[i];
			return 0;
		}
	}
	return refuse(parser, value, "auto, gl, surface or null");
}

static int set_geometry(struct option_parser *parser, const char *value)
{
	struct options *options = parser->options;
	const char *rest = value;
	uint64_t width, height, x = 0, y = 0;

	bool valid = number_read_integer(&rest, 1, GG_MAX_SIZE, &width) && *rest++ == 'x' &&
		     number_read_integer(&rest, 1, GG_MAX_SIZE, &height);
	bool placed = valid && *rest;
	if (placed) {
		valid = *rest++ == '+' && number_read_integer(&rest, 0, GG_MAX_SIZE, &x) &&
			*rest++ == '+' && number_read_integer(&rest, 0, GG_MAX_SIZE, &y) && !*rest;
	}
	if (!valid)
		return refuse(parser, value, "WIDTHxHEIGHT or WIDTHxHEIGHT+X+Y, up to 32768");
	options->position_set = placed;
	options->width = (int)width;
	options->height = (int)height;
	options->x = (int)x;
	options->y = (int)y;
	return 0;
}

static int set_matrix(struct option_parser *parser, const char *value)
{
	if (!gg_matrix_parse(value, &parser->options->color.matrix))
		return refuse(parser, value, "auto, 601, 709 or 2020");
	return 0;
}

static int set_range(struct option_parser *parser, const char *value)
{
	if (!gg_range_parse(value, &parser->options->color.range))
		return refuse(parser, value, "auto, full or limited");
	return 0;
}

static int set_chroma(struct option_parser *parser, const char *value)
{
	if (strcmp(value, "auto") != 0 && strcmp(value, "nearest") != 0 &&
	    strcmp(value, "linear") != 0)
		return refuse(parser, value, "auto, nearest or linear");
	parser->options->chroma = value;
	return 0;
}

static int set_screenshot(struct option_parser *parser, const char *value)
{
	char accepted[128];
	if (gg_save_kind(value) == GG_SAVE_NOTHING) {
		snprintf(accepted, sizeof accepted, "a name that ends in one of %s, or - for PNG",
			 gg_save_extensions());
		return refuse(parser, value, accepted);
	}
	parser->options->screenshot = value;
	return 0;
}

static int set_screenshot_dir(struct option_parser *parser, const char *value)
{
	parser->options->screenshot_dir = value;
	return 0;
}

static int set_jpeg_quality(struct option_parser *parser, const char *value)
{
	static const struct {
		const char *name;
		enum gg_jpeg_sampling sampling;
	} samplings[] = { { "", GG_JPEG_444 },
			  { ",444", GG_JPEG_444 },
			  { ",422", GG_JPEG_422 },
			  { ",420", GG_JPEG_420 } };
	const char *rest = value;
	uint64_t quality;

	if (number_read_integer(&rest, 1, 100, &quality)) {
		for (size_t i = 0; i < COUNT(samplings); i++) {
			if (!strcmp(rest, samplings[i].name)) {
				parser->options->jpeg_quality = (int)quality;
				parser->options->jpeg_sampling = samplings[i].sampling;
				return 0;
			}
		}
	}
	return refuse(parser, value,
		      "1 to 100, with ,444 or ,422 or ,420 behind it for the chroma");
}

static int set_stats(struct option_parser *parser, const char *value)
{
	parser->options->stats_file = value && strcmp(value, "-") != 0 ? value : NULL;
	return 0;
}

static int set_save_frames(struct option_parser *parser, const char *value)
{
	parser->camera->save_dir = value;
	return 0;
}

/* As cam has it: a folder with its '/' at the end, or a file, with a '#' for each frame's name. */
static int set_file(struct option_parser *parser, const char *value)
{
	static const char standard[] = "frame-#.bin";
	struct options_camera *camera = parser->camera;
	const char *name = value ? value : "", *dot = strrchr(name, '.');
	bool is_folder = !*name || name[strlen(name) - 1] == '/';
	char *pattern;

	if (dot && (!strcmp(dot, ".ppm") || !strcmp(dot, ".dng")))
		return refuse(parser, value,
			      "a name for the frame's bytes as they come, as frame-#.bin; "
			      "--screenshot saves pictures");
	if (asprintf(&pattern, "%s%s", name, is_folder ? standard : "") < 0)
		return gg_error_set(parser->error, -ENOMEM, "--file: no memory");
	free(camera->save_pattern);
	camera->save_pattern = pattern;
	return 0;
}

static int set_orientation(struct option_parser *parser, const char *value)
{
	for (int i = 0; i < GG_N_ORIENTATIONS; i++) {
		enum gg_orientation orientation = (enum gg_orientation)i;
		if (!strcmp(value, gg_orientation_name(orientation)) &&
		    strncmp(value, "trans", 5) != 0) {
			parser->camera->orientation = orientation;
			if (parser->options->n_cameras == 0)
				parser->orientation = orientation;
			return 0;
		}
	}
	return refuse(parser, value, "rot0, rot90, rot180, rot270, mirror or flip");
}

/* SDL chooses the connector by itself. */
static int set_display(struct option_parser *parser, const char *value)
{
	if (value)
		return refuse(parser, value,
			      "no connector: the display that is connected is taken");
	parser->options->console = true;
	return 0;
}

static int set_profile(struct option_parser *parser, const char *value)
{
	if (!profile_name_is_valid(value))
		return refuse(parser, value,
			      "a name of at most 100 bytes without / and without a . in front");
	parser->options->profile = value;
	return 0;
}

static int set_timeout(struct option_parser *parser, const char *value)
{
	static const struct {
		const char *unit;
		double ns;
	} units[] = { { "ms", 1e6 }, { "", 1e6 }, { "s", 1e9 }, { "min", 60e9 } };
	const char *rest = value;
	double number;

	if (number_read_real(&rest, 0, 1e9, &number)) {
		for (size_t i = 0; i < COUNT(units); i++) {
			if (!strcmp(rest, units[i].unit) && number * units[i].ns < 1e19) {
				parser->options->timeout_ns = (uint64_t)(number * units[i].ns);
				return 0;
			}
		}
	}
	return refuse(parser, value, "a time: 5s, 200ms, 2min, or milliseconds");
}

static int set_ui_scale(struct option_parser *parser, const char *value)
{
	const char *rest = value;
	double number;
	if (!number_read_real(&rest, 0.25, 16, &number) || *rest)
		return refuse(parser, value, "a number from 0.25 to 16");
	parser->options->ui_scale = (float)number;
	return 0;
}

static int set_framerate(struct option_parser *parser, const char *value)
{
	const char *rest = value;
	if (!number_read_real(&rest, 0, MAX_FRAMERATE, &parser->camera->framerate) || *rest)
		return refuse(parser, value, "frames per second, or 0 for as fast as it goes");
	return 0;
}

static int add_set(struct option_parser *parser, const char *value)
{
	struct options_camera *camera = parser->camera;
	const char *equals = strchr(value, '=');
	if (!equals || equals == value)
		return refuse(parser, value, "NAME=VALUE, names as --list-controls has them");
	if (camera->n_sets == OPTIONS_MAX_SETS)
		return gg_error_set(parser->error, -EINVAL, "--set: at most %d for a camera",
				    OPTIONS_MAX_SETS);

	char *name = strndup(value, (size_t)(equals - value));
	if (!name)
		return gg_error_set(parser->error, -ENOMEM, "--set: no memory");
	camera->sets[camera->n_sets++] = (struct options_set){ name, equals + 1 };
	return 0;
}

static int set_script(struct option_parser *parser, const char *value)
{
	parser->camera->script = value;
	return 0;
}

static int add_do(struct option_parser *parser, const char *value)
{
	struct options *options = parser->options;
	const char *at = strchr(value, '@'), *rest = at ? at + 1 : NULL;
	uint64_t frame = 0;

	if (at == value || (at && (!number_read_integer(&rest, 0, UINT64_MAX, &frame) || *rest)))
		return refuse(parser, value, "ACTION or ACTION@FRAME");
	if (options->n_dos == OPTIONS_MAX_DOS)
		return gg_error_set(parser->error, -EINVAL, "--do: at most %d", OPTIONS_MAX_DOS);

	char *name = at ? strndup(value, (size_t)(at - value)) : strdup(value);
	if (!name)
		return gg_error_set(parser->error, -ENOMEM, "--do: no memory");
	if (action_by_name(name)) {
		options->dos[options->n_dos++] = (struct options_do){ name, frame };
		return 0;
	}

	struct guess guess = { .word = name };
	for (size_t i = 0; i < action_count(); i++)
		guess_consider(&guess, action_at(i)->name);
	gg_error_set(parser->error, -EINVAL, "--do: no action \"%.100s\"%s%s%s; see --help", name,
		     guess.nearest ? " (did you mean " : "", guess.nearest ? guess.nearest : "",
		     guess.nearest ? "?)" : "");
	free(name);
	return -EINVAL;
}

static int add_stream(struct option_parser *parser, const char *value)
{
	struct options_camera *camera = parser->camera;
	unsigned n = camera->n_streams;
	if (n == GG_MAX_STREAMS)
		return gg_error_set(parser->error, -EINVAL, "--stream: at most %d for a camera",
				    GG_MAX_STREAMS);
	camera->n_streams++;
	return stream_spec_parse(value, &camera->streams[n], parser->error);
}

#define FLAG(member)	    offsetof(struct options, member)
#define CAMERA_FLAG(member) offsetof(struct options_camera, member)

const struct option_row option_rows[] = {
	{ "list", 'l', .mode = MODE_LIST, .help = "list the cameras; with -v their formats too" },
	{ "camera", 'c', REQUIRED, "CAMERA", .apply = option_add_camera,
	  .help = "show this camera" },
	{ "info", 'I', .mode = MODE_INFO, .flag = FLAG(info),
	  .help = "list the formats and sizes of the cameras named" },
	{ "list-properties", 'p', .mode = MODE_INFO, .flag = FLAG(list_properties),
	  .help = "list their properties" },
	{ "list-controls", 0, .mode = MODE_INFO, .flag = FLAG(list_controls),
	  .help = "list their controls" },
	{ "monitor", 'm', .mode = MODE_MONITOR, .flag = FLAG(monitor),
	  .help = "print cameras that come and go" },
	{ "renderer", 'R', REQUIRED, "NAME", .apply = set_renderer,
	  .help = "auto, gl, surface, or null: no window" },
	{ "geometry", 0, REQUIRED, "WxH[+X+Y]", .apply = set_geometry,
	  .help = "size and place of the window" },
	{ "fullscreen", 0, .flag = FLAG(fullscreen), .help = "start in full screen" },
	{ "matrix", 0, REQUIRED, "NAME", .apply = set_matrix,
	  .help = "convert with auto, 601, 709 or 2020" },
	{ "range", 0, REQUIRED, "NAME", .apply = set_range,
	  .help = "convert from auto, full or limited range" },
	{ "chroma", 0, REQUIRED, "NAME", .apply = set_chroma,
	  .help = "chroma: nearest, linear, or auto (gl: linear)" },
	{ "screenshot", 0, REQUIRED, "FILE", .apply = set_screenshot,
	  .help = "save the last frame on exit; - is PNG on stdout" },
	{ "screenshot-dir", 0, REQUIRED, "DIR", .apply = set_screenshot_dir,
	  .help = "where the key saves screenshots" },
	{ "jpeg-quality", 0, REQUIRED, "N[,420]", .apply = set_jpeg_quality,
	  .help = "of screenshots: 1 to 100; chroma 444, 422 or 420" },
	{ "stats", 0, OPTIONAL, "FILE", .flag = FLAG(stats), .apply = set_stats,
	  .help = "figures as JSON on exit" },
	{ "profile", 0, REQUIRED, "NAME", .apply = set_profile,
	  .help = "start as it was when the key u saved it" },
	{ "no-reattach", 0, .flag = FLAG(no_reattach), .help = "end when a camera goes" },
	{ "restart-stalled", 0, .flag = FLAG(restart_stalled),
	  .help = "restart a stream whose frames stay away" },
	{ "timeout", 't', REQUIRED, "TIME", .apply = set_timeout,
	  .help = "end after 5s, 200ms, 2min" },
	{ "do", 0, REQUIRED, "ACTION[@FRAME]", .apply = add_do,
	  .help = "run a key's action once that frame is there" },
	{ "ui-scale", 0, REQUIRED, "N", .apply = set_ui_scale,
	  .help = "size of the text in the picture" },
	{ "verbose", 'v', .flag = FLAG(verbose), .help = "say more" },
	{ "version", 0, .mode = MODE_VERSION, .help = "print all versions" },
	{ "help", 'h', .mode = MODE_HELP, .help = "print this" },

	{ "capture", 'C', NUMBER, "N", true, .flag = CAMERA_FLAG(capture), .apply = set_capture,
	  .help = "print a line a frame; end after N of each stream" },
	{ "stream", 's', REQUIRED, "SPEC", true, .apply = add_stream,
	  .help = "a stream and its window, as 1280x720@30,MJPEG" },
	{ "framerate", 0, REQUIRED, "N", true, .apply = set_framerate,
	  .help = "frames per second; 0: as fast as it goes" },
	{ "set", 0, REQUIRED, "NAME=VALUE", true, .apply = add_set,
	  .help = "set a control at start" },
	{ "script", 0, REQUIRED, "FILE", true, .apply = set_script,
	  .help = "set controls frame by frame, as cam's scripts do" },
	{ "crc", 0, .of_camera = true, .flag = CAMERA_FLAG(crc), .help = "print CRCs" },
	{ "save-frames", 0, OPTIONAL, "DIR", true, .flag = CAMERA_FLAG(save_frames),
	  .apply = set_save_frames, .help = "save every frame as it comes" },
	{ "file", 'F', OPTIONAL, "NAME", true, .flag = CAMERA_FLAG(save_frames), .apply = set_file,
	  .help = "the same by cam's names, as frame-#.bin" },
	{ "whole-planes", 0, .of_camera = true, .flag = CAMERA_FLAG(whole_planes),
	  .help = "CRCs and files of whole planes, not payloads" },
	{ "metadata", 0, .of_camera = true, .flag = CAMERA_FLAG(metadata),
	  .help = "print what the camera says about each frame" },
	{ "strict-formats", 0, .of_camera = true, .flag = CAMERA_FLAG(strict_formats),
	  .help = "fail where the camera changes what was asked for" },
	{ "orientation", 'o', REQUIRED, "NAME", true, .of_all = true, .apply = set_orientation,
	  .help = "rot0, rot90, rot180, rot270, mirror or flip" },
	{ "display", 'D', OPTIONAL, "CONNECTOR", true, .apply = set_display,
	  .help = "draw on the console, without X and Wayland" },
	{ "sdl", 'S', .of_camera = true, .help = "a window, as without it (for cam's users)" },
};

const size_t n_option_rows = COUNT(option_rows);
