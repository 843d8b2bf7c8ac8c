/* SPDX-License-Identifier: BSD-2-Clause */
/* Profiles: where they are, what is in them, and what a camera gets of them. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <json-c/json.h>

#include "analysis.h"
#include "capture_profile.h"
#include "grid.h"
#include "histogram.h"
#include "notice.h"
#include "profile_controls.h"
#include "profile_path.h"
#include "set_controls.h"
#include "temp_folder.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char path[512];
static struct gg_error error;

static void test_names(void **state)
{
	(void)state;
	static const char *const good[] = {
		"default", "night 2", "caf\xc3\xa9", "a.b", "%2F", "-x"
	};
	static const char *const bad[] = { "",	     ".",    "..",	 ".hidden", "a/b",
					   "/etc/x", "../x", "a\nb",	 "\x1b[m",  "\xff",
					   "a\xc2",  "\x7f", "a\xc2\x9b" };
	char longest[102];

	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(profile_name_is_valid(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(profile_name_is_valid(bad[i]));
	memset(longest, 'x', sizeof longest);
	longest[101] = '\0';
	assert_false(profile_name_is_valid(longest));
	longest[100] = '\0';
	assert_true(profile_name_is_valid(longest));
}

/* A model is a folder's name, and one only. */
static void test_models(void **state)
{
	(void)state;
	static const struct {
		const char *model, *folder;
	} rows[] = {
		{ "Test pattern", "Test pattern" },
		{ "HD Pro Webcam C920", "HD Pro Webcam C920" },
		{ "..", "%2E." },
		{ ".", "%2E" },
		{ "../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd" },
		{ "/", "%2F" },
		{ "100%2F", "100%252F" },
		{ "a\nb\x1b[m", "a%0Ab%1B[m" },
		{ "\xff\xc3\xa4", "%FF\xc3\xa4" },
	};
	char expected[512], model[300];

	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(profile_path(path, sizeof path, rows[i].model, "x", &error), 0);
		snprintf(expected, sizeof expected, "%s/groundglass/profiles/%s/x.json", folder,
			 rows[i].folder);
		assert_string_equal(path, expected);
	}
	memset(model, '/', sizeof model);
	model[299] = '\0';
	assert_int_equal(profile_path(path, sizeof path, model, "x", &error), -ENAMETOOLONG);
	assert_int_equal(profile_path(path, sizeof path, "", "x", &error), -ENAMETOOLONG);
	assert_int_equal(profile_path(path, 20, "x", "x", &error), -ENOENT);
}

/* The path of a profile of the test pattern's, its folders made. */
static const char *make_path(const char *name)
{
	assert_int_equal(profile_path(path, sizeof path, "Test pattern", name, &error), 0);
	assert_int_equal(profile_make_folders(path, &error), 0);
	return path;
}

static void test_list(void **state)
{
	(void)state;
	char list[32], other[600];

	make_path("a");
	profile_list(path, list, sizeof list);
	assert_string_equal(list, "none");
	write_text(make_path("b"), "");
	write_text(make_path("\xc3\xa4"), "");
	write_text(make_path("a"), "");
	snprintf(other, sizeof other, "%.500s.txt", path);
	write_text(other, "");
	profile_list(path, list, sizeof list);
	assert_string_equal(list, "a, b, \xc3\xa4");
	profile_list(path, list, 4);
	assert_string_equal(list, "a, ");
	assert_int_equal(unlink(other), 0);
	assert_int_equal(unlink(make_path("a")), 0);
	assert_int_equal(unlink(make_path("b")), 0);
	assert_int_equal(unlink(make_path("\xc3\xa4")), 0);
	profile_list("/nowhere/x.json", list, sizeof list);
	assert_string_equal(list, "none");
	struct stat status;
	*strrchr(path, '/') = '\0';
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
}

