/* SPDX-License-Identifier: BSD-2-Clause */
#include "render.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/jpeg_pool.h>

#include "clock.h"
#include "conversion.h"
#include "hold.h"
#include "measure.h"
#include "notice.h"
#include "shooter.h"
#include "stage.h"
#include "still.h"

struct render {
	struct render_config config;
	pthread_t thread;
	struct shots shots;
	struct measure measure;

	/* the render thread's own */
	struct gg_jpeg_pool *pool;
	struct still still; /* see keep() */
	struct shooter shooter;
	uint64_t complained_ns;
	bool held; /* the picture that a pause holds is shown */

	struct conversion conversion;
	struct probe probe;
	struct stage stage;
	struct hold hold;

	pthread_mutex_t lock;
	pthread_cond_t attached;
	/* fields below are protected by lock */
	int attach_status; /* 1: not yet */
	struct gg_error attach_error;
	char model[128];
	bool model_changed;
	bool has_last_shot;
	struct shot last_shot; /* to be taken when all is shown */
	bool finished;
	bool quit; /* do not wait for the end of the queue */
};

/* What to draw; see stage_read(). */
static struct scene read_scene(struct render *render, struct overlay **overlay, bool done)
{
	struct scene scene = stage_read(&render->stage, overlay, done);

	scene.orientation = conversion_orientation(&render->conversion);
	return scene;
}

/* A frame that cannot be shown: say so, but at most once a second. */
static void count_failure(struct render *render, const struct gg_frame *frame,
			  const struct gg_error *error)
{
	uint64_t now = clock_ns();

	render->config.stats->undecodable++;
	if (render->complained_ns && now - render->complained_ns < 1000000000u)
		return;
	render->complained_ns = now;
	notice_post(NOTICE_ERROR, "%s: frame %llu cannot be shown: %s", render->config.name,
		    (unsigned long long)frame->sequence, error->text);
}

static int check(const struct gg_image *image, struct gg_error *error)
{
	if (!image->format)
		return gg_error_set(error, -ENOTSUP,
				    "its pixel format is not known here: choose another with "
				    "--stream pixelformat=");
	return gg_image_validate(image, error);
}

static int show_image(struct render *render, const struct gg_image *image,
		      const struct scene *scene, uint64_t stamp, struct show_times *times,
		      struct gg_error *error)
{
	struct presenter *presenter = render->config.presenter;
	struct gg_convert_params params = conversion_params(&render->conversion);

	params.color =
		gg_color_resolve(image->color, params.color, image->format, image->height, NULL);
	return presenter->class->show(presenter, image, &params, scene, stamp, times, error);
}

/*
 * Present an image, or pixels where there are, of a frame that completed at completed_ns; 0: once
 * more.
 */
static int present(struct render *render, const struct gg_image *image,
		   struct gg_jpeg_pixels *pixels, uint64_t completed_ns, struct gg_error *error)
{
	struct presenter *presenter = render->config.presenter;
	struct stats *stats = render->config.stats;
	struct show_times times = { .convert_ns = pixels ? pixels->convert_ns : 0 };
	struct overlay *overlay;
	struct scene scene = read_scene(render, &overlay, true);

	int ret = pixels ? presenter->class->take(presenter, pixels, completed_ns)
			 : show_image(render, image, &scene, completed_ns, &times, error);
	overlay_unref(overlay);
	if (ret < 0) {
		stage_not_drawn(&render->stage);
		return ret;
	}
	if (completed_ns)
		stats->ready++;
	if (times.convert_ns)
		stats_mean_add(&stats->convert, times.convert_ns);
	if (times.upload_ns)
		stats_mean_add(&stats->upload, times.upload_ns);
	if (ret == 0)
		notice_wake();
	else if (completed_ns)
		stats_present(stats, completed_ns);
	return 0;
}

/* Is a frame to be shown, or is it skipped? */
static bool begin_show(struct render *render, const struct gg_frame *frame)
{
	const bool wanted = hold_begin(&render->hold, frame->position);

	if (!wanted)
		render->config.stats->skipped++;
	return wanted;
}

