/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How bright a picture is: counts of its values, of samples spread over it, and a graph of them.
 * Pure functions but for the letters of the graph, which are the main thread's.
 */
#ifndef GG_HISTOGRAM_H
#define GG_HISTOGRAM_H

#include <stdint.h>

#include "overlay.h"
#include "picture.h"

enum histogram_mode {
	HISTOGRAM_OFF,
	HISTOGRAM_OF_LUMA,
	HISTOGRAM_OF_RGB,
	HISTOGRAM_WAVEFORM, /* luma from bottom to top, for each column of the picture */
	HISTOGRAM_MODES
};

enum histogram_channel {
	HISTOGRAM_LUMA,
	HISTOGRAM_RED,
	HISTOGRAM_GREEN,
	HISTOGRAM_BLUE,
	HISTOGRAM_CHANNELS
};

enum {
	HISTOGRAM_MAX_WIDTH = 512, /* samples */
	HISTOGRAM_MAX_HEIGHT = 288,
	HISTOGRAM_COLUMNS = 256, /* of the waveform, at most */
	HISTOGRAM_LEVELS = 128,
	HISTOGRAM_MARGIN = 1, /* luma from 0 and from 255 on that counts as clipped */
};

struct histogram {
	uint32_t samples;
	uint32_t counts[HISTOGRAM_CHANNELS][256];
	uint32_t columns;			    /* of the waveform */
	uint32_t column_samples[HISTOGRAM_COLUMNS]; /* in each */
	uint16_t wave[HISTOGRAM_COLUMNS][HISTOGRAM_LEVELS];
};

/* How many samples across and down a picture of that size has. */
void histogram_grid(uint32_t width, uint32_t height, uint32_t *across, uint32_t *down);

/* The samples of a picture, which may be empty: -ENODATA. Each is the pixel in its part's middle.
 */
int histogram_sample(const struct picture *picture, struct picture *samples,
		     struct gg_error *error);

void histogram_count(struct histogram *histogram, const struct picture *samples);

/* The part of the samples, 0..1, that is clipped to black and to white; the worst of R, G, B. */
void histogram_clipped(const struct histogram *histogram, enum histogram_mode mode, double *black,
		       double *white);

/*
 * Draw it into a block, whose pixels are the caller's to free, at scale times the normal size or as
 * large as there is room. No pixels where there is no memory.
 */
void histogram_draw(const struct histogram *histogram, enum histogram_mode mode, float scale,
		    int room_width, int room_height, struct overlay_block *block);

#endif
