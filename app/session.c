/* SPDX-License-Identifier: BSD-2-Clause */
#include "session.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "actions.h"
#include "busy.h"
#include "clock.h"
#include "display.h"
#include "keys.h"
#include "listing.h"
#include "notice.h"
#include "reattach.h"
#include "report.h"
#include "session_state.h"
#include "signals.h"
#include "stall.h"
#include "targets.h"
#include "view_analysis.h"
#include "view_chooser.h"
#include "view_panel.h"
#include "view_place.h"
#include "view_zoom.h"

enum { TICK_MS = 50 };

static int fail(struct session *session, const struct gg_error *error)
{
	fprintf(stderr, "groundglass: %s\n", error->text);
	session->status = 1;
	return 1;
}

/* Text to stderr until the captures are stopped: stdout is the picture's. */
static int keep_stdout_for_picture(struct session *session, struct gg_error *error)
{
	if (!session->options->screenshot || strcmp(session->options->screenshot, "-") != 0)
		return 0;
	fflush(stdout);
	session->picture = dup(STDOUT_FILENO);
	if (session->picture < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
		const int code = errno;
		return gg_error_set(error, -code, "cannot keep stdout for the picture: %s",
				    strerror(code));
	}
	session->out = stderr;
	return 0;
}

static int give_stdout_to_picture(struct session *session)
{
	if (session->picture < 0)
		return 0;
	fflush(stdout);
	const int code = dup2(session->picture, STDOUT_FILENO) < 0 ? errno : 0;
	close(session->picture);
	session->picture = -1;
	if (code) {
		fprintf(stderr, "groundglass: cannot write the picture to stdout: %s\n",
			strerror(code));
		session->status = 1;
	}
	return -code;
}

/* The window that keys and --do act on. */
static struct view *focused_view(struct session *session)
{
	SDL_Window *focus = session->has_window ? SDL_GetKeyboardFocus() : NULL;

	for (unsigned i = 0; focus && i < session->n_views; i++)
		if (session->views[i].presenter.window == focus)
			return &session->views[i];
	return &session->views[0];
}

/* SDL ends us behind the last window that was closed, and where the compositor is gone. */
static void handle_quit(struct session *session)
{
	bool wanted = session->quit;

	for (unsigned i = 0; i < session->n_views; i++)
		wanted |= session->views[i].quit;
	session->quit = true;
	if (wanted)
		return;
	display_lose();
	fprintf(stderr, "groundglass: the display is gone: has its compositor ended?\n");
	session->status = 1;
}

static void dispatch_event(struct session *session, const SDL_Event *event)
{
	if (notice_is_wake(event))
		return;
	if (event->type == SDL_QUIT)
		handle_quit(session);
	for (unsigned i = 0; i < session->n_views; i++) {
		struct view *view = &session->views[i];
		if (!view_owns(view, event))
			continue;
		view_follow_pointer(view, event);
		if (event->type == SDL_WINDOWEVENT)
			view_window_event(view, &event->window);
		if (event->type == SDL_MOUSEMOTION)
			view_move_wipe(view, event->motion.x);
		if (event->type == SDL_DROPFILE)
			view_drop(view, event->drop.file);
		if (!view_chooser_event(view, event) && !view_panel_event(view, event) &&
		    !view_zoom_event(view, event)) {
			const struct action *action = keys_action(event);
			if (action)
				action_run(action, view);
		}
		session_take_wish(session, view);
		return;
	}
}

static void handle_event(struct session *session, const SDL_Event *event)
{
	dispatch_event(session, event);
	if (event->type == SDL_DROPFILE || event->type == SDL_DROPTEXT)
		SDL_free(event->drop.file);
}

static void handle_events(struct session *session)
{
	SDL_Event event;

	if (session->has_window) {
		if (SDL_WaitEventTimeout(&event, TICK_MS))
			handle_event(session, &event);
	} else {
		notice_wait(TICK_MS);
	}
	while (SDL_PollEvent(&event))
		handle_event(session, &event);
}

static void say_to_all(struct session *session, const struct notice *notice)
{
	if (notice->kind == NOTICE_ERROR) {
		fprintf(stderr, "groundglass: %s\n", notice->text);
	} else {
		fprintf(session->out, "%s\n", notice->text);
		fflush(session->out);
	}
	for (unsigned i = 0; i < session->n_views; i++)
		view_say(&session->views[i], notice->text);
}