/*
 * Keep the picture that was just shown where it may be wanted again: held by a pause to be
 * converted otherwise, raw to be saved better than there was time for, any to be saved as it came.
 */
static void keep(struct render *render, const struct gg_image *image)
{
	const bool hasty = render->config.presenter->class->demosaic != GG_DEMOSAIC_MHC;

	if (render->held || (hasty && gg_format_is_bayer(image->format)) ||
	    shooter_needs_planes(&render->shooter))
		still_keep(&render->still, image);
	else
		still_drop(&render->still);
}

static void inspect(struct render *render, const struct gg_image *image)
{
	struct overlay *overlay;
	const struct scene scene = read_scene(render, &overlay, false);

	probe_look(&render->probe, render->config.presenter, &scene, image);
	overlay_unref(overlay);
}

static int show(struct render *render, const struct gg_image *image, uint64_t completed_ns,
		struct gg_error *error)
{
	int ret = present(render, image, NULL, completed_ns, error);
	if (ret)
		return ret;
	render->held = hold_end(&render->hold);
	keep(render, image);
	if (probe_is_due(&render->probe, true, true))
		inspect(render, image);
	return 0;
}

/* A JPEG that was converted when it was decoded; its planes are for who looks more closely. */
static int show_converted(struct render *render, struct gg_jpeg_picture *picture)
{
	int ret = present(render, NULL, &picture->pixels, picture->frame.completed_ns,
			  &picture->error);
	if (ret)
		return ret;
	render->held = hold_end(&render->hold);
	const bool inspected = probe_is_due(&render->probe, true, true);
	still_drop(&render->still);
	if (!(render->held || inspected) || !gg_jpeg_pool_add_planes(render->pool))
		return 0;
	if (inspected)
		inspect(render, &picture->image);
	if (render->held) {
		still_keep(&render->still, &picture->image);
		conversion_holds(&render->conversion, &picture->params);
	}
	return 0;
}

static void take_shot(struct render *render, const struct shot *shot)
{
	struct overlay *overlay;
	const struct scene scene = read_scene(render, &overlay, false);

	shooter_take(&render->shooter, shot, &scene);
	overlay_unref(overlay);
}

/* A picture is shown: save it for those who waited for it, and where every one is wanted. */
static void save_shown(struct render *render)
{
	struct shot shot;

	shooter_take_waiting(&render->shooter);
	if (shots_next(&render->shots, &shot))
		take_shot(render, &shot);
}

/* Show a JPEG. */
static void show_picture(struct render *render, struct gg_jpeg_picture *picture)
{
	int ret = picture->status;

	if (ret >= 0) {
		stats_mean_add(&render->config.stats->decode, picture->decode_ns);
		ret = picture->converted ? show_converted(render, picture)
					 : show(render, &picture->image,
						picture->frame.completed_ns, &picture->error);
	}
	if (ret < 0) {
		count_failure(render, &picture->frame, &picture->error);
	} else {
		still_swap_payload(&render->still, picture);
		save_shown(render);
	}
}

/*
 * Show the oldest JPEG that is being decoded, and keep its bytes for screenshots of it. False where
 * there is none or, unless wait is set, it is not decoded yet.
 */
static bool show_oldest(struct render *render, bool wait)
{
	struct gg_jpeg_picture *picture = gg_jpeg_pool_take(render->pool, wait);

	if (!picture)
		return false;
	if (begin_show(render, &picture->frame))
		show_picture(render, picture);
	gg_jpeg_pool_give_back(render->pool);
	return true;
}

/* Show what is decoded, and make room for another JPEG. */
static void show_decoded(struct render *render)
{
	while (show_oldest(render, gg_jpeg_pool_is_full(render->pool)))
		;
}

static void show_all(struct render *render)
{
	while (show_oldest(render, true))
		;
}

