/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What camera.c does with a backend that fails, refuses and is slow at the wrong moment: a device
 * of the test's own, which completes requests when the test says so.
 */
#include "camera_fixture.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <unistd.h>

#include "camera_backend.h"
#include "pattern_controls.h"
#include "shared_memory.h"

enum { N_BUFFERS = 3, WIDTH = 64, HEIGHT = 16 };

/* The camera of the test that runs; its backend's data. */
static struct {
	struct gg_shared_memory memories[N_BUFFERS];
	int start_result;
	int wait_in_start; /* what another thread's wait said during start */
	unsigned n_refuse; /* requests still to be refused */
	unsigned n_queued;
	struct gg_request *queued[16 * N_BUFFERS];
	unsigned n_controls[16 * N_BUFFERS]; /* that came with each */
	double contrast[16 * N_BUFFERS];     /* likewise; -1: none */
	bool slow_read;
	sem_t read_entered;
	atomic_bool in_read;
	bool stopped_in_read;
} device;

static int device_open(struct gg_camera *camera, const char *name, struct gg_error *error)
{
	(void)error;
	camera->data = &device;
	camera->info.id = strdup(name);
	camera->controls = gg_pattern_controls_create(0);
	assert_non_null(camera->controls);
	camera->n_controls = GG_PATTERN_N_CONTROLS;
	return 0;
}

static void device_close(struct gg_camera *camera)
{
	camera->data = NULL;
}

static int device_configure(struct gg_camera *camera, struct gg_stream_config *streams,
			    unsigned n_streams, enum gg_orientation *orientation,
			    struct gg_error *error)
{
	(void)orientation;
	for (unsigned i = 0; i < n_streams; i++) {
		streams[i].format = gg_format_by_name("R8");
		streams[i].width = streams[i].stride = WIDTH;
		streams[i].height = HEIGHT;
		streams[i].n_buffers = N_BUFFERS;
	}
	for (unsigned i = 0; i < N_BUFFERS; i++) {
		struct gg_shared_memory *memory = &device.memories[i];
		assert_int_equal(gg_shared_memory_create(memory, (size_t)WIDTH * HEIGHT), 0);
		const struct gg_plane_location location = { memory->fd, 0, memory->length };
		const struct gg_plane_location *const locations[] = { &location, &location };
		const unsigned n_planes[] = { 1, 1 };
		assert_true(n_streams <= 2);
		assert_non_null(gg_camera_add_request(camera, locations, n_planes, error));
	}
	return GG_CONFIG_VALID;
}

static void device_unconfigure(struct gg_camera *camera)
{
	(void)camera;
	assert_false(device.in_read);
	for (unsigned i = 0; i < N_BUFFERS; i++)
		gg_shared_memory_finish(&device.memories[i]);
}

static void *wait_once(void *data)
{
	struct gg_frame *frame;
	device.wait_in_start = gg_camera_wait(data, 0, &frame);
	return NULL;
}

static int device_start(struct gg_camera *camera, const struct gg_control_list *controls,
			struct gg_error *error)
{
	pthread_t thread;

	(void)controls;
	assert_int_equal(pthread_create(&thread, NULL, wait_once, camera), 0);
	pthread_join(thread, NULL);
	return device.start_result ? gg_error_set(error, device.start_result, "it does not start")
				   : 0;
}

static void device_stop(struct gg_camera *camera)
{
	(void)camera;
	device.stopped_in_read |= device.in_read;
}

static int device_queue(struct gg_camera *camera, struct gg_request *request,
			const struct gg_control_list *controls)
{
	(void)camera;
	if (device.n_refuse) {
		device.n_refuse--;
		return -EBUSY;
	}
	assert_true(device.n_queued < sizeof device.queued / sizeof device.queued[0]);
	device.n_controls[device.n_queued] = (unsigned)controls->n;
	device.contrast[device.n_queued] = -1;
	const struct gg_control_value *contrast = gg_control_list_find(controls, "Contrast");
	if (contrast)
		gg_control_value_number(contrast, 0, &device.contrast[device.n_queued]);
	device.queued[device.n_queued++] = request;
	return 0;
}

