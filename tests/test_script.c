/* SPDX-License-Identifier: BSD-2-Clause */
/* Scripts of --script: what is read, what is refused by line, and in which frame it acts. */
#include "camera_fixture.h"

#include <errno.h>

#include "script.h"
#include "temp_folder.h"

#define countof(array) (sizeof(array) / sizeof(array)[0])

static const char *write_script(const char *text)
{
	const char *path = in_folder("script.yaml");
	write_text(path, text);
	return path;
}

static struct script *load(const struct gg_camera *camera, const char *text)
{
	struct script *script = NULL;
	struct gg_error error = { "" };

	if (script_load(&script, write_script(text), camera, &error))
		fail_msg("%s: %s", text, error.text);
	return script;
}

static int make(void **state)
{
	make_folder();
	return count_before(state);
}

static int leave(void **state)
{
	remove_folder();
	return count_after(state);
}

#define script_test(name) cmocka_unit_test_setup_teardown(name, make, leave)

/* A control's value in a frame of the script, as text. */
static void assert_value(struct script *script, const struct gg_camera *camera, uint64_t frame,
			 const char *name, const char *expected)
{
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	const struct gg_control_list *list = script_controls(script, frame);
	char text[256];

	assert_non_null(list);
	const struct gg_control_value *value = gg_control_list_find(list, name);
	assert_non_null(value);
	gg_control_value_format(value, gg_control_info_find(infos, n, name), text, sizeof text);
	assert_string_equal(text, expected);
}

/* values: scalars and lists of every type */
static void test_values(void **state)
{
	(void)state;
	static const struct {
		const char *name, *yaml, *value;
	} cases[] = {
		{ "AeEnable", "false", "false" },
		{ "AeEnable", "on", "true" },
		{ "ExposureTime", "10ms", "10000" },
		{ "Brightness", "-.5", "-0.5" },
		{ "brightness", "\"0.25\"", "0.25" },
		{ "TestPatternMode", "SolidColor", "TestPatternModeSolidColor" },
		{ "TestPatternMode", "2", "TestPatternModeColorBars" },
		{ "TestUint8", "255", "255" },
		{ "TestUint16", "1023", "1023" },
		{ "TestUint32", "4000000000", "4000000000" },
		{ "TestInt64", "-9007199254740993", "-9007199254740993" },
		{ "TestString", "two words, three", "two words, three" },
		{ "TestString", "\"\"", "" },
		{ "TestRectangle", "[ -1, 2, 640, 480 ]", "(-1, 2)/640x480" },
		{ "TestRectangle", "[[1, 2, 3, 4]]", "(1, 2)/3x4" },
		{ "TestRectangle", "(1, 2)/3x4", "(1, 2)/3x4" },
		{ "TestSize", "[1920, 1080]", "1920x1080" },
		{ "TestSize", "1920x1080", "1920x1080" },
		{ "TestPoint", "[-5, 6]", "(-5, 6)" },
		{ "TestFloats", "[0.25, 8]", "[ 0.25, 8 ]" },
		{ "TestFloats", "0.25, 8", "[ 0.25, 8 ]" },
		{ "TestFloats", "\n        - 1\n        - 2", "[ 1, 2 ]" },
		{ "TestRectangles", "[1, 2, 3, 4]", "[ (1, 2)/3x4 ]" },
		{ "TestRectangles", "[[1, 2, 3, 4], [5, 6, 7, 8]]", "[ (1, 2)/3x4, (5, 6)/7x8 ]" },
		{ "TestRectangles", "[\"(1, 2)/3x4\", [5, 6, 7, 8]]",
		  "[ (1, 2)/3x4, (5, 6)/7x8 ]" },
		{ "TestRectangles", "[]", "[ ]" },
		{ "TestBools", "[true, no, 1]", "[ true, false, true ]" },
	};
	struct gg_camera *camera = open_camera("pattern:controls=every");

	for (size_t i = 0; i < countof(cases); i++) {
		char text[256];
		snprintf(text, sizeof text, "frames:\n  - 7:\n      %s: %s\n", cases[i].name,
			 cases[i].yaml);
		struct script *script = load(camera, text);
		assert_value(script, camera, 7, cases[i].name, cases[i].value);
		assert_int_equal(script_controls(script, 7)->n, 1);
		script_destroy(script);
	}
	gg_camera_close(camera);
}

