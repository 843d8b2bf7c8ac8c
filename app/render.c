/* SPDX-License-Identifier: BSD-2-Clause */
#include "render.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/jpeg.h>

#include "clock.h"
#include "notice.h"

enum { MAX_SHOTS = 8 };

struct render {
	struct render_config config;
	pthread_t thread;

	/* the render thread's own */
	struct gg_jpeg_decoder *decoder;
	uint8_t *payload; /* of the picture shown, where it came as JPEG */
	size_t payload_size, payload_capacity;
	uint64_t complained_ns;
	bool shown;

	pthread_mutex_t lock;
	pthread_cond_t attached;
	/* fields below are protected by lock */
	int attach_status; /* 1: not yet */
	struct gg_error attach_error;
	int width, height;
	struct overlay *overlay;
	bool redraw;
	bool paused;
	unsigned n_shots;
	struct render_shot shots[MAX_SHOTS];
	bool has_last_shot;
	struct render_shot last_shot; /* to be taken when all is shown */
	bool finished;
	bool quit; /* do not wait for the end of the queue */
};

/* What to draw, with a reference on the overlay. */
static struct scene take_scene(struct render *render, struct overlay **overlay)
{
	pthread_mutex_lock(&render->lock);
	*overlay = render->overlay ? overlay_ref(render->overlay) : NULL;
	struct scene scene = { render->width, render->height, *overlay };
	render->redraw = false;
	pthread_mutex_unlock(&render->lock);
	return scene;
}

/* Say it, but at most once a second. */
static void complain(struct render *render, uint64_t sequence, const char *text)
{
	uint64_t now = clock_ns();

	if (render->complained_ns && now - render->complained_ns < 1000000000u)
		return;
	render->complained_ns = now;
	notice_post(NOTICE_ERROR, "%s: frame %llu cannot be shown: %s", render->config.name,
		    (unsigned long long)sequence, text);
}

/* Keep the payload of the picture that is about to be shown, for screenshots of it. */
static void keep_payload(struct render *render, const struct gg_plane *plane)
{
	if (render->payload_capacity < plane->bytes_used) {
		uint8_t *payload = realloc(render->payload, plane->bytes_used);
		if (!payload)
			return;
		render->payload = payload;
		render->payload_capacity = plane->bytes_used;
	}
	memcpy(render->payload, plane->data, plane->bytes_used);
	render->payload_size = plane->bytes_used;
}

/* The frame's pixels: decoded into the decoder's memory, or its own, validated. */
static int decode(struct render *render, const struct gg_frame *frame, struct gg_image *image,
		  struct gg_error *error)
{
	*image = frame->image;
	if (!image->format)
		return gg_error_set(error, -ENOTSUP,
				    "its pixel format is not known here: choose another with "
				    "--stream pixelformat=");
	if (image->format->layout != GG_LAYOUT_JPEG)
		return gg_image_validate(image, error);

	uint64_t start = clock_ns();
	const struct gg_plane *plane = &frame->image.planes[0];
	int ret = gg_jpeg_decode(render->decoder, plane->data, plane->bytes_used, image->width,
				 image->height, image, error);
	if (ret < 0)
		return ret;
	keep_payload(render, plane);
	stats_mean_add(&render->config.stats->decode, clock_ns() - start);
	return 0;
}

static int present(struct render *render, const struct gg_image *image, struct gg_color color,
		   uint64_t completed_ns, struct gg_error *error)
{
	struct presenter *presenter = render->config.presenter;
	struct stats *stats = render->config.stats;
	struct show_times times = { 0 };
	struct overlay *overlay;
	struct scene scene = take_scene(render, &overlay);

	int ret = presenter->class->show(presenter, image, color, &scene, completed_ns, &times,
					 error);
	overlay_unref(overlay);
	if (ret < 0)
		return ret;
	render->shown = true;
	stats->ready++;
	if (times.convert_ns)
		stats_mean_add(&stats->convert, times.convert_ns);
	if (times.upload_ns)
		stats_mean_add(&stats->upload, times.upload_ns);
	if (ret == 1)
		stats_present(stats, completed_ns);
	else
		notice_wake();
	return 0;
}

