/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/camera.h>

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

#include <groundglass/log.h>

#include "camera_core.h"
#include "now.h"
#include "v4l2_controls.h"

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
	core->free = core->completed = (struct gg_request_list){ 0 };
	pthread_mutex_unlock(&core->lock);
	camera->pool = NULL;
	gg_pool_unref(pool);
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
			   const char *name, bool looks, struct gg_error *error)
{
	struct gg_camera *opened = calloc(1, sizeof *opened);
	if (!opened || !(opened->core = gg_camera_core_create())) {
		free(opened);
		return gg_error_set(error, -ENOMEM, "no memory to open camera %s", name);
	}
	opened->backend = backend;
	opened->looks = looks;
	int ret = backend->open(opened, name, error);
	if (ret) {
		gg_camera_close(opened);
		return ret;
	}
	*camera = opened;
	return 0;
}

static int refuse_look(const struct gg_camera *camera, struct gg_error *error)
{
	return gg_error_set(error, -EACCES, "camera %s was opened to be looked at only",
			    camera->info.id);
}

static void free_infos(struct gg_control_info *infos, size_t n)
{
	for (size_t i = 0; i < n; i++)
		gg_control_info_finish(&infos[i]);
	free(infos);
}

void gg_camera_close(struct gg_camera *camera)
{
	if (!camera)
		return;
	gg_camera_stop(camera);
	pool_detach(camera);
	camera->backend->close(camera);
	gg_v4l2_controls_close(camera);

	free_infos(camera->controls, camera->n_controls);
	free_infos(camera->property_infos, camera->n_property_infos);
	free_infos(camera->metadata_infos, camera->n_metadata_infos);
	gg_control_list_finish(&camera->properties);
	free(camera->info.id);
	free(camera->info.model);
	free(camera->info.location);
	free(camera->info.device);
	free(camera->info.recorded);
	gg_camera_core_unref(camera->core);
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

const struct gg_control_info *gg_camera_property_info(const struct gg_camera *camera, uint32_t id)
{
	return gg_control_info_by_id(camera->property_infos, camera->n_property_infos, id);
}

const struct gg_control_info *gg_camera_metadata_info(const struct gg_camera *camera, uint32_t id)
{
	const struct gg_control_info *info =
		gg_control_info_by_id(camera->metadata_infos, camera->n_metadata_infos, id);
	return info ? info : gg_control_info_by_id(camera->controls, camera->n_controls, id);
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
	camera->pool = gg_pool_create(camera->core);
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
	while ((request = gg_request_list_take(&core->completed)))
		gg_request_list_append(&core->free, request);
}

/* The next released request and, in core->outgoing, the controls to go with it. */
static struct gg_request *begin_queue(struct gg_camera_core *core)
{
	struct gg_request *request = NULL;

	pthread_mutex_lock(&core->lock);
	if (core->running && !core->disconnected && !core->queueing)
		request = gg_request_list_take(&core->free);
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

/* The controls of a refused request, but for those set again since, go with the next one. */
static void take_back_controls(struct gg_camera_core *core)
{
	if (gg_control_list_merge(&core->outgoing, &core->pending))
		return;
	struct gg_control_list newer = core->pending;
	core->pending = core->outgoing;
	core->outgoing = newer;
}

static void end_queue(struct gg_camera_core *core, struct gg_request *refused)
{
	pthread_mutex_lock(&core->lock);
	if (refused) {
		gg_request_list_append(&core->free, refused);
		take_back_controls(core);
	}
	core->queueing = false;
	pthread_cond_broadcast(&core->left);
	pthread_mutex_unlock(&core->lock);
}

/* Put what is to go with the next frame over what was set. */
static void add_frame_controls(struct gg_camera *camera)
{
	struct gg_camera_core *core = camera->core;

	if (!core->frame_controls)
		return;
	const struct gg_control_list *controls =
		core->frame_controls(core->frame_controls_data, core->next_queued);
	struct gg_error error;
	if (!controls)
		return;
	if (gg_control_list_merge(&core->outgoing, controls))
		gg_log(GG_LOG_WARNING, "camera", "%s: no memory for the controls of a frame",
		       camera->info.id);
	if (gg_v4l2_controls_set(camera, controls, &error))
		gg_log(GG_LOG_WARNING, "camera", "%s", error.text);
}

/* Hand all released requests to the device. */
static void queue_released(struct gg_camera *camera)
{
	struct gg_camera_core *core = camera->core;
	struct gg_request *request;

	while ((request = begin_queue(core))) {
		add_frame_controls(camera);
		int ret = camera->backend->queue(camera, request, &core->outgoing);
		core->next_queued += ret == 0;
		end_queue(core, ret ? request : NULL);
		if (ret && ret != -ENODEV) /* that it is gone is said by whoever waits for frames */
			gg_log(GG_LOG_WARNING, "camera", "%s refused a request: %s",
			       camera->info.id, strerror(-ret));
		if (ret)
			break;
	}
}

int gg_camera_start(struct gg_camera *camera, const struct gg_control_list *controls,
		    struct gg_error *error)
{
	struct gg_camera_core *core = camera->core;

	if (camera->looks)
		return refuse_look(camera, error);
	if (!camera->pool)
		return gg_error_set(error, -EINVAL, "camera %s is not configured", camera->info.id);
	if (core->running)
		return gg_error_set(error, -EBUSY, "camera %s is running already", camera->info.id);
	if (controls) {
		int ret = gg_camera_set_controls(camera, controls, error);
		if (ret)
			return ret;
	}

	int ret = camera->backend->start(camera, controls, error);
	if (ret)
		return ret;

	/* Not before: a thread that waits already would queue to a camera that is not started. */
	pthread_mutex_lock(&core->lock);
	core->running = true;
	core->next_index = 0;
	core->next_queued = 0;
	pthread_mutex_unlock(&core->lock);
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
	while (core->queueing || core->in_read)
		pthread_cond_wait(&core->left, &core->lock);
	pthread_mutex_unlock(&core->lock);
	if (!was_running)
		return;
	gg_camera_core_wake(core);

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
	} else if ((*request = gg_request_list_take(&core->completed))) {
		core->in_read = true;
	} else {
		ret = core->disconnected ? -ENODEV : -EAGAIN;
	}
	pthread_mutex_unlock(&core->lock);
	return ret;
}

/* Fill in the frames of the request just taken and make them the ones to hand out. */
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
	core->in_read = false;
	pthread_cond_broadcast(&core->left);
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
	gg_camera_core_wake(camera->core);
}

