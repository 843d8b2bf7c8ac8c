/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The test pattern as a device: controls that act in exactly the frame whose metadata says so, and
 * failures on order.
 */
#include "camera_fixture.h"

#include <errno.h>

#include <groundglass/jpeg.h>

#define countof(array) (sizeof(array) / sizeof(array)[0])

static const struct gg_control_info *control(const struct gg_camera *camera, const char *name)
{
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	const struct gg_control_info *info = gg_control_info_find(infos, n, name);
	assert_non_null(info);
	return info;
}

static void add(const struct gg_camera *camera, struct gg_control_list *list, const char *name,
		double number)
{
	const struct gg_control_info *info = control(camera, name);
	assert_int_equal(
		gg_control_value_set_number(gg_control_list_slot(list, info->id, info->name),
					    info->type, number),
		0);
}

static void set(struct gg_camera *camera, const char *name, double number)
{
	struct gg_control_list list = { 0 };
	add(camera, &list, name, number);
	assert_int_equal(gg_camera_set_controls(camera, &list, NULL), 0);
	gg_control_list_finish(&list);
}

static double reported(const struct gg_frame *frame, const char *name)
{
	double number = -1e9;
	const struct gg_control_value *value = gg_control_list_find(frame->metadata, name);
	assert_non_null(value);
	assert_true(gg_control_value_number(value, 0, &number));
	return number;
}

static void test_control_infos(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	struct gg_control_list unknown = { 0 };
	const int32_t one = 1;
	struct gg_error error = { "" };

	assert_int_equal(n, 7);
	for (size_t i = 0; i < n; i++) {
		double min, max, def;
		assert_true(i == 0 || infos[i].id > infos[i - 1].id);
		assert_false(infos[i].read_only);
		assert_true(gg_control_value_number(&infos[i].min, 0, &min));
		assert_true(gg_control_value_number(&infos[i].max, 0, &max));
		assert_true(gg_control_value_number(&infos[i].def, 0, &def));
		assert_true(min < max && min <= def && def <= max);
	}
	assert_int_equal(control(camera, "TestPatternMode")->n_enumerators, 4);
	assert_string_equal(control(camera, "TestPatternMode")->enumerators[1].name,
			    "TestPatternModeSolidColor");
	assert_int_equal(gg_control_value_set(gg_control_list_slot(&unknown, 4711, "Nonsense"),
					      GG_CONTROL_INT32, false, &one, 1),
			 0);
	assert_int_equal(gg_camera_set_controls(camera, &unknown, &error), -EINVAL);
	assert_non_null(strstr(error.text, "Nonsense"));
	gg_control_list_clear(&unknown);
	uint32_t id = control(camera, "Brightness")->id;
	assert_int_equal(gg_control_value_set(gg_control_list_slot(&unknown, id, "Brightness"),
					      GG_CONTROL_INT32, false, &one, 1),
			 0);
	assert_int_equal(gg_camera_set_controls(camera, &unknown, &error), -EINVAL);
	assert_non_null(strstr(error.text, "Brightness of camera pattern takes float, not int32"));
	gg_control_list_finish(&unknown);
	gg_camera_close(camera);
}

