/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What helps to expose and to focus: zebra, false colour and peaking drawn into a picture, and a
 * kept picture to compare it with. It is done to the converted picture at its own size, before it
 * is turned or scaled: here on the CPU, by analysis.frag on the GPU, both in the same integers.
 */
#ifndef GG_ANALYSIS_H
#define GG_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>

#include <groundglass/orientation.h>

#include "picture.h"

enum analysis_exposure {
	ANALYSIS_PLAIN,
	ANALYSIS_ZEBRA,	      /* stripes where it is bright, others where it is clipped */
	ANALYSIS_FALSE_COLOR, /* a colour for some bands of luma, the rest grey */
	ANALYSIS_EXPOSURES
};

/* Luma of 255. */
enum {
	ANALYSIS_BRIGHT = 243, /* 95 % */
	ANALYSIS_CLIPPED = 254,
	ANALYSIS_EDGE = 140, /* Sobel: |across| + |down|; a step from 0 to 255 has 4 * 255 */
};

/* 0xRRGGBB */
enum {
	ANALYSIS_BRIGHT_COLOR = 0x000000,
	ANALYSIS_CLIPPED_COLOR = 0xe000c0,
	ANALYSIS_EDGE_COLOR = 0xff2020,
	ANALYSIS_LINE_COLOR = 0xffb84d,
};

/* What is on; zeroed: nothing. */
struct analysis {
	enum analysis_exposure exposure;
	bool peaking;
	unsigned reference; /* number of the kept picture; the first shown with it is kept. 0: none
			     */
	float wipe; /* where across the window the line is, 0..1; left of it is the kept one */
};

bool analysis_is_on(const struct analysis *analysis);

/* Some of false colour, from the band before to this. */
struct analysis_band {
	uint8_t percent;  /* of 255, and then it ends */
	const char *name; /* NULL: grey */
	uint32_t rgb;
};

enum { ANALYSIS_BANDS = 9 };
extern const struct analysis_band analysis_bands[ANALYSIS_BANDS];

/* Luma at which a band ends; 256: it is the last. */
unsigned analysis_band_end(unsigned band);

/* Pixels that a stripe is wide: a part of the picture, so that it is seen in a small window too. */
uint32_t analysis_stripe(uint32_t width, uint32_t height);

/* BT.709 of the R'G'B' shown. */
static inline uint8_t analysis_luma(uint32_t xrgb)
{
	return (uint8_t)(((xrgb >> 16 & 255) * 54 + (xrgb >> 8 & 255) * 183 + (xrgb & 255) * 19 +
			  128) >>
			 8);
}

/* Which pixels of the picture, as it is stored, show what. */
struct analysis_parts {
	SDL_Rect live, line, reference;
};

/* All of it is live, */
struct analysis_parts analysis_whole(uint32_t width, uint32_t height);

/* or there is a line at a place 0..1 across the picture as it is turned. */
struct analysis_parts analysis_split(uint32_t width, uint32_t height,
				     enum gg_orientation orientation, double place);

/* Memory for analysis_mark(); zero-initialised it is empty. */
struct marker {
	uint32_t width, height; /* that it is for */
	uint8_t *luma;		/* three rows with a pixel more at each end */
	uint32_t *stripes;	/* along a diagonal: all bits or none */
	uint32_t palette[256];	/* false colour of a luma */
};

void marker_finish(struct marker *marker);

/*
 * Write the picture with what is on into to, which gets its size. reference has the picture's
 * size; NULL where parts need none. 0 or -ENOMEM.
 */
int analysis_mark(struct marker *marker, const struct analysis *analysis,
		  const struct analysis_parts *parts, const struct picture *picture,
		  const struct picture *reference, struct picture *to, struct gg_error *error);

#endif