bool gg_camera_can_step(const struct gg_camera *camera)
{
	return camera->backend->step != NULL;
}

int gg_camera_step(struct gg_camera *camera, uint64_t position)
{
	assert(position > 0);
	return camera->backend->step ? camera->backend->step(camera, position) : -ENOTSUP;
}

void gg_camera_play(struct gg_camera *camera)
{
	if (camera->backend->step)
		camera->backend->step(camera, 0);
}

int gg_camera_fd(const struct gg_camera *camera)
{
	return camera->core->event_fd;
}

/* Leave those for the next request that are not V4L2's. */
static int add_pending(struct gg_camera *camera, const struct gg_control_list *controls)
{
	struct gg_control_list others = { .items = calloc(controls->n + 1, sizeof *others.items) };
	if (!others.items)
		return -ENOMEM;
	for (size_t i = 0; i < controls->n; i++)
		if (!gg_v4l2_controls_has(camera, controls->items[i].id))
			others.items[others.n++] = controls->items[i];

	pthread_mutex_lock(&camera->core->lock);
	int ret = gg_control_list_merge(&camera->core->pending, &others);
	pthread_mutex_unlock(&camera->core->lock);
	free(others.items); /* the values are the caller's */
	return ret;
}

int gg_camera_set_controls(struct gg_camera *camera, const struct gg_control_list *controls,
			   struct gg_error *error)
{
	if (camera->looks)
		return refuse_look(camera, error);
	for (size_t i = 0; i < controls->n; i++) {
		const struct gg_control_info *info = gg_control_info_by_id(
			camera->controls, camera->n_controls, controls->items[i].id);
		if (!info)
			return gg_error_set(error, -EINVAL, "camera %s has no control %s",
					    camera->info.id, controls->items[i].name);
		const struct gg_control_value *value = &controls->items[i].value;
		if (value->type != info->type || value->is_array != info->is_array)
			return gg_error_set(
				error, -EINVAL, "control %s of camera %s takes %s%s, not %s%s",
				info->name, camera->info.id, gg_control_type_name(info->type),
				info->is_array ? " values" : "", gg_control_type_name(value->type),
				value->is_array ? " values" : "");
		if (info->read_only)
			return gg_error_set(error, -EINVAL, "control %s of camera %s is read-only",
					    info->name, camera->info.id);
	}
	int ret = gg_v4l2_controls_set(camera, controls, error);
	if (ret)
		return ret;
	ret = add_pending(camera, controls);
	if (ret)
		return gg_error_set(error, ret, "no memory for controls");
	return 0;
}

void gg_camera_set_frame_controls(struct gg_camera *camera, gg_frame_controls *function, void *data)
{
	camera->core->frame_controls = function;
	camera->core->frame_controls_data = data;
}

int gg_camera_read_controls(struct gg_camera *camera, struct gg_control_list *controls,
			    struct gg_error *error)
{
	return gg_v4l2_controls_read(camera, controls, error);
}

bool gg_camera_control_is_active(const struct gg_camera *camera, uint32_t id)
{
	return !gg_v4l2_controls_has(camera, id) || gg_v4l2_controls_is_active(camera, id);
}
