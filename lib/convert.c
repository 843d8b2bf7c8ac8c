/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/convert.h>

#include <errno.h>
#include <string.h>

#include <libyuv/convert_argb.h>
#include <libyuv/planar_functions.h>
#include <libyuv/row.h>

/*
 * Pixels converted at a time: even, so that a span begins with its own chroma, and small enough
 * for its components to lie on the stack. libyuv counts in int; a span never comes near that.
 */
enum { SPAN = 4096 };

typedef int rgb_reader(const uint8_t *src, int src_stride, uint8_t *dst, int dst_stride, int width,
		       int height);

/* Where R, G and B are in a pixel, and what reads it. libyuv names words of little-endian bytes. */
static const struct {
	uint8_t bytes;
	uint8_t order[3];
	rgb_reader *read;
} rgb_readers[] = {
	{ 3, { 2, 1, 0 }, RGB24ToARGB }, { 3, { 0, 1, 2 }, RAWToARGB },
	{ 4, { 2, 1, 0 }, ARGBCopy },	 { 4, { 0, 1, 2 }, ABGRToARGB },
	{ 4, { 1, 2, 3 }, BGRAToARGB },	 { 4, { 3, 2, 1 }, RGBAToARGB },
};

enum { N_RGB_READERS = sizeof rgb_readers / sizeof rgb_readers[0] };

struct job {
	_Alignas(32) struct YuvConstants constants; /* for all but RGB */
	rgb_reader *read;			    /* for RGB */
	const struct gg_image *image;
};

/* Convert n <= SPAN pixels of a line, from x on. */
typedef void span_converter(const struct job *job, uint32_t line, uint32_t x, int n, uint8_t *dst);

static const uint8_t *pixel_at(const struct gg_image *image, unsigned plane, uint32_t line,
			       uint32_t x)
{
	const struct gg_format_plane *p = &image->format->planes[plane];

	return image->planes[plane].data + image->planes[plane].stride * (line / p->vsub) +
	       (size_t)(x / p->group_width) * p->group_bytes;
}

static void rgb_span(const struct job *job, uint32_t line, uint32_t x, int n, uint8_t *dst)
{
	uint8_t opaque[SPAN];

	job->read(pixel_at(job->image, 0, line, x), 0, dst, 0, n, 1);
	if (job->image->format->planes[0].group_bytes == 4) {
		memset(opaque, 255, (size_t)n);
		ARGBCopyYToAlpha(opaque, 0, dst, 0, n, 1);
	}
}

static void grey_span(const struct job *job, uint32_t line, uint32_t x, int n, uint8_t *dst)
{
	I400ToARGBMatrix(pixel_at(job->image, 0, line, x), 0, dst, 0, &job->constants, n, 1);
}

static void packed_span(const struct job *job, uint32_t line, uint32_t x, int n, uint8_t *dst)
{
	const uint8_t *order = job->image->format->order;
	uint8_t luma[SPAN], first[SPAN / 2], second[SPAN / 2];
	bool u_first = order[1] < order[2];

	(order[0] == 0 ? YUY2ToI422 : UYVYToI422)(pixel_at(job->image, 0, line, x), 0, luma, 0,
						  first, 0, second, 0, n, 1);
	I422ToARGBMatrix(luma, 0, u_first ? first : second, 0, u_first ? second : first, 0, dst, 0,
			 &job->constants, n, 1);
}

static void semiplanar_span(const struct job *job, uint32_t line, uint32_t x, int n, uint8_t *dst)
{
	const struct gg_format *format = job->image->format;
	const uint8_t *luma = pixel_at(job->image, 0, line, x);
	const uint8_t *chroma = pixel_at(job->image, 1, line, x);
	bool u_first = format->order[1] == 0;

	if (format->hsub == 2) {
		(u_first ? NV12ToARGBMatrix : NV21ToARGBMatrix)(luma, 0, chroma, 0, dst, 0,
								&job->constants, n, 1);
		return;
	}

	uint8_t first[SPAN], second[SPAN];
	SplitUVPlane(chroma, 0, first, 0, second, 0, n, 1);
	I444ToARGBMatrix(luma, 0, u_first ? first : second, 0, u_first ? second : first, 0, dst, 0,
			 &job->constants, n, 1);
}

static void planar_span(const struct job *job, uint32_t line, uint32_t x, int n, uint8_t *dst)
{
	const struct gg_format *format = job->image->format;

	(format->hsub == 2 ? I422ToARGBMatrix : I444ToARGBMatrix)(
		pixel_at(job->image, format->order[0], line, x), 0,
		pixel_at(job->image, format->order[1], line, x), 0,
		pixel_at(job->image, format->order[2], line, x), 0, dst, 0, &job->constants, n, 1);
}

