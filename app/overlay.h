/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is drawn over the picture: a few blocks of text, already rendered. The main thread makes an
 * overlay whenever a text changes, and hands it to the render thread, which only reads it:
 * immutable and reference-counted.
 */
#ifndef GG_OVERLAY_H
#define GG_OVERLAY_H

#include <stddef.h>
#include <stdint.h>

enum overlay_anchor { OVERLAY_TOP_LEFT, OVERLAY_BOTTOM_LEFT, OVERLAY_CENTER, OVERLAY_ANCHORS };

struct overlay_block {
	uint32_t width, height; /* pixels of the window's drawable; 0: nothing here */
	uint32_t *pixels;	/* ARGB8888, not premultiplied, rows of width pixels */
};

struct overlay {
	unsigned refs;	 /* atomic */
	unsigned serial; /* differs between any two overlays of a process */
	struct overlay_block blocks[OVERLAY_ANCHORS];
};

/*
 * Render the texts (UTF-8 with newlines, NULL or "": none), one for each anchor, at scale times
 * the normal size, or so small that they fit into a drawable of that size and can still be read.
 * NULL where there is no font or memory. Main thread.
 */
struct overlay *overlay_create(const char *const texts[OVERLAY_ANCHORS], float scale,
			       int drawable_width, int drawable_height);

struct overlay *overlay_ref(struct overlay *overlay);
void overlay_unref(struct overlay *overlay); /* NULL is accepted */

/* Top left corner of a block in a drawable of that size; what does not fit shows its beginning. */
void overlay_place(const struct overlay *overlay, enum overlay_anchor anchor, int drawable_width,
		   int drawable_height, int *x, int *y);

/* Close the fonts. */
void overlay_quit(void);

#endif
