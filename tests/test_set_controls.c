/* SPDX-License-Identifier: BSD-2-Clause */
/* What a person sets gets to the camera, also one that is unplugged in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "adjust.h"
#include "capture.h"
#include "set_controls.h"

static struct options_camera options;
static struct capture capture;
static char said[512];

static int set_up(void **state)
{
	struct gg_error error;

	(void)state;
	options = (struct options_camera){ .name = "pattern",
					   .framerate = 0,
					   .n_streams = 1,
					   .streams = { { .width = 64, .height = 48 } } };
	if (capture_open(&capture, &options, 1, &error))
		return -1;
	return capture_start(&capture, &error);
}

static int set_up_with_set(void **state)
{
	struct gg_error error;

	if (set_up(state))
		return -1;
	capture_close(&capture);
	/* One that waits for all its frames could not be changed. */
	options.framerate = options.streams[0].framerate = 200;
	options.n_sets = 1;
	options.sets[0] = (struct options_set){ "ExposureTime", "20000" };
	return capture_open(&capture, &options, 1, &error) ? -1 : capture_start(&capture, &error);
}

static int tear_down(void **state)
{
	(void)state;
	capture_close(&capture);
	return 0;
}

static int set(const char *name, double number)
{
	size_t n;
	const struct gg_control_info *infos = capture_controls(&capture, &n);
	const struct gg_control_info *info = gg_control_info_find(infos, n, name);
	struct gg_control_list controls = { 0 };

	assert_non_null(info);
	gg_control_value_set_number(gg_control_list_slot(&controls, info->id, info->name),
				    info->type, number);
	int ret = set_controls(&capture, &controls, said, sizeof said);
	gg_control_list_finish(&controls);
	return ret;
}

/* Take frames until one comes with that value; the source waits for us. */
static void assert_reported(const char *name, double expected)
{
	double number = -1;

	for (int i = 0; i < 100; i++) {
		struct gg_frame *frame;
		assert_int_equal(gg_frame_queue_pop(capture.streams[0].queue, 10000, &frame), 0);
		gg_frame_unref(frame);
		if (capture_reported_element(&capture, name, 0, &number) && number == expected)
			return;
	}
	fail_msg("%s is %g, not %g", name, number, expected);
}

static void test_automatic(void **state)
{
	(void)state;
	assert_int_equal(set("ExposureTime", 20000), 0);
	assert_string_equal(said, "ExposureTime 20000 (AeEnable switched off)");
	assert_reported("ExposureTime", 20000);
	assert_reported("AeEnable", 0);
	assert_int_equal(set("ExposureTime", 30000), 0);
	assert_string_equal(said, "ExposureTime 30000");

	/* Once it is on again, nothing is left of what was set by hand. */
	assert_int_equal(set("AeEnable", 1), 0);
	assert_string_equal(said, "AeEnable true");
	assert_null(gg_control_list_find(&capture.asked, "ExposureTime"));
	assert_reported("ExposureTime", 10000);
	assert_int_equal(set("ExposureTime", 20000), 0);
	assert_string_equal(said, "ExposureTime 20000 (AeEnable switched off)");
}

static void test_unplugged(void **state)
{
	struct gg_error error;
	size_t n, n_known;

	(void)state;
	capture_controls(&capture, &n);
	assert_int_equal(set("Contrast", 1.5), 0);
	for (int round = 0; round < 2; round++) {
		capture_release(&capture);
		assert_null(capture.camera);
		capture_controls(&capture, &n_known);
		assert_int_equal(n_known, n);
		assert_int_equal(set("Brightness", 0.5 - 0.25 * round), 0);
		assert_non_null(strstr(said, ", once the camera is back"));
		adjust_turn(&capture, ADJUST_EXPOSURE, round ? -1 : 1, said, sizeof said);
		assert_non_null(strstr(said, "ExposureTime 1"));
		assert_int_equal(capture_reopen(&capture, &error), 0);
		assert_reported("Contrast", 1.5);
		assert_reported("Brightness", 0.5 - 0.25 * round);
		assert_reported("ExposureTime", round ? 10000 : 11000);
		assert_reported("AeEnable", 0);
	}
}

/* What --set said holds until it is set otherwise, also for a camera that comes back. */
static void test_set_at_start(void **state)
{
	struct gg_error error;

	(void)state;
	assert_reported("ExposureTime", 20000);
	assert_reported("AeEnable", 0);
	capture_release(&capture);
	assert_int_equal(capture_reopen(&capture, &error), 0);
	assert_reported("ExposureTime", 20000);
	assert_int_equal(set("AeEnable", 1), 0);
	capture_release(&capture);
	assert_int_equal(capture_reopen(&capture, &error), 0);
	assert_null(gg_control_list_find(&capture.asked, "ExposureTime"));
	assert_reported("AeEnable", 1);
	assert_reported("ExposureTime", 10000);

	/* The same camera anew is another one: its options hold again. */
	assert_int_equal(capture_change_camera(&capture, &options, &error), 0);
	assert_reported("ExposureTime", 20000);
}

/* A camera that cannot be had again keeps what is to be set. */
static void test_not_yet_back(void **state)
{
	struct gg_error error;
	char id[sizeof capture.id];

	(void)state;
	assert_int_equal(set("Contrast", 0.5), 0);
	capture_release(&capture);
	memcpy(id, capture.id, sizeof id);
	snprintf(capture.id, sizeof capture.id, "/dev/video12345");
	assert_true(capture_reopen(&capture, &error) < 0);
	memcpy(capture.id, id, sizeof id);
	assert_int_equal(capture_reopen(&capture, &error), 0);
	assert_reported("Contrast", 0.5);
}

static void test_refused(void **state)
{
	struct gg_control_list controls = { 0 };

	(void)state;
	gg_control_value_set_number(gg_control_list_slot(&controls, 4711, "Nonsense"),
				    GG_CONTROL_INT32, 1);
	assert_int_equal(set_controls(&capture, &controls, said, sizeof said), -22);
	assert_true(strlen(said) > 0);
	assert_null(gg_control_list_find(&capture.asked, "Nonsense"));
	gg_control_list_finish(&controls);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_automatic), CASE(test_unplugged), CASE(test_not_yet_back),
		CASE(test_refused),
		cmocka_unit_test_setup_teardown(test_set_at_start, set_up_with_set, tear_down)
	};
	return cmocka_run_group_tests_name("set_controls", tests, NULL, NULL);
}
