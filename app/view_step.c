/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_step.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

/* Have the paused windows of a camera show the frame of that position, 0: one more. */
static void follow(struct capture *capture, uint64_t position)
{
	for (unsigned i = 0; i < capture->n_streams; i++) {
		const struct view *view = capture->streams[i].view;
		if (view && view->paused)
			render_step(view->render, position);
	}
}

/* Have the frame of that position delivered and shown. Windows know it before it can come. */
static int go_to(struct capture *capture, uint64_t position)
{
	follow(capture, position);
	int ret = capture_step(capture, position);
	if (ret)
		follow(capture, capture->position);
	return ret;
}

void view_step(struct view *view, int direction)
{
	struct capture *capture = view->capture;
	char text[64] = "paused";
	const bool was_paused = view->paused;
	uint64_t position;

	view->paused = true;
	view->next_title_ns = 0;
	const uint64_t shown = render_hold(view->render);
	int ret = capture_find_step(capture, shown, direction, &position);
	if (ret == -ERANGE) {
		snprintf(text, sizeof text, "this is the first frame");
		if (!capture->held)
			go_to(capture, position);
	} else if (ret == -ENOTSUP && direction > 0) {
		follow(capture, 0);
	} else if (ret == -ENOTSUP) {
		snprintf(text, sizeof text, "only recordings and files go back");
		if (!was_paused)
			render_step(view->render, 0); /* as any pause */
	} else if (ret) {
		if (!was_paused)
			view_set_paused(view, false);
		snprintf(text, sizeof text, "cam%u delivers no frames", capture->number);
	} else if (go_to(capture, position)) {
		snprintf(text, sizeof text, "too many steps at once: wait for the last");
	} else {
		snprintf(text, sizeof text, "frame %" PRIu64, position);
	}
	view_say(view, text);
}
