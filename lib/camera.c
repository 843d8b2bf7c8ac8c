/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/camera.h>

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <groundglass/log.h>

#include "camera_backend.h"

struct request_list {
	struct gg_request *first, *last;
};

/*
 * What a camera shares with the frames that it has handed out, and which outlives it while one is
 * held. The eventfd is written whenever the waiting thread has something to do.
 */
struct gg_camera_core {
	unsigned refs; /* atomic: the camera's, and one for each pool */
	int event_fd;
	pthread_mutex_t lock;
	pthread_cond_t queued; /* queueing became false */

	/* fields below are protected by lock */
	struct request_list free;      /* to be queued by the waiting thread */
	struct request_list completed; /* to be read by it */
	struct gg_request *reading;    /* read, its frames from next_frame on not yet handed out */
	unsigned next_frame;
	uint64_t next_index;
	bool running;
	bool queueing; /* a thread is in backend->queue() */
	bool disconnected;
	bool woken;
	struct gg_control_list pending; /* for the next request */

	struct gg_control_list outgoing; /* the waiting thread's: pending, on its way out */
};

/* The buffers of one configuration. */
struct gg_pool {
	unsigned refs; /* atomic: the camera's, and one for each request whose frames are held */
	struct gg_camera_core *core;
	bool detached; /* protected by core->lock: no longer the camera's configuration */
	unsigned n_requests;
	struct gg_request **requests;
};

uint64_t gg_now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void list_append(struct request_list *list, struct gg_request *request)
{
	request->next = NULL;
	if (list->last)
		list->last->next = request;
	else
		list->first = request;
	list->last = request;
}

static struct gg_request *list_take(struct request_list *list)
{
	struct gg_request *request = list->first;
	if (request) {
		list->first = request->next;
		if (!list->first)
			list->last = NULL;
	}
	return request;
}

/* core: made with the camera, freed with the last that refers to it */

static void core_wake(struct gg_camera_core *core)
{
	eventfd_write(core->event_fd, 1);
}

static struct gg_camera_core *core_create(void)
{
	struct gg_camera_core *core = calloc(1, sizeof *core);
	if (!core)
		return NULL;
	core->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (core->event_fd < 0) {
		free(core);
		return NULL;
	}
	core->refs = 1;
	pthread_mutex_init(&core->lock, NULL);
	pthread_cond_init(&core->queued, NULL);
	return core;
}

static void core_unref(struct gg_camera_core *core)
{
	if (__atomic_sub_fetch(&core->refs, 1, __ATOMIC_ACQ_REL))
		return;
	gg_control_list_finish(&core->pending);
	gg_control_list_finish(&core->outgoing);
	pthread_cond_destroy(&core->queued);
	pthread_mutex_destroy(&core->lock);
	close(core->event_fd);
	free(core);
}

/* pool and requests: made by configure, freed when camera and frames have let go of them */

static void request_destroy(struct gg_request *request)
{
	for (unsigned i = 0; i < GG_MAX_STREAMS; i++)
		gg_mapped_buffer_destroy(request->buffers[i]);
	gg_control_list_finish(&request->metadata);
	free(request);
}

static void pool_unref(struct gg_pool *pool)
{
	if (__atomic_sub_fetch(&pool->refs, 1, __ATOMIC_ACQ_REL))
		return;
	for (unsigned i = 0; i < pool->n_requests; i++)
		request_destroy(pool->requests[i]);
	free(pool->requests);
	core_unref(pool->core);
	free(pool);
}

static struct gg_pool *pool_create(struct gg_camera_core *core)
{
	struct gg_pool *pool = calloc(1, sizeof *pool);
	if (!pool)
		return NULL;
	pool->refs = 1;
	pool->core = core;
	__atomic_add_fetch(&core->refs, 1, __ATOMIC_RELAXED);
	return pool;
}