static void device_read(struct gg_camera *camera, struct gg_request *request)
{
	(void)camera;
	(void)request;
	if (!device.slow_read)
		return;
	device.in_read = true;
	sem_post(&device.read_entered);
	usleep(50000);
	device.in_read = false;
}

static const struct gg_backend backend = {
	.open = device_open,
	.close = device_close,
	.configure = device_configure,
	.unconfigure = device_unconfigure,
	.start = device_start,
	.stop = device_stop,
	.queue = device_queue,
	.read = device_read,
};

static struct gg_camera *open_device(unsigned n_streams)
{
	struct gg_stream_config configs[2] = { { .framerate = -1 }, { .framerate = -1 } };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_camera *camera = NULL;

	memset(&device, 0, sizeof device);
	sem_init(&device.read_entered, 0, 0);
	assert_int_equal(gg_camera_open_backend(&camera, &backend, "device", false, NULL), 0);
	assert_int_equal(gg_camera_configure(camera, configs, n_streams, &orientation, NULL), 0);
	return camera;
}

static void set_control(struct gg_camera *camera, unsigned index, double number)
{
	const struct gg_control_info *info = &gg_camera_controls(camera, &(size_t){ 0 })[index];
	struct gg_control_list list = { 0 };

	assert_int_equal(
		gg_control_value_set_number(gg_control_list_slot(&list, info->id, info->name),
					    info->type, number),
		0);
	assert_int_equal(gg_camera_set_controls(camera, &list, NULL), 0);
	gg_control_list_finish(&list);
}

/* Nobody is let at a camera that has not started; after a failure it can be started again. */
static void test_start_fails(void **state)
{
	(void)state;
	struct gg_camera *camera = open_device(1);
	struct gg_error error = { "" };
	struct gg_frame *frame;

	device.start_result = -EIO;
	assert_int_equal(gg_camera_start(camera, NULL, &error), -EIO);
	assert_string_equal(error.text, "it does not start");
	assert_int_equal(device.wait_in_start, -ESHUTDOWN);
	assert_int_equal(device.n_queued, 0);
	assert_int_equal(gg_camera_wait(camera, -1, &frame), -ESHUTDOWN);

	device.start_result = 0;
	start(camera);
	assert_int_equal(device.wait_in_start, -ESHUTDOWN);
	assert_int_equal(device.n_queued, N_BUFFERS);
	gg_request_complete(device.queued[0], GG_FRAME_OK);
	gg_frame_unref(next_frame(camera));
	gg_camera_close(camera);
}

/* A refused request is queued again, and its controls with the first that is taken. */
static void test_refused_request(void **state)
{
	(void)state;
	struct gg_camera *camera = open_device(1);
	struct gg_frame *frame;

	set_control(camera, GG_PATTERN_CONTRAST, 1);
	set_control(camera, GG_PATTERN_BRIGHTNESS, 0);
	device.n_refuse = 1;
	start(camera);
	assert_int_equal(device.n_queued, 0);
	set_control(camera, GG_PATTERN_CONTRAST, 2);
	set_control(camera, GG_PATTERN_SATURATION, 1);
	assert_int_equal(gg_camera_wait(camera, 0, &frame), -EAGAIN);
	assert_int_equal(device.n_queued, N_BUFFERS);
	assert_int_equal(device.n_controls[0], 3);
	assert_int_equal(device.n_controls[1], 0);
	gg_camera_close(camera);
}

/* What goes with frames 1 and 4, and which frames were asked for. */
struct by_frame {
	struct gg_control_list list;
	unsigned n_asked;
	uint64_t asked[16];
};

static const struct gg_control_list *controls_of_frame(void *data, uint64_t frame)
{
	struct by_frame *by_frame = data;
	assert_true(by_frame->n_asked < 16);
	by_frame->asked[by_frame->n_asked++] = frame;
	return frame == 1 || frame == 4 ? &by_frame->list : NULL;
}

