/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "actions.h"
#include "keys.h"
#include "options.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The actions themselves need a window; their names are all that options look at. */
static const struct action actions[] = {
	{ .keys = "q", .name = "quit", .help = "end" },
	{ .keys = "s", .name = "screenshot", .help = "save the picture" },
	{ .keys = "Space p", .name = "pause", .help = "hold the picture" },
};

size_t action_count(void)
{
	return COUNT(actions);
}

const struct action *action_at(size_t index)
{
	return &actions[index];
}

const struct action *action_by_name(const char *name)
{
	for (size_t i = 0; i < COUNT(actions); i++)
		if (!strcmp(actions[i].name, name))
			return &actions[i];
	return NULL;
}

static struct options options;
static struct gg_error error;

/* Parse the words up to a NULL. */
static int parse_into(const char *const words[], struct gg_error *reason)
{
	int n = 0;
	while (words[n])
		n++;
	char *argv[64] = { (char *)"groundglass" };
	assert_true(n + 1 < (int)COUNT(argv));
	memcpy(argv + 1, words, (size_t)n * sizeof *argv);
	return options_parse(&options, n + 1, argv, reason);
}

static int parse(const char *const words[])
{
	error.text[0] = '\0';
	return parse_into(words, &error);
}

#define accept(...)                                                                                \
	do {                                                                                       \
		const char *const words_[] = { __VA_ARGS__, NULL };                                \
		options_finish(&options);                                                          \
		int result_ = parse(words_);                                                       \
		assert_string_equal(error.text, "");                                               \
		assert_int_equal(result_, 0);                                                      \
	} while (0)

/* Refused, with the message, and nothing is left to free. */
#define refuse(message, ...)                                                                       \
	do {                                                                                       \
		const char *const words_[] = { __VA_ARGS__, NULL };                                \
		options_finish(&options);                                                          \
		int result_ = parse(words_);                                                       \
		assert_string_equal(error.text, message);                                          \
		assert_int_equal(result_, -EINVAL);                                                \
		assert_int_equal(parse_into(words_, NULL), -EINVAL);                               \
	} while (0)

static int teardown(void **state)
{
	(void)state;
	options_finish(&options);
	return 0;
}

static void test_defaults(void **state)
{
	(void)state;
	const char *const none[] = { NULL };
	assert_int_equal(parse(none), 0);
	assert_int_equal(options.mode, MODE_VIEW);
	assert_string_equal(options.renderer, "auto");
	assert_int_equal(options.n_cameras, 0);
	assert_null(options.cameras[0].name);
	assert_true(options.cameras[0].framerate < 0);
	assert_true(options.cameras[0].streams[0].framerate < 0);
	assert_int_equal(options.cameras[0].streams[0].role, GG_ROLE_VIEWFINDER);
	assert_int_equal(options.timeout_ns, 0);
	assert_null(options.screenshot);
	assert_false(options.stats || options.verbose || options.fullscreen);
}

static void test_modes(void **state)
{
	(void)state;
	accept("-l");
	assert_int_equal(options.mode, MODE_LIST);
	accept("--list", "-v");
	assert_true(options.mode == MODE_LIST && options.verbose);
	accept("-lv");
	assert_true(options.mode == MODE_LIST && options.verbose);
	accept("-I");
	assert_true(options.mode == MODE_INFO && options.info && !options.list_properties);
	accept("-p", "--list-controls", "pattern");
	assert_true(options.mode == MODE_INFO && !options.info);
	assert_true(options.list_properties && options.list_controls);
	assert_string_equal(options.cameras[0].name, "pattern");
	accept("--version", "--nonsense");
	assert_int_equal(options.mode, MODE_VERSION);
	accept("-l", "-h");
	assert_int_equal(options.mode, MODE_HELP);
	refuse("--list is about all cameras, and --info about one: give one of them at a time",
	       "-l", "-I");
	refuse("--list is about all cameras, and --info about one: give one of them at a time",
	       "-p", "-l");
}