/* controls=every: of each type and shape one, reported as set and as their defaults before. */
static void test_every_type(void **state)
{
	(void)state;
	static const char *const texts[][2] = {
		{ "TestUint8", "255" },
		{ "TestUint16", "1023" },
		{ "TestUint32", "4000000000" },
		{ "TestInt64", "-9007199254740993" },
		{ "TestString", "caf\xc3\xa9\\x07" },
		{ "TestRectangle", "(-1, 2)/640x480" },
		{ "TestSize", "1920x1080" },
		{ "TestPoint", "(-5, 6)" },
		{ "TestFloats", "[ 0.25, 8 ]" },
		{ "TestRectangles", "[ (1, 2)/3x4 ]" },
		{ "TestBools", "[ false, true, false ]" },
	};
	bool has_type[GG_CONTROL_POINT + 1] = { [GG_CONTROL_NONE] = true };
	struct gg_camera *camera =
		open_running("pattern:controls=every,buffers=2", "R8", 64, 64, 0);
	struct gg_control_list list = { 0 };
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);

	for (size_t i = 0; i < n; i++)
		has_type[infos[i].type] = true;
	for (size_t i = 0; i < countof(has_type); i++)
		assert_true(has_type[i]);
	for (size_t i = 0; i < countof(texts); i++) {
		const struct gg_control_info *info = control(camera, texts[i][0]);
		assert_int_equal(
			gg_control_value_parse(gg_control_list_slot(&list, info->id, info->name),
					       info, texts[i][1], NULL),
			0);
	}
	assert_int_equal(gg_camera_set_controls(camera, &list, NULL), 0);
	for (unsigned frame_index = 0; frame_index < 4; frame_index++) {
		struct gg_frame *frame = next_frame(camera);
		for (size_t i = 0; i < countof(texts); i++) {
			const struct gg_control_info *info = control(camera, texts[i][0]);
			const struct gg_control_value *value =
				gg_control_list_find(frame->metadata, texts[i][0]);
			char text[128];
			assert_non_null(value);
			gg_control_value_format(value, info, text, sizeof text);
			if (frame_index >= 2) /* behind the two that were queued */
				assert_string_equal(text, texts[i][1]);
			else
				assert_true(gg_control_value_equal(value, &info->def));
		}
		gg_frame_unref(frame);
	}
	gg_control_list_finish(&list);
	gg_camera_close(camera);
}

static void test_properties(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	const struct gg_control_list *list = gg_camera_properties(camera);
	char text[128];

	for (size_t i = 0; i < list->n; i++) {
		const struct gg_control_item *item = &list->items[i];
		const struct gg_control_info *info = gg_camera_property_info(camera, item->id);
		assert_true((info != NULL) == !strcmp(item->name, "Location"));
		gg_control_value_format(&item->value, info, text, sizeof text);
		if (info)
			assert_string_equal(text, "CameraLocationExternal");
	}
	assert_non_null(gg_control_list_find(list, "PixelArrayActiveAreas"));
	uint32_t mode = control(camera, "TestPatternMode")->id;
	assert_int_equal(gg_camera_metadata_info(camera, mode)->n_enumerators, 4);
	assert_null(gg_camera_metadata_info(camera, 4711));
	gg_camera_close(camera);
}

/* What the pixel in the middle of a bar must be, going by a frame's metadata alone. */
static int expected(const struct gg_frame *frame, unsigned bar, unsigned c)
{
	const double exposure =
		reported(frame, "ExposureTime") / 10000 * reported(frame, "AnalogueGain");
	const double contrast = reported(frame, "Contrast");
	const double brightness = reported(frame, "Brightness");
	double v[3];

	for (unsigned i = 0; i < 3; i++)
		v[i] = (gg_chart_bars[bar][i] / 255.0 * exposure - 0.5) * contrast + 0.5 +
		       brightness;
	const double luma = 0.299 * v[0] + 0.587 * v[1] + 0.114 * v[2];
	const double value = luma + (v[c] - luma) * reported(frame, "Saturation");
	return value <= 0 ? 0 : value >= 1 ? 255 : (int)(value * 255 + 0.5);
}

static void assert_as_reported(const struct gg_frame *frame)
{
	for (unsigned bar = 0; bar < GG_CHART_BARS; bar++) {
		int rgb[3];
		read_bar(&frame->image, bar, rgb);
		for (unsigned c = 0; c < 3; c++)
			assert_in_range(rgb[c] + 1 - expected(frame, bar, c), 0, 2);
	}
}