static void test_round_trip(void **state)
{
	(void)state;
	struct profile profile = {
		.n_streams = 2,
		.streams = { { .role = GG_ROLE_STILL,
			       .fourcc = GG_FOURCC('M', 'J', 'P', 'G'),
			       .width = 640,
			       .height = 480,
			       .colorspace = "sYCC",
			       .framerate = 29.97 },
			     { .role = GG_ROLE_RAW, .framerate = -1 } },
		.n_views = 2,
		.views = { { .matrix = GG_MATRIX_709,
			     .range = GG_RANGE_FULL,
			     .orientation = GG_ORIENTATION_TRANSVERSE,
			     .grid = GRID_THIRDS | GRID_CROSS,
			     .exposure = ANALYSIS_FALSE_COLOR,
			     .histogram = HISTOGRAM_WAVEFORM,
			     .info = true,
			     .viewport = { VIEWPORT_ONE * 3 / 2, 1.0 / 3, 0.1 } },
			   { .panel = true, .peaking = true } },
	};
	struct profile read = { 0 };

	profile.controls = json_object_new_object();
	json_object_object_add(profile.controls, "Gain", json_object_new_double(0.1));
	make_path("x");
	assert_int_equal(profile_write(&profile, path, "a \"model\"", &error), 0);
	assert_int_equal(profile_read(&read, path, &error), 0);
	assert_int_equal(read.n_streams, 2);
	for (unsigned i = 0; i < 2; i++) {
		const struct gg_stream_config *a = &profile.streams[i], *b = &read.streams[i];
		assert_int_equal(a->role, b->role);
		assert_int_equal(a->fourcc, b->fourcc);
		assert_int_equal(a->width, b->width);
		assert_int_equal(a->height, b->height);
		assert_string_equal(a->colorspace, b->colorspace);
		assert_true(a->framerate == b->framerate);
	}
	assert_int_equal(read.n_views, 2);
	for (unsigned i = 0; i < 2; i++) {
		const struct profile_view *a = &profile.views[i], *b = &read.views[i];
		assert_int_equal(a->matrix, b->matrix);
		assert_int_equal(a->range, b->range);
		assert_int_equal(a->orientation, b->orientation);
		assert_int_equal(a->grid, b->grid);
		assert_int_equal(a->exposure, b->exposure);
		assert_int_equal(a->histogram, b->histogram);
		assert_int_equal(a->info, b->info);
		assert_int_equal(a->panel, b->panel);
		assert_int_equal(a->peaking, b->peaking);
		assert_int_equal(a->viewport.scale, b->viewport.scale);
		assert_true(a->viewport.x == b->viewport.x && a->viewport.y == b->viewport.y);
	}
	assert_true(json_object_equal(profile.controls, read.controls));
	profile_finish(&read);
	profile_finish(&profile);
	assert_int_equal(unlink(path), 0);
	assert_null(profile.controls);
	assert_int_not_equal(profile_write(&read, "/nowhere/x.json", "m", &error), 0);
}

/* Every word that there is comes back as it was. */
static void test_words(void **state)
{
	(void)state;
	static const struct {
		size_t offset;
		int n;
	} members[] = {
		{ offsetof(struct profile_view, matrix), GG_MATRIX_2020 + 1 },
		{ offsetof(struct profile_view, range), GG_RANGE_LIMITED + 1 },
		{ offsetof(struct profile_view, orientation), GG_N_ORIENTATIONS },
		{ offsetof(struct profile_view, grid), (GRID_THIRDS | GRID_CROSS) + 1 },
		{ offsetof(struct profile_view, exposure), ANALYSIS_EXPOSURES },
		{ offsetof(struct profile_view, histogram), HISTOGRAM_MODES },
	};

	for (size_t i = 0; i < COUNT(members); i++)
		for (int value = 0; value < members[i].n; value++) {
			struct profile_view view = { 0 }, read = { 0 };
			struct gg_error detail;
			*(int *)((char *)&view + members[i].offset) = value;
			struct json_object *object = profile_view_put(&view);
			assert_null(profile_view_get(object, &read, &detail));
			assert_int_equal(*(int *)((char *)&read + members[i].offset), value);
			json_object_put(object);
		}
}

