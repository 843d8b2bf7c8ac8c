/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The text of a recording: every type of value there and back, and what is damaged, line by line.
 */
#include <groundglass/recording.h>

#include "recording_set.h"
#include "recording_value.h"
#include "temp_folder.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#define CAMERA                                                                                     \
	"\"camera\":{\"id\":\"a\",\"properties\":[{\"id\":3,\"name\":\"Model\",\"type\":"          \
	"\"string\",\"value\":\"x\"}],\"controls\":[{\"id\":1,\"name\":\"AeMode\",\"type\":"       \
	"\"int32\",\"enumerators\":[{\"value\":-1,\"name\":\"Off\"}]}],"                           \
	"\"metadata_names\":[{\"id\":2,\"name\":\"AeState\",\"type\":\"int32\",\"enumerators\":["  \
	"{\"value\":0,\"name\":\"Idle\"}]}]}"
#define STREAM                                                                                     \
	"\"stream\":0,\"streams\":1,\"fourcc\":538982482,\"modifier\":0,\"width\":4,\"height\":2," \
	"\"colorspace\":\"sRGB\",\"matrix\":\"auto\",\"range\":\"full\",\"buffers\":4,"            \
	"\"whole_planes\":false"
#define PLANES "\"planes\":[{\"stride\":5,\"length\":9}]"
#define HEADER "{\"groundglass\":1," CAMERA "," STREAM "," PLANES "}\n"
#define PLACE  "\"sequence\":7,\"timestamp\":18446744073709551615,\"bytes\":[9]"
#define FRAME  "{\"number\":0,\"file\":\"f\"," PLACE "}\n"

static int set_up(void **state)
{
	(void)state;
	make_folder();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder();
	return 0;
}

/* values */

/* As JSON text and back it must be the same, bit for bit. */
static void assert_kept(enum gg_control_type type, bool is_array, const void *data, uint32_t count,
			const char *text)
{
	struct gg_control_value value = { 0 }, again = { 0 };

	assert_int_equal(gg_control_value_set(&value, type, is_array, data, count), 0);
	struct json_object *json = gg_recording_put_value(&value);
	assert_string_equal(json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN), text);
	struct json_object *parsed = json_tokener_parse(text);
	assert_int_equal(gg_recording_get_value(&again, type, parsed), 0);
	assert_true(gg_control_value_equal(&value, &again));
	json_object_put(parsed);
	json_object_put(json);
	gg_control_value_finish(&value);
	gg_control_value_finish(&again);
}

static void test_values(void **state)
{
	static const int64_t large[] = { INT64_MIN, INT64_MAX, 9007199254740993 };
	static const float reals[] = { 0.1f, -0.0f, FLT_MAX, FLT_TRUE_MIN, INFINITY, -INFINITY, 3 };
	static const uint8_t bytes[] = { 0, 1, 255 };
	static const uint16_t words[] = { 65535 };
	static const uint32_t longs[] = { UINT32_MAX };
	static const int32_t ints[] = { INT32_MIN, INT32_MAX };
	static const struct gg_rectangle rectangle = { -1, 2, 3, UINT32_MAX };
	static const struct gg_size sizes[] = { { 1, 2 }, { 3, 4 } };
	static const struct gg_point point = { -5, 6 };

	(void)state;
	assert_kept(GG_CONTROL_NONE, false, NULL, 0, "null");
	assert_kept(GG_CONTROL_BOOL, false, bytes + 1, 1, "true");
	assert_kept(GG_CONTROL_UINT8, true, bytes, 3, "[0,1,255]");
	assert_kept(GG_CONTROL_UINT16, false, words, 1, "65535");
	assert_kept(GG_CONTROL_UINT32, false, longs, 1, "4294967295");
	assert_kept(GG_CONTROL_INT32, true, ints, 2, "[-2147483648,2147483647]");
	assert_kept(GG_CONTROL_INT64, true, large, 3,
		    "[-9223372036854775808,9223372036854775807,9007199254740993]");
	assert_kept(GG_CONTROL_FLOAT, true, reals, 7,
		    "[0.100000001,-0.0,3.40282347e+38,1.40129846e-45,\"inf\",\"-inf\",3.0]");
	assert_kept(GG_CONTROL_STRING, false, "a\"\n\0z", 5, "\"a\\\"\\n\\u0000z\"");
	assert_kept(GG_CONTROL_RECTANGLE, false, &rectangle, 1,
		    "{\"x\":-1,\"y\":2,\"width\":3,\"height\":4294967295}");
	assert_kept(GG_CONTROL_SIZE, true, sizes, 2,
		    "[{\"width\":1,\"height\":2},{\"width\":3,\"height\":4}]");
	assert_kept(GG_CONTROL_POINT, false, &point, 1, "{\"x\":-5,\"y\":6}");
	assert_kept(GG_CONTROL_INT32, true, NULL, 0, "[]");
}

