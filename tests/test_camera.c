/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The life of a camera, on the test pattern: the rules of camera.h and frame.h that hold for every
 * backend.
 */
#include "camera_fixture.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

enum { N_BUFFERS = 4 };

static void test_frames_in_order(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "YUYV", 160, 120, 0);

	for (uint32_t i = 0; i < 20; i++) {
		struct gg_frame *frame = next_frame(camera);
		assert_int_equal(frame->status, GG_FRAME_OK);
		assert_int_equal(frame->index, i);
		assert_int_equal(frame->sequence, i);
		assert_int_equal(read_number(&frame->image), i);
		assert_true(frame->timestamp_ns <= frame->completed_ns);
		assert_int_equal(frame->image.planes[0].bytes_used, 320 * 120);
		gg_frame_unref(frame);
	}
	gg_camera_stop(camera);
	gg_camera_stop(camera);
	gg_camera_close(camera);
}

static void test_wrong_state(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	struct gg_stream_config config = { .framerate = -1 };
	struct gg_stream_config many[GG_MAX_STREAMS + 1] = { { .framerate = -1 } };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_error error = { "" };
	struct gg_frame *frame;

	assert_int_equal(gg_camera_start(camera, NULL, &error), -EINVAL);
	assert_non_null(strstr(error.text, "not configured"));
	assert_int_equal(gg_camera_wait(camera, 0, &frame), -ESHUTDOWN);
	assert_int_equal(gg_camera_configure(camera, &config, 0, &orientation, &error), -EINVAL);
	assert_int_equal(
		gg_camera_configure(camera, many, GG_MAX_STREAMS + 1, &orientation, &error),
		-EINVAL);
	configure(camera, "R8", 64, 64, 0);
	start(camera);
	assert_int_equal(gg_camera_start(camera, NULL, &error), -EBUSY);
	assert_int_equal(gg_camera_configure(camera, &config, 1, &orientation, &error), -EBUSY);
	gg_camera_stop(camera);
	assert_int_equal(gg_camera_wait(camera, -1, &frame), -ESHUTDOWN);
	gg_camera_close(camera);
	gg_camera_stop(NULL);
	gg_camera_close(NULL);
}

static void test_look(void **state)
{
	(void)state;
	struct gg_camera *camera = NULL;
	struct gg_control_list controls = { 0 };
	struct gg_stream_formats formats;
	struct gg_error error = { "" };
	size_t n = 0;

	assert_int_equal(gg_camera_look(&camera, "no such camera", &error), -ENODEV);
	assert_int_equal(gg_camera_look(&camera, "pattern", &error), 0);
	assert_string_equal(gg_camera_info(camera)->id, "pattern");
	assert_non_null(gg_camera_controls(camera, &n));
	assert_true(n > 0 && gg_camera_properties(camera)->n > 0);
	assert_int_equal(gg_camera_formats(camera, GG_ROLE_VIEWFINDER, &formats, &error), 0);
	assert_true(formats.n > 0);
	gg_stream_formats_finish(&formats);
	configure(camera, "R8", 64, 64, 0);
	assert_int_equal(gg_camera_start(camera, NULL, &error), -EACCES);
	assert_int_equal(gg_camera_set_controls(camera, &controls, &error), -EACCES);
	assert_non_null(strstr(error.text, "camera pattern was opened to be looked at only"));
	gg_camera_close(camera);
}

static void test_start_stop(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	configure(camera, "R8", 64, 64, 0);

	for (unsigned i = 0; i < 1000; i++) {
		start(camera);
		for (unsigned j = 0; j < i % 3; j++) {
			struct gg_frame *frame = next_frame(camera);
			assert_int_equal(frame->sequence, j);
			assert_int_equal(frame->index, j);
			assert_int_equal(frame->status, GG_FRAME_OK);
			gg_frame_unref(frame);
		}
		gg_camera_stop(camera);
	}
	gg_camera_close(camera);
}

