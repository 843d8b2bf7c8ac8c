/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A Bayer image to lines of RGB. Samples become light (black level, gain) or at
 * once codes (transfer curve) as their rows are needed, in a ring that the demosaic looks at.
 * Private to the library; used by one thread at a time.
 */
#ifndef GG_DEVELOPER_H
#define GG_DEVELOPER_H

#include <stdbool.h>
#include <stdint.h>

#include <groundglass/convert.h>

#include "dsp.h"

/* Zero-initialised it is empty. */
struct gg_developer {
	uint16_t *memory;  /* rows of the ring, then three for R, G and B, or samples to come */
	size_t stride;	   /* of these, in words */
	uint32_t capacity; /* pixels */

	struct gg_curve curve;
	enum gg_transfer transfer; /* of the curve */
	unsigned curve_half;	   /* 0: there is none */

	/* of the image being developed */
	const struct gg_dsp_raw *dsp;
	const struct gg_image *image;
	bool streams;		   /* pixels past the caches */
	int64_t next;		   /* line that goes on from what is in memory; -1: none */
	struct gg_light lights[2]; /* of even and odd lines */
	uint8_t tables[2][2][256]; /* of these, of even and odd columns: codes of 8 bit samples */
	enum gg_demosaic demosaic;
	bool has_matrix;
	float matrix[3][3];
};

void gg_developer_finish(struct gg_developer *developer);

/* Begin with a valid Bayer image, which stays until its last line. 0 or -ENOMEM. */
int gg_developer_begin(struct gg_developer *developer, const struct gg_dsp *dsp,
		       const struct gg_image *image, const struct gg_convert_params *params,
		       struct gg_error *error);

/*
 * Write a line as width pixels of bytes B, G, R, 255; fastest behind the line before. Then, before
 * another thread reads them, dsp's settle().
 */
void gg_developer_line(struct gg_developer *developer, uint32_t line, uint8_t *dst);

#endif