static void test_frames(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	struct script *script = load(camera, "# with anchors, and properties behind\n"
					     "frames:\n"
					     "  - 0: &bright\n"
					     "      Brightness: 0.5\n"
					     "      Contrast: 1.5\n"
					     "  - 3: { Brightness: 0 }\n"
					     "  - 18446744073709551615: *bright\n");
	static const uint64_t without[] = { 1, 2, 4, UINT64_MAX - 1 };

	assert_int_equal(script->n_frames, 3);
	assert_value(script, camera, 0, "Brightness", "0.5");
	assert_value(script, camera, 0, "Contrast", "1.5");
	assert_value(script, camera, 3, "Brightness", "0");
	assert_value(script, camera, UINT64_MAX, "Contrast", "1.5");
	for (size_t i = 0; i < countof(without); i++)
		assert_null(script_controls(script, without[i]));
	script_destroy(script);

	script = load(camera, "properties:\n  - loop: 4\nframes:\n  - 3:\n      Contrast: 2\n");
	for (uint64_t frame = 0; frame < 20; frame++)
		assert_true((script_controls(script, frame) != NULL) == (frame % 4 == 3));
	script_destroy(script);

	script = load(camera, "{frames: {2: {Contrast: 2}}, properties: {loop: 3}}");
	assert_value(script, camera, 5, "Contrast", "2");
	script_destroy(script);

	script = load(camera, "frames: []\n");
	assert_null(script_controls(script, 0));
	script_destroy(script);
	script_destroy(NULL);
	gg_camera_close(camera);
}

#define FRAME "frames:\n - 3:\n     "

static void test_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text, *error; /* behind the path */
	} cases[] = {
		{ "", " is empty: a script begins with frames: (or properties:)" },
		{ "# nothing\n", " is empty: a script begins with frames: (or properties:)" },
		{ "\n- 3", ":2: a script begins with frames: (or properties:)" },
		{ "frame: []", ":1: a script has no \"frame\" (did you mean frames?), only "
			       "properties and frames" },
		{ "camera: 1", ":1: a script has no \"camera\", only properties and frames" },
		{ "frames: 3", ":1: frames take a list: - NUMBER: and below it lines of CONTROL: "
			       "VALUE" },
		{ "frames:\n - 3\n", ":2: frames take a list: - NUMBER: and below it lines of "
				     "CONTROL: VALUE" },
		{ "frames: &a\n - *a\n", ":1: frames take a list: - NUMBER: and below it lines of "
					 "CONTROL: VALUE" },
		{ "frames:\n - [3]: x\n", ":2: frames take a list: - NUMBER: and below it lines "
					  "of CONTROL: VALUE" },
		{ "frames: []\nframes: []\n", ":2: frames are there twice: put them together" },
		{ "frames:\n - 3:\n - 4:\n", ":2: a frame takes lines of CONTROL: VALUE" },
		{ "frames:\n - -1: {}\n", ":2: \"-1\" is no frame: frames are numbers from 0 on" },
		{ "frames:\n - 3x: {}\n", ":2: \"3x\" is no frame: frames are numbers from 0 on" },
		{ "frames:\n - 3: {}\n - 2: {}\n",
		  ":3: frame 2 comes after frame 3: put them in rising order" },
		{ "frames:\n - 3: {}\n - 3: {}\n",
		  ":3: frame 3 is there twice: put its controls together" },
		{ "properties:\n - lop: 3\n",
		  ":2: a script has no property \"lop\", only loop: a number of frames" },
		{ "properties:\n - loop: 0\n", ":2: loop takes a number of frames from 1 on" },
		{ "properties:\n - loop: [1]\n", ":2: loop takes a number of frames from 1 on" },
		{ "properties:\n - loop: 3\nframes:\n - 3: {}\n",
		  ":4: frame 3 never comes: loop is 3, so frames are 0..2" },
		{ "frames:\n - 1: {}\n - 9: {}\nproperties:\n - loop: 3\n",
		  ":3: frame 9 never comes: loop is 3, so frames are 0..2" },
		{ FRAME "Brightness: 3", ":3: cannot set Brightness to \"3\": it takes -1..1" },
		{ FRAME "Brightness: [0, 1]",
		  ":3: cannot set Brightness to \"[ 0, 1 ]\": it takes -1..1" },
		{ FRAME "Brightness: {a: 1}", ":3: Brightness takes a value or a list of values" },
		{ FRAME "Brightness: \"1\\0\"",
		  ":3: Brightness takes a value or a list of values" },
		{ FRAME "Brightness: 0\n     brightness: 1",
		  ":4: Brightness is set twice in frame 3" },
		{ FRAME "TestFloats: [1, 2, 3]",
		  ":3: cannot set TestFloats to \"[ 1, 2, 3 ]\": it takes 2 values of 0..8" },
		{ FRAME "TestFloats: [[1, 2]]",
		  ":3: TestFloats takes a value or a list of values" },
		{ FRAME "TestSize: [1, 2, 3]",
		  ":3: cannot set TestSize to \"[ 1, 2, 3 ]\": it takes WIDTHxHEIGHT, or "
		  "[ WIDTH, HEIGHT ]" },
		{ FRAME "TestRectangles: [[1, 2]]",
		  ":3: TestRectangles takes a value as [ X, Y, WIDTH, HEIGHT ] or a list of "
		  "values" },
		{ "--- {frames: []}\n--- {frames: []}\n",
		  ":2: a second document: a script is one" },
		{ "frames: [}\n",
		  ":1: no YAML: did not find expected node content while parsing a flow node" },
		{ "frames: *nowhere\n", NULL },
		{ "\x80", " is no text: invalid leading UTF-8 octet (byte 0)" },
	};
	struct gg_camera *camera = open_camera("pattern:controls=every");
	struct script *script = NULL;

	for (size_t i = 0; i < countof(cases); i++) {
		struct gg_error error = { "" };
		const char *path = write_script(cases[i].text);
		assert_int_equal(script_load(&script, path, camera, &error), -EINVAL);
		assert_null(script);
		assert_memory_equal(error.text, path, strlen(path));
		if (cases[i].error)
			assert_string_equal(error.text + strlen(path), cases[i].error);
		assert_int_equal(script_load(&script, path, camera, NULL), -EINVAL);
	}
	gg_camera_close(camera);
}