/* Let go of the configuration; requests that are held free themselves later. */
static void pool_detach(struct gg_camera *camera)
{
	struct gg_camera_core *core = camera->core;
	struct gg_pool *pool = camera->pool;

	if (!pool)
		return;
	camera->backend->unconfigure(camera);
	pthread_mutex_lock(&core->lock);
	pool->detached = true;
	core->free = core->completed = (struct request_list){ 0 };
	pthread_mutex_unlock(&core->lock);
	camera->pool = NULL;
	pool_unref(pool);
}

/* The last frame of a request was released. */
static void request_released(struct gg_frame_owner *owner)
{
	struct gg_request *request = (struct gg_request *)owner;
	struct gg_pool *pool = request->pool;

	pthread_mutex_lock(&pool->core->lock);
	if (!pool->detached)
		list_append(&pool->core->free, request);
	pthread_mutex_unlock(&pool->core->lock);
	core_wake(pool->core);
	pool_unref(pool);
}

static void request_begin_read(const struct gg_frame *frame)
{
	const struct gg_request *request = (const struct gg_request *)frame->owner;
	gg_mapped_buffer_begin(request->buffers[frame->stream]);
}

static void request_end_read(const struct gg_frame *frame)
{
	const struct gg_request *request = (const struct gg_request *)frame->owner;
	gg_mapped_buffer_end(request->buffers[frame->stream]);
}

static int fill_image(struct gg_image *image, const struct gg_stream_config *config,
		      const struct gg_mapped_buffer *buffer, unsigned n_planes,
		      struct gg_error *error)
{
	const struct gg_format *format = config->format;
	uint8_t *data;
	size_t length;
	int ret;

	*image = (struct gg_image){ .format = format,
				    .width = config->width,
				    .height = config->height,
				    .color = config->color,
				    .n_planes = n_planes };
	if (format && n_planes == 1 && format->n_planes > 1) {
		ret = gg_mapped_buffer_plane(buffer, 0, &data, &length, error);
		return ret ? ret
			   : gg_image_split(image, data, length, length, config->stride, error);
	}
	for (unsigned i = 0; i < n_planes; i++) {
		struct gg_plane *plane = &image->planes[i];
		ret = gg_mapped_buffer_plane(buffer, i, &data, &length, error);
		if (ret)
			return ret;
		*plane = (struct gg_plane){ data, config->stride, length, length };
		if (format)
			plane->stride = gg_format_plane_stride(format, i, config->stride);
	}
	return format ? gg_image_validate(image, error) : 0;
}

struct gg_request *gg_camera_add_request(struct gg_camera *camera,
					 const struct gg_plane_location *const locations[],
					 const unsigned n_planes[], struct gg_error *error)
{
	struct gg_pool *pool = camera->pool;
	struct gg_request *request = calloc(1, sizeof *request);
	struct gg_request **requests =
		realloc(pool->requests, (size_t)(pool->n_requests + 1) * sizeof *pool->requests);
	if (requests)
		pool->requests = requests;
	if (!request || !requests)
		goto no_memory;

	request->owner = (struct gg_frame_owner){ .released = request_released,
						  .begin_read = request_begin_read,
						  .end_read = request_end_read };
	request->pool = pool;
	request->slot = pool->n_requests;
	request->n_frames = camera->n_streams;
	for (unsigned i = 0; i < camera->n_streams; i++) {
		request->buffers[i] = gg_mapped_buffer_create(locations[i], n_planes[i]);
		if (!request->buffers[i])
			goto no_memory;
		if (gg_mapped_buffer_map(request->buffers[i], GG_MAP_READ, error) ||
		    fill_image(&request->frames[i].image, &camera->streams[i], request->buffers[i],
			       n_planes[i], error))
			goto fail;
		request->frames[i].stream = i;
		request->frames[i].owner = &request->owner;
		request->frames[i].metadata = &request->metadata;
	}
	pool->requests[pool->n_requests++] = request;
	pthread_mutex_lock(&camera->core->lock);
	list_append(&camera->core->free, request);
	pthread_mutex_unlock(&camera->core->lock);
	return request;

no_memory:
	gg_error_set(error, -ENOMEM, "no memory for the camera's requests");
fail:
	if (request)
		request_destroy(request);
	return NULL;
}

