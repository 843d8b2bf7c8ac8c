/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_profile.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

#include "capture_profile.h"
#include "notice.h"
#include "profile_controls.h"
#include "profile_path.h"
#include "view.h"
#include "view_hide.h"

static const char *profile_name(const struct view *view)
{
	const char *name = view->capture->options->profile;
	return name ? name : "default";
}

static struct profile_view view_state(const struct view *view)
{
	const struct look *look = &view->look;
	const struct view_drawn drawn = view_hide_all(view);

	return (struct profile_view){
		.matrix = (int)look->color.matrix,
		.range = (int)look->color.range,
		.orientation = (int)capture_profile_seen(view->capture, look->orientation),
		.grid = (int)drawn.grid,
		.exposure = (int)drawn.exposure,
		.histogram = (int)drawn.histogram,
		.info = drawn.info,
		.panel = drawn.panel,
		.peaking = drawn.peaking,
		.viewport = view->viewport,
	};
}

/* What looks after the pointer, or is being read, stays. */
static void set_state(struct view *view, const struct profile_view *state)
{
	struct view_drawn drawn = view_hide_all(view);

	view->look.color.matrix = (enum gg_matrix)state->matrix;
	view->look.color.range = (enum gg_range)state->range;
	view->look.orientation =
		capture_profile_look(view->capture, (enum gg_orientation)state->orientation);
	view->viewport = state->viewport;
	view->next_title_ns = 0;
	drawn.grid = (unsigned)state->grid;
	drawn.exposure = (enum analysis_exposure)state->exposure;
	drawn.histogram = (enum histogram_mode)state->histogram;
	drawn.info = state->info;
	drawn.panel = state->panel;
	drawn.peaking = state->peaking;
	view_hide_end(view, &drawn);
}

void view_profile_start(struct view *view)
{
	const struct capture *capture = view->capture;
	const struct profile *profile = capture->profile;
	const struct look told = view->look;
	const size_t i = (size_t)(view->stream - capture->streams);

	if (!profile || i >= profile->n_views)
		return;
	view->panel.open = profile->views[i].panel;
	set_state(view, &profile->views[i]);
	if (view->options->color.matrix != GG_MATRIX_AUTO)
		view->look.color.matrix = told.color.matrix;
	if (view->options->color.range != GG_RANGE_AUTO)
		view->look.color.range = told.color.range;
	if (capture->options->orientation != GG_ORIENTATION_ROT0)
		view->look.orientation = told.orientation;
}

/* A recording tells nothing of its camera that the camera's own profile does not know better. */
static void keep_camera(struct profile *profile, struct capture *capture, const char *path)
{
	struct gg_error error;

	if (gg_camera_info(capture->camera)->recorded && profile_read(profile, path, &error) == 0)
		return;
	capture_profile_keep_streams(profile, capture);
	profile_keep_controls(profile, capture);
}

void view_profile_save(struct view *view)
{
	struct capture *capture = view->capture;
	struct profile profile = { 0 };
	struct gg_error error;
	char path[PATH_MAX];

	int ret = capture_profile_path(capture, profile_name(view), path, sizeof path, &error);
	if (ret == 0)
		ret = profile_make_folders(path, &error);
	if (ret == 0) {
		const char *model = gg_camera_info(capture->camera)->model;
		keep_camera(&profile, capture, path);
		profile.n_views = capture->n_streams;
		for (unsigned i = 0; i < capture->n_streams; i++)
			if (capture->streams[i].view)
				profile.views[i] = view_state(capture->streams[i].view);
		ret = profile_write(&profile, path, model ? model : capture->id, &error);
	}
	if (ret)
		notice_post(NOTICE_ERROR, "%s", error.text);
	else
		notice_post(NOTICE_INFO, "profile %s saved: %s", profile_name(view), path);
	profile_finish(&profile);
}