static void test_cameras(void **state)
{
	(void)state;
	accept("-c1", "-c", "pattern", "--camera=a", "--camera", "b", "c", "--", "-d");
	static const char *const names[] = { "1", "pattern", "a", "b", "c", "-d" };
	assert_int_equal(options.n_cameras, COUNT(names));
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(options.cameras[i].name, names[i]);
	refuse("cameras are counted from 1", "0");
	refuse("cameras are counted from 1", "-c", "0");
	refuse("cameras are counted from 1", "-c", "pattern", "00");
	accept("10");
	refuse("a camera has no empty name; see -l", "");
	refuse("--camera needs a value: CAMERA", "-c");
	refuse("\"9\": at most 8 cameras", "1", "2", "3", "4", "5", "6", "7", "8", "9");
}

static void test_options_belong_to_their_camera(void **state)
{
	(void)state;
	accept("1", "--crc", "2", "--metadata", "-C5");
	assert_true(options.cameras[0].crc && !options.cameras[1].crc);
	assert_true(options.cameras[1].metadata && !options.cameras[0].metadata);
	assert_true(options.cameras[1].capture && !options.cameras[0].capture);

	accept("--crc", "--strict-formats", "--whole-planes", "-l");
	assert_int_equal(options.n_cameras, 0);
	assert_true(options.cameras[0].crc && options.cameras[0].strict_formats);
	assert_true(options.cameras[0].whole_planes);

	refuse("--crc is an option of a camera: it goes behind one, as in groundglass pattern "
	       "--crc",
	       "--crc", "--set", "A=1", "pattern");
	refuse("--capture is an option of a camera: it goes behind one, as in groundglass 2 "
	       "--capture",
	       "-C", "10", "-c", "2");
}

static void test_capture(void **state)
{
	(void)state;
	static const char *const tens[][3] = {
		{ "-C", "10" }, { "-C10" }, { "--capture=10" }, { "--capture", "10" }
	};
	for (size_t i = 0; i < COUNT(tens); i++) {
		accept("1", tens[i][0], tens[i][1]);
		assert_true(options.cameras[0].capture);
		assert_int_equal(options.cameras[0].capture_frames, 10);
		assert_int_equal(options.n_cameras, 1);
	}
	accept("1", "-C", "pattern", "-C", "-v");
	assert_int_equal(options.n_cameras, 2);
	assert_true(options.cameras[0].capture && options.cameras[1].capture);
	assert_int_equal(options.cameras[0].capture_frames, 0);
	assert_true(options.verbose);
	accept("1", "-C", "10x");
	assert_string_equal(options.cameras[1].name, "10x");
	accept("-C");
	assert_true(options.cameras[0].capture);

	refuse("--capture cannot be \"0\": it takes a number of frames from 1 on", "-C", "0");
	refuse("--capture cannot be \"x\": it takes a number of frames from 1 on", "-Cx");
	refuse("--capture cannot be \"-1\": it takes a number of frames from 1 on", "--capture=-1");
	refuse("--capture cannot be \"99999999999999999999\": it takes a number of frames from 1 "
	       "on",
	       "-C", "99999999999999999999");
	refuse("--capture= needs a N", "--capture=");
}

static void test_optional_values(void **state)
{
	(void)state;
	accept("--stats", "--fullscreen");
	assert_true(options.stats && !options.stats_file && options.fullscreen);
	accept("--stats=out.json");
	assert_true(options.stats);
	assert_string_equal(options.stats_file, "out.json");
	accept("--stats=-");
	assert_true(options.stats && !options.stats_file);
	static const char *const cameras[] = { "pattern",	  "1",
					       "/dev/video0",	  "file:x.jpg",
					       "/base/soc/i2c@1", "\\_SB_.PCI0" };
	for (size_t i = 0; i < COUNT(cameras); i++) {
		accept("--stats", cameras[i]);
		assert_string_equal(options.cameras[0].name, cameras[i]);
		assert_null(options.stats_file);
	}
	accept("1", "--save-frames=shots", "2", "--save-frames");
	assert_string_equal(options.cameras[0].save_dir, "shots");
	assert_true(options.cameras[1].save_frames && !options.cameras[1].save_dir);

	refuse("--stats has its value behind '=': did you mean --stats=out.json? (a camera of "
	       "that name goes before it, or behind -c)",
	       "--stats", "out.json");
	refuse("--save-frames has its value behind '=': did you mean --save-frames=/tmp/x? (a "
	       "camera of that name goes before it, or behind -c)",
	       "1", "--save-frames", "/tmp/x");
	refuse("--stats= needs a FILE", "--stats=");
	refuse("--fullscreen takes no value", "--fullscreen=yes");
}