static void test_controls_act(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		double value, reported;
	} steps[] = {
		{ "Brightness", 0.25, 0.25 },	{ "Contrast", 0.5, 0.5 },
		{ "Saturation", 0, 0 },		{ "Saturation", 2, 2 },
		{ "Contrast", 99, 2 },		{ "ExposureTime", 5000, 10000 },
		{ "AnalogueGain", 4, 1 },	{ "AeEnable", 0, 0 },
		{ "ExposureTime", 5000, 5000 }, { "AnalogueGain", 1.5, 1.5 },
		{ "AeEnable", 1, 1 },		{ "Brightness", -1, -1 },
	};
	struct gg_camera *camera = open_running("pattern", "XRGB8888", 160, 120, 0);

	for (unsigned i = 0; i < countof(steps); i++) {
		struct gg_frame *frame;
		unsigned n = 0;
		set(camera, steps[i].name, steps[i].value);
		do { /* what was queued before comes first */
			frame = next_frame(camera);
			assert_as_reported(frame);
			assert_int_equal(read_number(&frame->image), frame->sequence);
			const bool there = reported(frame, steps[i].name) == steps[i].reported;
			gg_frame_unref(frame);
			if (there && n >= 5)
				break;
		} while (n++ < 6);
		assert_int_equal(n, 5);
	}
	gg_camera_close(camera);
}

/* Automatic off and a value in one request; nothing of it in the requests before. */
static void test_controls_in_one_request(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "XRGB8888", 160, 120, 0);
	struct gg_control_list list = { 0 };
	unsigned n_manual = 0;

	add(camera, &list, "ExposureTime", 2500);
	add(camera, &list, "AeEnable", 0);
	assert_int_equal(gg_camera_set_controls(camera, &list, NULL), 0);
	gg_control_list_finish(&list);
	for (unsigned i = 0; i < 20; i++) {
		struct gg_frame *frame = next_frame(camera);
		const bool manual = reported(frame, "AeEnable") == 0;
		assert_int_equal((int)reported(frame, "ExposureTime"), manual ? 2500 : 10000);
		assert_as_reported(frame);
		assert_true(manual || n_manual == 0);
		n_manual += manual;
		gg_frame_unref(frame);
	}
	assert_int_equal(n_manual, 16); /* all but the four that were queued */
	gg_camera_close(camera);
}

/* What was set while automatic exposure was on does not come back when it goes off. */
static void test_ignored_for_good(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "XRGB8888", 160, 120, 0);

	set(camera, "ExposureTime", 5000);
	for (unsigned i = 0; i < 5; i++)
		gg_frame_unref(next_frame(camera));
	set(camera, "AeEnable", 0);
	for (unsigned i = 0; i < 4; i++)
		gg_frame_unref(next_frame(camera));
	struct gg_frame *frame = next_frame(camera);
	assert_true(reported(frame, "AeEnable") == 0);
	assert_true(reported(frame, "ExposureTime") == 10000);
	gg_frame_unref(frame);
	gg_camera_close(camera);
}

static void test_controls_at_start(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	struct gg_control_list list = { 0 };

	configure(camera, "XRGB8888", 160, 120, 0);
	add(camera, &list, "Brightness", 0.5);
	assert_int_equal(gg_camera_start(camera, &list, NULL), 0);
	gg_control_list_finish(&list);
	struct gg_frame *frame = next_frame(camera);
	assert_true(reported(frame, "Brightness") == 0.5);
	assert_as_reported(frame);
	assert_true(reported(frame, "SensorTimestamp") > 0);
	gg_frame_unref(frame);
	gg_camera_close(camera);
}

static void test_modes(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	configure(camera, "XRGB8888", 160, 120, 0);

	for (unsigned mode = 0; mode < 4; mode++) {
		set(camera, "TestPatternMode", mode);
		start(camera);
		struct gg_frame *frame = next_frame(camera);
		int top[3], bottom[3];
		read_rgb(&frame->image, 30, 4, top); /* in the yellow bar */
		read_rgb(&frame->image, 30, 86, bottom);
		assert_int_equal((unsigned)reported(frame, "TestPatternMode"), mode);
		assert_in_range(top[2], mode == 1 ? 191 : mode == 3,
				mode == 1   ? 191
				: mode == 3 ? 8
					    : 0);
		if (mode == 2)
			assert_memory_equal(top, bottom, sizeof top);
		if (mode == 3)
			assert_in_range(bottom[2], 115, 128);
		assert_int_equal(read_number(&frame->image), 0);
		gg_frame_unref(frame);
		gg_camera_stop(camera);
	}
	gg_camera_close(camera);
}

