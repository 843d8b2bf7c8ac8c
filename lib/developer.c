/* SPDX-License-Identifier: BSD-2-Clause */
#include "developer.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "curve.h"
#include "samples.h"

enum {
	RING = 5,  /* rows that a line needs at most */
	LINE = 32, /* words of a line of the cache, at which rows begin */
	MAX_REACH = 2,
};

/* Pictures of more bytes than this fill a cache before anybody reads them. */
static const size_t CACHED_BYTES = (size_t)4 << 20;

/* Beyond these a step of a sample is more than one of the picture. */
static const double MAX_BLACK = 0.75, MAX_GAIN = 16;

void gg_developer_finish(struct gg_developer *developer)
{
	free(developer->memory);
	*developer = (struct gg_developer){ 0 };
}

static int have_rows(struct gg_developer *developer, uint32_t width, struct gg_error *error)
{
	if (developer->capacity >= width)
		return 0;
	free(developer->memory);
	/* A line before the row and one behind it: two words of each are used. */
	developer->stride = ((size_t)width + LINE - 1) / LINE * LINE + (size_t)2 * LINE;
	developer->memory =
		aligned_alloc(LINE * sizeof *developer->memory,
			      (RING + 3) * developer->stride * sizeof *developer->memory);
	developer->capacity = developer->memory ? width : 0;
	if (!developer->memory)
		return gg_error_set(error, -ENOMEM, "no memory for rows of %u pixels", width);
	return 0;
}

/* Not a number counts as the least. */
static double within(double value, double low, double high)
{
	return value > low ? fmin(value, high) : low;
}

/* The light of a line whose samples have these gains in even and odd columns. */
static struct gg_light light_of(double black, const double gains[2], unsigned bits)
{
	const double top = gg_samples_top(bits);
	struct gg_light light = { .black = (uint16_t)lround(top * black) };

	for (unsigned i = 0; i < 2; i++) {
		const uint32_t factor =
			(uint32_t)llround(gains[i] * 65535 * 65536 / (top * (1 - black)));
		light.factor[i] = factor;
		light.clip[i] = (uint16_t)(factor < 65536 ? 65535 : UINT32_MAX / factor);
	}
	return light;
}

/* Does the demosaic look at light, not at codes? */
static bool is_linear(const struct gg_developer *developer)
{
	return developer->has_matrix || developer->demosaic == GG_DEMOSAIC_MHC;
}

/*
 * Bytes of codes, before the demosaic, go up only from 5/8: a mean of four then adds 1/4 of a step
 * at most downwards and 1/2 upwards, and the sum stays within 7/8 either way.
 */
static void set_curve(struct gg_developer *developer, enum gg_transfer transfer)
{
	const unsigned half = is_linear(developer) ? 128 : 96;

	if (developer->curve_half == half && developer->transfer == transfer)
		return;
	gg_curve_set(&developer->curve, transfer, half);
	developer->transfer = transfer;
	developer->curve_half = half;
}

/* A single column stands for either colour, so takes the way of other samples. */
static bool has_tables(const struct gg_image *image)
{
	return image->format->bits == 8 && image->width > 1;
}

static void set_tables(struct gg_developer *developer)
{
	enum { N = 2 * 256 };
	uint16_t samples[N];

	for (unsigned i = 0; i < N; i++)
		samples[i] = (uint16_t)(i / 2 << 8);
	for (unsigned row = 0; row < 2; row++) {
		uint8_t *const codes[2] = { developer->tables[row][0], developer->tables[row][1] };
		developer->dsp->develop(samples, codes, N, &developer->lights[row],
					&developer->curve);
	}
}

int gg_developer_begin(struct gg_developer *developer, const struct gg_dsp_raw *dsp,
		       const struct gg_image *image, const struct gg_convert_params *params,
		       struct gg_error *error)
{
	const struct gg_raw *raw = &params->raw;
	const double black = within((double)raw->black, 0, MAX_BLACK);
	const uint8_t *order = image->format->order;
	const int ret = have_rows(developer, image->width, error);

	if (ret < 0)
		return ret;
	developer->dsp = dsp;
	developer->image = image;
	developer->streams = (size_t)4 * image->width * image->height > CACHED_BYTES;
	developer->next = -1;
	developer->demosaic = params->demosaic;
	for (unsigned row = 0; row < 2; row++) {
		double gains[2];
		for (unsigned i = 0; i < 2; i++)
			gains[i] = within((double)raw->gains[order[2 * row + i]], 0, MAX_GAIN);
		developer->lights[row] = light_of(black, gains, image->format->bits);
	}
	developer->has_matrix = gg_raw_has_matrix(raw);
	for (unsigned i = 0; i < 9; i++)
		developer->matrix[i / 3][i % 3] = raw->matrix[i / 3][i % 3];
	set_curve(developer, raw->transfer);
	if (has_tables(image))
		set_tables(developer);
	return 0;
}

static uint16_t *memory_row(const struct gg_developer *developer, unsigned i)
{
	return developer->memory + developer->stride * i + LINE;
}

/* Of a line of the image or up to MAX_REACH beyond. */
static uint16_t *ring_row(const struct gg_developer *developer, int64_t line)
{
	return memory_row(developer, (unsigned)((line + RING) % RING));
}