/* Show a frame and release it: a JPEG as soon as it is decoded, others when they are converted. */
static void render_frame(struct render *render, struct gg_frame *frame)
{
	struct gg_error error;
	struct gg_image image;
	uint64_t completed_ns = frame->completed_ns;
	uint32_t sequence = frame->sequence;

	gg_frame_begin_read(frame);
	int ret = decode(render, frame, &image, &error);
	if (ret == 0) {
		struct gg_color color =
			gg_color_resolve(frame->image.color, render->config.override,
					 frame->image.format, image.height, NULL);
		if (image.format != frame->image.format) {
			gg_frame_end_read(frame);
			gg_frame_unref(frame);
			frame = NULL;
		}
		ret = present(render, &image, color, completed_ns, &error);
	}
	if (frame) {
		gg_frame_end_read(frame);
		gg_frame_unref(frame);
	}
	if (ret < 0) {
		render->config.stats->undecodable++;
		complain(render, sequence, error.text);
	}
}

static void take_shot(struct render *render, const struct render_shot *shot)
{
	const struct render_config *config = &render->config;
	struct writer_target target = shot->target;
	struct picture picture = { 0 };
	struct gg_error error;

	if (shot->own_jpeg && render->payload_size) {
		memcpy(target.extension, "jpg", 4);
		writer_save_mjpeg(config->writer, render->payload, render->payload_size, &target,
				  config->stats);
		return;
	}
	int ret = config->presenter->class->snapshot(config->presenter, &picture, &error);
	if (ret) {
		config->stats->unsaved++;
		notice_post(NOTICE_ERROR, "%s: no screenshot: %s", config->name, error.text);
		return;
	}
	writer_save_picture(config->writer, &picture, &target, config->stats);
}

static bool take_request(struct render *render, struct render_shot *shot)
{
	pthread_mutex_lock(&render->lock);
	bool found = render->n_shots > 0;
	if (found) {
		*shot = render->shots[0];
		render->n_shots--;
		memmove(render->shots, render->shots + 1, render->n_shots * sizeof *render->shots);
	}
	pthread_mutex_unlock(&render->lock);
	return found;
}

/* The next frame. Whoever wakes us for a screenshot gets one of what was captured before. */
static int next_frame(struct render *render, struct gg_frame **frame)
{
	int ret = gg_frame_queue_pop(render->config.queue, -1, frame);

	while (ret == -EINTR)
		ret = gg_frame_queue_pop(render->config.queue, 0, frame);
	return ret;
}

/* Screenshots and redraws that the main thread asked for. */
static void serve(struct render *render)
{
	struct presenter *presenter = render->config.presenter;
	struct render_shot shot;

	while (take_request(render, &shot))
		take_shot(render, &shot);

	pthread_mutex_lock(&render->lock);
	bool redraw = render->redraw;
	pthread_mutex_unlock(&render->lock);
	if (redraw) {
		struct overlay *overlay;
		struct scene scene = take_scene(render, &overlay);
		presenter->class->redraw(presenter, &scene);
		overlay_unref(overlay);
	}
}

static bool is_paused(struct render *render)
{
	pthread_mutex_lock(&render->lock);
	bool paused = render->paused;
	pthread_mutex_unlock(&render->lock);
	return paused;
}

static bool is_over(struct render *render, int ret)
{
	pthread_mutex_lock(&render->lock);
	bool over = render->quit || ret == -EPIPE;
	pthread_mutex_unlock(&render->lock);
	return over;
}

static bool attach(struct render *render)
{
	struct presenter *presenter = render->config.presenter;
	struct gg_error error = { "" };
	int ret = presenter->class->attach(presenter, &error);

	pthread_mutex_lock(&render->lock);
	render->attach_status = ret;
	render->attach_error = error;
	pthread_cond_signal(&render->attached);
	pthread_mutex_unlock(&render->lock);
	return ret == 0;
}