void gg_request_complete(struct gg_request *request, enum gg_frame_status status)
{
	struct gg_camera_core *core = request->pool->core;

	request->status = status;
	request->completed_ns = gg_now_ns();
	pthread_mutex_lock(&core->lock);
	list_append(core->running ? &core->completed : &core->free, request);
	pthread_mutex_unlock(&core->lock);
	core_wake(core);
}

void gg_camera_disconnected(struct gg_camera *camera)
{
	pthread_mutex_lock(&camera->core->lock);
	camera->core->disconnected = true;
	pthread_mutex_unlock(&camera->core->lock);
	core_wake(camera->core);
}

void gg_camera_list_finish(struct gg_camera_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->cameras[i].id);
		free(list->cameras[i].model);
		free(list->cameras[i].location);
		free(list->cameras[i].device);
	}
	free(list->cameras);
	*list = (struct gg_camera_list){ 0 };
}

void gg_stream_formats_finish(struct gg_stream_formats *formats)
{
	for (size_t i = 0; i < formats->n; i++)
		free(formats->formats[i].sizes);
	free(formats->formats);
	*formats = (struct gg_stream_formats){ 0 };
}

int gg_camera_open_backend(struct gg_camera **camera, const struct gg_backend *backend,
			   const char *name, struct gg_error *error)
{
	struct gg_camera *opened = calloc(1, sizeof *opened);
	if (!opened || !(opened->core = core_create())) {
		free(opened);
		return gg_error_set(error, -ENOMEM, "no memory to open camera %s", name);
	}
	opened->backend = backend;
	int ret = backend->open(opened, name, error);
	if (ret) {
		gg_camera_close(opened);
		return ret;
	}
	*camera = opened;
	return 0;
}

void gg_camera_close(struct gg_camera *camera)
{
	if (!camera)
		return;
	gg_camera_stop(camera);
	pool_detach(camera);
	camera->backend->close(camera);

	for (size_t i = 0; i < camera->n_controls; i++)
		gg_control_info_finish(&camera->controls[i]);
	free(camera->controls);
	gg_control_list_finish(&camera->properties);
	free(camera->info.id);
	free(camera->info.model);
	free(camera->info.location);
	free(camera->info.device);
	core_unref(camera->core);
	free(camera);
}

const struct gg_camera_info *gg_camera_info(const struct gg_camera *camera)
{
	return &camera->info;
}

const struct gg_control_info *gg_camera_controls(const struct gg_camera *camera, size_t *n)
{
	*n = camera->n_controls;
	return camera->controls;
}

const struct gg_control_list *gg_camera_properties(const struct gg_camera *camera)
{
	return &camera->properties;
}

int gg_camera_formats(struct gg_camera *camera, enum gg_role role,
		      struct gg_stream_formats *formats, struct gg_error *error)
{
	*formats = (struct gg_stream_formats){ 0 };
	return camera->backend->formats(camera, role, formats, error);
}

int gg_camera_configure(struct gg_camera *camera, struct gg_stream_config *streams,
			unsigned n_streams, enum gg_orientation *orientation,
			struct gg_error *error)
{
	if (n_streams < 1 || n_streams > GG_MAX_STREAMS)
		return gg_error_set(error, -EINVAL, "a camera has 1 to %d streams, not %u",
				    GG_MAX_STREAMS, n_streams);
	if (camera->core->running)
		return gg_error_set(error, -EBUSY, "camera %s is running: stop it first",
				    camera->info.id);

	pool_detach(camera);
	camera->pool = pool_create(camera->core);
	if (!camera->pool)
		return gg_error_set(error, -ENOMEM, "no memory for the camera's requests");
	camera->n_streams = n_streams;
	memcpy(camera->streams, streams, n_streams * sizeof *streams);

	int ret =
		camera->backend->configure(camera, camera->streams, n_streams, orientation, error);
	if (ret < 0) {
		pool_detach(camera);
		return ret;
	}
	memcpy(streams, camera->streams, n_streams * sizeof *streams);
	return ret;
}

