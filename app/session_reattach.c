/* SPDX-License-Identifier: BSD-2-Clause */
/* Cameras that a session has lost, and how they come back. */
#include <stdio.h>
#include <string.h>

#include "notice.h"
#include "session_state.h"

void session_set_banners(struct session *session, const struct capture *capture, const char *text)
{
	for (unsigned i = 0; i < session->n_views; i++)
		if (session->views[i].capture == capture)
			view_set_banner(&session->views[i], text);
}

void session_await_camera(struct session *session, const struct capture *capture)
{
	struct gg_error error;

	if (session->options->no_reattach) {
		session->status = 1;
		session->quit = true;
	} else if (!session->reattach && reattach_create(&session->reattach, &error)) {
		fprintf(stderr, "groundglass: %s\n", error.text);
		session->status = 1;
		session->quit = true;
	}
	if (session->reattach)
		reattach_lose(session->reattach, capture);
	session_set_banners(session, capture, "The camera is gone.\nWaiting for it to come back.");
}

void session_lose_camera(struct session *session, struct capture *capture)
{
	const bool wait = !session->options->no_reattach;

	fprintf(stderr, "groundglass: camera %s is gone%s\n", capture->shown_id,
		wait ? ": waiting for it to come back" : "");
	session_await_camera(session, capture);
	capture_release(capture);
}

void session_reattach(struct session *session)
{
	bool last, missing = false;

	if (!reattach_is_time(session->reattach, &last))
		return;
	for (unsigned i = 0; i < session->n_captures; i++) {
		struct capture *capture = &session->captures[i];
		struct gg_error error;
		char was[sizeof capture->shown_id];
		if (capture->camera || session->done[i])
			continue;
		memcpy(was, capture->shown_id, sizeof was);
		if (reattach_open(session->reattach, session->captures, session->n_captures,
				  capture, &error) == 0) {
			const bool moved = strcmp(was, capture->shown_id) != 0;
			fprintf(session->out, "Camera %s is back%s%s\n", was, moved ? " as " : "",
				moved ? capture->shown_id : "");
			fflush(session->out);
			session_set_banners(session, capture, "");
			continue;
		}
		missing = true;
		if (last)
			notice_post(NOTICE_ERROR, "%s", error.text);
	}
	if (!missing) {
		reattach_destroy(session->reattach);
		session->reattach = NULL;
	}
}
