/* SPDX-License-Identifier: BSD-2-Clause */
/* What people want of the cameras while they run: another, another format, the same anew. */
#include "session_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/log.h>
#include <groundglass/text.h>

#include "clock.h"
#include "notice.h"
#include "view_chooser.h"
#include "view_profile.h"

enum { MOST_CAMERAS = 64 };

/* Rates to choose from of a source that has no limits. */
static const double LEAST_RATE = 1, MOST_RATE = 120;

/* All cameras that a window may show. */
struct cameras {
	size_t n;
	struct chooser_camera all[MOST_CAMERAS];
};

static bool is_there(const struct cameras *cameras, const char *id)
{
	for (size_t i = 0; i < cameras->n; i++)
		if (strcmp(cameras->all[i].id, id) == 0)
			return true;
	return false;
}

/* Once each. */
static void add_camera(struct cameras *cameras, const struct session *session,
		       const struct view *view, const char *id, const char *label)
{
	if (cameras->n == MOST_CAMERAS || is_there(cameras, id))
		return;
	struct chooser_camera *camera = &cameras->all[cameras->n++];
	snprintf(camera->id, sizeof camera->id, "%s", id);
	gg_text_clean(label, camera->label, sizeof camera->label);
	camera->current = strcmp(id, view->capture->id) == 0;
	camera->elsewhere = false;
	for (unsigned i = 0; i < session->n_captures; i++)
		if (&session->captures[i] != view->capture)
			camera->elsewhere |= strcmp(id, session->captures[i].id) == 0;
}

/* No camera of libcamera: it is there whenever it is named. */
static bool is_source(const char *id)
{
	return strcmp(id, "pattern") == 0 || strncmp(id, "file:", 5) == 0;
}

/* libcamera's in the order of -l, and what else the command line named. */
static int find_cameras(const struct session *session, const struct view *view,
			struct cameras *cameras, struct gg_error *error)
{
	struct gg_camera_list list;
	char label[128];

	cameras->n = 0;
	int ret = gg_camera_list_get(&list, error);
	if (ret)
		return ret;
	for (size_t i = 0; i < list.n; i++) {
		const struct gg_camera_info *info = &list.cameras[i];
		snprintf(label, sizeof label, "%zu %s", i + 1,
			 info->model ? info->model : info->id);
		add_camera(cameras, session, view, info->id, label);
	}
	gg_camera_list_finish(&list);
	for (unsigned i = 0; i < session->n_captures; i++) {
		const char *id = session->captures[i].first_id;
		if (is_source(id))
			add_camera(cameras, session, view, id,
				   strcmp(id, "pattern") == 0 ? "Test pattern" : id);
	}
	return 0;
}

/* Options of the command line, where that named the camera; else as little as can be. */
static void options_for(const struct session *session, const struct capture *capture,
			const char *id, struct options_camera *options)
{
	*options = (struct options_camera){ .framerate = -1,
					    .profile = capture->options->profile,
					    .orientation = capture->options->orientation,
					    .metadata = capture->options->metadata,
					    .whole_planes = capture->options->whole_planes };
	for (unsigned i = 0; i < session->n_captures; i++)
		if (strcmp(session->captures[i].first_id, id) == 0) {
			*options = *session->captures[i].first_options;
			break;
		}
	if (!options->name || strcmp(id, "pattern") != 0)
		options->name = id;
}

static void say(struct session *session, struct view *view, const char *text)
{
	fprintf(session->out, "%s\n", text);
	fflush(session->out);
	view_say(view, text);
}

static void complain(struct view *view, const char *text)
{
	fprintf(stderr, "groundglass: %s\n", text);
	view_say(view, text);
}