/* What a file does not say of a view, as those of before do not, stays. */
static void test_left_alone(void **state)
{
	(void)state;
	const struct profile_view before = { .matrix = GG_MATRIX_601,
					     .grid = GRID_CROSS,
					     .exposure = ANALYSIS_ZEBRA,
					     .histogram = HISTOGRAM_OF_RGB,
					     .info = true,
					     .peaking = true,
					     .viewport = { 512, 0.25, 0.75 } };
	struct profile profile = { .views = { before, before } };

	write_text(make_path("x"),
		   "{ \"groundglass\": 1, \"views\": [ { \"matrix\": \"709\","
		   "\"range\": \"full\", \"orientation\": \"rot180\","
		   "\"info\": false, \"panel\": true },"
		   "{ \"zoom\": 4 }, { \"zoom\": \"fit\", \"middle\": [1, 0] } ] }");
	assert_int_equal(profile_read(&profile, path, &error), 0);
	assert_int_equal(profile.n_views, 3);
	const struct profile_view *view = &profile.views[0];
	assert_int_equal(view->matrix, GG_MATRIX_709);
	assert_false(view->info);
	assert_true(view->panel && view->peaking);
	assert_int_equal(view->grid, GRID_CROSS);
	assert_int_equal(view->exposure, ANALYSIS_ZEBRA);
	assert_int_equal(view->histogram, HISTOGRAM_OF_RGB);
	assert_int_equal(view->viewport.scale, 512);
	assert_true(view->viewport.x == 0.25 && view->viewport.y == 0.75);
	view = &profile.views[1];
	assert_int_equal(view->matrix, GG_MATRIX_601);
	assert_int_equal(view->viewport.scale, 4 * VIEWPORT_ONE);
	assert_true(view->viewport.x == 0.5 && view->viewport.y == 0.5);
	assert_int_equal(profile.views[2].viewport.scale, 0);
	profile_finish(&profile);
	assert_int_equal(unlink(path), 0);
}

/* Any of it ends in one reason. */
static void test_broken(void **state)
{
	(void)state;
	static const struct {
		const char *text, *wrong;
	} rows[] = {
		{ "", ":1: that is no JSON object" },
		{ "[]", ":1: that is no JSON object" },
		{ "{}x", ":1: that is no JSON object" },
		{ "{\n\"groundglass\": 1,\n}}", ":3: that is no JSON object" },
		{ "{}", ": that is not how a profile begins" },
		{ "{\"groundglass\":-1}", ": that is not how a profile begins" },
		{ "{\"groundglass\":1e400}", ": that is not how a profile begins" },
		{ "{\"groundglass\":2}", ": it is of a later groundglass, whose profiles differ" },
		{ "{\"groundglass\":1,\"streams\":{}}", ": streams are no list, or too many" },
		{ "{\"groundglass\":1,\"streams\":[\"\",\"\",\"\",\"\",\"\"]}",
		  ": streams are no list, or too many" },
		{ "{\"groundglass\":1,\"streams\":[null]}", ": a stream is no text" },
		{ "{\"groundglass\":1,\"streams\":[\"width=99999999999999999999\"]}",
		  ": --stream: width cannot be \"99999999999999999999\": it takes pixels from 1 to "
		  "32768" },
		{ "{\"groundglass\":1,\"views\":[[]]}", ": a view is no object" },
		{ "{\"groundglass\":1,\"views\":[{\"range\":\"studio\"}]}",
		  ": the range of a view cannot be \"studio\": it takes auto, full or limited" },
		{ "{\"groundglass\":1,\"views\":[{\"matrix\":601}]}",
		  ": the matrix of a view cannot be \"601\": it takes auto, 601, 709 or 2020" },
		{ "{\"groundglass\":1,\"views\":[{\"grid\":null}]}",
		  ": the grid of a view cannot be \"null\": it takes none, thirds, cross or both" },
		{ "{\"groundglass\":1,\"views\":[{\"exposure\":\"z\\u001b\"}]}",
		  ": the exposure of a view cannot be \"z\\x1b\": it takes none, zebra or "
		  "false-colour" },
		{ "{\"groundglass\":1,\"views\":[{\"histogram\":{}}]}",
		  ": the histogram of a view cannot be \"{ }\": it takes none, luma, rgb or "
		  "waveform" },
		{ "{\"groundglass\":1,\"views\":[{\"panel\":0}]}",
		  ": the panel of a view cannot be \"0\": it takes true or false" },
		{ "{\"groundglass\":1,\"views\":[{\"peaking\":\"true\"}]}",
		  ": the peaking of a view cannot be \"true\": it takes true or false" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":0}]}",
		  ": the zoom of a view cannot be \"0\": it takes fit, or times the picture's size "
		  "up to 32" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":-1}]}",
		  ": the zoom of a view cannot be \"-1\": it takes fit, or times the picture's "
		  "size up to 32" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":32.5}]}",
		  ": the zoom of a view cannot be \"32.5\": it takes fit, or times the picture's "
		  "size up to 32" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":1e999}]}",
		  ": the zoom of a view cannot be \"1e999\": it takes fit, or times the "
		  "picture's size up to 32" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":\"1:1\"}]}",
		  ": the zoom of a view cannot be \"1:1\": it takes fit, or times the picture's "
		  "size up to 32" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":[1]}]}",
		  ": the zoom of a view cannot be \"[ 1 ]\": it takes fit, or times the picture's "
		  "size up to 32" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":2,\"middle\":[0.5]}]}",
		  ": the middle of a view cannot be \"[ 0.5 ]\": it takes two numbers of 0 to 1" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":2,\"middle\":[0,1,1]}]}",
		  ": the middle of a view cannot be \"[ 0, 1, 1 ]\": it takes two numbers of 0 to "
		  "1" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":2,\"middle\":[0,1.1]}]}",
		  ": the middle of a view cannot be \"[ 0, 1.1 ]\": it takes two numbers of 0 to "
		  "1" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":2,\"middle\":[-0.1,0]}]}",
		  ": the middle of a view cannot be \"[ -0.1, 0 ]\": it takes two numbers of 0 to "
		  "1" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":2,\"middle\":[\"0\",0]}]}",
		  ": the middle of a view cannot be \"[ \"0\", 0 ]\": it takes two numbers of 0 to "
		  "1" },
		{ "{\"groundglass\":1,\"views\":[{\"zoom\":2,\"middle\":0.5}]}",
		  ": the middle of a view cannot be \"0.5\": it takes two numbers of 0 to 1" },
		{ "{\"groundglass\":1,\"controls\":3}", ": controls are no object, or too many" },
	};
	struct profile profile = { 0 };
	char expected[700];

	for (size_t i = 0; i < COUNT(rows); i++) {
		write_text(make_path("x"), rows[i].text);
		assert_int_equal(profile_read(&profile, path, &error), -EINVAL);
		snprintf(expected, sizeof expected, "profile %s%s", path, rows[i].wrong);
		assert_string_equal(error.text, expected);
		assert_null(profile.controls);
	}
	assert_int_equal(unlink(path), 0);
}

