/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/convert.h>

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include <libyuv/convert_argb.h>

#include "bands.h"
#include "chroma.h"
#include "converter.h"
#include "developer.h"
#include "dsp.h"
#include "samples.h"

enum { SPAN = 1024 }; /* pixels at a time of a line that takes two steps: they stay in the cache */

/* A band is long enough to be worth waking a thread, and short enough that none waits for long. */
enum { BAND_PIXELS = 1 << 17, MIN_BAND = 16 /* lines */, MAX_THREADS = 4 };

/* Pictures of more bytes than this fill a cache before anybody reads them. */
static const size_t CACHED_BYTES = (size_t)4 << 20;

/* What a thread converts lines with. */
struct lines {
	struct gg_chroma_rows chroma;  /* of chroma that is interpolated */
	struct gg_developer developer; /* of Bayer */

	/* of the image being converted */
	const struct gg_dsp *dsp;
	const struct gg_image *image;
	struct gg_yuv_matrix matrix; /* of Y'CbCr and grey */
	uint16_t grey_factor;	     /* of grey of more than 8 bits */
	int16_t grey_bias;
};

typedef void line_converter(struct lines *lines, uint32_t line, uint8_t *dst);

struct gg_converter {
	struct gg_bands *bands;

	/* of the image being converted */
	line_converter *convert_line;
	uint8_t *pixels;
	size_t stride;

	unsigned n_threads;
	struct lines threads[];
};

struct gg_converter *gg_converter_create(unsigned n_threads)
{
	if (n_threads == 0)
		n_threads = gg_processor_count();
	if (n_threads > MAX_THREADS)
		n_threads = MAX_THREADS;

	struct gg_converter *converter =
		calloc(1, sizeof *converter + n_threads * sizeof *converter->threads);
	if (!converter)
		return NULL;
	converter->bands = gg_bands_create(n_threads);
	if (!converter->bands) {
		free(converter);
		return NULL;
	}
	converter->n_threads = n_threads;
	return converter;
}

void gg_converter_destroy(struct gg_converter *converter)
{
	if (!converter)
		return;
	gg_bands_destroy(converter->bands);
	for (unsigned i = 0; i < converter->n_threads; i++) {
		gg_chroma_rows_finish(&converter->threads[i].chroma);
		gg_developer_finish(&converter->threads[i].developer);
	}
	free(converter);
}

static const uint8_t *row_at(const struct gg_image *image, unsigned plane, uint32_t line)
{
	return image->planes[plane].data +
	       image->planes[plane].stride * (line / image->format->planes[plane].vsub);
}

/* RGB */

static void rgb24_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;

	/* libyuv names words of little-endian bytes: RGB24 begins with blue. */
	(image->format->order[0] == 2 ? RGB24ToARGB : RAWToARGB)(row_at(image, 0, line), 0, dst, 0,
								 (int)image->width, 1);
}

static void rgb32_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;

	lines->dsp->rgb32(row_at(image, 0, line), image->format->order, dst, image->width);
}

static void rgb565_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;

	lines->dsp->rgb565(row_at(image, 0, line), image->format->packing == GG_PACKING_565_BE, dst,
			   image->width);
}

static void rgb16_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;

	lines->dsp->rgb16(row_at(image, 0, line), image->format->order, dst, image->width);
}

/* Y'CbCr and grey */

static void grey_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;

	lines->dsp->grey(row_at(image, 0, line), dst, image->width, &lines->matrix);
}

static void deep_grey_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;
	const struct gg_format *format = image->format;
	const uint8_t *src = row_at(image, 0, line);
	const uint32_t group = format->planes[0].group_width, span = SPAN / group * group;
	uint16_t samples[SPAN];

	for (uint32_t x = 0; x < image->width; x += span) {
		const uint32_t n = image->width - x < span ? image->width - x : span;

		gg_samples_unpack(lines->dsp->raw, format, src + gg_format_row_bytes(format, 0, x),
				  samples, n);
		lines->dsp->raw->grey(samples, dst + 4 * (size_t)x, n, lines->grey_factor,
				      lines->grey_bias);
	}
}