/* Back to the free list with everything that nobody holds. Called with the lock held. */
static void recycle(struct gg_camera_core *core)
{
	struct gg_request *request;
	while ((request = list_take(&core->completed)))
		list_append(&core->free, request);
}

/* The next released request and, in core->outgoing, the controls to go with it. */
static struct gg_request *begin_queue(struct gg_camera_core *core)
{
	struct gg_request *request = NULL;

	pthread_mutex_lock(&core->lock);
	if (core->running && !core->disconnected && !core->queueing)
		request = list_take(&core->free);
	if (request) {
		core->queueing = true;
		struct gg_control_list empty = core->outgoing;
		core->outgoing = core->pending;
		core->pending = empty;
		gg_control_list_clear(&core->pending);
	}
	pthread_mutex_unlock(&core->lock);
	return request;
}

static void end_queue(struct gg_camera_core *core, struct gg_request *refused)
{
	pthread_mutex_lock(&core->lock);
	if (refused)
		list_append(&core->free, refused);
	core->queueing = false;
	pthread_cond_broadcast(&core->queued);
	pthread_mutex_unlock(&core->lock);
}

/* Hand all released requests to the device. */
static void queue_released(struct gg_camera *camera)
{
	struct gg_camera_core *core = camera->core;
	struct gg_request *request;

	while ((request = begin_queue(core))) {
		int ret = camera->backend->queue(camera, request, &core->outgoing);
		end_queue(core, ret ? request : NULL);
		if (ret) {
			gg_log(GG_LOG_WARNING, "camera", "%s refused a request: %s",
			       camera->info.id, strerror(-ret));
			break;
		}
	}
}

int gg_camera_start(struct gg_camera *camera, const struct gg_control_list *controls,
		    struct gg_error *error)
{
	struct gg_camera_core *core = camera->core;

	if (!camera->pool)
		return gg_error_set(error, -EINVAL, "camera %s is not configured", camera->info.id);
	if (core->running)
		return gg_error_set(error, -EBUSY, "camera %s is running already", camera->info.id);
	if (controls) {
		int ret = gg_camera_set_controls(camera, controls, error);
		if (ret)
			return ret;
	}

	pthread_mutex_lock(&core->lock);
	core->running = true;
	core->next_index = 0;
	pthread_mutex_unlock(&core->lock);

	int ret = camera->backend->start(camera, controls, error);
	if (ret) {
		pthread_mutex_lock(&core->lock);
		core->running = false;
		pthread_mutex_unlock(&core->lock);
		return ret;
	}
	queue_released(camera);
	return 0;
}

void gg_camera_stop(struct gg_camera *camera)
{
	if (!camera)
		return;

	struct gg_camera_core *core = camera->core;
	pthread_mutex_lock(&core->lock);
	bool was_running = core->running;
	core->running = false;
	while (core->queueing)
		pthread_cond_wait(&core->queued, &core->lock);
	pthread_mutex_unlock(&core->lock);
	if (!was_running)
		return;
	core_wake(core);

	camera->backend->stop(camera);

	pthread_mutex_lock(&core->lock);
	recycle(core);
	struct gg_request *reading = core->reading;
	unsigned undelivered = reading ? reading->n_frames - core->next_frame : 0;
	core->reading = NULL;
	pthread_mutex_unlock(&core->lock);
	for (unsigned i = 0; i < undelivered; i++)
		gg_frame_unref(&reading->frames[reading->n_frames - 1 - i]);
}

/* The next frame of the request that was read last, or NULL. */
static struct gg_frame *next_frame(struct gg_camera_core *core)
{
	struct gg_frame *frame = NULL;

	pthread_mutex_lock(&core->lock);
	if (core->reading) {
		frame = &core->reading->frames[core->next_frame++];
		if (core->next_frame == core->reading->n_frames)
			core->reading = NULL;
	}
	pthread_mutex_unlock(&core->lock);
	return frame;
}

