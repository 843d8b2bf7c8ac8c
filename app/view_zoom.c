/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_zoom.h"

#include <stdio.h>

#include "view.h"
#include "view_place.h"

enum { PAN_PARTS = 10 }; /* of the window, a step */

static bool sizes_of(const struct view *view, struct viewport_sizes *sizes)
{
	const struct gg_stream_config *config = &view->stream->config;

	*sizes = (struct viewport_sizes){ config->width, config->height, view->look.orientation, 0,
					  0 };
	view_drawable_size(view, &sizes->drawable_width, &sizes->drawable_height);
	return sizes->drawable_width > 0 && sizes->drawable_height > 0;
}

/* Show what has changed, and say how large the picture is. */
static void changed(struct view *view)
{
	char text[16];

	viewport_text(&view->viewport, text, sizeof text);
	view_say(view, text);
	view->next_title_ns = 0;
	view_redraw(view);
}

void view_zoom(struct view *view, int steps)
{
	struct viewport_sizes sizes;
	int x, y;

	if (!sizes_of(view, &sizes))
		return;
	view_pointer(view, &x, &y);
	viewport_zoom(&view->viewport, &sizes, steps, x + 0.5, y + 0.5);
	changed(view);
}

void view_zoom_toggle(struct view *view)
{
	struct viewport_sizes sizes;
	int x, y;

	if (!sizes_of(view, &sizes))
		return;
	view_pointer(view, &x, &y);
	viewport_toggle(&view->viewport, &sizes, x + 0.5, y + 0.5);
	changed(view);
}

static void pan(struct view *view, int dx, int dy)
{
	struct viewport_sizes sizes;

	if (!sizes_of(view, &sizes))
		return;
	viewport_pan(&view->viewport, &sizes, dx, dy);
	view_redraw(view);
}

void view_pan(struct view *view, int right, int down)
{
	int width, height;

	view_drawable_size(view, &width, &height);
	pan(view, -right * width / PAN_PARTS, -down * height / PAN_PARTS);
}

void view_zoom_reset(struct view *view)
{
	view->viewport = (struct viewport){ 0 };
	changed(view);
}

void view_grid_next(struct view *view)
{
	view->grid = grid_next(view->grid);
	view_say(view, grid_name(view->grid));
	view_redraw(view);
}

/* Two presses in a row mean something else. */
static bool begins_drag(const struct view *view, const SDL_MouseButtonEvent *button)
{
	return button->button == SDL_BUTTON_LEFT && button->clicks % 2 && view->viewport.scale;
}

static void drag(struct view *view, const SDL_MouseMotionEvent *motion)
{
	int dx = motion->xrel, dy = motion->yrel;

	view_to_drawable(view, &dx, &dy);
	pan(view, dx, dy);
}

bool view_zoom_event(struct view *view, const SDL_Event *event)
{
	switch (event->type) {
	case SDL_MOUSEWHEEL:
		if (event->wheel.y)
			view_zoom(view, event->wheel.direction == SDL_MOUSEWHEEL_FLIPPED
						? -event->wheel.y
						: event->wheel.y);
		return true;
	case SDL_MOUSEBUTTONDOWN:
		if (!begins_drag(view, &event->button))
			return false;
		view->dragging = true;
		return true;
	case SDL_MOUSEBUTTONUP:
		view->dragging &= event->button.button != SDL_BUTTON_LEFT;
		return false;
	case SDL_MOUSEMOTION:
		view->dragging &= (event->motion.state & SDL_BUTTON_LMASK) != 0;
		if (view->dragging)
			drag(view, &event->motion);
		return view->dragging;
	default:
		return false;
	}
}

/* What the display has room for, in the units that windows are counted in. */
static void room_for_window(SDL_Window *window, int *width, int *height)
{
	const int display = SDL_GetWindowDisplayIndex(window);
	int top = 0, left = 0, bottom = 0, right = 0;
	SDL_Rect bounds;

	*width = *height = 1 << 20;
	if (SDL_GetDisplayUsableBounds(SDL_max(display, 0), &bounds))
		return;
	SDL_GetWindowBordersSize(window, &top, &left, &bottom, &right);
	*width = SDL_max(bounds.w - left - right, 1);
	*height = SDL_max(bounds.h - top - bottom, 1);
}

void view_resize(struct view *view, int halves)
{
	SDL_Window *window = view->presenter.window;
	int width, height, room_width, room_height, unit = 1024, unused = 0;
	char text[64];

	if (!window)
		return;
	if (SDL_GetWindowFlags(window) & SDL_WINDOW_FULLSCREEN_DESKTOP) {
		view_say(view, "leave full screen to size the window");
		return;
	}
	SDL_RestoreWindow(window);
	view_turned_size(view, &width, &height);
	view_to_drawable(view, &unit, &unused); /* pixels in 1024 of the window's units */
	unit = SDL_max(unit, 1);
	width = SDL_max((int)((int64_t)width * halves * 512 / unit), 1);
	height = SDL_max((int)((int64_t)height * halves * 512 / unit), 1);
	room_for_window(window, &room_width, &room_height);
	const bool limited = width > room_width || height > room_height;
	if (limited) {
		const SDL_Rect fit =
			viewport_fit((uint32_t)width, (uint32_t)height, room_width, room_height);
		width = fit.w;
		height = fit.h;
	}
	SDL_SetWindowSize(window, width, height);
	snprintf(text, sizeof text, "%dx%d%s", width, height,
		 limited ? ": all that the display has room for" : "");
	view_say(view, text);
}