/* Frames held over a stop come back into the next run. */
static void test_hold_over_stop(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "R8", 64, 64, 0);
	struct gg_frame *held[N_BUFFERS], *frame;

	for (unsigned i = 0; i < N_BUFFERS; i++)
		held[i] = next_frame(camera);
	gg_camera_stop(camera);
	start(camera);
	assert_int_equal(gg_camera_wait(camera, 0, &frame), -EAGAIN);
	for (unsigned i = 0; i < N_BUFFERS; i++) {
		assert_int_equal(read_number(&held[i]->image), i);
		gg_frame_unref(held[i]);
	}
	for (unsigned i = 0; i < 2 * N_BUFFERS; i++) {
		frame = next_frame(camera);
		assert_int_equal(read_number(&frame->image), i);
		gg_frame_unref(frame);
	}
	gg_camera_close(camera);
}

/* Without a rate the source waits for its consumer, and nothing is lost. */
static void test_slow_consumer(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "R8", 64, 64, 0);
	struct gg_frame *held[N_BUFFERS], *frame;

	for (unsigned i = 0; i < N_BUFFERS; i++)
		held[i] = next_frame(camera);
	assert_int_equal(gg_camera_wait(camera, 20, &frame), -EAGAIN);
	for (unsigned i = N_BUFFERS; i < 20; i++) {
		struct gg_frame **oldest = &held[i % N_BUFFERS];
		assert_int_equal(read_number(&(*oldest)->image), i - N_BUFFERS);
		gg_frame_unref(*oldest);
		*oldest = next_frame(camera);
		assert_int_equal((*oldest)->sequence, i);
		assert_int_equal(gg_camera_wait(camera, 0, &frame), -EAGAIN);
	}
	for (unsigned i = 0; i < N_BUFFERS; i++)
		gg_frame_unref(held[i]);
	gg_camera_close(camera);
}

/* With a rate a camera goes on without its consumer: index counts on, sequence has a gap. */
static void test_lost_frames(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "R8", 64, 64, 500);
	struct gg_frame *held[N_BUFFERS];
	uint64_t index = 0;
	uint32_t sequence = 0, gap = 0;

	for (unsigned tries = 0; tries < 1000 && !gap; tries++) {
		for (unsigned i = 0; i < N_BUFFERS; i++) {
			held[i] = next_frame(camera);
			assert_int_equal(held[i]->index, index++);
			assert_true(held[i]->sequence >= sequence);
			gap += held[i]->sequence - sequence;
			sequence = held[i]->sequence + 1;
			assert_int_equal(read_number(&held[i]->image), held[i]->sequence);
		}
		usleep(20000);
		for (unsigned i = 0; i < N_BUFFERS; i++)
			gg_frame_unref(held[i]);
	}
	assert_true(gap > 0);
	gg_camera_close(camera);
}

struct mailbox {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct gg_frame *frame;
	bool done;
};

static void *release_frames(void *data)
{
	struct mailbox *mailbox = data;

	pthread_mutex_lock(&mailbox->lock);
	while (!mailbox->done || mailbox->frame) {
		if (!mailbox->frame) {
			pthread_cond_wait(&mailbox->changed, &mailbox->lock);
			continue;
		}
		struct gg_frame *frame = mailbox->frame;
		mailbox->frame = NULL;
		pthread_cond_signal(&mailbox->changed);
		pthread_mutex_unlock(&mailbox->lock);
		gg_frame_unref(frame);
		pthread_mutex_lock(&mailbox->lock);
	}
	pthread_mutex_unlock(&mailbox->lock);
	return NULL;
}

static void test_release_elsewhere(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "NV12", 64, 64, 0);
	struct mailbox mailbox = { .lock = PTHREAD_MUTEX_INITIALIZER,
				   .changed = PTHREAD_COND_INITIALIZER };
	pthread_t thread;

	assert_int_equal(pthread_create(&thread, NULL, release_frames, &mailbox), 0);
	for (unsigned i = 0; i < 300; i++) {
		struct gg_frame *frame = next_frame(camera);
		assert_int_equal(frame->index, i);
		assert_int_equal(read_number(&frame->image), i);
		pthread_mutex_lock(&mailbox.lock);
		while (mailbox.frame)
			pthread_cond_wait(&mailbox.changed, &mailbox.lock);
		mailbox.frame = gg_frame_ref(frame);
		pthread_cond_signal(&mailbox.changed);
		pthread_mutex_unlock(&mailbox.lock);
		gg_frame_unref(frame);
	}
	pthread_mutex_lock(&mailbox.lock);
	mailbox.done = true;
	pthread_cond_signal(&mailbox.changed);
	pthread_mutex_unlock(&mailbox.lock);
	pthread_join(thread, NULL);
	gg_camera_close(camera);
}

