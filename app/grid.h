/* SPDX-License-Identifier: BSD-2-Clause */
/* Lines over the picture to compose it by. Any thread. */
#ifndef GG_GRID_H
#define GG_GRID_H

#include <stddef.h>

#include <SDL.h>

enum { GRID_THIRDS = 1, GRID_CROSS = 2 };

struct grid {
	unsigned shows; /* GRID_THIRDS and GRID_CROSS, or 0 */
	int thickness;	/* of a line, pixels of the drawable */
};

enum { GRID_LINES = 6 };

/* Rectangles of the drawable, to be filled dark first: a light line between two dark ones. */
struct grid_lines {
	int n;
	SDL_Rect dark[GRID_LINES], light[GRID_LINES];
};

enum { GRID_DARK = 0x10, GRID_LIGHT = 0xf0 }; /* grey, 0..255 */

/* The lines of a picture that is drawn there, within a drawable of that size. */
struct grid_lines grid_lines(const struct grid *grid, const SDL_Rect *picture, int drawable_width,
			     int drawable_height);

/* The next in turn: none, thirds, cross, both. And what it is called. */
unsigned grid_next(unsigned shows);
const char *grid_name(unsigned shows);

#endif
