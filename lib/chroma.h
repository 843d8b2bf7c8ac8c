/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines of interpolated chroma: two lines of samples are mixed by where the line lies between them,
 * then widened to a value a pixel. Exact: 1/16 of a step is kept. Private to the library; used by
 * one thread at a time.
 */
#ifndef GG_CHROMA_H
#define GG_CHROMA_H

#include <stdint.h>

#include <groundglass/error.h>
#include <groundglass/image.h>

/* Zero-initialised it is empty. */
struct gg_chroma_rows {
	int16_t *u, *v;	  /* 256 * (C - 128) of each pixel of the line that fill() was called for */
	int16_t *samples; /* of one component of a line, before it is widened */
	uint8_t *luma;	  /* of a packed line */
	uint32_t capacity; /* pixels */
};

void gg_chroma_rows_finish(struct gg_chroma_rows *rows);

/* Have memory for the lines of image. 0 or -ENOMEM. */
int gg_chroma_rows_begin(struct gg_chroma_rows *rows, const struct gg_image *image,
			 struct gg_error *error);

/* Fill u and v with the chroma of a line of a valid image whose chroma is subsampled. */
void gg_chroma_rows_fill(struct gg_chroma_rows *rows, const struct gg_image *image, uint32_t line);

/* The luma of a line whose first plane is at row: there, or picked out of packed pixels. */
const uint8_t *gg_chroma_rows_luma(struct gg_chroma_rows *rows, const struct gg_image *image,
				   const uint8_t *row);

#endif