static void test_streams(void **state)
{
	(void)state;
	accept("1", "-s",
	       "role=still,width=640,height=480,pixelformat=yuyv,colorspace=Rec709,framerate=29.5",
	       "--stream=1280x720@30,MJPEG,raw", "-s@15", "-s", "video");
	const struct options_camera *camera = &options.cameras[0];
	assert_int_equal(camera->n_streams, 4);

	const struct gg_stream_config *s = camera->streams;
	assert_int_equal(s[0].role, GG_ROLE_STILL);
	assert_int_equal(s[0].width, 640);
	assert_int_equal(s[0].height, 480);
	assert_int_equal(s[0].fourcc, GG_FOURCC('Y', 'U', 'Y', 'V'));
	assert_string_equal(s[0].colorspace, "Rec709");
	assert_true(s[0].framerate == 29.5);
	assert_int_equal(s[1].role, GG_ROLE_RAW);
	assert_int_equal(s[1].width, 1280);
	assert_int_equal(s[1].height, 720);
	assert_int_equal(s[1].fourcc, GG_FOURCC('M', 'J', 'P', 'G'));
	assert_true(s[1].framerate == 30);
	assert_true(s[2].framerate == 15 && s[2].width == 0);
	assert_int_equal(s[3].role, GG_ROLE_VIDEO);
	assert_true(s[3].framerate < 0);

	accept("-s", "colorspace=sYCC", "-s", "width=32768", "-s", "pixelformat=pRAA", "-s",
	       "RG10");
	assert_string_equal(options.cameras[0].streams[0].colorspace, "sYCC");
	assert_int_equal(options.cameras[0].streams[1].width, 32768);
	assert_int_equal(options.cameras[0].streams[2].fourcc, GG_FOURCC('p', 'R', 'A', 'A'));
	assert_int_equal(options.cameras[0].streams[3].fourcc, GG_FOURCC('R', 'G', '1', '0'));
}

static void test_bad_streams(void **state)
{
	(void)state;
	refuse("--stream: no key \"wdith\"; there are role, width, height, pixelformat, "
	       "colorspace and framerate",
	       "-s", "wdith=640");
	refuse("--stream: role cannot be \"stil\": it takes viewfinder, video, still or raw", "-s",
	       "height=1,role=stil");
	refuse("--stream: width cannot be \"32769\": it takes pixels from 1 to 32768", "-s",
	       "width=32769");
	refuse("--stream: height cannot be \"0\": it takes pixels from 1 to 32768", "-s",
	       "height=0");
	refuse("--stream: pixelformat cannot be \"nosuch\": it takes a libcamera name (MJPEG, "
	       "YUYV, NV12) or four characters; -I lists the camera's",
	       "-s", "pixelformat=nosuch");
	refuse("--stream: pixelformat cannot be \"MJ?G\": it takes a libcamera name (MJPEG, "
	       "YUYV, NV12) or four characters; -I lists the camera's",
	       "-s", "pixelformat=MJ\x80G");
	refuse("--stream: framerate cannot be \"x\": it takes frames per second", "-s",
	       "framerate=x");
	static const char *const words[] = { "stil",	 "1280x", "1280x720x", "0x1",
					     "640x480@", "@-1",	  "1280X720",  "",
					     "@nan",	 "raw,",  "1,2" };
	for (size_t i = 0; i < COUNT(words); i++) {
		const char *const argv[] = { "-s", words[i], NULL };
		assert_int_equal(parse(argv), -EINVAL);
	}
	refuse("--stream: \"stil\" is no size (1280x720, 1280x720@30), no role (viewfinder, "
	       "video, still, raw) and no format (MJPEG, YUYV, NV12)",
	       "-s", "stil");
	refuse("--stream: at most 4 for a camera", "-sraw", "-sraw", "-sraw", "-sraw", "-sraw");
}