static void take_notices(struct session *session)
{
	struct notice *notice;

	while ((notice = notice_take())) {
		say_to_all(session, notice);
		free(notice);
	}
}

/* Run what --do asks for: lower frames first, within a frame in command order. */
static void run_dos(struct session *session)
{
	const struct options *options = session->options;

	while (!session_has_wish(session)) {
		struct view *view = focused_view(session);
		uint64_t captured = view->stream->stats.captured;
		unsigned next = options->n_dos;
		for (unsigned i = 0; i < options->n_dos; i++)
			if (!session->did[i] && options->dos[i].frame < captured &&
			    (next == options->n_dos ||
			     options->dos[i].frame < options->dos[next].frame))
				next = i;
		if (next == options->n_dos)
			return;
		session->did[next] = true;
		action_run(action_by_name(options->dos[next].action), view);
		session_take_wish(session, view);
	}
}

/* Does the end wait for this one's frames? With -C somewhere only for those that have it. */
static bool is_awaited(const struct session *session, const struct capture *capture)
{
	bool any = false;

	for (unsigned i = 0; i < session->n_captures; i++)
		any |= session->captures[i].options->capture;
	return capture->options->capture || !any;
}

static void follow_captures(struct session *session)
{
	bool all_done = true;

	for (unsigned i = 0; i < session->n_captures; i++) {
		struct capture *capture = &session->captures[i];
		enum capture_state state = capture->state;

		if (state == CAPTURE_DONE) {
			capture_stop(capture);
			session->done[i] = true;
		} else if (state == CAPTURE_GONE) {
			session_lose_camera(session, capture);
		} else if (state == CAPTURE_CLOSED) {
			session->quit = true;
		}
		all_done &= session->done[i] || !is_awaited(session, capture);
	}
	session->quit |= all_done;
	if (session->reattach)
		session_reattach(session);
}

static void follow_stalls(struct session *session)
{
	const bool restart = session->options->restart_stalled;

	for (unsigned i = 0; i < session->n_captures; i++) {
		struct capture *capture = &session->captures[i];
		char banner[64];
		int ret =
			stall_follow(&session->stalls[i], capture, restart, banner, sizeof banner);
		if (ret < 0) {
			session_lose_camera(session, capture);
			/* It may be back already: while no thread captured nobody saw it go. */
			if (session->reattach)
				reattach_try(session->reattach);
		} else if (ret) {
			session_set_banners(session, capture, banner);
		}
	}
}

/* Of a stream, the one that is furthest behind. */
static uint64_t fewest_frames(const struct capture *capture)
{
	uint64_t fewest = UINT64_MAX;

	for (unsigned i = 0; i < capture->n_streams; i++) {
		const uint64_t captured = capture->streams[i].stats.captured;
		fewest = captured < fewest ? captured : fewest;
	}
	return fewest;
}

static void follow_deadline(struct session *session)
{
	if (!session->deadline_ns || clock_ns() < session->deadline_ns)
		return;
	session->quit = true;
	for (unsigned i = 0; i < session->n_captures; i++) {
		const struct capture *capture = &session->captures[i];
		if (!capture->options->capture_frames || session->done[i] ||
		    capture->state == CAPTURE_DONE)
			continue;
		fprintf(stderr,
			"groundglass: time is up: cam%u delivered %" PRIu64 " of %" PRIu64
			" frames\n",
			capture->number, fewest_frames(capture), capture->options->capture_frames);
		session->status = 1;
	}
}

/* SIGUSR1: as the key does it, of the first window. Once there is a picture. */
static void follow_signals(struct session *session)
{
	struct view *view = &session->views[0];

	if (view->stream->stats.shown && signals_take_screenshot())
		action_run(action_by_name("screenshot"), view);
	session->quit |= signals_want_end();
}

static void update(struct session *session)
{
	take_notices(session);
	follow_captures(session);
	follow_stalls(session);
	session_serve_wishes(session);
	run_dos(session); /* the last frame of -C counts too */
	follow_deadline(session);
	for (unsigned i = 0; i < session->n_views; i++) {
		view_update(&session->views[i]);
		session->quit |= session->views[i].quit;
	}
	follow_signals(session);
}