/* Each goes with the request of that frame, over what was set, and again where that was refused. */
static void test_frame_controls(void **state)
{
	(void)state;
	static const uint64_t asked[] = { 0, 0, 1, 2, 3, 4, 5, 0, 1, 2 };
	struct gg_camera *camera = open_device(1);
	const struct gg_control_info *infos = gg_camera_controls(camera, &(size_t){ 0 });
	const struct gg_control_info *info = &infos[GG_PATTERN_CONTRAST];
	struct by_frame by_frame = { .n_asked = 0 };

	assert_int_equal(
		gg_control_value_set_number(
			gg_control_list_slot(&by_frame.list, info->id, info->name), info->type, 2),
		0);
	gg_camera_set_frame_controls(camera, controls_of_frame, &by_frame);
	device.n_refuse = 1;
	start(camera);
	struct gg_frame *frame;
	assert_int_equal(gg_camera_wait(camera, 0, &frame), -EAGAIN);
	for (unsigned i = 0; i < N_BUFFERS; i++)
		gg_request_complete(device.queued[i], GG_FRAME_OK);
	for (unsigned i = 0; i < N_BUFFERS; i++) {
		frame = next_frame(camera);
		assert_int_equal(frame->index, i);
		if (i == 1) { /* the next request is that of frame 4 */
			set_control(camera, GG_PATTERN_CONTRAST, 0.5);
			set_control(camera, GG_PATTERN_SATURATION, 0);
		}
		gg_frame_unref(frame);
	}
	assert_int_equal(gg_camera_wait(camera, 0, &frame), -EAGAIN);
	assert_int_equal(device.n_queued, 6);
	for (unsigned i = 0; i < 6; i++) {
		assert_int_equal(device.n_controls[i], i == 1 ? 1 : i == 4 ? 2 : 0);
		assert_true(device.contrast[i] == (i == 1 || i == 4 ? 2 : -1));
	}
	gg_camera_stop(camera);
	for (unsigned i = N_BUFFERS; i < 6; i++)
		gg_request_complete(device.queued[i], GG_FRAME_CANCELLED);
	start(camera); /* frames are counted anew */
	gg_camera_stop(camera);
	assert_int_equal(by_frame.n_asked, 10);
	assert_memory_equal(by_frame.asked, asked, sizeof asked);
	gg_camera_set_frame_controls(camera, NULL, NULL);
	gg_camera_close(camera);
	gg_control_list_finish(&by_frame.list);
}

static void *wait_for_frames(void *data)
{
	struct gg_frame *frame;
	int ret;

	while ((ret = gg_camera_wait(data, -1, &frame)) == 0)
		gg_frame_unref(frame);
	assert_int_equal(ret, -ESHUTDOWN);
	return NULL;
}

/* The backend is never stopped, nor its buffers freed, while another thread reads from it. */
static void test_stop_during_read(void **state)
{
	(void)state;
	struct gg_camera *camera = open_device(2);
	pthread_t thread;

	device.slow_read = true;
	start(camera);
	assert_int_equal(pthread_create(&thread, NULL, wait_for_frames, camera), 0);
	gg_request_complete(device.queued[0], GG_FRAME_OK);
	sem_wait(&device.read_entered);
	gg_camera_stop(camera);
	assert_false(device.stopped_in_read);
	pthread_join(thread, NULL);
	gg_camera_close(camera);
}

/* What completed before comes first, then -ENODEV for ever; nothing is queued any more. */
static void test_disconnect(void **state)
{
	(void)state;
	struct gg_camera *camera = open_device(1);
	struct gg_frame *frame;

	start(camera);
	gg_request_complete(device.queued[0], GG_FRAME_OK);
	gg_request_complete(device.queued[1], GG_FRAME_CANCELLED);
	gg_camera_disconnected(camera);
	frame = next_frame(camera);
	assert_int_equal(frame->status, GG_FRAME_OK);
	gg_frame_unref(frame);
	frame = next_frame(camera);
	assert_int_equal(frame->status, GG_FRAME_CANCELLED);
	gg_frame_unref(frame);
	for (unsigned i = 0; i < 3; i++)
		assert_int_equal(gg_camera_wait(camera, -1, &frame), -ENODEV);
	assert_int_equal(device.n_queued, N_BUFFERS);
	gg_camera_close(camera);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		camera_test(test_start_fails),	  camera_test(test_refused_request),
		camera_test(test_frame_controls), camera_test(test_stop_during_read),
		camera_test(test_disconnect),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
