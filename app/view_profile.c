/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_profile.h"

#include <limits.h>
#include <stdio.h>

#include "capture_profile.h"
#include "notice.h"
#include "profile_controls.h"
#include "profile_path.h"
#include "view.h"
#include "view_panel.h"

static const char *profile_name(const struct view *view)
{
	const char *name = view->capture->options->profile;
	return name ? name : "default";
}

static struct profile_view view_state(const struct view *view)
{
	const struct render_look *look = &view->look;

	return (struct profile_view){
		.matrix = (int)look->color.matrix,
		.range = (int)look->color.range,
		.orientation = (int)capture_profile_seen(view->capture, look->orientation),
		.info = view->info,
		.panel = view->panel.open,
	};
}

static void set_state(struct view *view, const struct profile_view *state)
{
	view->look.color.matrix = (enum gg_matrix)state->matrix;
	view->look.color.range = (enum gg_range)state->range;
	view->look.orientation =
		capture_profile_look(view->capture, (enum gg_orientation)state->orientation);
	view->info = state->info;
	view->next_info_ns = 0;
}

void view_profile_start(struct view *view)
{
	const struct capture *capture = view->capture;
	const struct profile *profile = capture->profile;
	const struct render_look told = view->look;
	const size_t i = (size_t)(view->stream - capture->streams);

	if (!profile || i >= profile->n_views)
		return;
	set_state(view, &profile->views[i]);
	view->panel.open = profile->views[i].panel;
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

/* Does the camera stream something else than the profile has? */
static bool streams_differ(const struct profile *profile, const struct capture *capture)
{
	struct profile now = { 0 };
	bool differ = profile->n_streams != capture->n_streams;

	capture_profile_keep_streams(&now, capture);
	for (unsigned i = 0; i < profile->n_streams && !differ; i++) {
		const struct gg_stream_config *a = &profile->streams[i], *b = &now.streams[i];
		differ = a->fourcc != b->fourcc || a->modifier != b->modifier ||
			 a->width != b->width || a->height != b->height ||
			 (a->framerate >= 0 && a->framerate != b->framerate);
	}
	return differ && profile->n_streams;
}

static void show(struct view *view, const struct profile_view *state)
{
	set_state(view, state);
	if (view->panel.open != state->panel)
		view_panel_toggle(view);
	render_set_look(view->render, &view->look);
	view->repaint = true;
}

void view_profile_restore(struct view *view)
{
	struct capture *capture = view->capture;
	const char *name = profile_name(view);
	struct profile profile;
	struct gg_error error;

	if (capture_profile_read(&profile, capture, name, &error)) {
		notice_post(NOTICE_ERROR, "%s", error.text);
		return;
	}
	const unsigned n = profile_set_controls(&profile, capture, NULL);
	for (unsigned i = 0; i < profile.n_views && i < capture->n_streams; i++)
		if (capture->streams[i].view)
			show(capture->streams[i].view, &profile.views[i]);
	notice_post(NOTICE_INFO, "profile %s restored: %u %s%s%s%s", name, n,
		    n == 1 ? "control" : "controls", profile.n_views ? " and the view" : "",
		    streams_differ(&profile, capture) ? "; its format takes a start with --profile "
						      : "",
		    streams_differ(&profile, capture) ? name : "");
	profile_finish(&profile);
}