static void test_no_values(void **state)
{
	static const struct {
		enum gg_control_type type;
		const char *text;
	} cases[] = {
		{ GG_CONTROL_NONE, "1" },
		{ GG_CONTROL_BOOL, "1" },
		{ GG_CONTROL_UINT8, "256" },
		{ GG_CONTROL_UINT8, "-1" },
		{ GG_CONTROL_UINT16, "65536" },
		{ GG_CONTROL_UINT32, "4294967296" },
		{ GG_CONTROL_INT32, "1.5" },
		{ GG_CONTROL_INT32, "[1,\"2\"]" },
		{ GG_CONTROL_INT64, "9223372036854775808" },
		{ GG_CONTROL_INT64, "null" },
		{ GG_CONTROL_FLOAT, "\"much\"" },
		{ GG_CONTROL_STRING, "[\"a\"]" },
		{ GG_CONTROL_RECTANGLE, "{\"x\":1,\"y\":2,\"width\":3}" },
		{ GG_CONTROL_SIZE, "{\"width\":-1,\"height\":3}" },
		{ GG_CONTROL_POINT, "[1,2]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct gg_control_value value = { 0 };
		struct json_object *json = json_tokener_parse(cases[i].text);
		if (gg_recording_get_value(&value, cases[i].type, json) != -EINVAL)
			fail_msg("%s is taken for %s", cases[i].text,
				 gg_control_type_name(cases[i].type));
		json_object_put(json);
		gg_control_value_finish(&value);
	}
}

/* texts */

static const char *write_recording(const char *text)
{
	const char *path = in_folder("r.json");
	write_text(path, text);
	return path;
}

static void test_whole(void **state)
{
	struct gg_recording recording;
	struct gg_recording_picture picture = { 0 };
	uint8_t pixels[9];
	uint8_t *const planes[] = { pixels };
	struct gg_error error = { "" };

	(void)state;
	write_text(in_folder("f"), "123456789");
	assert_int_equal(gg_recording_open(&recording, write_recording(HEADER FRAME), &error), 0);
	assert_string_equal(recording.id, "a");
	assert_null(recording.model);
	assert_string_equal(recording.config.format->name, "R8");
	assert_int_equal(recording.strides[0], 5);
	assert_int_equal(recording.config.frame_size, 9);
	assert_int_equal(recording.controls.infos[0].enumerators[0].value, -1);
	assert_true(recording.controls.infos[0].read_only);
	assert_int_equal(recording.property_infos.n, 0);
	assert_string_equal(recording.metadata_infos.infos[0].enumerators[0].name, "Idle");
	assert_string_equal(recording.properties.items[0].name, "Model");
	assert_int_equal(recording.n_frames, 1);
	assert_true(recording.frames[0].timestamp_ns == UINT64_MAX);
	assert_int_equal(recording.frames[0].sequence, 7);
	assert_int_equal(gg_recording_read(&recording, 0, &picture, &error), 0);
	assert_int_equal(gg_recording_read_pixels(&recording, &picture, planes, &error), 0);
	assert_memory_equal(pixels, "123456789", 9);

	/* What became longer is no file of the recording, nor is a link. */
	write_text(in_folder("f"), "1234567890");
	assert_int_equal(gg_recording_read_pixels(&recording, &picture, planes, &error), -EINVAL);
	assert_non_null(strstr(error.text, "f has 10 bytes, its recording says 9"));
	assert_int_equal(unlink(in_folder("f")), 0);
	assert_int_equal(symlink("/etc/passwd", in_folder("f")), 0);
	assert_int_equal(gg_recording_read_pixels(&recording, &picture, planes, &error), -ELOOP);
	gg_control_list_finish(&picture.metadata);
	gg_recording_finish(&recording);
}

static void test_damage(void **state)
{
	static const struct {
		const char *text, *reason;
	} cases[] = {
		{ "\n" FRAME, "line 1: that is no JSON object" },
		{ "[1]\n", "line 1: that is no JSON object" },
		{ "{} {}\n", "line 1: that is no JSON object" },
		{ "{}\n", "line 1: that is not how a recording begins" },
		{ FRAME HEADER, "line 1: that is not how a recording begins" },
		{ "{\"groundglass\":1," STREAM "," PLANES "}\n", "line 1: camera, whole_planes" },
		{ "{\"groundglass\":1," CAMERA "," PLANES "}\n", "line 1: stream or streams" },
		{ "{\"groundglass\":1," CAMERA "," STREAM "}\n", "or planes is missing" },
		{ "{\"groundglass\":1," CAMERA "," STREAM ",\"planes\":[]}\n", "of no size" },
		{ "{\"groundglass\":1," CAMERA "," STREAM
		  ",\"planes\":[{\"stride\":3,\"length\":9}]}\n",
		  "line 1: its planes do not hold" },
		{ "{\"groundglass\":1," CAMERA "," STREAM
		  ",\"planes\":[{\"stride\":5,\"length\":8}]}\n",
		  "line 1: its planes do not hold" },
		{ "{\"groundglass\":1," CAMERA "," STREAM
		  ",\"planes\":[{\"stride\":5,\"length\":1073741825}]}\n",
		  "out of range" },
		{ HEADER FRAME "{\"number\":1\n", "line 3: that is no JSON object" },
		{ HEADER FRAME FRAME, "line 3: its number does not rise" },
		{ HEADER "{\"file\":\"f\"," PLACE "}\n", "line 2: number, sequence" },
		{ HEADER "{\"number\":-1,\"file\":\"f\"," PLACE "}\n", "line 2: number, sequence" },
		{ HEADER "{\"number\":0," PLACE "}\n", "neither a file nor a status" },
		{ HEADER "{\"number\":0,\"status\":\"ok\"," PLACE "}\n", "neither a file nor" },
		{ HEADER "{\"number\":0,\"file\":\"../f\"," PLACE "}\n", "no name of a file" },
		{ HEADER "{\"number\":0,\"file\":\"/f\"," PLACE "}\n", "no name of a file" },
		{ HEADER "{\"number\":0,\"file\":\"..\"," PLACE "}\n", "no name of a file" },
		{ HEADER "{\"number\":0,\"file\":\"\"," PLACE "}\n", "no name of a file" },
		{ HEADER "{\"number\":0,\"file\":\"f\",\"width\":0,\"height\":1," PLACE "}\n",
		  "width or height is out of range" },
		{ HEADER "{\"number\":0,\"file\":\"f\",\"sequence\":0,\"timestamp\":0,"
			 "\"bytes\":[10]}\n",
		  "more than the plane has" },
		{ HEADER "{\"number\":0,\"file\":\"f\",\"sequence\":0,\"timestamp\":1.5,"
			 "\"bytes\":[9]}\n",
		  "no whole number" },
		{ HEADER "{\"number\":0,\"file\":\"f\",\"sequence\":0,\"timestamp\":0,"
			 "\"bytes\":[4,5]}\n",
		  "as many bytes as planes" },
		{ HEADER "{\"number\":0,\"file\":\"f\"," PLACE ",\"metadata\":[{\"id\":1}]}\n",
		  "line 2: a value lacks" },
		{ HEADER "{\"number\":0,\"file\":\"f\"," PLACE
			 ",\"metadata\":[{\"id\":1,\"name\":\"a\",\"type\":\"bool\",\"value\":2}]}"
			 "\n",
		  "line 2: a value is not of its type" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct gg_recording recording;
		struct gg_error error = { "" };
		int ret = gg_recording_open(&recording, write_recording(cases[i].text), &error);
		if (ret != -EINVAL || !strstr(error.text, cases[i].reason) ||
		    !strstr(error.text, "r.json, line "))
			fail_msg("case %zu: %d, %s", i, ret, error.text);
		gg_recording_finish(&recording);
	}
}

static void test_cut_off(void **state)
{
	static const char *const texts[] = { "", "{\"ground", HEADER, HEADER "{\"number\":0" };
	struct gg_recording recording;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		assert_int_equal(gg_recording_open(&recording, write_recording(texts[i]), NULL),
				 -ENODATA);
		gg_recording_finish(&recording);
	}
	assert_int_equal(gg_recording_open(&recording, write_recording(HEADER FRAME "{"), NULL), 0);
	assert_int_equal(recording.n_frames, 1);
	gg_recording_finish(&recording);
	assert_int_equal(gg_recording_open(&recording, in_folder("none.json"), NULL), -ENOENT);
	gg_recording_finish(&recording);
	assert_int_equal(gg_recording_open(&recording, folder, NULL), -EINVAL);
	gg_recording_finish(&recording);
}

/* A line of more than anybody has memory for is no line: a damaged file may be one of zeros. */
static void test_endless_line(void **state)
{
	struct gg_recording recording;
	struct gg_error error = { "" };

	(void)state;
	const char *path = write_recording(HEADER);
	assert_int_equal(truncate(path, (off_t)1 << 40), 0);
	assert_int_equal(gg_recording_open(&recording, path, &error), -EINVAL);
	assert_non_null(strstr(error.text, "r.json, line 2: it is too long"));
	gg_recording_finish(&recording);
}

/* The texts of all streams bear the names that they were written by: another's is a stream. */
static void test_name_in_capitals(void **state)
{
	struct gg_recording_set set;

	(void)state;
	const char *path = in_folder("frame-cam0-stream0.JSON");
	write_text(path, HEADER FRAME);
	assert_int_equal(gg_recording_set_open(&set, path, NULL), 0);
	assert_int_equal(set.n_streams, 1);
	gg_recording_set_finish(&set);
}

/* Of this process, shared with others or with files in memory. */
static unsigned long shared_kib(void)
{
	FILE *status = fopen("/proc/self/status", "re");
	unsigned long kib = 0;
	char line[256];

	assert_non_null(status);
	while (fgets(line, sizeof line, status))
		sscanf(line, "RssShmem: %lu", &kib);
	assert_int_equal(fclose(status), 0);
	return kib;
}

/* Planes of 256 MiB whose file is not there take no memory when they are played. */
static void test_lost_pixels(void **state)
{
	static const char text[] =
		"{\"groundglass\":1," CAMERA "," STREAM
		",\"planes\":[{\"stride\":5,\"length\":268435456}]}\n"
		"{\"number\":0,\"file\":\"f\",\"sequence\":7,\"timestamp\":1,\"bytes\":[268435456]}"
		"\n"
		"{\"number\":1,\"file\":\"g\",\"sequence\":8,\"timestamp\":2,\"bytes\":[0]}\n";
	struct gg_stream_config config = { .n_buffers = 1 };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_camera *camera = NULL;
	struct gg_frame *frame = NULL;

	(void)state;
	write_text(in_folder("g"), "");
	assert_int_equal(gg_camera_open(&camera, write_recording(text), NULL), 0);
	assert_true(gg_camera_configure(camera, &config, 1, &orientation, NULL) >= 0);
	const unsigned long before = shared_kib();
	assert_int_equal(gg_camera_start(camera, NULL, NULL), 0);
	for (unsigned i = 0; i < 4; i++) {
		assert_int_equal(gg_camera_wait(camera, 60000, &frame), 0);
		assert_int_equal(frame->status, i % 2 ? GG_FRAME_OK : GG_FRAME_ERROR);
		gg_frame_unref(frame);
	}
	assert_true(shared_kib() < before + (64 << 10));
	gg_camera_close(camera);
}

/* A frame that is still shown has its metadata, with their names, though the camera is closed. */
static void test_frame_outlives_camera(void **state)
{
	const char text[] = HEADER "{\"number\":0,\"file\":\"h\"," PLACE
				   ",\"metadata\":[{\"id\":9,\"name\":\"Outliving\",\"type\":"
				   "\"int32\",\"value\":5}]}\n";
	struct gg_stream_config config = { .n_buffers = 1 };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_camera *camera = NULL;
	struct gg_frame *frame = NULL;

	(void)state;
	write_text(in_folder("h"), "123456789");
	assert_int_equal(gg_camera_open(&camera, write_recording(text), NULL), 0);
	assert_true(gg_camera_configure(camera, &config, 1, &orientation, NULL) >= 0);
	assert_int_equal(gg_camera_start(camera, NULL, NULL), 0);
	assert_int_equal(gg_camera_wait(camera, 60000, &frame), 0);
	gg_camera_stop(camera);
	gg_camera_close(camera);
	assert_non_null(gg_control_list_find(frame->metadata, "outliving"));
	assert_string_equal(frame->metadata->items[0].name, "Outliving");
	assert_memory_equal(frame->image.planes[0].data, "123456789", 9);
	gg_frame_unref(frame);
}

/* A name of any length is no name. */
static void test_long_names(void **state)
{
	char name[300], text[2048];
	struct gg_recording recording;
	struct gg_error error = { "" };

	(void)state;
	for (int length = 255; length <= 256; length++) {
		snprintf(name, sizeof name, "%0*d", length, 7);
		snprintf(text, sizeof text,
			 HEADER "{\"number\":0,\"file\":\"f\"," PLACE ",\"metadata\":[{\"id\":9,"
				"\"name\":\"%s\",\"type\":\"int32\",\"value\":5}]}\n",
			 name);
		assert_int_equal(gg_recording_open(&recording, write_recording(text), &error),
				 length > 255 ? -EINVAL : 0);
		gg_recording_finish(&recording);
	}
	assert_non_null(strstr(error.text, "names"));
}

/* Steps do not wait an hour, and a frame that is stepped to is what it was, over all rounds. */
static void test_steps(void **state)
{
	static const char text[] = HEADER
		"{\"number\":0,\"file\":\"f\",\"sequence\":7,\"timestamp\":1,\"bytes\":[9]}\n"
		"{\"number\":1,\"file\":\"g\",\"sequence\":9,\"timestamp\":3600000000001,"
		"\"bytes\":[9]}\n";
	static const struct {
		uint64_t position;
		uint32_t sequence;
		uint64_t hours;
		char pixel;
	} cases[] = { { 1, 7, 0, '1' },	 { 2, 9, 1, 'a' }, { 3, 10, 2, '1' }, { 4, 12, 3, 'a' },
		      { 3, 10, 2, '1' }, { 2, 9, 1, 'a' }, { 1, 7, 0, '1' } };
	struct gg_stream_config config = { .framerate = -1 };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_camera *camera = NULL;
	struct gg_frame *frame = NULL;

	(void)state;
	write_text(in_folder("f"), "123456789");
	write_text(in_folder("g"), "abcdefghi");
	assert_int_equal(gg_camera_open(&camera, write_recording(text), NULL), 0);
	assert_true(gg_camera_configure(camera, &config, 1, &orientation, NULL) >= 0);
	assert_int_equal(gg_camera_start(camera, NULL, NULL), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i)
			assert_int_equal(gg_camera_step(camera, cases[i].position), 0);
		assert_int_equal(gg_camera_wait(camera, 60000, &frame), 0);
		assert_int_equal(frame->position, cases[i].position);
		assert_int_equal(frame->sequence, cases[i].sequence);
		assert_true(frame->timestamp_ns == 1 + cases[i].hours * 3600000000000);
		assert_int_equal(frame->image.planes[0].data[0], cases[i].pixel);
		gg_frame_unref(frame);
	}
	gg_camera_play(camera);
	assert_int_equal(gg_camera_wait(camera, 60000, &frame), 0);
	assert_int_equal(frame->position, 2);
	gg_frame_unref(frame);
	gg_camera_close(camera);
}

