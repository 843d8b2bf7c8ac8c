/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A camera that another process has when it is to start. Linked with --wrap: the test stands in for
 * gg_camera_start().
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>

#include "capture.h"

static unsigned n_refuse, n_starts, n_meanwhile, most_meanwhile;
static int refusal;
static struct options_camera options;
static struct capture capture;

int __real_gg_camera_start(struct gg_camera *camera, const struct gg_control_list *controls,
			   struct gg_error *error);
int __wrap_gg_camera_start(struct gg_camera *camera, const struct gg_control_list *controls,
			   struct gg_error *error);

int __wrap_gg_camera_start(struct gg_camera *camera, const struct gg_control_list *controls,
			   struct gg_error *error)
{
	n_starts++;
	if (n_starts <= n_refuse)
		return gg_error_set(error, refusal, "cannot start camera pattern: no");
	return __real_gg_camera_start(camera, controls, error);
}

static bool meanwhile(void *data)
{
	assert_ptr_equal(data, &capture);
	n_meanwhile++;
	return n_meanwhile < most_meanwhile;
}

static int set_up(void **state)
{
	struct gg_error error;

	(void)state;
	n_starts = n_meanwhile = 0;
	most_meanwhile = UINT32_MAX;
	refusal = -EBUSY;
	options = (struct options_camera){ .name = "pattern",
					   .framerate = 0,
					   .n_streams = 1,
					   .streams = { { .width = 64, .height = 48 } },
					   .n_sets = 1,
					   .sets = { { "Contrast", "1.5" } } };
	return capture_open(&capture, &options, 1, &error);
}

static int tear_down(void **state)
{
	(void)state;
	capture_close(&capture);
	return 0;
}

static void assert_frames_come(void)
{
	struct gg_frame *frame;

	assert_int_equal(gg_frame_queue_pop(capture.streams[0].queue, 10000, &frame), 0);
	gg_frame_unref(frame);
}

static void test_it_is_given_back(void **state)
{
	struct busy busy = { .meanwhile = meanwhile, .data = &capture };
	struct gg_error error;

	(void)state;
	n_refuse = 2;
	assert_int_equal(capture_start_patiently(&capture, &busy, &error), 0);
	assert_int_equal(n_starts, 3);
	assert_true(n_meanwhile > 0);
	assert_frames_come();
	assert_non_null(gg_control_list_find(&capture.asked, "Contrast"));
}

/* As a window does that is closed. */
static void test_nobody_waits(void **state)
{
	struct busy busy = { .meanwhile = meanwhile, .data = &capture };
	struct gg_error error;

	(void)state;
	n_refuse = UINT32_MAX;
	most_meanwhile = 2;
	assert_int_equal(capture_start_patiently(&capture, &busy, &error), -EBUSY);
	assert_string_equal(error.text, "cannot start camera pattern: no");
	assert_int_equal(n_starts, 1);
	assert_int_equal(n_meanwhile, 2);
	assert_int_equal(capture.state, CAPTURE_STOPPED);
}

/* No other failure is waited for, nor any without patience; it can be started later. */
static void test_at_once(void **state)
{
	struct busy busy = { .meanwhile = meanwhile, .data = &capture };
	struct gg_error error;

	(void)state;
	n_refuse = 2;
	assert_int_equal(capture_start(&capture, &error), -EBUSY);
	refusal = -EIO;
	assert_int_equal(capture_start_patiently(&capture, &busy, &error), -EIO);
	assert_int_equal(n_starts, 2);
	assert_int_equal(n_meanwhile, 0);
	assert_int_equal(busy.until_ns, 0);
	assert_int_equal(capture_start(&capture, &error), 0);
	assert_frames_come();
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = { CASE(test_it_is_given_back), CASE(test_nobody_waits),
					    CASE(test_at_once) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
