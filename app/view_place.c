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

void view_pointer(const struct view *view, int *x, int *y)
{
	int width, height;

	if (SDL_GetMouseFocus() == view->presenter.window) {
		SDL_GetMouseState(x, y);
		view_to_drawable(view, x, y);
		return;
	}
	view_drawable_size(view, &width, &height);
	*x = width / 2;
	*y = height / 2;
}