/* What one stream lacks, and times that fall or pause for long. */
static void test_moments(void **state)
{
	enum { SECOND = 1000000000 };
	struct gg_recording_frame first[] = { { .number = 0, .timestamp_ns = 5 },
					      { .number = 1, .timestamp_ns = 0 },
					      { .number = 2, .timestamp_ns = 4 },
					      { .number = 4, .timestamp_ns = 7 } };
	struct gg_recording_frame second[] = { { .number = 1, .timestamp_ns = 6 },
					       { .number = 4, .timestamp_ns = 7 },
					       { .number = 9, .timestamp_ns = UINT64_MAX } };
	const struct gg_recording_set set = {
		2, { { .n_frames = 4, .frames = first }, { .n_frames = 3, .frames = second } }
	};
	static const ssize_t expected[][2] = {
		{ 0, -1 }, { 1, 0 }, { 2, -1 }, { 3, 1 }, { -1, 2 }
	};
	static const uint64_t due_ns[] = { 0, 0, 0, 2, 2 + (uint64_t)3600 * SECOND };
	size_t n;

	(void)state;
	struct gg_recording_moment *moments = gg_recording_set_moments(&set, 2, &n);
	assert_non_null(moments);
	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(moments[i].frames[0], expected[i][0]);
		assert_int_equal(moments[i].frames[1], expected[i][1]);
		assert_true(moments[i].due_ns == due_ns[i]);
	}
	free(moments);
}

static void test_names(void **state)
{
	static const struct {
		const char *name;
		bool is;
	} cases[] = {
		{ "frame-cam1-stream1.json", false },
		{ "frame-cam1-stream0.json.bak", false },
		{ "frame-camx-stream0.json", false },
		{ "frame-cam12-stream0.json", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		write_text(in_folder(cases[i].name), "");
		assert_int_equal(gg_recording_set_is_at(folder), cases[i].is);
	}
	assert_true(gg_recording_set_is_at("anything.json"));
	assert_false(gg_recording_set_is_at("anything.jpg"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_no_values),
		cmocka_unit_test_setup_teardown(test_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cut_off, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_endless_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_name_in_capitals, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lost_pixels, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_frame_outlives_camera, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_long_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_steps, set_up, tear_down),
		cmocka_unit_test(test_moments),
		cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