static void test_huge(void **state)
{
	(void)state;
	struct profile profile = { 0 };
	FILE *file = fopen(make_path("x"), "wb");

	assert_non_null(file);
	fputs("{\"groundglass\":1,\"controls\":", file);
	for (int i = 0; i < 100000; i++)
		fputc('[', file);
	fclose(file);
	assert_int_equal(profile_read(&profile, path, &error), -EINVAL);
	assert_int_equal(truncate(path, 100000000), 0);
	assert_int_equal(profile_read(&profile, path, &error), -EFBIG);
	assert_non_null(strstr(error.text, "more than 1024 KiB"));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(profile_read(&profile, path, &error), -ENOENT);

	file = fopen(path, "wb");
	assert_non_null(file);
	fputs("{\"groundglass\":1,\"controls\":{\"a\":0", file);
	for (int i = 0; i < 256; i++)
		fprintf(file, ",\"c%d\":0", i);
	fputs("}}", file);
	fclose(file);
	assert_int_equal(profile_read(&profile, path, &error), -EINVAL);
	assert_int_equal(unlink(path), 0);
}

/* With a camera. */

static struct options_camera options;
static struct options_set sets[4];
static struct capture capture;

/* A control that the device refuses, with all that comes with it. */
static const char *refused;

int __real_gg_camera_set_controls(struct gg_camera *camera, const struct gg_control_list *controls,
				  struct gg_error *reason);
int __wrap_gg_camera_set_controls(struct gg_camera *camera, const struct gg_control_list *controls,
				  struct gg_error *reason);

int __wrap_gg_camera_set_controls(struct gg_camera *camera, const struct gg_control_list *controls,
				  struct gg_error *reason)
{
	if (refused && gg_control_list_find(controls, refused))
		return gg_error_set(reason, -EBUSY, "%s is inactive", refused);
	return __real_gg_camera_set_controls(camera, controls, reason);
}

static int open_capture(const char *profile)
{
	options = (struct options_camera){ .name = "pattern:controls=every",
					   .framerate = 0,
					   .profile = profile };
	memcpy(options.sets, sets, sizeof sets);
	while (options.n_sets < COUNT(sets) && sets[options.n_sets].name)
		options.n_sets++;
	int ret = capture_open(&capture, &options, 1, &error);
	return ret ? ret : capture_start(&capture, &error);
}

