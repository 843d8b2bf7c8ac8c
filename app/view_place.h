/* SPDX-License-Identifier: BSD-2-Clause */
/* Sizes and places of a window: its own units, its pixels, its picture's. Main thread. */
#ifndef GG_VIEW_PLACE_H
#define GG_VIEW_PLACE_H

#include <SDL.h>

struct view;

/* Pixels of the window; 0 where there is none. */
void view_drawable_size(const struct view *view, int *width, int *height);

/* The size of the picture as it is seen 1:1. */
void view_turned_size(const struct view *view, int *width, int *height);

/* A place in the window, which may count in larger units than pixels, in those. */
void view_to_drawable(const struct view *view, int *x, int *y);

/*
 * Take from an event where the mouse is: SDL tells where it is by now, which is elsewhere while
 * older events wait.
 */
void view_follow_pointer(struct view *view, const SDL_Event *event);

/* In the drawable where the mouse was at the last event; the middle if not in the window. */
void view_pointer(const struct view *view, int *x, int *y);

#endif
