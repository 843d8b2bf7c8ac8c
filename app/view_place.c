/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_place.h"

#include "view.h"

void view_drawable_size(const struct view *view, int *width, int *height)
{
	SDL_Window *window = view->presenter.window;

	*width = *height = 0;
	if (window)
		SDL_GetWindowSizeInPixels(window, width, height);
}

void view_turned_size(const struct view *view, int *width, int *height)
{
	const struct gg_stream_config *config = &view->stream->config;
	const bool sideways = gg_orientation_is_sideways(view->look.orientation);

	*width = (int)(sideways ? config->height : config->width);
	*height = (int)(sideways ? config->width : config->height);
}

void view_to_drawable(const struct view *view, int *x, int *y)
{
	int width, height, pixels_wide, pixels_high;

	SDL_GetWindowSize(view->presenter.window, &width, &height);
	view_drawable_size(view, &pixels_wide, &pixels_high);
	if (width < 1 || height < 1)
		return;
	*x = (int)((int64_t)*x * pixels_wide / width);
	*y = (int)((int64_t)*y * pixels_high / height);
}

void view_follow_pointer(struct view *view, const SDL_Event *event)
{
	struct view_mouse *mouse = &view->mouse;

	if (event->type == SDL_MOUSEMOTION) {
		*mouse = (struct view_mouse){ true, event->motion.x, event->motion.y };
	} else if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_ENTER) {
		mouse->inside = true;
		SDL_GetMouseState(&mouse->x, &mouse->y); /* no motion comes where there was none */
	} else if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_LEAVE) {
		mouse->inside = false;
	}
}

void view_pointer(const struct view *view, int *x, int *y)
{
	int width, height;

	if (view->mouse.inside) {
		*x = view->mouse.x;
		*y = view->mouse.y;
		view_to_drawable(view, x, y);
		return;
	}
	view_drawable_size(view, &width, &height);
	*x = width / 2;
	*y = height / 2;
}
