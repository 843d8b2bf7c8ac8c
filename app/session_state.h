/* SPDX-License-Identifier: BSD-2-Clause */
/* What a session has, for the files that make it up. Main thread. */
#ifndef GG_SESSION_STATE_H
#define GG_SESSION_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "capture.h"
#include "options.h"
#include "reattach.h"
#include "stall.h"
#include "view.h"
#include "writer.h"

struct session {
	const struct options *options;
	struct options fallback; /* a copy that names the test pattern */
	bool has_window;
	FILE *out;   /* for text: stderr while stdout is a picture's */
	int picture; /* stdout's fd, kept for the picture; -1: none */

	struct writer *writer;
	unsigned n_captures;
	struct capture captures[OPTIONS_MAX_CAMERAS];
	struct stall stalls[OPTIONS_MAX_CAMERAS];
	bool done[OPTIONS_MAX_CAMERAS]; /* has all the frames that it was to capture */
	unsigned n_views;
	struct view views[OPTIONS_MAX_CAMERAS * GG_MAX_STREAMS];
	struct reattach *reattach; /* while a camera is gone */

	bool did[OPTIONS_MAX_DOS];
	uint64_t deadline_ns; /* 0: none */
	int status;
	bool quit;
};

/* Open the cameras. 0; or -errno with error, and those before it are open. */
int session_open_captures(struct session *session, struct gg_error *error);

/* Start the writer, and open a window for each stream. 0; or -errno with error, as above. */
int session_open_views(struct session *session, struct gg_error *error);

/* Put a banner over what a camera shows; "" takes it away. */
void session_set_banners(struct session *session, const struct capture *capture, const char *text);

/* A capture has no camera: wait until that comes back, or end where that is not wanted. */
void session_await_camera(struct session *session, const struct capture *capture);

/* A capture's camera is gone: say so, and let go of it. */
void session_lose_camera(struct session *session, struct capture *capture);

/* While session->reattach is there: let the cameras that are gone try to open theirs. */
void session_reattach(struct session *session);

/* Say what a window's person wants of the camera, or why it cannot be. After each of its events. */
void session_take_wish(struct session *session, struct view *view);

/* Do what was said before the last picture. */
void session_serve_wishes(struct session *session);
bool session_has_wish(const struct session *session);

#endif