/* Show what is queued, and end rendering: it may wait for the main thread to paint. Idempotent. */
static void finish_views(struct session *session, const char *screenshot)
{
	for (unsigned i = 0; i < session->n_views; i++)
		view_finish(&session->views[i], i == 0 ? screenshot : NULL);
	for (;;) {
		bool finished = true;
		for (unsigned i = 0; i < session->n_views; i++) {
			finished &= render_finished(session->views[i].render);
			view_update(&session->views[i]);
		}
		if (finished)
			break;
		handle_events(session);
	}
}

/* Stop the cameras, show what is queued, take the last screenshot, save what is to be saved. */
static void drain(struct session *session)
{
	for (unsigned i = 0; i < session->n_captures; i++)
		capture_stop(&session->captures[i]);
	const bool has_target = give_stdout_to_picture(session) == 0;
	finish_views(session, has_target ? session->options->screenshot : NULL);
	writer_destroy(session->writer);
	session->writer = NULL;
	take_notices(session);
	if (report_unsaved(session->views, session->n_views))
		session->status = 1;
}

static void close_all(struct session *session)
{
	reattach_destroy(session->reattach);
	for (unsigned i = 0; i < session->n_captures; i++)
		capture_stop(&session->captures[i]);
	finish_views(session, NULL);
	writer_destroy(session->writer);
	display_leave();
	for (unsigned i = 0; i < session->n_views; i++)
		view_close(&session->views[i]);
	for (unsigned i = 0; i < session->n_captures; i++)
		capture_close(&session->captures[i]);
	overlay_quit();
	notice_quit();
}

/* What goes on while a camera that is to start is another process's. */
struct wait {
	struct session *session;
	const struct capture *capture;
};

/* The windows live, but what they want of cameras has to wait. */
static bool keep_windows(void *data)
{
	const struct wait *wait = data;
	struct session *session = wait->session;

	session_set_banners(session, wait->capture, "The camera is busy.\nWaiting for it.");
	handle_events(session);
	take_notices(session);
	for (unsigned i = 0; i < session->n_views; i++) {
		view_update(&session->views[i]);
		session->quit |= session->views[i].quit;
	}
	return !session->quit;
}

static int start_capture(struct session *session, struct capture *capture, struct gg_error *error)
{
	struct wait wait = { session, capture };
	struct busy busy = { .meanwhile = keep_windows, .data = &wait };
	int ret = capture_start_patiently(capture, &busy, error);

	if (busy.until_ns)
		session_set_banners(session, capture, "");
	return ret;
}

static int start(struct session *session)
{
	const struct options *options = session->options;
	struct gg_error error = { "" };
	int ret = targets_check(options, &error);

	if (ret == 0)
		ret = keep_stdout_for_picture(session, &error);
	if (ret == 0 && options->verbose)
		listing_print_versions();
	if (ret == 0 && session->has_window)
		ret = display_open(options->console, &error);
	if (ret == 0)
		ret = session_open_captures(session, &error);
	if (ret == 0)
		ret = session_open_views(session, &error);
	for (unsigned i = 0; ret == 0 && i < session->n_captures; i++)
		ret = start_capture(session, &session->captures[i], &error);
	if (ret && (session->quit || signals_want_end())) /* while it waited for a camera */
		return ret;
	if (ret)
		return fail(session, &error);
	if (options->timeout_ns)
		session->deadline_ns = clock_ns() + options->timeout_ns;
	return 0;
}

int session_run(const struct options *options)
{
	struct session *session = calloc(1, sizeof *session);

	if (!session) {
		fprintf(stderr, "groundglass: no memory\n");
		return 1;
	}
	session->options = options;
	session->out = stdout;
	session->picture = -1;
	session->has_window = strcmp(options->renderer, "null") != 0;
	signals_catch_end();
	if (session->has_window)
		keys_init();
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	/* Mesa's llvmpipe frees a fence that a thread of its own has yet to unlock. */
	setenv("LP_NUM_THREADS", "0", 0);
	SDL_Init(SDL_INIT_EVENTS);
	notice_init();

	if (start(session) == 0) {
		while (!session->quit) {
			handle_events(session);
			update(session);
		}
		drain(session);
		report_undone(options, session->did);
		if (options->stats && report_print(options->stats_file, session->out,
						   session->views, session->n_views))
			session->status = 1;
	}
	close_all(session);
	int status = session->status;
	free(session);
	return status;
}