/* Why a wait ends without a frame, or 0 and the oldest completed request, or -EAGAIN. */
static int take_completed(struct gg_camera_core *core, struct gg_request **request)
{
	int ret = 0;

	*request = NULL;
	pthread_mutex_lock(&core->lock);
	if (core->woken) {
		core->woken = false;
		ret = -EINTR;
	} else if (!core->running) {
		ret = -ESHUTDOWN;
	} else if (!(*request = list_take(&core->completed))) {
		ret = core->disconnected ? -ENODEV : -EAGAIN;
	}
	pthread_mutex_unlock(&core->lock);
	return ret;
}

/* Fill in the request's frames and make them the ones to hand out. */
static void read_request(struct gg_camera *camera, struct gg_request *request)
{
	struct gg_camera_core *core = camera->core;

	gg_control_list_clear(&request->metadata);
	for (unsigned i = 0; i < request->n_frames; i++) {
		request->frames[i].status = request->status;
		request->frames[i].completed_ns = request->completed_ns;
		request->frames[i].index = core->next_index;
	}
	camera->backend->read(camera, request);
	core->next_index++;

	__atomic_store_n(&request->owner.refs, request->n_frames, __ATOMIC_RELAXED);
	__atomic_add_fetch(&request->pool->refs, 1, __ATOMIC_RELAXED);
	pthread_mutex_lock(&core->lock);
	core->reading = request;
	core->next_frame = 0;
	pthread_mutex_unlock(&core->lock);
}

/* Sleep until there may be something to do; -EAGAIN at the deadline (0: none). */
static int sleep_until(struct gg_camera_core *core, uint64_t deadline_ns)
{
	struct pollfd poll_fd = { .fd = core->event_fd, .events = POLLIN };
	struct timespec left, *timeout = NULL;

	if (deadline_ns) {
		uint64_t now = gg_now_ns();
		uint64_t ns = deadline_ns > now ? deadline_ns - now : 0;
		left = (struct timespec){ (time_t)(ns / 1000000000u), (long)(ns % 1000000000u) };
		timeout = &left;
	}
	int n = ppoll(&poll_fd, 1, timeout, NULL);
	if (n == 0)
		return -EAGAIN;
	eventfd_t events;
	if (n > 0)
		eventfd_read(core->event_fd, &events);
	return 0;
}

int gg_camera_wait(struct gg_camera *camera, int timeout_ms, struct gg_frame **frame)
{
	struct gg_camera_core *core = camera->core;
	uint64_t deadline = timeout_ms < 0 ? 0 : gg_now_ns() + (uint64_t)timeout_ms * 1000000u;

	for (;;) {
		*frame = next_frame(core);
		if (*frame)
			return 0;

		queue_released(camera);
		struct gg_request *request;
		int ret = take_completed(core, &request);
		if (ret == 0)
			read_request(camera, request);
		else if (ret == -EAGAIN)
			ret = sleep_until(core, deadline);
		if (ret)
			return ret;
	}
}

void gg_camera_wake(struct gg_camera *camera)
{
	pthread_mutex_lock(&camera->core->lock);
	camera->core->woken = true;
	pthread_mutex_unlock(&camera->core->lock);
	core_wake(camera->core);
}

int gg_camera_fd(const struct gg_camera *camera)
{
	return camera->core->event_fd;
}

int gg_camera_set_controls(struct gg_camera *camera, const struct gg_control_list *controls,
			   struct gg_error *error)
{
	for (size_t i = 0; i < controls->n; i++) {
		const struct gg_control_info *info = gg_control_info_by_id(
			camera->controls, camera->n_controls, controls->items[i].id);
		if (!info)
			return gg_error_set(error, -EINVAL, "camera %s has no control %s",
					    camera->info.id, controls->items[i].name);
		if (info->read_only)
			return gg_error_set(error, -EINVAL, "control %s of camera %s is read-only",
					    info->name, camera->info.id);
	}
	pthread_mutex_lock(&camera->core->lock);
	int ret = gg_control_list_merge(&camera->core->pending, controls);
	pthread_mutex_unlock(&camera->core->lock);
	if (ret)
		return gg_error_set(error, ret, "no memory for controls");
	return 0;
}