/* Frames are whole periods apart, also where drawing one takes longer and the next are lost. */
static void test_frame_duration(void **state)
{
	(void)state;
	static const struct {
		const char *format;
		uint32_t width, height, rate, period_us;
	} rows[] = {
		{ "R8", 64, 64, 250, 4000 },
		{ "MJPEG", 1920, 1080, 1000, 1000 },
	};

	for (unsigned row = 0; row < countof(rows); row++) {
		struct gg_camera *camera =
			open_running("pattern", rows[row].format, rows[row].width, rows[row].height,
				     rows[row].rate);
		uint64_t last = 0;
		uint32_t sequence = 0;

		for (unsigned i = 0; i < 10; i++) {
			struct gg_frame *frame = next_frame(camera);
			assert_true(reported(frame, "FrameDuration") == rows[row].period_us);
			if (i)
				assert_int_equal(frame->timestamp_ns - last,
						 (uint64_t)(frame->sequence - sequence) *
							 rows[row].period_us * 1000);
			last = frame->timestamp_ns;
			sequence = frame->sequence;
			gg_frame_unref(frame);
		}
		if (row == 1)
			assert_true(sequence > 9);
		gg_camera_close(camera);
	}
}

/* failures on order */

static void test_fail_and_cancel(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern:fail=3,cancel=5", "R8", 64, 64, 0);

	for (unsigned i = 1; i <= 30; i++) {
		struct gg_frame *frame = next_frame(camera);
		assert_int_equal(frame->status, i % 5 == 0   ? GG_FRAME_CANCELLED
						: i % 3 == 0 ? GG_FRAME_ERROR
							     : GG_FRAME_OK);
		assert_int_equal(frame->sequence, i - 1);
		assert_int_equal(frame->metadata->n == 0, i % 5 == 0);
		gg_frame_unref(frame);
	}
	gg_camera_close(camera);
}

static void test_vanish(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern:vanish=5", "R8", 64, 64, 0);
	struct gg_frame *frame;
	struct gg_error error = { "" };

	for (unsigned i = 0; i < 5; i++)
		gg_frame_unref(next_frame(camera));
	assert_int_equal(gg_camera_wait(camera, -1, &frame), -ENODEV);
	assert_int_equal(gg_camera_wait(camera, -1, &frame), -ENODEV);
	gg_camera_stop(camera);
	assert_int_equal(gg_camera_start(camera, NULL, &error), -ENODEV);
	assert_non_null(strstr(error.text, "disconnected"));
	gg_camera_close(camera);
}

static void test_truncated_jpeg(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern:jpeg=truncated", "MJPEG", 160, 120, 0);
	struct gg_frame *frame = next_frame(camera);
	const struct gg_plane *plane = &frame->image.planes[0];
	uint32_t width, height;

	assert_int_equal(frame->status, GG_FRAME_OK);
	assert_int_equal(gg_jpeg_read_size(plane->data, plane->bytes_used, &width, &height, NULL),
			 0);
	assert_int_equal(gg_jpeg_length(plane->data, plane->bytes_used), 0);
	gg_frame_unref(frame);
	gg_camera_close(camera);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		camera_test(test_control_infos),
		camera_test(test_every_type),
		camera_test(test_properties),
		camera_test(test_controls_act),
		camera_test(test_controls_in_one_request),
		camera_test(test_ignored_for_good),
		camera_test(test_controls_at_start),
		camera_test(test_modes),
		camera_test(test_frame_duration),
		camera_test(test_fail_and_cancel),
		camera_test(test_vanish),
		camera_test(test_truncated_jpeg),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
