/* SPDX-License-Identifier: BSD-2-Clause */
#include "shooter.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "notice.h"

enum { LATE_NS = 1000000000 }; /* without another picture */

void shooter_init(struct shooter *shooter, const struct render_config *config,
		  const struct still *still)
{
	*shooter = (struct shooter){ .config = config, .still = still };
	shooter_set_model(shooter, config->model ? config->model : "");
}

void shooter_set_model(struct shooter *shooter, const char *model)
{
	shooter->info = gg_save_info_unknown();
	snprintf(shooter->info.model, sizeof shooter->info.model, "%s", model);
}

void shooter_describe(struct shooter *shooter, const struct gg_frame *frame,
		      const struct gg_raw *raw)
{
	const uint64_t now = clock_ns();
	const uint64_t age_ns = now > frame->completed_ns ? now - frame->completed_ns : 0;

	shooter->completed_ns = frame->completed_ns;
	shooter->info.taken_s = (int64_t)time(NULL) - (int64_t)(age_ns / 1000000000u);
	shooter->info.raw = *raw;
	gg_save_info_from_metadata(&shooter->info, frame->metadata);
}

bool shooter_needs_planes(const struct shooter *shooter)
{
	return shooter->n_waiting || shooter->config->keep_planes;
}

static void lose(struct shooter *shooter, const char *reason)
{
	struct gg_error error;

	gg_error_set(&error, -EIO, "%s: no screenshot: %s", shooter->config->name, reason);
	stats_lose(shooter->config->stats, error.text, STATS_ALONE);
	notice_post(NOTICE_ERROR, "%s", error.text);
}

static void take_planes(struct shooter *shooter, const struct gg_image *image,
			const struct shot *shot)
{
	struct writer_target target = shot->target;
	const size_t stem = strlen(target.path);

	if (target.numbered && gg_format_is_bayer(image->format) &&
	    gg_save_kind(".dng") == GG_SAVE_MOSAIC) {
		memcpy(target.extension, "dng", 4);
	} else if (target.numbered) { /* planes do not say what they are */
		snprintf(target.path + stem, sizeof target.path - stem, "-%ux%u-%s", image->width,
			 image->height, image->format->name);
		memcpy(target.extension, "raw", 4);
	}
	writer_save_image(shooter->config->writer, image, &target, &shooter->info,
			  shooter->config->stats);
}

/* The picture shown, and a raw one as well as it can be developed. */
static int take_picture(struct shooter *shooter, struct picture *picture, struct gg_error *error)
{
	struct presenter *presenter = shooter->config->presenter;
	const struct gg_convert_params params = { .raw = shooter->info.raw };

	if (!still_is_raw(shooter->still))
		return presenter->class->snapshot(presenter, picture, error);
	return still_develop(shooter->still, params, picture, error);
}

static int take_window(struct shooter *shooter, const struct scene *scene, struct picture *picture,
		       struct gg_error *error)
{
	struct presenter *presenter = shooter->config->presenter;

	if (!presenter->class->window_snapshot)
		return gg_error_set(error, -ENOTSUP, "there is no window; -R surface opens one");
	return presenter->class->window_snapshot(presenter, scene, picture, error);
}

/* The next frame leaves its planes here. */
static void wait_for_planes(struct shooter *shooter, const struct shot *shot)
{
	if (shooter->n_waiting == MAX_SHOTS) {
		lose(shooter, "too many at once: wait for the last");
		return;
	}
	shooter->waiting[shooter->n_waiting++] = *shot;
	if (clock_ns() - shooter->completed_ns > LATE_NS)
		notice_post(NOTICE_INFO, "%s: saved with the next picture", shooter->config->name);
}

void shooter_take(struct shooter *shooter, const struct shot *shot, const struct scene *scene)
{
	const struct render_config *config = shooter->config;
	struct picture picture = { 0 };
	struct gg_error error;
	struct gg_image image;

	if (shot->kind == SHOT_PLANES) {
		if (still_view(shooter->still, &image))
			take_planes(shooter, &image, shot);
		else
			wait_for_planes(shooter, shot);
		return;
	}
	if (shot->kind == SHOT_OWN_JPEG && shooter->still->payload.size) {
		struct writer_target target = shot->target;
		memcpy(target.extension, "jpg", 4);
		writer_save_mjpeg(config->writer, shooter->still->payload.data,
				  shooter->still->payload.size, &target, config->stats);
		return;
	}
	int ret = shot->kind == SHOT_WINDOW ? take_window(shooter, scene, &picture, &error)
					    : take_picture(shooter, &picture, &error);
	if (ret == 0 && shot->kind != SHOT_WINDOW)
		ret = picture_turn_itself(&picture, scene->orientation, &error);
	if (ret) {
		picture_finish(&picture);
		lose(shooter, error.text);
		return;
	}
	writer_save_picture(config->writer, &picture, &shot->target, &shooter->info, config->stats);
}

void shooter_take_waiting(struct shooter *shooter)
{
	struct gg_image image;

	if (!shooter->n_waiting || !still_view(shooter->still, &image))
		return;
	for (unsigned i = 0; i < shooter->n_waiting; i++)
		take_planes(shooter, &image, &shooter->waiting[i]);
	shooter->n_waiting = 0;
}

void shooter_finish(struct shooter *shooter)
{
	for (unsigned i = 0; i < shooter->n_waiting; i++)
		lose(shooter, "the end came before another picture");
	shooter->n_waiting = 0;
}