static void test_framerate(void **state)
{
	(void)state;
	accept("1", "-s", "raw", "--framerate", "0", "-s", "@10", "2");
	assert_true(options.cameras[0].framerate == 0);
	assert_true(options.cameras[0].streams[0].framerate == 0);
	assert_true(options.cameras[0].streams[1].framerate == 10);
	assert_true(options.cameras[1].streams[0].framerate < 0);
	accept("--framerate=59.94");
	assert_true(options.cameras[0].streams[0].framerate == 59.94);
	refuse("--framerate cannot be \"-5\": it takes frames per second, or 0 for as fast as it "
	       "goes",
	       "--framerate=-5");
	refuse("--framerate needs a value: N", "--framerate", "-5");
}

static void test_sets(void **state)
{
	(void)state;
	accept("1", "--set", "Gain=1", "--set=Text=a=b", "--set", "Empty=");
	assert_int_equal(options.cameras[0].n_sets, 3);
	static const char *const sets[][2] = { { "Gain", "1" },
					       { "Text", "a=b" },
					       { "Empty", "" } };
	for (size_t i = 0; i < COUNT(sets); i++) {
		assert_string_equal(options.cameras[0].sets[i].name, sets[i][0]);
		assert_string_equal(options.cameras[0].sets[i].value, sets[i][1]);
	}
	refuse("--set cannot be \"Gain\": it takes NAME=VALUE, names as --list-controls has them",
	       "--set", "Gain");
	refuse("--set cannot be \"=1\": it takes NAME=VALUE, names as --list-controls has them",
	       "--set", "A=1", "--set", "=1");

	const char *many[OPTIONS_MAX_SETS + 2] = { NULL };
	for (size_t i = 0; i <= OPTIONS_MAX_SETS; i++)
		many[i] = "--set=A=1";
	assert_int_equal(parse(many), -EINVAL);
	assert_string_equal(error.text, "--set: at most 32 for a camera");
}

static void test_dos(void **state)
{
	(void)state;
	accept("--do", "pause@30", "--do=quit", "--do", "pause@18446744073709551615");
	assert_int_equal(options.n_dos, 3);
	assert_string_equal(options.dos[0].action, "pause");
	assert_int_equal(options.dos[0].frame, 30);
	assert_string_equal(options.dos[1].action, "quit");
	assert_int_equal(options.dos[1].frame, 0);
	assert_true(options.dos[2].frame == UINT64_MAX);
	refuse("--do: no action \"screnshot\" (did you mean screenshot?); see --help", "--do",
	       "quit", "--do", "screnshot@3");
	refuse("--do: no action \"dance\"; see --help", "--do", "dance");
	refuse("--do cannot be \"quit@\": it takes ACTION or ACTION@FRAME", "--do", "quit@");
	refuse("--do cannot be \"quit@-1\": it takes ACTION or ACTION@FRAME", "--do", "quit@-1");
	refuse("--do cannot be \"@3\": it takes ACTION or ACTION@FRAME", "--do", "@3");
}

static void test_timeout(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint64_t ns;
	} times[] = { { "5s", 5000000000 },   { "200ms", 200000000 }, { "2min", 120000000000 },
		      { "1500", 1500000000 }, { "0.5s", 500000000 },  { "0", 0 } };
	for (size_t i = 0; i < COUNT(times); i++) {
		accept("-t", times[i].text);
		assert_int_equal(options.timeout_ns, times[i].ns);
	}
	accept("-t5s");
	assert_int_equal(options.timeout_ns, 5000000000);
	static const char *const bad[] = { "s",	    "5 s", "5h",	   "-5s",
					   "1e99s", "nan", "999999999min", "0,5s" };
	for (size_t i = 0; i < COUNT(bad); i++) {
		char word[32];
		snprintf(word, sizeof word, "--timeout=%s", bad[i]);
		const char *const argv[] = { word, NULL };
		assert_int_equal(parse(argv), -EINVAL);
	}
	refuse("--timeout cannot be \"5h\": it takes a time: 5s, 200ms, 2min, or milliseconds",
	       "-t", "5h");
}