/* Release a frame when it is shown; a JPEG, of which the pool has a copy, before. */
static void render_frame(struct render *render, struct gg_frame *frame)
{
	const struct gg_image *image = &frame->image;
	struct gg_error error;

	if (image->format && image->format->layout == GG_LAYOUT_JPEG) {
		const struct gg_convert_params params = conversion_params(&render->conversion);
		gg_jpeg_pool_submit(render->pool, frame,
				    render->config.presenter->class->take ? &params : NULL);
		gg_frame_unref(frame);
		return;
	}
	show_all(render);
	if (!begin_show(render, frame)) {
		gg_frame_unref(frame);
		return;
	}
	gg_frame_begin_read(frame);
	int ret = check(image, &error);
	if (ret == 0 && gg_format_is_bayer(image->format))
		conversion_follow(&render->conversion, frame);
	if (ret == 0)
		ret = show(render, image, frame->completed_ns, &error);
	gg_frame_end_read(frame);
	if (ret < 0) {
		count_failure(render, frame, &error);
	} else {
		still_swap_payload(&render->still, NULL);
		const struct gg_raw raw = conversion_params(&render->conversion).raw;
		shooter_describe(&render->shooter, frame, &raw);
		save_shown(render);
	}
	gg_frame_unref(frame);
}

/*
 * The next frame; none where we are woken because one is decoded, for a redraw or for a screenshot.
 * Whoever wakes us for a screenshot gets one of what was captured before.
 */
static int next_frame(struct render *render, struct gg_frame **frame)
{
	int ret = gg_frame_queue_pop(render->config.queue, -1, frame);

	while (ret == -EINTR)
		ret = gg_frame_queue_pop(render->config.queue, 0, frame);
	return ret;
}

/* Forget what is known of the last camera, if this is another. */
static void follow_camera(struct render *render)
{
	char model[sizeof render->model];

	pthread_mutex_lock(&render->lock);
	const bool changed = render->model_changed;
	memcpy(model, render->model, sizeof model);
	render->model_changed = false;
	pthread_mutex_unlock(&render->lock);
	if (!changed)
		return;
	conversion_forget(&render->conversion);
	show_all(render);
	stats_restart_means(render->config.stats);
	shooter_set_model(&render->shooter, model);
}

/* Screenshots, redraws, pixels and histograms that the main thread asked for. */
static void serve(struct render *render)
{
	struct presenter *presenter = render->config.presenter;
	const struct still *still = &render->still;
	struct shot shot;

	follow_camera(render);
	while (shots_pop(&render->shots, &shot)) {
		show_all(render);
		take_shot(render, &shot);
	}
	if (probe_is_due(&render->probe, false, still->there))
		inspect(render, still->there ? &still->image : NULL);

	measure_serve(&render->measure, presenter, conversion_orientation(&render->conversion));
	if (conversion_take_change(&render->conversion) && render->held && still->there &&
	    present(render, &still->image, NULL, 0, NULL) == 0)
		return;
	if (stage_wants_redraw(&render->stage)) {
		struct overlay *overlay;
		struct scene scene = read_scene(render, &overlay, true);
		presenter->class->redraw(presenter, &scene);
		overlay_unref(overlay);
	}
}

/* While paused all is skipped but the picture that is to be held, behind those in the pool. */
static bool is_skipped(struct render *render, const struct gg_frame *frame)
{
	if (hold_is_paused(&render->hold))
		show_all(render);
	return !hold_wants(&render->hold, frame->position);
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
		if (ret == 0 && is_skipped(render, frame)) {
			render->config.stats->skipped++;
			gg_frame_unref(frame);
		} else if (ret == 0) {
			render_frame(render, frame);
		}
		show_decoded(render);
		serve(render);
	} while (!is_over(render, ret));
	show_all(render);
	pthread_mutex_lock(&render->lock);
	const struct shot last_shot = render->last_shot;
	const bool has_last_shot = render->has_last_shot;
	pthread_mutex_unlock(&render->lock);
	if (has_last_shot)
		take_shot(render, &last_shot);
	shooter_finish(&render->shooter);

	presenter->class->detach(presenter);
	pthread_mutex_lock(&render->lock);
	render->finished = true;
	pthread_mutex_unlock(&render->lock);
	notice_wake();
	return NULL;
}

