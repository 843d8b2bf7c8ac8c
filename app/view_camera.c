/* SPDX-License-Identifier: BSD-2-Clause */
/* A window whose camera may be another one. */
#include "view.h"

#include <stdio.h>

#include "view_panel.h"

/* What was done by hand after what the viewer had to do. */
static enum gg_orientation turns_since(const struct view *view, enum gg_orientation before)
{
	for (int i = 0; i < GG_N_ORIENTATIONS; i++)
		if (gg_orientation_then(before, (enum gg_orientation)i) == view->look.orientation)
			return (enum gg_orientation)i;
	return GG_ORIENTATION_ROT0;
}

void view_follow_camera(struct view *view, enum gg_orientation before)
{
	view->look.orientation =
		gg_orientation_then(view->capture->orientation, turns_since(view, before));
	render_set_look(view->render, &view->look);
	if (view->capture->camera)
		render_set_model(view->render, gg_camera_info(view->capture->camera)->model);
	if (view->paused)
		view_set_paused(view, false);
	chooser_finish(&view->chooser);
	view_panel_follow_camera(view);
	view->rate_ns = 0; /* they begin anew */
	view->capture_fps = view->shown_fps = 0;
	view->next_info_ns = view->next_title_ns = 0;
	view->repaint = true;
}

void view_drop(struct view *view, const char *path)
{
	struct chooser_choice *choice = &view->choice;

	if (view->wish != VIEW_WISHES_NOTHING)
		return;
	*choice = (struct chooser_choice){ .kind = CHOOSER_CAMERA };
	if (snprintf(choice->id, sizeof choice->id, "file:%s", path) < (int)sizeof choice->id)
		view_want(view, VIEW_WISHES_CHOICE);
	else
		view_say(view, "the path of what was dropped is too long");
}

void view_want(struct view *view, enum view_wish wish)
{
	if (view->wish == VIEW_WISHES_NOTHING)
		view->wish = wish;
}
