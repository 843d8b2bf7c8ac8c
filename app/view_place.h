/* SPDX-License-Identifier: BSD-2-Clause */
/* Sizes and places of a window: its own units, its pixels, its picture's. Main thread. */
#ifndef GG_VIEW_PLACE_H
#define GG_VIEW_PLACE_H

struct view;

/* Pixels of the window; 0 where there is none. */
void view_drawable_size(const struct view *view, int *width, int *height);

/* The size of the picture as it is seen 1:1. */
void view_turned_size(const struct view *view, int *width, int *height);

/* A place in the window, which may count in larger units than pixels, in those. */
void view_to_drawable(const struct view *view, int *x, int *y);

/* Where the mouse is in the drawable, or where it is not in the window, the middle. */
void view_pointer(const struct view *view, int *x, int *y);

#endif