struct waiter {
	struct gg_camera *camera;
	int result;
};

static void *wait_for_frames(void *data)
{
	struct waiter *waiter = data;
	struct gg_frame *frame;

	while ((waiter->result = gg_camera_wait(waiter->camera, -1, &frame)) == 0)
		gg_frame_unref(frame);
	return NULL;
}

static void test_stop_ends_wait(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 20; i++) {
		/* a frame in a day: the wait can only end with the stop */
		struct waiter waiter = { open_running("pattern", "R8", 64, 64, 1e-5), 0 };
		pthread_t thread;
		assert_int_equal(pthread_create(&thread, NULL, wait_for_frames, &waiter), 0);
		usleep(i * 200);
		gg_camera_stop(waiter.camera);
		pthread_join(thread, NULL);
		assert_int_equal(waiter.result, -ESHUTDOWN);
		gg_camera_close(waiter.camera);
	}
}

static void test_stop_under_load(void **state)
{
	(void)state;
	struct waiter waiter = { open_camera("pattern"), 0 };
	configure(waiter.camera, "R8", 64, 64, 0);

	for (unsigned i = 0; i < 100; i++) {
		pthread_t thread;
		start(waiter.camera);
		assert_int_equal(pthread_create(&thread, NULL, wait_for_frames, &waiter), 0);
		usleep(i * 20);
		gg_camera_stop(waiter.camera);
		pthread_join(thread, NULL);
		assert_int_equal(waiter.result, -ESHUTDOWN);
	}
	gg_camera_close(waiter.camera);
}

static void test_wake(void **state)
{
	(void)state;
	struct waiter waiter = { open_running("pattern", "R8", 64, 64, 1e-5), 0 };
	struct gg_frame *frame;
	pthread_t thread;

	gg_frame_unref(next_frame(waiter.camera));
	gg_camera_wake(waiter.camera);
	assert_int_equal(gg_camera_wait(waiter.camera, -1, &frame), -EINTR);
	assert_int_equal(gg_camera_wait(waiter.camera, 0, &frame), -EAGAIN);

	assert_int_equal(pthread_create(&thread, NULL, wait_for_frames, &waiter), 0);
	usleep(2000);
	gg_camera_wake(waiter.camera);
	pthread_join(thread, NULL);
	assert_int_equal(waiter.result, -EINTR);
	gg_camera_close(waiter.camera);
}

/* An event loop that sleeps in poll() sees every frame. */
static void test_fd(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "R8", 64, 64, 0);
	struct pollfd poll_fd = { .fd = gg_camera_fd(camera), .events = POLLIN };
	unsigned n = 0;

	while (n < 50) {
		struct gg_frame *frame;
		int ret;
		assert_int_equal(poll(&poll_fd, 1, 60000), 1);
		while (n < 50 && (ret = gg_camera_wait(camera, 0, &frame)) == 0) {
			assert_int_equal(frame->index, n++);
			gg_frame_unref(frame);
		}
		assert_true(n == 50 || ret == -EAGAIN);
	}
	gg_camera_close(camera);
}

static void test_close_with_frame_held(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "YUV420", 160, 120, 0);

	gg_frame_unref(next_frame(camera));
	struct gg_frame *frame = next_frame(camera);
	gg_camera_close(camera);
	assert_int_equal(read_number(&frame->image), 1);
	assert_non_null(gg_control_list_find(frame->metadata, "Brightness"));
	gg_frame_begin_read(frame);
	gg_frame_end_read(frame);
	gg_frame_unref(frame);
}

static void test_reconfigure(void **state)
{
	(void)state;
	static const char *const formats[] = { "YUYV", "XRGB8888", "MJPEG", "NV12", "R8" };
	struct gg_camera *camera = open_camera("pattern");
	struct gg_frame *held = NULL;

	for (uint32_t i = 0; i < 25; i++) {
		const uint32_t width = 64 + i, height = 48 + i % 3;
		configure(camera, formats[i % 5], width, height, 0);
		start(camera);
		struct gg_frame *frame = next_frame(camera);
		assert_string_equal(frame->image.format->name, formats[i % 5]);
		assert_int_equal(frame->image.width, width);
		assert_int_equal(frame->image.height, height);
		if (held && held->image.format->layout != GG_LAYOUT_JPEG)
			assert_int_equal(read_number(&held->image), 0);
		gg_frame_unref(held);
		held = frame;
		gg_camera_stop(camera);
	}
	gg_camera_close(camera);
	gg_frame_unref(held);
}