/* As far as a profile's text tells them apart; of negative ones the camera decides. */
static bool same_rate(double a, double b)
{
	return a < 0 ? b < 0 : b >= 0 && fabs(a - b) < 1e-3;
}

static bool same_format(const struct gg_stream_config *a, const struct gg_stream_config *b)
{
	return a->fourcc == b->fourcc && a->modifier == b->modifier && a->width == b->width &&
	       a->height == b->height && same_rate(a->framerate, b->framerate);
}

/*
 * Is the profile's format another than what the camera streams, and than what it was asked for? A
 * recording has its own.
 */
static bool streams_differ(const struct profile *profile, const struct capture *capture)
{
	const struct options_camera *options = capture->options;
	struct profile now = { 0 };
	bool differ = profile->n_streams != capture->n_streams;

	capture_profile_keep_streams(&now, capture);
	for (unsigned i = 0; i < profile->n_streams && !differ; i++) {
		const struct gg_stream_config *kept = &profile->streams[i];
		differ = !same_format(kept, &now.streams[i]) &&
			 !(options->n_streams && same_format(kept, &options->streams[i]));
	}
	return differ && profile->n_streams && !gg_camera_info(capture->camera)->recorded;
}

/* Can it have that while it runs? A rate of 0 takes a queue that loses nothing. */
static bool can_switch(const struct profile *profile, const struct capture *capture)
{
	struct gg_error error;

	return profile->n_streams == 1 && profile->streams[0].framerate != 0 &&
	       capture_can_change(capture, &error) == 0;
}

static void show(struct view *view, const struct profile_view *state)
{
	set_state(view, state);
	render_set_look(view->render, &view->look);
	view_redraw(view);
}

/* What is restored of what the profile has. */
static void say(const char *name, const struct profile *profile, unsigned n, bool is_switched,
		bool differs)
{
	notice_post(NOTICE_INFO, "profile %s restored: %u %s%s%s%s%s", name, n,
		    n == 1 ? "control" : "controls",
		    !is_switched       ? ""
		    : profile->n_views ? ", the format"
				       : " and the format",
		    profile->n_views ? " and the view" : "",
		    differs ? "; its format takes a start with --profile " : "",
		    differs ? name : "");
}

/* What the profile does not say of a window is what it is. 0; or -errno, and that was said. */
static int read_profile(struct profile *profile, struct view *view)
{
	struct capture *capture = view->capture;
	struct gg_error error;

	for (unsigned i = 0; i < capture->n_streams; i++)
		if (capture->streams[i].view)
			profile->views[i] = view_state(capture->streams[i].view);
	int ret = capture_profile_read(profile, capture, profile_name(view), &error);
	if (ret)
		notice_post(NOTICE_ERROR, "%s", error.text);
	return ret;
}

static void restore_rest(struct view *view, const struct profile *profile, bool is_switched,
			 bool differs)
{
	struct capture *capture = view->capture;
	const unsigned n = profile_set_controls(profile, capture, NULL);

	for (unsigned i = 0; i < profile->n_views && i < capture->n_streams; i++)
		if (capture->streams[i].view)
			show(capture->streams[i].view, &profile->views[i]);
	say(profile_name(view), profile, n, is_switched, differs);
}

void view_profile_restore(struct view *view)
{
	struct profile profile = { 0 };

	if (view->wish != VIEW_WISHES_NOTHING || read_profile(&profile, view))
		return;
	const bool differs = streams_differ(&profile, view->capture);
	if (differs && can_switch(&profile, view->capture)) {
		view->choice = (struct chooser_choice){ .kind = CHOOSER_STREAM,
							.config = profile.streams[0] };
		view_want(view, VIEW_WISHES_PROFILE);
	} else {
		restore_rest(view, &profile, false, differs);
	}
	profile_finish(&profile);
}

void view_profile_go_on(struct view *view)
{
	struct profile profile = { 0 };

	if (read_profile(&profile, view))
		return;
	restore_rest(view, &profile, true, false);
	profile_finish(&profile);
}