static void packed_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;
	const struct gg_format *format = image->format;

	(format->hsub == 2 ? lines->dsp->packed : lines->dsp->packed444)(
		row_at(image, 0, line), format->order, dst, image->width, &lines->matrix);
}

static void semiplanar_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;
	const struct gg_format *format = image->format;

	(format->hsub == 2 ? lines->dsp->semiplanar : lines->dsp->semiplanar444)(
		row_at(image, 0, line), row_at(image, 1, line), format->order[1], dst, image->width,
		&lines->matrix);
}

static void planar_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;
	const struct gg_format *format = image->format;

	(format->hsub == 2 ? lines->dsp->yuv422 : lines->dsp->yuv444)(
		row_at(image, 0, line), row_at(image, format->order[1], line),
		row_at(image, format->order[2], line), dst, image->width, &lines->matrix);
}

static void interpolated_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	const struct gg_image *image = lines->image;
	struct gg_chroma_rows *chroma = &lines->chroma;

	gg_chroma_rows_fill(chroma, image, line);
	const uint8_t *luma = gg_chroma_rows_luma(chroma, image, row_at(image, 0, line));
	lines->dsp->yuv444_wide(luma, chroma->u, chroma->v, dst, image->width, &lines->matrix);
}

/* Bayer */

static void bayer_line(struct lines *lines, uint32_t line, uint8_t *dst)
{
	gg_developer_line(&lines->developer, line, dst);
}

static line_converter *find_line_converter(const struct gg_format *format, enum gg_chroma chroma)
{
	const bool subsampled = format->hsub > 1;

	switch (format->layout) {
	case GG_LAYOUT_RGB:
		if (format->packing != GG_PACKING_NONE)
			return rgb565_line;
		if (format->bits == 16)
			return rgb16_line;
		return format->planes[0].group_bytes == 3 ? rgb24_line : rgb32_line;
	case GG_LAYOUT_GREY:
		return format->bits == 8 ? grey_line : deep_grey_line;
	case GG_LAYOUT_BAYER:
		return bayer_line;
	case GG_LAYOUT_YUV_PACKED:
		return subsampled && chroma == GG_CHROMA_LINEAR ? interpolated_line : packed_line;
	case GG_LAYOUT_YUV_SEMIPLANAR:
		return subsampled && chroma == GG_CHROMA_LINEAR ? interpolated_line
								: semiplanar_line;
	case GG_LAYOUT_YUV_PLANAR:
		return subsampled && chroma == GG_CHROMA_LINEAR ? interpolated_line : planar_line;
	default:
		return NULL;
	}
}

bool gg_convert_supports(const struct gg_format *format)
{
	return find_line_converter(format, GG_CHROMA_NEAREST);
}

/* In the fixed point of dsp.h. */
static void matrix_set(struct gg_yuv_matrix *matrix, struct gg_color color)
{
	float m[3][4];

	gg_color_to_rgb(color, m);
	const double luma = (double)m[0][0];
	const double black = color.range == GG_RANGE_LIMITED ? 16 : 0;
	*matrix = (struct gg_yuv_matrix){
		.y = (uint16_t)lround(luma * 32 * 65536 / 257),
		.rv = (int16_t)lround((double)m[0][2] * 4096),
		.gu = (int16_t)lround((double)m[1][1] * 4096),
		.gv = (int16_t)lround((double)m[1][2] * 4096),
		.bu = (int16_t)lround((double)m[2][1] * 4096),
		.bias = (int16_t)(16 - lround(luma * black * 32)),
	};
}