static void test_names(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	struct gg_error error = { "" };
	struct script *script;
	const char *path = write_script(FRAME "brighness: 0\n");

	assert_int_equal(script_load(&script, path, camera, &error), -EINVAL);
	assert_string_equal(error.text + strlen(path),
			    ":3: camera pattern has no control brighness (did you mean "
			    "Brightness?); it has: AeEnable, ExposureTime, AnalogueGain, "
			    "Brightness, Contrast, Saturation, TestPatternMode");
	gg_camera_close(camera);
}

static void test_no_file(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	struct gg_error error = { "" };
	struct script *script;
	char expected[256];

	assert_int_equal(script_load(&script, in_folder("none"), camera, &error), -ENOENT);
	snprintf(expected, sizeof expected, "cannot read the script %s: No such file or directory",
		 in_folder("none"));
	assert_string_equal(error.text, expected);
	assert_int_equal(script_load(&script, folder, camera, &error), -EIO);
	snprintf(expected, sizeof expected, "cannot read %s: Is a directory", folder);
	assert_string_equal(error.text, expected);
	gg_camera_close(camera);
}

/* In exactly the frame that the script says, the first ones included, start after start. */
static void test_acts(void **state)
{
	(void)state;
	static const struct {
		const char *brightness, *size;
	} expected[] = {
		{ "0.5", "640x480" }, { "0.5", "640x480" },  { "0.5", "640x480" },
		{ "-1", "320x240" },  { "-1", "320x240" },   { "-1", "320x240" },
		{ "-1", "320x240" },  { "0.25", "320x240" }, { "0.5", "320x240" },
	};
	struct gg_camera *camera = open_camera("pattern:controls=every");
	struct script *script = load(camera, "properties:\n  - loop: 8\n"
					     "frames:\n"
					     "  - 0:\n      Brightness: 0.5\n"
					     "  - 3:\n      Brightness: -1\n"
					     "      TestSize: [320, 240]\n"
					     "  - 7:\n      Brightness: 0.25\n");

	configure(camera, "R8", 64, 64, 0);
	gg_camera_set_frame_controls(camera, script_controls, script);
	for (unsigned run = 0; run < 2; run++) {
		start(camera);
		for (unsigned i = 0; i < 33; i++) {
			struct gg_frame *frame = next_frame(camera);
			char text[64];
			assert_int_equal(frame->index, i);
			gg_control_value_format(gg_control_list_find(frame->metadata, "Brightness"),
						NULL, text, sizeof text);
			assert_string_equal(text, expected[i < 9 ? i : i % 8].brightness);
			gg_control_value_format(gg_control_list_find(frame->metadata, "TestSize"),
						NULL, text, sizeof text);
			if (run == 0 && i < 9)
				assert_string_equal(text, expected[i].size);
			gg_frame_unref(frame);
		}
		gg_camera_stop(camera);
	}
	gg_camera_close(camera);
	script_destroy(script); /* its names were its own */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		script_test(test_values), script_test(test_frames),  script_test(test_refused),
		script_test(test_names),  script_test(test_no_file), script_test(test_acts),
	};
#if !GG_HAVE_YAML
	return 77;
#endif
	return cmocka_run_group_tests(tests, NULL, NULL);
}