static void *render_thread(void *data)
{
	struct render *render = data;
	struct presenter *presenter = render->config.presenter;
	struct gg_frame *frame;
	int ret;

	pthread_setname_np(pthread_self(), "gg-render");
	if (!attach(render))
		return NULL;

	do {
		ret = next_frame(render, &frame);
		if (ret == 0 && is_paused(render) && render->shown) {
			render->config.stats->skipped++;
			gg_frame_unref(frame);
		} else if (ret == 0) {
			render_frame(render, frame);
		}
		serve(render);
	} while (!is_over(render, ret));
	if (render->has_last_shot)
		take_shot(render, &render->last_shot);

	presenter->class->detach(presenter);
	pthread_mutex_lock(&render->lock);
	render->finished = true;
	pthread_mutex_unlock(&render->lock);
	notice_wake();
	return NULL;
}

int render_create(struct render **render, const struct render_config *config,
		  struct gg_error *error)
{
	struct render *r = calloc(1, sizeof *r);
	if (!r || !(r->decoder = gg_jpeg_decoder_create())) {
		free(r);
		return gg_error_set(error, -ENOMEM, "no memory for the render thread");
	}
	r->config = *config;
	r->attach_status = 1;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->attached, NULL);
	int ret = -pthread_create(&r->thread, NULL, render_thread, r);
	if (ret) {
		gg_jpeg_decoder_destroy(r->decoder);
		free(r);
		return gg_error_set(error, ret, "cannot start the render thread: %s",
				    strerror(-ret));
	}

	pthread_mutex_lock(&r->lock);
	while (r->attach_status > 0)
		pthread_cond_wait(&r->attached, &r->lock);
	ret = r->attach_status;
	pthread_mutex_unlock(&r->lock);
	if (ret) {
		gg_error_set(error, ret, "%s", r->attach_error.text);
		render_destroy(r);
		return ret;
	}
	*render = r;
	return 0;
}

void render_set_scene(struct render *render, int width, int height, struct overlay *overlay)
{
	pthread_mutex_lock(&render->lock);
	struct overlay *old = render->overlay;
	render->overlay = overlay ? overlay_ref(overlay) : NULL;
	render->width = width;
	render->height = height;
	render->redraw = true;
	pthread_mutex_unlock(&render->lock);
	overlay_unref(old);
	gg_frame_queue_wake(render->config.queue);
}

void render_set_paused(struct render *render, bool paused)
{
	pthread_mutex_lock(&render->lock);
	render->paused = paused;
	pthread_mutex_unlock(&render->lock);
}

void render_screenshot(struct render *render, const struct render_shot *shot)
{
	pthread_mutex_lock(&render->lock);
	bool room = render->n_shots < MAX_SHOTS;
	if (room)
		render->shots[render->n_shots++] = *shot;
	pthread_mutex_unlock(&render->lock);
	if (!room)
		notice_post(NOTICE_ERROR, "%s: too many screenshots at once: wait for the last",
			    render->config.name);
	gg_frame_queue_wake(render->config.queue);
}

void render_finish(struct render *render, const struct render_shot *shot)
{
	pthread_mutex_lock(&render->lock);
	if (shot) {
		render->last_shot = *shot;
		render->has_last_shot = true;
	}
	pthread_mutex_unlock(&render->lock);
	gg_frame_queue_close(render->config.queue);
}

bool render_finished(struct render *render)
{
	pthread_mutex_lock(&render->lock);
	bool finished = render->finished;
	pthread_mutex_unlock(&render->lock);
	return finished;
}

void render_destroy(struct render *render)
{
	if (!render)
		return;
	pthread_mutex_lock(&render->lock);
	render->quit = true;
	pthread_mutex_unlock(&render->lock);
	gg_frame_queue_wake(render->config.queue);
	pthread_join(render->thread, NULL);
	gg_jpeg_decoder_destroy(render->decoder);
	overlay_unref(render->overlay);
	pthread_cond_destroy(&render->attached);
	pthread_mutex_destroy(&render->lock);
	free(render->payload);
	free(render);
}