/* What stands for a line or column beyond an edge: mirrored at the last, so of the same colour. */
static uint32_t mirror(int64_t i, uint32_t n)
{
	const int64_t last = (int64_t)n - 1;

	if (n == 1)
		return 0;
	while (i < 0 || i > last)
		i = i < 0 ? -i : 2 * last - i;
	return (uint32_t)i;
}

/* The bytes of a line of the image or up to MAX_REACH beyond. */
static const uint8_t *line_at(const struct gg_image *image, int64_t line)
{
	return image->planes[0].data + image->planes[0].stride * mirror(line, image->height);
}

/* Fill the ring's row for such a line with light, margins included. */
static void fill_light(const struct gg_developer *developer, int64_t line)
{
	const struct gg_light *light = &developer->lights[line & 1];
	const struct gg_image *image = developer->image;
	const uint32_t width = image->width;
	uint16_t *row = ring_row(developer, line);

	gg_samples_unpack(developer->dsp, image->format, line_at(image, line), row, width);
	if (width == 1) { /* stands for either colour */
		row[-2] = row[-1] = row[1] = row[2] = row[0];
		developer->dsp->light(row - MAX_REACH, 2 * MAX_REACH + 1, light);
		return;
	}
	developer->dsp->light(row, width, light);
	for (int i = 1; i <= MAX_REACH; i++) {
		row[-i] = row[mirror(-i, width)];
		row[width + (uint32_t)i - 1] = row[mirror((int64_t)width + i - 1, width)];
	}
}

/* The ring's row for such a line as bytes: those of even columns, in the other half odd ones. */
static void codes_row(const struct gg_developer *developer, int64_t line, uint8_t *codes[2])
{
	codes[0] = (uint8_t *)(ring_row(developer, line) - LINE) + LINE;
	codes[1] = codes[0] + developer->stride;
}

/* Fill it with codes, of one column more on either side too. */
static void fill_codes(const struct gg_developer *developer, int64_t line)
{
	const struct gg_image *image = developer->image;
	const struct gg_dsp_raw *dsp = developer->dsp;
	const uint32_t width = image->width;
	uint16_t *samples = memory_row(developer, RING);
	uint8_t *codes[2];

	codes_row(developer, line, codes);
	if (has_tables(image)) {
		dsp->develop_bytes(line_at(image, line), codes, width, developer->tables[line & 1]);
		codes[width % 2][width / 2] = codes[width % 2][width / 2 - 1];
	} else {
		gg_samples_unpack(dsp, image->format, line_at(image, line), samples, width);
		samples[width] = samples[mirror(width, width)];
		dsp->develop(samples, codes, (size_t)width + 1, &developer->lights[line & 1],
			     &developer->curve);
	}
	codes[1][-1] = codes[1][0];
}

/* The demosaic, the matrix and the curve, of a line whose neighbours are in the ring. */
static void linear_line(const struct gg_developer *developer, int64_t line, int64_t reach,
			struct gg_bayer_line bayer, uint8_t *dst)
{
	const uint16_t *rows[RING];
	const struct gg_dsp_raw *dsp = developer->dsp;
	const size_t n = developer->image->width;
	uint16_t *const rgb[3] = { memory_row(developer, RING), memory_row(developer, RING + 1),
				   memory_row(developer, RING + 2) };

	for (int64_t i = -reach; i <= reach; i++)
		rows[i + reach] = ring_row(developer, line + i);
	if (developer->demosaic == GG_DEMOSAIC_MHC)
		dsp->mhc(rows, bayer, rgb, n);
	else
		dsp->bilinear_light(rows, bayer, rgb, n);
	if (developer->has_matrix)
		dsp->matrix(rgb, n, developer->matrix);
	for (unsigned i = 0; i < 3; i++)
		dsp->curve(rgb[i], n, &developer->curve);
	dsp->merge(rgb, dst, n);
}

/* The same of codes. */
static void bilinear_line(const struct gg_developer *developer, int64_t line,
			  struct gg_bayer_line bayer, uint8_t *dst)
{
	uint8_t *rows[3][2];

	for (int64_t i = 0; i < 3; i++)
		codes_row(developer, line + i - 1, rows[i]);
	developer->dsp->bilinear((const uint8_t *const(*)[2])rows, bayer, dst,
				 developer->image->width);
}

void gg_developer_line(struct gg_developer *developer, uint32_t line, uint8_t *dst)
{
	const int64_t reach = developer->demosaic == GG_DEMOSAIC_MHC ? 2 : 1;
	const uint8_t *colors = developer->image->format->order + (size_t)2 * (line & 1);
	const struct gg_bayer_line bayer = { .green_first = colors[0] == 1,
					     .blue = colors[0] == 2 || colors[1] == 2,
					     .streams = developer->streams };

	for (int64_t y = line == developer->next ? line + reach : line - reach; y <= line + reach;
	     y++)
		(is_linear(developer) ? fill_light : fill_codes)(developer, y);
	developer->next = (int64_t)line + 1;
	if (is_linear(developer))
		linear_line(developer, line, reach, bayer, dst);
	else
		bilinear_line(developer, line, bayer, dst);
}