/* The camera that follows the window's own, and is not open elsewhere; NULL: there is none. */
static const struct chooser_camera *next_camera(const struct cameras *cameras)
{
	size_t now = cameras->n - 1;

	for (size_t i = 0; i < cameras->n; i++)
		if (cameras->all[i].current)
			now = i;
	for (size_t i = 1; i <= cameras->n; i++) {
		const struct chooser_camera *camera = &cameras->all[(now + i) % cameras->n];
		if (!camera->current && !camera->elsewhere)
			return camera;
	}
	return NULL;
}

/* Turn the wish for the next camera into one for that. */
static int choose_next(const struct session *session, struct view *view, struct gg_error *error)
{
	struct cameras cameras;
	int ret = find_cameras(session, view, &cameras, error);

	if (ret)
		return ret;
	const struct chooser_camera *camera = next_camera(&cameras);
	if (!camera)
		return gg_error_set(error, -ENODEV, "there is no other camera%s",
				    session->n_captures > 1 ? " that no other window shows" : "");
	view->choice = (struct chooser_choice){ .kind = CHOOSER_CAMERA };
	memcpy(view->choice.id, camera->id, sizeof view->choice.id);
	view->wish = VIEW_WISHES_CHOICE;
	return 0;
}

/* The rates that can be asked for. */
static void find_rates(const struct capture *capture, struct chooser_source *source)
{
	size_t n;
	double shortest, longest;
	const struct gg_control_info *infos = capture_controls(capture, &n);
	const struct gg_control_info *limits =
		gg_control_info_find(infos, n, "FrameDurationLimits");

	if (is_source(capture->id)) {
		source->min_rate = LEAST_RATE;
		source->max_rate = MOST_RATE;
	} else if (limits && gg_control_value_number(&limits->min, 0, &shortest) &&
		   gg_control_value_number(&limits->max, 0, &longest) && shortest > 0 &&
		   longest >= shortest) {
		source->min_rate = 1e6 / longest;
		source->max_rate = 1e6 / shortest;
	}
}

static int open_chooser(const struct session *session, struct view *view, struct gg_error *error)
{
	const struct capture *capture = view->capture;
	struct chooser_source source = { .config = view->stream->config };
	struct cameras cameras;

	if (view->chooser.open) {
		chooser_finish(&view->chooser);
		return 0;
	}
	int ret = find_cameras(session, view, &cameras, error);
	if (ret == 0 && capture->camera) {
		ret = gg_camera_formats(capture->camera, source.config.role, &source.formats,
					error);
		find_rates(capture, &source);
	}
	if (ret)
		return ret;
	add_camera(&cameras, session, view, "pattern", "Test pattern");
	source.n_cameras = cameras.n;
	source.cameras = cameras.all;
	view_chooser_open(view, &source);
	return 0;
}

static void announce(struct session *session, struct view *view)
{
	char text[sizeof view->banner], id[sizeof view->banner - 16];
	const bool other = view->wish == VIEW_WISHES_CHOICE && view->choice.kind == CHOOSER_CAMERA;

	gg_text_clean(other ? view->choice.id : view->capture->id, id, sizeof id);
	snprintf(text, sizeof text, "Opening %s", id);
	session_set_banners(session, view->capture, text);
	view->wish_is_taken = true;
	view->wish_is_shown = false;
}

/* Has the camera all frames that it was to deliver? */
static bool is_done(const struct session *session, const struct capture *capture)
{
	return session->done[capture - session->captures];
}

void session_take_wish(struct session *session, struct view *view)
{
	struct gg_error error;
	int ret = 0;

	if (view->wish == VIEW_WISHES_NOTHING || view->wish_is_taken)
		return;
	if (is_done(session, view->capture))
		ret = gg_error_set(&error, -ENOTSUP, "cam%u has all its frames (-C)",
				   view->capture->number);
	else if (view->wish != VIEW_WISHES_REOPEN)
		ret = capture_can_change(view->capture, &error);
	if (ret == 0 && view->wish == VIEW_WISHES_NEXT)
		ret = choose_next(session, view, &error);
	if (ret == 0 && view->wish == VIEW_WISHES_CHOOSER) {
		ret = open_chooser(session, view, &error);
		view->wish = VIEW_WISHES_NOTHING;
	}
	if (ret) {
		view->wish = VIEW_WISHES_NOTHING;
		complain(view, error.text);
	} else if (view->wish != VIEW_WISHES_NOTHING) {
		announce(session, view);
	}
}

