/* SPDX-License-Identifier: BSD-2-Clause */
#include "chroma.h"

#include <errno.h>
#include <stdlib.h>

void gg_chroma_rows_finish(struct gg_chroma_rows *rows)
{
	free(rows->u);
	free(rows->v);
	free(rows->samples);
	free(rows->luma);
	*rows = (struct gg_chroma_rows){ 0 };
}

int gg_chroma_rows_begin(struct gg_chroma_rows *rows, const struct gg_image *image,
			 struct gg_error *error)
{
	const size_t width = image->width;

	if (rows->capacity >= width)
		return 0;
	gg_chroma_rows_finish(rows);
	rows->u = malloc(width * sizeof *rows->u);
	rows->v = malloc(width * sizeof *rows->v);
	rows->samples = malloc(width * sizeof *rows->samples);
	rows->luma = malloc(width);
	if (!rows->u || !rows->v || !rows->samples || !rows->luma) {
		gg_chroma_rows_finish(rows);
		return gg_error_set(error, -ENOMEM, "no memory for the chroma of %zu pixels",
				    width);
	}
	rows->capacity = image->width;
	return 0;
}

/* Where the samples of chroma component i (1 U, 2 V) are. */
struct source {
	const uint8_t *data;
	size_t stride, step; /* bytes from line to line of samples, from sample to sample */
};

static struct source source_of(const struct gg_image *image, unsigned i)
{
	const struct gg_format *format = image->format;
	unsigned plane = 0, offset = format->order[i];

	if (format->layout == GG_LAYOUT_YUV_SEMIPLANAR) {
		plane = 1;
	} else if (format->layout == GG_LAYOUT_YUV_PLANAR) {
		plane = format->order[i];
		offset = 0;
	}
	return (struct source){ image->planes[plane].data + offset, image->planes[plane].stride,
				format->planes[plane].group_bytes };
}

/* Samples of the two lines around a line, 64 * (C - 128): 3/4 of the nearer, 1/4 of the other. */
static void mix_lines(const struct source *source, const struct gg_image *image, uint32_t line,
		      int16_t *samples, uint32_t n)
{
	const unsigned vsub = image->format->vsub;
	const uint32_t last = (image->height + vsub - 1) / vsub - 1, nearer = line / vsub;
	uint32_t other = nearer;

	if (vsub == 2 && line % 2 == 0 && nearer > 0)
		other = nearer - 1;
	else if (vsub == 2 && line % 2 == 1 && nearer < last)
		other = nearer + 1;

	const uint8_t *a = source->data + source->stride * nearer;
	const uint8_t *b = source->data + source->stride * other;
	const size_t step = source->step;
	for (uint32_t i = 0; i < n; i++)
		samples[i] = (int16_t)((3 * a[i * step] + b[i * step] - 4 * 128) * 16);
}

/* From n samples of 64 * (C - 128) to width values of 256 * (C - 128). */
static void widen(const int16_t *samples, uint32_t n, enum gg_siting siting, int16_t *to,
		  uint32_t width)
{
	for (uint32_t x = 0; x < width; x++) {
		const uint32_t i = x / 2;
		if (siting == GG_SITING_LEFT) {
			const uint32_t next = x % 2 && i + 1 < n ? i + 1 : i;
			to[x] = (int16_t)((samples[i] + samples[next]) * 2);
		} else {
			const uint32_t other =
				x % 2 ? (i + 1 < n ? i + 1 : i) : (i > 0 ? i - 1 : i);
			to[x] = (int16_t)(3 * samples[i] + samples[other]);
		}
	}
}

void gg_chroma_rows_fill(struct gg_chroma_rows *rows, const struct gg_image *image, uint32_t line)
{
	const uint32_t n = (image->width + 1) / 2;
	int16_t *const to[] = { rows->u, rows->v };

	for (unsigned i = 0; i < 2; i++) {
		const struct source source = source_of(image, i + 1);
		mix_lines(&source, image, line, rows->samples, n);
		widen(rows->samples, n, image->siting, to[i], image->width);
	}
}

const uint8_t *gg_chroma_rows_luma(struct gg_chroma_rows *rows, const struct gg_image *image,
				   const uint8_t *row)
{
	if (image->format->layout != GG_LAYOUT_YUV_PACKED)
		return row;
	row += image->format->order[0];
	for (uint32_t x = 0; x < image->width; x++)
		rows->luma[x] = row[2 * (size_t)x];
	return rows->luma;
}
