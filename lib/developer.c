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
	PART = 512, /* columns, even: as many pixels as wait to be written at a time */
};

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

static bool has_tables(const struct gg_image *image)
{
	return image->format->bits == 8 && image->width > 1;
}

static void set_tables(struct gg_developer *developer)
{
	enum { N = 2 * 256 };
	uint16_t light[N];

	for (unsigned row = 0; row < 2; row++) {
		uint8_t *const codes[2] = { developer->tables[row][0], developer->tables[row][1] };
		for (unsigned i = 0; i < N; i++)
			light[i] = (uint16_t)(i / 2 << 8);
		developer->dsp->light(light, N, &developer->lights[row]);
		developer->dsp->codes(light, codes, N, &developer->curve);
	}
}

int gg_developer_begin(struct gg_developer *developer, const struct gg_dsp *dsp,
		       const struct gg_image *image, const struct gg_convert_params *params,
		       struct gg_error *error)
{
	const struct gg_raw *raw = &params->raw;
	const double black = within((double)raw->black, 0, MAX_BLACK);
	const uint8_t *order = image->format->order;
	const int ret = have_rows(developer, image->width, error);

	if (ret < 0)
		return ret;
	developer->dsp = dsp->raw;
	developer->streams = dsp->streams;
	developer->image = image;
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

/* Columns are developed by whole groups, of which a pair begins at an even one: up to where. */
static uint32_t end_of_codes(const struct gg_image *image, uint32_t x)
{
	const uint32_t pair = 2u * image->format->planes[0].group_width;
	const uint32_t end = (x + pair - 1) / pair * pair;

	return end < image->width ? end : image->width;
}

/*
 * Samples of a line from an even column on to codes, a single column's as of either colour. In
 * passes, each of them short enough to overlap itself, over what the nearest cache holds.
 */
static void develop(const struct gg_developer *developer, int64_t line, const uint8_t *src,
		    uint8_t *const codes[2], uint32_t n)
{
	const struct gg_dsp_raw *dsp = developer->dsp;
	uint16_t *light = memory_row(developer, RING); /* only linear_line() has another use */

	gg_samples_unpack(dsp, developer->image->format, src, light, n);
	if (developer->image->width == 1)
		light[n++] = light[0];
	dsp->light(light, n, &developer->lights[line & 1]);
	dsp->codes(light, codes, n, &developer->curve);
}

/* One more code beside the outermost of the ring's row. */
static void add_margins(const struct gg_developer *developer, int64_t line)
{
	const uint32_t width = developer->image->width;
	uint8_t *codes[2];

	codes_row(developer, line, codes);
	codes[1][-1] = codes[1][0];
	if (width > 1)
		codes[width % 2][width / 2] = codes[width % 2][width / 2 - 1];
}

/* Fill these columns of the ring's row. */
static void fill_codes(const struct gg_developer *developer, int64_t line, uint32_t x, uint32_t end)
{
	const struct gg_image *image = developer->image;
	const uint8_t *src = line_at(image, line) + gg_format_row_bytes(image->format, 0, x);
	const uint32_t n = end - x;
	uint8_t *codes[2];

	codes_row(developer, line, codes);
	uint8_t *const to[2] = { codes[0] + x / 2, codes[1] + x / 2 };
	if (has_tables(image))
		developer->dsp->develop_bytes(src, to, n, developer->tables[line & 1]);
	else
		develop(developer, line, src, to, n);
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

/* Have columns of a line's samples on their way from memory. */
static void fetch(const struct gg_image *image, int64_t line, uint32_t x, uint32_t n)
{
	const uint8_t *bytes = line_at(image, line);
	const size_t end = gg_format_row_bytes(image->format, 0, x + n);

	for (size_t i = gg_format_row_bytes(image->format, 0, x); i < end;
	     i += LINE * sizeof(uint16_t))
		__builtin_prefetch(bytes + i);
}

static void bilinear_part(const struct gg_developer *developer, int64_t line,
			  struct gg_bayer_line bayer, uint32_t x, uint32_t n, uint8_t *dst)
{
	uint8_t *rows[3][2];

	for (int64_t i = 0; i < 3; i++) {
		codes_row(developer, line + i - 1, rows[i]);
		rows[i][0] += x / 2;
		rows[i][1] += x / 2;
	}
	developer->dsp->bilinear((const uint8_t *const(*)[2])rows, bayer, dst + 4 * (size_t)x, n);
}

/* The last may be up to twice as long, so that none is short. */
static uint32_t part_at(const struct gg_developer *developer, uint32_t x)
{
	const uint32_t rest = developer->image->width - x;

	return rest < 2 * PART ? rest : PART;
}

/* Where the pair of groups begins that has column x. */
static uint32_t begin_of_codes(const struct gg_image *image, uint32_t x)
{
	const uint32_t pair = 2u * image->format->planes[0].group_width;

	return x / pair * pair;
}

static enum gg_samples_kind kind_of(const struct gg_image *image)
{
	switch (image->format->packing) {
	case GG_PACKING_CSI2:
		return GG_SAMPLES_CSI2;
	case GG_PACKING_IPU3:
		return GG_SAMPLES_IPU3;
	default:
		return has_tables(image) ? GG_SAMPLES_BYTES : GG_SAMPLES_WORDS;
	}
}

/* As bilinear_line(), of so many columns as the kernel for all of it does; returns how many. */
static uint32_t preview(const struct gg_developer *developer, int64_t line,
			struct gg_bayer_line bayer, uint8_t *dst)
{
	uint8_t *rows[3][2], *codes[2];

	if (!developer->dsp->preview || !bayer.streams)
		return 0;
	for (int64_t i = 0; i < 3; i++)
		codes_row(developer, line + i - 1, rows[i]);
	codes_row(developer, line + 2, codes);
	const struct gg_samples samples = {
		.src = line_at(developer->image, line + 2),
		.kind = kind_of(developer->image),
		.bits = developer->image->format->bits,
		.light = &developer->lights[line & 1],
		.curve = &developer->curve,
		.tables = developer->tables[line & 1],
	};
	return (uint32_t)developer->dsp->preview(&samples, codes, (const uint8_t *const(*)[2])rows,
						 bayer, dst, developer->image->width);
}

/*
 * The demosaic of codes; on the way, part by part, the codes of the line after the next. Thus
 * samples come from memory and pixels go there while the processor is busy, and nothing is read
 * that waits behind pixels to be written.
 */
static void bilinear_line(const struct gg_developer *developer, int64_t line,
			  struct gg_bayer_line bayer, uint8_t *dst)
{
	uint32_t x = preview(developer, line, bayer, dst), n;
	uint32_t codes = begin_of_codes(developer->image, x);

	for (; (n = part_at(developer, x)) > 0; x += n) {
		const uint32_t end = end_of_codes(developer->image, x + n);
		fill_codes(developer, line + 2, codes, end);
		codes = end;
		fetch(developer->image, line + 4, x, n);
		bilinear_part(developer, line, bayer, x, n, dst);
	}
	add_margins(developer, line + 2);
}

/* What bilinear_line() finds of lines before. */
static void begin_codes(const struct gg_developer *developer, int64_t line)
{
	const uint32_t width = developer->image->width;

	for (int64_t y = line - 1; y <= line + 1; y++) {
		fill_codes(developer, y, 0, width);
		add_margins(developer, y);
	}
}

void gg_developer_line(struct gg_developer *developer, uint32_t line, uint8_t *dst)
{
	const bool follows = line == developer->next;
	const int64_t reach = developer->demosaic == GG_DEMOSAIC_MHC ? 2 : 1;
	const uint8_t *colors = developer->image->format->order + (size_t)2 * (line & 1);
	const struct gg_bayer_line bayer = { .green_first = colors[0] == 1,
					     .blue = colors[0] == 2 || colors[1] == 2,
					     .streams = developer->streams };

	developer->next = (int64_t)line + 1;
	if (!is_linear(developer)) {
		if (!follows)
			begin_codes(developer, line);
		bilinear_line(developer, line, bayer, dst);
		return;
	}
	for (int64_t y = follows ? line + reach : line - reach; y <= line + reach; y++)
		fill_light(developer, y);
	linear_line(developer, line, reach, bayer, dst);
}
