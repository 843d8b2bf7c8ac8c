/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which part of the picture a window shows, and how large. Values and arithmetic only, any thread.
 *
 * What is in the middle is kept as a place in the picture as it is stored, so that it stays there
 * when the picture is turned, or when window or picture change their size.
 */
#ifndef GG_VIEWPORT_H
#define GG_VIEWPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>

#include <groundglass/orientation.h>

/* Scales are whole numbers, so that every presenter chooses the same pixels. */
enum { VIEWPORT_ONE = 256, VIEWPORT_MAX = 32 * VIEWPORT_ONE };

/* Zero-initialised the whole picture is shown, as large as the window permits: it is fit. */
struct viewport {
	int scale;   /* pixels of the drawable to VIEWPORT_ONE pixels of the picture; 0: fit */
	double x, y; /* 0..1: what is in the middle; nothing where it is fit */
};

/* What is looked at, and through what. All sizes in pixels, at least 1. */
struct viewport_sizes {
	uint32_t width, height; /* of the picture as it is stored */
	enum gg_orientation orientation;
	int drawable_width, drawable_height;
};

/* Where the turned picture is in the drawable, of which it may stick out: pixels, y downwards. */
struct placement {
	int scale;	      /* of the viewport; 0: fit */
	double x, y;	      /* of its top left corner; whole numbers */
	double width, height; /* in the drawable */
};

/* The largest rectangle with the picture's aspect in the middle of a drawable. */
SDL_Rect viewport_fit(uint32_t width, uint32_t height, int drawable_width, int drawable_height);

/*
 * Where the picture is. It is in the middle where it is smaller than the drawable, and else leaves
 * none of that free.
 */
struct placement viewport_place(const struct viewport *viewport,
				const struct viewport_sizes *sizes);

/* The pixels of the drawable that it is drawn to, some beyond its edges. */
SDL_Rect placement_rect(const struct placement *placement);

/* Of VIEWPORT_ONE and more: the pixel of the picture that is so many of the drawable behind its
 * first. */
static inline int viewport_source(int pixel, int scale)
{
	return (2 * pixel + 1) * (VIEWPORT_ONE / 2) / scale;
}

/*
 * So many steps closer, or back where negative: to 1, 1.5, 2, 3, 4, 6 and so on, VIEWPORT_MAX at
 * most, and back to fit or 1, whichever is smaller. What is at x, y of the drawable stays there as
 * far as the edges let it.
 */
void viewport_zoom(struct viewport *viewport, const struct viewport_sizes *sizes, int steps,
		   double x, double y);

/* From fit to a pixel for a pixel, with x, y as above, and from all else to fit. */
void viewport_toggle(struct viewport *viewport, const struct viewport_sizes *sizes, double x,
		     double y);

/* Move the picture by pixels of the drawable, as far as its edges let it. */
void viewport_pan(struct viewport *viewport, const struct viewport_sizes *sizes, double dx,
		  double dy);

/* The pixel of the stored picture that is shown at x, y of the drawable; false: none is. */
bool viewport_pixel(const struct viewport *viewport, const struct viewport_sizes *sizes, int x,
		    int y, uint32_t *column, uint32_t *row);

/* "fit", "1:1", "1.5x". */
void viewport_text(const struct viewport *viewport, char *text, size_t size);

#endif
