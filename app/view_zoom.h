/* SPDX-License-Identifier: BSD-2-Clause */
/* How a window looks at its picture: zoom, pan, grid, and the window's own size. Main thread. */
#ifndef GG_VIEW_ZOOM_H
#define GG_VIEW_ZOOM_H

#include <stdbool.h>

#include <SDL.h>

struct view;

/* Is the event, of the mouse, one that zooms or pans? */
bool view_zoom_event(struct view *view, const SDL_Event *event);

/* What the actions do. */
void view_zoom(struct view *view, int steps); /* about the mouse */
void view_zoom_toggle(struct view *view);
void view_pan(struct view *view, int right, int down); /* in tenths of the window */
void view_zoom_reset(struct view *view);
void view_grid_next(struct view *view);

/* Give the window so many halves of the picture's size, or as much as the display has room for. */
void view_resize(struct view *view, int halves);

#endif