static void wake(void *data)
{
	gg_frame_queue_wake(data);
}

/* What there is of it, once no thread uses it. */
static void destroy(struct render *render)
{
	if (!render)
		return;
	gg_jpeg_pool_destroy(render->pool);
	still_finish(&render->still);
	stage_finish(&render->stage);
	hold_finish(&render->hold);
	conversion_finish(&render->conversion);
	probe_finish(&render->probe);
	free(render);
}

int render_create(struct render **render, const struct render_config *config,
		  struct gg_error *error)
{
	struct render *r = calloc(1, sizeof *r);
	if (r) {
		probe_init(&r->probe);
		stage_init(&r->stage);
		hold_init(&r->hold);
		conversion_init(&r->conversion, &config->look, config->presenter->class->demosaic);
		r->pool = gg_jpeg_pool_create(gg_jpeg_pool_threads(), wake, config->queue);
	}
	if (!r || !r->pool || still_init(&r->still)) {
		destroy(r);
		return gg_error_set(error, -ENOMEM, "no memory for the render thread");
	}
	r->config = *config;
	shooter_init(&r->shooter, &r->config, &r->still);
	shots_init(&r->shots);
	measure_init(&r->measure);
	r->attach_status = 1;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->attached, NULL);
	int ret = -pthread_create(&r->thread, NULL, render_thread, r);
	if (ret) {
		destroy(r);
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

void render_set_scene(struct render *render, const struct scene *scene, struct overlay *overlay,
		      bool redraw)
{
	stage_set(&render->stage, scene, overlay, redraw);
	if (!redraw)
		return;
	probe_again(&render->probe);
	gg_frame_queue_wake(render->config.queue);
}

bool render_is_stale(struct render *render)
{
	return stage_is_stale(&render->stage);
}

struct probe_answer render_inspect(struct render *render, int x, int y)
{
	if (probe_ask(&render->probe, x, y))
		gg_frame_queue_wake(render->config.queue);
	return probe_answer(&render->probe);
}

void render_inspect_end(struct render *render)
{
	probe_end(&render->probe);
}

void render_set_look(struct render *render, const struct look *look)
{
	conversion_set_look(&render->conversion, look);
	stage_want_redraw(&render->stage); /* it may be turned */
	probe_again(&render->probe);
	gg_frame_queue_wake(render->config.queue);
}

void render_measure(struct render *render)
{
	measure_ask(&render->measure);
	gg_frame_queue_wake(render->config.queue);
}

bool render_fetch_histogram(struct render *render, struct histogram *histogram)
{
	return measure_fetch(&render->measure, histogram);
}

struct development render_development(struct render *render)
{
	return conversion_development(&render->conversion);
}

void render_set_model(struct render *render, const char *model)
{
	pthread_mutex_lock(&render->lock);
	snprintf(render->model, sizeof render->model, "%s", model ? model : "");
	render->model_changed = true;
	pthread_mutex_unlock(&render->lock);
	gg_frame_queue_wake(render->config.queue);
}

void render_set_paused(struct render *render, bool paused)
{
	hold_set_paused(&render->hold, paused);
}

uint64_t render_hold(struct render *render)
{
	return hold_pause(&render->hold);
}

void render_step(struct render *render, uint64_t position)
{
	hold_step(&render->hold, position);
}

void render_screenshot(struct render *render, const struct shot *shot)
{
	if (!shots_push(&render->shots, shot))
		notice_post(NOTICE_ERROR, "%s: too many screenshots at once: wait for the last",
			    render->config.name);
	gg_frame_queue_wake(render->config.queue);
}

void render_save_every(struct render *render, const struct shot *shot)
{
	shots_want_every(&render->shots, shot);
}

void render_finish(struct render *render, const struct shot *shot)
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
	pthread_cond_destroy(&render->attached);
	pthread_mutex_destroy(&render->lock);
	shots_finish(&render->shots);
	measure_finish(&render->measure);
	destroy(render);
}