static int change(struct session *session, struct view *view, struct gg_error *error)
{
	struct capture *capture = view->capture;
	struct options_camera options;

	if (view->wish == VIEW_WISHES_REOPEN) {
		capture_release(capture);
		return capture_reopen(capture, error);
	}
	if (view->choice.kind == CHOOSER_STREAM)
		return capture_change_stream(capture, &view->choice.config, error);
	options_for(session, capture, view->choice.id, &options);
	int ret = capture_change_camera(capture, &options, error);
	if (ret == 0 && options.name == view->choice.id)
		capture->chosen.name = capture->id; /* it stays */
	return ret;
}

static void say_what_came(struct session *session, struct view *view)
{
	const struct gg_stream_config *config = &view->stream->config;
	char text[512], format[32], rate[32] = "";

	if (config->framerate > 0 && config->framerate_set)
		snprintf(rate, sizeof rate, " at %.4g fps", config->framerate);
	snprintf(text, sizeof text, "Camera %s: %ux%u %s%s", view->capture->shown_id, config->width,
		 config->height,
		 gg_format_name(config->fourcc, config->modifier, format, sizeof format), rate);
	say(session, view, text);
}

/* It did not work: the camera of before is back, or is waited for. */
static void say_why_not(struct session *session, struct view *view, bool by_profile,
			const struct gg_error *error)
{
	struct capture *capture = view->capture;
	char text[sizeof error->text + sizeof capture->shown_id + 64];

	snprintf(text, sizeof text, "%s%s: %s camera %s",
		 by_profile ? "the profile's format: " : "", error->text,
		 capture->camera ? "back to" : "waiting for", capture->shown_id);
	complain(view, text);
	if (capture->camera)
		return;
	session_await_camera(session, capture);
	if (session->reattach)
		reattach_try(session->reattach);
}

static void serve(struct session *session, struct view *view)
{
	struct capture *capture = view->capture;
	const enum gg_orientation before = capture->orientation;
	const bool by_profile = view->wish == VIEW_WISHES_PROFILE;
	const uint64_t start_ns = clock_ns();
	struct gg_error error;

	int ret = change(session, view, &error);
	if (capture->camera && session->reattach)
		reattach_forget(session->reattach, capture);
	gg_log(GG_LOG_INFO, "camera", "cam%u: nothing was answered for %.1f ms", capture->number,
	       (double)(clock_ns() - start_ns) / 1e6);
	view->wish = VIEW_WISHES_NOTHING;
	view->wish_is_taken = false;
	session_set_banners(session, capture, "");
	for (unsigned i = 0; i < session->n_views; i++)
		if (session->views[i].capture == capture)
			view_follow_camera(&session->views[i], before);
	if (ret)
		say_why_not(session, view, by_profile, &error);
	else
		say_what_came(session, view);
	if (ret == 0 && by_profile)
		view_profile_go_on(view);
	notice_wake();
}

void session_serve_wishes(struct session *session)
{
	for (unsigned i = 0; i < session->n_views; i++) {
		struct view *view = &session->views[i];
		if (view->wish != VIEW_WISHES_NOTHING && view->wish_is_shown) {
			serve(session, view);
		} else if (view->wish != VIEW_WISHES_NOTHING) {
			view->wish_is_shown = true;
			notice_wake();
		}
	}
}

bool session_has_wish(const struct session *session)
{
	for (unsigned i = 0; i < session->n_views; i++)
		if (session->views[i].wish != VIEW_WISHES_NOTHING)
			return true;
	return false;
}
