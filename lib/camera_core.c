/* SPDX-License-Identifier: BSD-2-Clause */
#include "camera_core.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "now.h"

void gg_request_list_append(struct gg_request_list *list, struct gg_request *request)
{
	request->next = NULL;
	if (list->last)
		list->last->next = request;
	else
		list->first = request;
	list->last = request;
}

struct gg_request *gg_request_list_take(struct gg_request_list *list)
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

void gg_camera_core_wake(struct gg_camera_core *core)
{
	eventfd_write(core->event_fd, 1);
}

struct gg_camera_core *gg_camera_core_create(void)
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
	pthread_cond_init(&core->left, NULL);
	return core;
}

void gg_camera_core_unref(struct gg_camera_core *core)
{
	if (__atomic_sub_fetch(&core->refs, 1, __ATOMIC_ACQ_REL))
		return;
	gg_control_list_finish(&core->pending);
	gg_control_list_finish(&core->outgoing);
	pthread_cond_destroy(&core->left);
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

void gg_pool_unref(struct gg_pool *pool)
{
	if (__atomic_sub_fetch(&pool->refs, 1, __ATOMIC_ACQ_REL))
		return;
	for (unsigned i = 0; i < pool->n_requests; i++)
		request_destroy(pool->requests[i]);
	free(pool->requests);
	gg_camera_core_unref(pool->core);
	free(pool);
}

struct gg_pool *gg_pool_create(struct gg_camera_core *core)
{
	struct gg_pool *pool = calloc(1, sizeof *pool);
	if (!pool)
		return NULL;
	pool->refs = 1;
	pool->core = core;
	__atomic_add_fetch(&core->refs, 1, __ATOMIC_RELAXED);
	return pool;
}

/* The last frame of a request was released. */
static void request_released(struct gg_frame_owner *owner)
{
	struct gg_request *request = (struct gg_request *)owner;
	struct gg_pool *pool = request->pool;

	pthread_mutex_lock(&pool->core->lock);
	if (!pool->detached)
		gg_request_list_append(&pool->core->free, request);
	pthread_mutex_unlock(&pool->core->lock);
	gg_camera_core_wake(pool->core);
	gg_pool_unref(pool);
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
	gg_request_list_append(&camera->core->free, request);
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
	gg_request_list_append(core->running ? &core->completed : &core->free, request);
	pthread_mutex_unlock(&core->lock);
	gg_camera_core_wake(core);
}

void gg_camera_disconnected(struct gg_camera *camera)
{
	pthread_mutex_lock(&camera->core->lock);
	camera->core->disconnected = true;
	pthread_mutex_unlock(&camera->core->lock);
	gg_camera_core_wake(camera->core);
}