static void test_window(void **state)
{
	(void)state;
	accept("--geometry", "640x480");
	assert_true(options.width == 640 && options.height == 480 && !options.position_set);
	accept("--geometry=640x480+0+20");
	assert_true(options.position_set && options.x == 0 && options.y == 20);
	accept("--geometry=1x2+3+4", "--geometry=640x480");
	assert_false(options.position_set);
	static const char *const bad[] = { "640",	  "x480",	   "0x480",   "640x480+1",
					   "640x480-1-1", "640x480+1+2+3", "40000x1", "640x480 " };
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *const argv[] = { "--geometry", bad[i], NULL };
		assert_int_equal(parse(argv), -EINVAL);
	}
	refuse("--geometry cannot be \"big\": it takes WIDTHxHEIGHT or WIDTHxHEIGHT+X+Y, up to "
	       "32768",
	       "--geometry", "big");

	accept("-R", "null", "--ui-scale", "1.5", "--matrix", "709", "--range=limited");
	assert_string_equal(options.renderer, "null");
	assert_true(options.ui_scale == 1.5F);
	assert_int_equal(options.color.matrix, GG_MATRIX_709);
	assert_int_equal(options.color.range, GG_RANGE_LIMITED);
	refuse("--renderer cannot be \"vulkan\": it takes auto, gl, surface or null", "-Rvulkan");
	accept("--chroma", "linear");
	assert_string_equal(options.chroma, "linear");
	refuse("--chroma cannot be \"cubic\": it takes auto, nearest or linear", "--chroma",
	       "cubic");
	refuse("--matrix cannot be \"240\": it takes auto, 601, 709 or 2020", "--matrix", "240");
	refuse("--range cannot be \"tv\": it takes auto, full or limited", "--range", "tv");
	refuse("--ui-scale cannot be \"0\": it takes a number from 0.25 to 16", "--ui-scale", "0");
}

static void test_files(void **state)
{
	(void)state;
	accept("--screenshot", "-", "--screenshot-dir", "/tmp/x", "--no-reattach");
	assert_string_equal(options.screenshot, "-");
	assert_string_equal(options.screenshot_dir, "/tmp/x");
	assert_true(options.no_reattach);
	accept("--screenshot=a.b/c.ppm");
	assert_string_equal(options.screenshot, "a.b/c.ppm");
	const char *const bad[] = { "--screenshot", "a.gif", NULL };
	assert_int_equal(parse(bad), -EINVAL);
	assert_non_null(strstr(error.text, "--screenshot cannot be \"a.gif\": it takes a name that "
					   "ends in one of "));
	assert_non_null(strstr(error.text, "ppm"));
	refuse("--screenshot needs a value: FILE", "--screenshot", "--stats");
}

static void test_monitor(void **state)
{
	(void)state;
	accept("-m", "-t", "5s");
	assert_int_equal(options.mode, MODE_MONITOR);
	assert_true(options.monitor);
	accept("-m", "-l");
	assert_int_equal(options.mode, MODE_LIST);
	assert_true(options.monitor);
	accept("-lm");
	assert_int_equal(options.mode, MODE_LIST);
	assert_true(options.monitor);
	accept("-m", "pattern", "--version");
	assert_int_equal(options.mode, MODE_VERSION);
	refuse("--monitor watches all cameras: it goes without \"pattern\"", "-m", "pattern");
	refuse("--monitor is about all cameras, and --info about one: give one of them at a time",
	       "-m", "-I");
	refuse("--monitor is about all cameras, and --info about one: give one of them at a time",
	       "-I", "-m");
}