/* The frames of one request come together, in the order of the streams. */
static void test_streams(void **state)
{
	(void)state;
	static const char *const formats[GG_MAX_STREAMS] = { "YUYV", "XRGB8888", "NV12", "YUV422" };
	struct gg_stream_config configs[GG_MAX_STREAMS] = { 0 };
	enum gg_orientation orientation = GG_ORIENTATION_MIRROR;
	struct gg_camera *camera = open_camera("pattern");

	for (unsigned i = 0; i < GG_MAX_STREAMS; i++)
		configs[i] = (struct gg_stream_config){ .fourcc = fourcc_of(formats[i]),
							.width = 64 + 16 * i,
							.height = 48,
							.n_buffers = 3 };
	assert_int_equal(gg_camera_configure(camera, configs, GG_MAX_STREAMS, &orientation, NULL),
			 GG_CONFIG_VALID);
	assert_int_equal(orientation, GG_ORIENTATION_MIRROR);
	start(camera);
	for (unsigned i = 0; i < 10 * GG_MAX_STREAMS; i++) {
		const unsigned stream = i % GG_MAX_STREAMS;
		struct gg_frame *frame = next_frame(camera);
		assert_int_equal(frame->stream, stream);
		assert_int_equal(frame->index, i / GG_MAX_STREAMS);
		assert_string_equal(frame->image.format->name, formats[stream]);
		assert_int_equal(frame->image.width, 64 + 16 * stream);
		assert_int_equal(read_number(&frame->image), i / GG_MAX_STREAMS);
		gg_frame_unref(frame);
	}
	gg_frame_unref(next_frame(camera)); /* stop with three of four still to be handed out */
	gg_camera_stop(camera);
	gg_camera_close(camera);
}

static void assert_refused(const char *name, int code, const char *text)
{
	struct gg_camera *camera = NULL;
	struct gg_error error = { "" };

	int ret = gg_camera_open(&camera, name, &error);
	if (ret != code || !strstr(error.text, text))
		fail_msg("'%s': %d '%s', not %d with '%s'", name, ret, error.text, code, text);
	assert_null(camera);
	assert_null(strchr(error.text, '\n'));
}

static void test_unknown_cameras(void **state)
{
	(void)state;
	assert_refused("no such camera", -ENODEV, "no such camera");
	assert_refused("no such camera", -ENODEV, "pattern");
	assert_refused("0", -EINVAL, "cameras are counted from 1");
	assert_refused("99", -ENODEV, "there is no camera 99");
	assert_refused("file:/no/such/file", -ENOENT, "/no/such/file");
	assert_refused("pattern:frobnicate=1", -EINVAL, "'frobnicate'");
	assert_refused("pattern:frobnicate=1", -EINVAL, "fds=, pad=");
	assert_refused("pattern:fds", -EINVAL, "one|several|whole");
	assert_refused("pattern:pad=x", -EINVAL, "a number 0..");
	assert_refused("pattern:pad=64,buffers=0", -EINVAL, "pattern:buffers='0'");
	assert_refused("pattern:pad=99999999999999999999", -EINVAL, "pattern:pad=");
	assert_refused("pattern:", -EINVAL, "''");
	assert_refused("patterns", -ENODEV, "patterns");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		camera_test(test_frames_in_order),
		camera_test(test_wrong_state),
		camera_test(test_look),
		camera_test(test_start_stop),
		camera_test(test_hold_over_stop),
		camera_test(test_slow_consumer),
		camera_test(test_lost_frames),
		camera_test(test_release_elsewhere),
		camera_test(test_stop_ends_wait),
		camera_test(test_stop_under_load),
		camera_test(test_wake),
		camera_test(test_fd),
		camera_test(test_close_with_frame_held),
		camera_test(test_reconfigure),
		camera_test(test_streams),
		camera_test(test_unknown_cameras),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
