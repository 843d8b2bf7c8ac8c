/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is drawn over the picture: a few blocks of text, already rendered. The main thread makes an
 * overlay whenever a text changes, and hands it to the render thread, which only reads it:
 * immutable and reference-counted.
 */
#ifndef GG_OVERLAY_H
#define GG_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order in which they are drawn. */
enum overlay_anchor {
	OVERLAY_BOTTOM_RIGHT, /* beside what is at the right, or gone while that leaves no room */
	OVERLAY_TOP_LEFT,
	OVERLAY_RIGHT, /* at the top */
	OVERLAY_BOTTOM_LEFT,
	OVERLAY_CENTER,
	OVERLAY_ANCHORS
};

/*
 * Bytes in a text that say how what follows them looks, to the end of its line; any other control
 * character but a newline is shown as a box.
 */
#define OVERLAY_PLAIN  "\x01"
#define OVERLAY_DIM    "\x02" /* of less importance */
#define OVERLAY_ACCENT "\x03" /* headings, keys, what is chosen */
#define OVERLAY_WARN   "\x04" /* other than it should be */
#define OVERLAY_ROW    "\x05" /* at the beginning of a line: the chosen one */
#define OVERLAY_BAR    "\x06" /* with two characters by overlay_bar() */
#define OVERLAY_FIELD  "\x07" /* being typed into */
#define OVERLAY_CHOSEN "\x08" /* the chosen one of several in a line */

enum {
	OVERLAY_BAR_CELLS = 10, /* letters that a bar is wide */
	OVERLAY_BAR_STEPS = 90, /* places in it, characters behind the blank, which is none */
};

/* A text in UTF-8 with newlines; NULL or "": none. Or something that is drawn already. */
struct overlay_text {
	const char *text;
	uint8_t alpha;			   /* of the whole block, 255: as it is */
	const struct overlay_block *drawn; /* in its place; NULL: the text */
	unsigned serial;		   /* of drawn: another where that is other */
};

struct overlay_block {
	uint32_t width, height; /* pixels of the window's drawable; 0: nothing here */
	uint32_t *pixels;	/* ARGB8888, colours times their alpha, rows of width pixels */
	char *text;		/* what it shows; NULL where it was drawn */
	char *lines;		/* text, as it is broken into lines */
	uint8_t alpha;
	int room_width, room_height; /* what it was made for */
	float scale;
	int font;     /* pixels high */
	float letter; /* pixels that a letter is wide */
	int line;     /* pixels from line to line */
	int padding;  /* pixels around the text */
	int corner;   /* rows at the top, and at the bottom, that are not opaque all along */
};

struct overlay {
	unsigned refs;	 /* atomic */
	unsigned serial; /* differs between any two overlays of a process */
	struct overlay_block blocks[OVERLAY_ANCHORS];
};

/*
 * Render the texts, one for each anchor, at scale times the normal size, or so small that they fit
 * into a drawable of that size and can still be read; lines that are too wide go on in the next.
 * What has not changed is taken from before (may be NULL). NULL where there is no font or memory.
 * Main thread.
 */
struct overlay *overlay_create(const struct overlay_text texts[OVERLAY_ANCHORS],
			       const struct overlay *before, float scale, int drawable_width,
			       int drawable_height);

struct overlay *overlay_ref(struct overlay *overlay);
void overlay_unref(struct overlay *overlay); /* NULL is accepted */

/* Top left corner of a block in a drawable of that size; what does not fit shows its beginning. */
void overlay_place(const struct overlay *overlay, enum overlay_anchor anchor, int drawable_width,
		   int drawable_height, int *x, int *y);

/* The letter of a block at a place in the drawable, from 0; false where that is not the block's. */
bool overlay_hit(const struct overlay *overlay, enum overlay_anchor anchor, int drawable_width,
		 int drawable_height, int x, int y, float *column, int *row);

/* For how many letters and lines there is room, and how large these are. */
struct overlay_room {
	int columns, rows;
	int letter; /* OVERLAY_NORMAL, or less where there would be few of these in a line */
};
enum { OVERLAY_NORMAL = 15, OVERLAY_SMALLEST = 9 }; /* pixels high at scale 1 */

/* False where there is no font. Main thread. */
bool overlay_room(float scale, int drawable_width, int drawable_height, struct overlay_room *room);

/* A bar's OVERLAY_BAR and what follows it: places 0..1 in it; negative: none. */
struct overlay_bar {
	char text[4];
};
struct overlay_bar overlay_bar(double value, double tick);

/*
 * Render one block's text; for overlay_create(). Lines that before (may be NULL) has in the same
 * place are taken from there. Nothing where there is no font or memory.
 */
void overlay_render(struct overlay_block *block, const char *text,
		    const struct overlay_block *before, float scale, int width, int height);

enum { OVERLAY_MARGIN = 8 }; /* pixels between the blocks and the window's edges */

/* Close the fonts. */
void overlay_quit(void);

#endif
