/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_panel.h"

#include <stdio.h>

#include "clock.h"
#include "panel_input.h"
#include "panel_text.h"
#include "set_controls.h"
#include "view.h"
#include "view_place.h"

#define REFRESH_NS (1000000000u / 4)
#define SETTLE_NS  600000000u /* until a camera may report what was asked */

static void sync_panel(struct view *view)
{
	size_t n;
	struct panel_controls controls = { .asked = &view->capture->asked,
					   .reported = &view->panel_reported };

	capture_copy_reported(view->capture, &view->panel_reported);
	controls.infos = capture_controls(view->capture, &n);
	controls.n = n;
	panel_sync(&view->panel, &controls);
}

/* Set what the panel wants to be changed, and say what came of it. */
static void apply(struct view *view)
{
	struct panel *panel = &view->panel;
	char text[512];

	if (panel->change.n) {
		if (set_controls(view->capture, &panel->change, text, sizeof text))
			snprintf(panel->message, sizeof panel->message, "%s", text);
		else
			view->panel_settled_ns = clock_ns() + SETTLE_NS;
		gg_control_list_clear(&panel->change);
		view_say(view, text);
	} else if (panel->message[0]) {
		view_say(view, panel->message);
	}
	sync_panel(view);
	view->next_panel_ns = 0;
}

static struct panel *open_panel(struct view *view)
{
	view->panel.open = true;
	sync_panel(view);
	return &view->panel;
}

void view_panel_toggle(struct view *view)
{
	panel_cancel(&view->panel);
	view->panel.open = !view->panel.open;
	apply(view);
}

void view_panel_filter(struct view *view)
{
	panel_begin_filter(open_panel(view));
	apply(view);
}

void view_panel_move(struct view *view, int rows)
{
	panel_move(open_panel(view), rows);
	apply(view);
}

void view_panel_turn(struct view *view, double steps)
{
	panel_turn(open_panel(view), steps);
	apply(view);
}

void view_panel_enter(struct view *view)
{
	struct panel *panel = open_panel(view);

	if (panel->typing)
		panel_accept(panel);
	else
		panel_enter(panel);
	apply(view);
}

void view_panel_reset(struct view *view)
{
	panel_reset(open_panel(view));
	apply(view);
}

void view_panel_reset_all(struct view *view)
{
	panel_reset_all(open_panel(view));
	apply(view);
}

bool view_panel_back(struct view *view)
{
	if (!view->panel.open)
		return false;
	panel_back(&view->panel);
	view->panel.message[0] = '\0';
	apply(view);
	return true;
}

static bool mouse_event(struct view *view, const SDL_Event *event)
{
	struct panel *panel = &view->panel;
	float column = 0;
	int line = 0;

	switch (event->type) {
	case SDL_MOUSEBUTTONDOWN:
		if (!view_letter_at(view, OVERLAY_RIGHT, event->button.x, event->button.y, &column,
				    &line))
			return false;
		if (event->button.button == SDL_BUTTON_LEFT)
			panel_press(panel, column, line);
		return true;
	case SDL_MOUSEBUTTONUP:
		if (!panel->dragging)
			return false;
		panel->dragging = false;
		return true;
	case SDL_MOUSEMOTION:
		if (!panel->dragging)
			return false;
		view_letter_at(view, OVERLAY_RIGHT, event->motion.x, event->motion.y, &column,
			       &line);
		panel_drag(panel, column);
		return true;
	case SDL_MOUSEWHEEL:
		if (!view_letter_at(view, OVERLAY_RIGHT, view->mouse.x, view->mouse.y, &column,
				    &line))
			return false;
		panel_wheel(panel, column, line, event->wheel.y);
		return true;
	default:
		return false;
	}
}

static bool panel_event(struct view *view, const SDL_Event *event)
{
	switch (event->type) {
	case SDL_KEYDOWN:
		return panel_key(&view->panel, &event->key.keysym);
	case SDL_TEXTINPUT:
		return panel_letters(&view->panel, event->text.text);
	default:
		return mouse_event(view, event);
	}
}

bool view_panel_event(struct view *view, const SDL_Event *event)
{
	if (!view->panel.open)
		return false;
	sync_panel(view);
	if (!panel_event(view, event))
		return false;
	apply(view);
	return true;
}

void view_panel_update(struct view *view, uint64_t now_ns, int columns, int rows)
{
	if (!view->panel.open) {
		view->panel_text[0] = '\0';
		return;
	}
	if (now_ns < view->next_panel_ns && columns == view->panel_columns &&
	    rows == view->panel_rows)
		return;
	view->next_panel_ns = now_ns + REFRESH_NS;
	view->panel_columns = columns;
	view->panel_rows = rows;
	view->panel.settling = now_ns < view->panel_settled_ns;
	sync_panel(view);
	panel_text(&view->panel, columns, rows, view->panel_text, sizeof view->panel_text);
}

void view_panel_follow_camera(struct view *view)
{
	struct panel *panel = &view->panel;

	if (panel->typing == PANEL_TYPES_VALUE)
		panel_cancel(panel);
	panel->dragging = false;
	panel->has_opened = false;
	panel->message[0] = '\0';
	view->next_panel_ns = 0;
	if (panel->open)
		sync_panel(view);
}

void view_panel_close(struct view *view)
{
	panel_finish(&view->panel);
	gg_control_list_finish(&view->panel_reported);
}
