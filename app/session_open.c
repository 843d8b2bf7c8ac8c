/* SPDX-License-Identifier: BSD-2-Clause */
/* The cameras and windows that a session begins with. */
#include "session_state.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <groundglass/log.h>

/* A start without a word about what to do with the pictures but show them. */
static bool is_plain_start(const struct options *options)
{
	const struct options_camera *camera = &options->cameras[0];

	return options->n_cameras == 0 && strcmp(options->renderer, "null") != 0 &&
	       !options->screenshot && !options->stats && !camera->capture && !camera->crc &&
	       !camera->metadata && !camera->save_frames;
}

/* No camera: a plain start shows the test pattern. */
static int open_fallback(struct session *session, struct gg_error *error)
{
	session->fallback = *session->options;
	session->fallback.cameras[0].name = "pattern";
	printf("No camera found: showing the test pattern\n");
	return capture_open(&session->captures[0], &session->fallback.cameras[0], 1, error);
}

int session_open_captures(struct session *session, struct gg_error *error)
{
	const struct options *options = session->options;
	unsigned n = options->n_cameras ? options->n_cameras : 1;

	for (unsigned i = 0; i < n; i++) {
		struct capture *capture = &session->captures[i];
		int ret = capture_open(capture, &options->cameras[i], i + 1, error);
		if (ret == -ENODEV && is_plain_start(options))
			ret = open_fallback(session, error);
		if (ret)
			return ret;
		capture->wake_each_frame = options->n_dos > 0;
		session->n_captures++;
	}
	if (!options->screenshot)
		return 0;
	return gg_save_check(options->screenshot, session->captures[0].streams[0].config.format,
			     error);
}

static int open_view(struct session *session, struct capture *capture, unsigned stream,
		     const struct presenter_class **class, struct gg_error *error)
{
	struct view *view = &session->views[session->n_views];
	bool automatic = strcmp(session->options->renderer, "auto") == 0;
	bool gl = strcmp((*class)->name, "gl") == 0;

	int ret =
		view_open(view, session->options, capture, stream, session->writer, *class, error);
	if (automatic && gl && (ret || presenter_is_software(&view->presenter))) {
		gg_log(GG_LOG_INFO, "window", "GL is %s: presenter surface instead",
		       ret ? "missing" : "software");
		view_close(view);
		*class = &presenter_surface;
		ret = view_open(view, session->options, capture, stream, session->writer, *class,
				error);
	}
	if (ret == 0)
		session->n_views++;
	return ret;
}

int session_open_views(struct session *session, struct gg_error *error)
{
	char why[128];
	const struct presenter_class *class =
		presenter_choose(session->options->renderer, why, sizeof why);

	if (!class)
		return gg_error_set(error, -ENOTSUP,
				    "renderer %s is not in this build: use auto, surface or null",
				    session->options->renderer);
	if (why[0])
		gg_log(GG_LOG_INFO, "window", "presenter %s: %s", class->name, why);

	bool keep_all = true;
	for (unsigned i = 0; i < session->n_captures; i++)
		keep_all &= session->captures[i].keep_all;
	const struct gg_save_params params = { .jpeg_quality = session->options->jpeg_quality,
					       .jpeg_sampling = session->options->jpeg_sampling };
	session->writer = writer_create(keep_all, &params);
	if (!session->writer)
		return gg_error_set(error, -ENOMEM, "cannot start the writer thread");

	for (unsigned i = 0; i < session->n_captures; i++) {
		struct capture *capture = &session->captures[i];
		capture->writer = session->writer;
		for (unsigned k = 0; k < capture->n_streams; k++) {
			int ret = open_view(session, capture, k, &class, error);
			if (ret)
				return ret;
		}
	}
	return 0;
}