static span_converter *const span_converters[] = {
	[GG_LAYOUT_RGB] = rgb_span,	      [GG_LAYOUT_GREY] = grey_span,
	[GG_LAYOUT_YUV_PACKED] = packed_span, [GG_LAYOUT_YUV_SEMIPLANAR] = semiplanar_span,
	[GG_LAYOUT_YUV_PLANAR] = planar_span, [GG_LAYOUT_JPEG] = NULL,
};

static rgb_reader *find_rgb_reader(const struct gg_format *format)
{
	for (size_t i = 0; i < N_RGB_READERS; i++)
		if (rgb_readers[i].bytes == format->planes[0].group_bytes &&
		    !memcmp(rgb_readers[i].order, format->order, sizeof rgb_readers[i].order))
			return rgb_readers[i].read;
	return NULL;
}

bool gg_convert_supports(const struct gg_format *format)
{
	if (format->bits != 8 || !span_converters[format->layout])
		return false;
	return format->layout != GG_LAYOUT_RGB || find_rgb_reader(format);
}

/* blue: 64 * 2 * (1 - Kb) * 255 / 224, how much of Cb blue gets, in libyuv's fixed point. */
static const struct {
	const struct YuvConstants *full, *limited;
	uint8_t blue;
} matrices[] = {
	[GG_MATRIX_601] = { &kYuvJPEGConstants, &kYuvI601Constants, 129 },
	[GG_MATRIX_709] = { &kYuvF709Constants, &kYuvH709Constants, 135 },
	[GG_MATRIX_2020] = { &kYuvV2020Constants, &kYuv2020Constants, 137 },
};

/*
 * libyuv built without LIBYUV_UNLIMITED_DATA (as distributions do) cuts the limited-range blue
 * coefficients off at 128, though its kernels take 255: blue is up to 13 (BT.709) and 16 (BT.2020)
 * too low. So put the right ones in. KUVTOB tells its two layouts of the struct apart.
 */
static void constants_set(struct YuvConstants *constants, struct gg_color color)
{
	if (color.range == GG_RANGE_FULL) {
		*constants = *matrices[color.matrix].full;
		return;
	}

	uint8_t blue = matrices[color.matrix].blue;
	*constants = *matrices[color.matrix].limited;
#ifdef KUVTOB
	for (size_t i = 0; i < sizeof constants->kUVToB; i += 2)
		constants->kUVToB[i] = blue;
#else
	/* U, V to the channels in groups of four; biases of B, G, R from the second on. */
	int added = blue - constants->kUVCoeff[0];
	constants->kUVCoeff[0] = constants->kUVCoeff[4] = blue;
	constants->kRGBCoeffBias[1] = (int16_t)(constants->kRGBCoeffBias[1] + added * 128);
#endif
}

int gg_convert_to_xrgb(const struct gg_image *image, struct gg_color color, uint8_t *pixels,
		       size_t stride, struct gg_error *error)
{
	int rc = gg_image_validate(image, error);
	if (rc < 0)
		return rc;

	const struct gg_format *format = image->format;
	if (!gg_convert_supports(format))
		return gg_error_set(error, -ENOTSUP, "cannot convert %s to RGB%s", format->name,
				    format->layout == GG_LAYOUT_JPEG
					    ? ": decode it first (gg_jpeg_decode())"
					    : "");
	if (stride < 4 * (size_t)image->width)
		return gg_error_set(error, -EINVAL,
				    "stride %zu is too small for %u pixels of 4 bytes", stride,
				    image->width);

	struct job job = { .image = image };
	if (format->layout == GG_LAYOUT_RGB)
		job.read = find_rgb_reader(format);
	else if (color.matrix == GG_MATRIX_AUTO || color.range == GG_RANGE_AUTO)
		return gg_error_set(
			error, -EINVAL,
			"colour of %s is not resolved: pass what gg_color_resolve() returns",
			format->name);
	else
		constants_set(&job.constants, color);

	for (uint32_t line = 0; line < image->height; line++) {
		uint8_t *row = pixels + stride * line;
		for (uint32_t x = 0; x < image->width; x += SPAN) {
			uint32_t left = image->width - x;
			span_converters[format->layout](
				&job, line, x, left < SPAN ? (int)left : SPAN, row + 4 * (size_t)x);
		}
	}
	return 0;
}