/* In the fixed point of dsp_raw.h. Full range ends where all bits of a sample are set. */
static void grey_set(struct lines *lines, unsigned bits, enum gg_range range)
{
	const bool is_limited = range == GG_RANGE_LIMITED;
	const double scale = is_limited ? 255.0 / 219 / 256 : 255.0 / gg_samples_top(bits);

	lines->grey_factor = (uint16_t)lround(scale * 32 * 65536);
	lines->grey_bias = (int16_t)lround(16.5 - (is_limited ? 16 * 255.0 / 219 * 32 : 0));
}

static int prepare(struct lines *lines, const struct gg_image *image,
		   const struct gg_convert_params *params, struct gg_error *error)
{
	const struct gg_format *format = image->format;

	lines->image = image;
	if (format->layout == GG_LAYOUT_RGB)
		return 0;
	if (format->layout == GG_LAYOUT_BAYER)
		return gg_developer_begin(&lines->developer, lines->dsp, image, params, error);
	if (params->color.matrix == GG_MATRIX_AUTO || params->color.range == GG_RANGE_AUTO)
		return gg_error_set(
			error, -EINVAL,
			"colour of %s is not resolved: pass what gg_color_resolve() returns",
			format->name);
	matrix_set(&lines->matrix, params->color);
	if (format->layout == GG_LAYOUT_GREY)
		grey_set(lines, format->bits, params->color.range);
	if (format->hsub > 1 && params->chroma == GG_CHROMA_LINEAR)
		return gg_chroma_rows_begin(&lines->chroma, image, error);
	return 0;
}

static int refuse(const struct gg_format *format, struct gg_error *error)
{
	const char *reason = format->layout == GG_LAYOUT_JPEG
				     ? ": decode it first (gg_jpeg_decode())"
			     : format->layout == GG_LAYOUT_PISP
				     ? ": it is compressed in a way that only the Raspberry Pi's "
				       "image processor reads"
				     : "";

	return gg_error_set(error, -ENOTSUP, "cannot convert %s to RGB%s", format->name, reason);
}

static void convert_band(void *data, unsigned thread, uint32_t first, uint32_t end)
{
	struct gg_converter *converter = data;

	for (uint32_t line = first; line < end; line++)
		converter->convert_line(&converter->threads[thread], line,
					converter->pixels + converter->stride * line);
	converter->threads[thread].dsp->settle();
}

static void share_lines(struct gg_converter *converter, const struct gg_image *image)
{
	uint32_t band = BAND_PIXELS / image->width;

	if (band < MIN_BAND)
		band = MIN_BAND;
	if (converter->n_threads == 1 || image->height <= band)
		convert_band(converter, 0, 0, image->height);
	else
		gg_bands_run(converter->bands, image->height, band, convert_band, converter);
}

int gg_converter_run(struct gg_converter *converter, const struct gg_image *image,
		     const struct gg_convert_params *params, uint8_t *pixels, size_t stride,
		     struct gg_error *error)
{
	return gg_converter_run_part(converter, image, params, pixels, stride, image->height,
				     error);
}

int gg_converter_run_part(struct gg_converter *converter, const struct gg_image *image,
			  const struct gg_convert_params *params, uint8_t *pixels, size_t stride,
			  uint32_t height, struct gg_error *error)
{
	int ret = gg_image_validate(image, error);
	if (ret < 0)
		return ret;

	line_converter *convert_line = find_line_converter(image->format, params->chroma);
	if (!convert_line)
		return refuse(image->format, error);
	if (stride < 4 * (size_t)image->width)
		return gg_error_set(error, -EINVAL,
				    "stride %zu is too small for %u pixels of 4 bytes", stride,
				    image->width);
	const struct gg_dsp *dsp = gg_dsp((uint64_t)4 * image->width * height > CACHED_BYTES);
	for (unsigned i = 0; i < converter->n_threads; i++) {
		converter->threads[i].dsp = dsp;
		ret = prepare(&converter->threads[i], image, params, error);
		if (ret < 0)
			return ret;
	}
	converter->convert_line = convert_line;
	converter->pixels = pixels;
	converter->stride = stride;
	share_lines(converter, image);
	return 0;
}