static const struct gg_control_value *asked(const char *name)
{
	return gg_control_list_find(&capture.asked, name);
}

static void assert_asked(const char *name, const char *expected)
{
	char text[256];

	assert_non_null(asked(name));
	gg_control_value_format(asked(name), NULL, text, sizeof text);
	assert_string_equal(text, expected);
}

static void assert_noticed(const char *text)
{
	struct notice *notice = notice_take();

	assert_non_null(notice);
	assert_string_equal(notice->text, text);
	free(notice);
}

static void ask(const char *name, const char *text)
{
	size_t n;
	const struct gg_control_info *infos = capture_controls(&capture, &n);
	const struct gg_control_info *info = gg_control_info_find(infos, n, name);
	struct gg_control_list controls = { 0 };
	char said[256];

	assert_non_null(info);
	assert_int_equal(
		gg_control_value_parse(gg_control_list_slot(&controls, info->id, info->name), info,
				       text, &error),
		0);
	assert_int_equal(set_controls(&capture, &controls, said, sizeof said), 0);
	gg_control_list_finish(&controls);
}

/* Of every type, exactly. */
static void test_controls(void **state)
{
	(void)state;
	static const char *const values[][2] = {
		{ "Brightness", "0.123456791" },
		{ "ExposureTime", "20000" },
		{ "TestUint8", "255" },
		{ "TestUint32", "4000000000" },
		{ "TestInt64", "9007199254740993" },
		{ "TestString", "a\\x1b\"\\xff" },
		{ "TestRectangle", "(1, 2)/3000x2000" },
		{ "TestSize", "16x17" },
		{ "TestPoint", "(-1, 2)" },
		{ "TestFloats", "[ 0.1, 7.7 ]" },
		{ "TestBools", "[ false, true, true ]" },
		{ "TestPatternMode", "1" },
	};
	struct gg_control_list before = { 0 };
	struct profile profile = { 0 };

	assert_int_equal(open_capture(NULL), 0);
	for (size_t i = 0; i < COUNT(values); i++)
		ask(values[i][0], values[i][1]);
	profile_keep_controls(&profile, &capture);
	gg_control_list_merge(&before, &capture.asked);
	capture_profile_keep_streams(&profile, &capture);
	assert_int_equal(profile_write(&profile, make_path("x"), "m", &error), 0);
	profile_finish(&profile);
	capture_close(&capture);

	assert_int_equal(open_capture("x"), 0);
	assert_int_equal(capture.asked.n, before.n);
	for (size_t i = 0; i < before.n; i++) {
		const struct gg_control_value *now =
			gg_control_list_get(&capture.asked, before.items[i].id);
		assert_non_null(now);
		assert_true(gg_control_value_equal(now, &before.items[i].value));
	}
	assert_asked("AeEnable", "false"); /* the exposure time's */
	assert_null(notice_take());
	capture_close(&capture);
	gg_control_list_finish(&before);
	assert_int_equal(unlink(path), 0);
}

/* What does not go is said, the rest holds. */
static void test_refused_controls(void **state)
{
	(void)state;
	write_text(make_path("x"), "{ \"groundglass\": 1, \"controls\": {"
				   "\"Brightness\": 2, \"No\\u001bSuch\": 1, \"TestUint8\": 300,"
				   "\"TestFloats\": [1], \"TestPoint\": 3, \"TestBools\": true,"
				   "\"Saturation\": \"nan\", \"SensorTimestamp\": 1,"
				   "\"Contrast\": 1.5 } }");
	assert_int_equal(open_capture("x"), 0);
	assert_noticed("profile: cannot set Brightness to \"2\": it takes -1..1");
	assert_noticed("profile: camera pattern has no control No\\x1bSuch: it is left out");
	assert_noticed("profile: TestUint8 takes uint8, not 300");
	assert_noticed("profile: cannot set TestFloats to \"[ 1 ]\": it takes 2 values of 0..8");
	assert_noticed("profile: TestPoint takes point, not 3");
	assert_noticed("profile: TestBools takes bool values, not true");
	assert_noticed("profile: cannot set Saturation to \"nan\": it takes 0..2");
	assert_noticed("profile: camera pattern has no control SensorTimestamp: it is left out");
	assert_null(notice_take());
	assert_int_equal(capture.asked.n, 1);
	assert_asked("Contrast", "1.5");
	capture_close(&capture);
	assert_int_equal(unlink(path), 0);
}