/* Of all cameras before any, of each behind it. */
static void test_orientation(void **state)
{
	(void)state;
	accept("-o", "flip", "1", "2", "-o", "rot90", "3", "--orientation=rot0");
	assert_int_equal(options.cameras[0].orientation, GG_ORIENTATION_FLIP);
	assert_int_equal(options.cameras[1].orientation, GG_ORIENTATION_ROT90);
	assert_int_equal(options.cameras[2].orientation, GG_ORIENTATION_ROT0);
	accept("-orot270");
	assert_int_equal(options.cameras[0].orientation, GG_ORIENTATION_ROT270);
	accept("1");
	assert_int_equal(options.cameras[0].orientation, GG_ORIENTATION_ROT0);
	refuse("--orientation cannot be \"90\": it takes rot0, rot90, rot180, rot270, mirror or "
	       "flip",
	       "-o", "90");
	refuse("--orientation cannot be \"transpose\": it takes rot0, rot90, rot180, rot270, "
	       "mirror "
	       "or flip",
	       "1", "-o", "transpose");
}

/* What cam's users write. */
static void test_cam(void **state)
{
	(void)state;
	accept("1", "-F");
	assert_true(options.cameras[0].save_frames);
	assert_string_equal(options.cameras[0].save_pattern, "frame-#.bin");
	accept("1", "-Fa/", "2", "--file=b-#.raw", "-S", "-D");
	assert_string_equal(options.cameras[0].save_pattern, "a/frame-#.bin");
	assert_string_equal(options.cameras[1].save_pattern, "b-#.raw");
	assert_true(options.console);
	accept("1", "-Fa", "-Fb");
	assert_string_equal(options.cameras[0].save_pattern, "b");
	refuse("--file cannot be \"a-#.ppm\": it takes a name for the frame's bytes as they come, "
	       "as "
	       "frame-#.bin; --screenshot saves pictures",
	       "1", "-Fa-#.ppm");
	refuse("--file cannot be \"a.dng\": it takes a name for the frame's bytes as they come, as "
	       "frame-#.bin; --screenshot saves pictures",
	       "1", "--file=a.dng");
	refuse("--display cannot be \"HDMI-A-1\": it takes no connector: the display that is "
	       "connected is taken",
	       "1", "-DHDMI-A-1");
}

static void test_unknown(void **state)
{
	(void)state;
	refuse("unknown option --fulscreen (did you mean --fullscreen?); see --help",
	       "--fulscreen");
	refuse("unknown option --save (did you mean --save-frames?); see --help", "--save=x");
	refuse("unknown option -list (did you mean --list?); see --help", "-list");
	refuse("unknown option -x; see --help", "-x");
	refuse("unknown option ---; see --help", "---");
	refuse("unknown option --?[31m; see --help", "--\033[31m");
}

/* Every option, and every key, once. */
static void test_help(void **state)
{
	(void)state;
	char text[16384];
	FILE *file = tmpfile();
	assert_non_null(file);
	fflush(stdout);
	int saved = dup(STDOUT_FILENO);
	assert_true(dup2(fileno(file), STDOUT_FILENO) >= 0);
	keys_reset();
	options_print_help();
	fflush(stdout);
	assert_true(dup2(saved, STDOUT_FILENO) >= 0);
	close(saved);
	rewind(file);
	size_t size = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[size] = '\0';

	static const char *const lines[] = {
		"\n  -C, --capture[=N] ",    "\n      --stats[=FILE] ", "\n  -R, --renderer NAME ",
		"\n      --set NAME=VALUE ", "\n  -h, --help ",		"\n  Space p   pause ",
	};
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_non_null(strstr(text, lines[i]));
	size_t column = 0, widest = 0;
	for (const char *c = text; *c; c++) {
		column = *c == '\n' ? 0 : column + 1;
		widest = column > widest ? column : widest;
	}
	assert_in_range(widest, 60, 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_cameras),
		cmocka_unit_test(test_options_belong_to_their_camera),
		cmocka_unit_test(test_capture),
		cmocka_unit_test(test_optional_values),
		cmocka_unit_test(test_streams),
		cmocka_unit_test(test_bad_streams),
		cmocka_unit_test(test_framerate),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_dos),
		cmocka_unit_test(test_timeout),
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_monitor),
		cmocka_unit_test(test_orientation),
		cmocka_unit_test(test_cam),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_help),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