/* A device that refuses one of them has the others all the same. */
static void test_device_refuses(void **state)
{
	(void)state;
	write_text(make_path("x"), "{ \"groundglass\": 1, \"controls\": {"
				   "\"Brightness\": 0.5, \"Contrast\": 1.5,"
				   "\"ExposureTime\": 20000 } }");
	refused = "Contrast";
	assert_int_equal(open_capture("x"), 0);
	assert_noticed("profile: Contrast is inactive");
	assert_null(notice_take());
	assert_null(asked("Contrast"));
	assert_asked("Brightness", "0.5");
	assert_asked("ExposureTime", "20000");
	assert_asked("AeEnable", "false");
	refused = NULL;
	capture_close(&capture);
	assert_int_equal(unlink(path), 0);
}

/* The command line wins. */
static void test_command_line(void **state)
{
	(void)state;
	write_text(make_path("x"),
		   "{ \"groundglass\": 1, \"streams\": [\"64x48@0,R8\"], \"controls\": {"
		   "\"AeEnable\": false, \"ExposureTime\": 20000, \"Contrast\": 1.5 } }");
	assert_int_equal(open_capture("x"), 0);
	assert_int_equal(capture.streams[0].config.width, 64);
	assert_asked("ExposureTime", "20000");
	assert_asked("AeEnable", "false");
	capture_close(&capture);

	sets[0] = (struct options_set){ "aeenable", "true" };
	sets[1] = (struct options_set){ "Contrast", "1" };
	assert_int_equal(open_capture("x"), 0);
	assert_asked("AeEnable", "true");
	assert_asked("Contrast", "1");
	assert_null(asked("ExposureTime"));
	capture_close(&capture);

	sets[0] = (struct options_set){ "ExposureTime", "30000" };
	assert_int_equal(open_capture("x"), 0);
	assert_asked("ExposureTime", "30000");
	assert_asked("AeEnable", "false");
	capture_close(&capture);
	memset(sets, 0, sizeof sets);
	assert_int_equal(unlink(path), 0);
}

static void test_missing(void **state)
{
	(void)state;
	char expected[700];

	write_text(make_path("day"), "{ \"groundglass\": 1 }");
	make_path("night");
	assert_int_equal(open_capture("night"), -ENOENT);
	snprintf(expected, sizeof expected, "there is no profile %s; this camera's are: day", path);
	assert_string_equal(error.text, expected);
	assert_int_equal(unlink(make_path("day")), 0);
}

/* Whatever part of a turn the camera has done. */
static void test_orientations(void **state)
{
	(void)state;
	for (int asked_for = 0; asked_for < GG_N_ORIENTATIONS; asked_for++)
		for (int done = 0; done < GG_N_ORIENTATIONS; done++)
			for (int look = 0; look < GG_N_ORIENTATIONS; look++) {
				int left = 0;
				while (gg_orientation_then((enum gg_orientation)done,
							   (enum gg_orientation)left) !=
				       (enum gg_orientation)asked_for)
					left++;
				options.orientation = (enum gg_orientation)asked_for;
				const struct capture turned = { .options = &options,
								.orientation =
									(enum gg_orientation)left };
				const enum gg_orientation seen =
					capture_profile_seen(&turned, (enum gg_orientation)look);
				assert_int_equal(seen,
						 gg_orientation_then((enum gg_orientation)done,
								     (enum gg_orientation)look));
				assert_int_equal(capture_profile_look(&turned, seen), look);
			}
}

static int set_up(void **state)
{
	(void)state;
	make_folder();
	assert_int_equal(setenv("XDG_CONFIG_HOME", folder, 1), 0);
	notice_init();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	notice_quit();
	make_path("x");
	for (int i = 0; i < 3; i++) {
		*strrchr(path, '/') = '\0';
		assert_int_equal(rmdir(path), 0); /* with nothing left in it */
	}
	remove_folder();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),	       cmocka_unit_test(test_models),
		cmocka_unit_test(test_list),	       cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_words),	       cmocka_unit_test(test_left_alone),
		cmocka_unit_test(test_broken),	       cmocka_unit_test(test_huge),
		cmocka_unit_test(test_controls),       cmocka_unit_test(test_refused_controls),
		cmocka_unit_test(test_device_refuses), cmocka_unit_test(test_command_line),
		cmocka_unit_test(test_missing),	       cmocka_unit_test(test_orientations),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
