/* SPDX-License-Identifier: BSD-2-Clause */
#include "model.h"

#include <math.h>

/* Byte i of the group that holds the pixel at x, y. */
static double group_byte(const struct gg_image *image, unsigned plane, uint32_t x, uint32_t y,
			 unsigned i)
{
	const struct gg_format_plane *layout = &image->format->planes[plane];
	const struct gg_plane *p = &image->planes[plane];
	const size_t row = y / layout->vsub, group = x / layout->group_width;

	return p->data[p->stride * row + group * layout->group_bytes + i];
}

static void read_yuv(const struct gg_image *image, uint32_t x, uint32_t y, double yuv[3])
{
	const uint8_t *order = image->format->order;
	const unsigned chroma = 1u - order[0];

	yuv[1] = yuv[2] = 128;
	switch (image->format->layout) {
	case GG_LAYOUT_GREY:
		yuv[0] = group_byte(image, 0, x, y, 0);
		break;
	case GG_LAYOUT_YUV_PACKED:
		yuv[0] = group_byte(image, 0, x, y, order[0] + x % 2 * 2);
		yuv[1] = group_byte(image, 0, x, y, order[1]);
		yuv[2] = group_byte(image, 0, x, y, order[2]);
		break;
	case GG_LAYOUT_YUV_SEMIPLANAR:
		yuv[0] = group_byte(image, order[0], x, y, 0);
		yuv[1] = group_byte(image, chroma, x, y, order[1]);
		yuv[2] = group_byte(image, chroma, x, y, order[2]);
		break;
	default:
		for (unsigned i = 0; i < 3; i++)
			yuv[i] = group_byte(image, order[i], x, y, 0);
		break;
	}
}

/* ITU-R BT.601-7, BT.709-6, BT.2020-2: the weights of R and B, and the 8 bit codes. */
static void yuv_to_rgb(const double yuv[3], struct gg_color color, double rgb[3])
{
	static const double weights[][2] = {
		[GG_MATRIX_601] = { 0.299, 0.114 },
		[GG_MATRIX_709] = { 0.2126, 0.0722 },
		[GG_MATRIX_2020] = { 0.2627, 0.0593 },
	};
	const double kr = weights[color.matrix][0], kb = weights[color.matrix][1];
	const int limited = color.range == GG_RANGE_LIMITED;
	const double luma = limited ? (yuv[0] - 16) / 219 : yuv[0] / 255;
	const double cb = (yuv[1] - 128) / (limited ? 224 : 255);
	const double cr = (yuv[2] - 128) / (limited ? 224 : 255);

	rgb[0] = luma + 2 * (1 - kr) * cr;
	rgb[2] = luma + 2 * (1 - kb) * cb;
	rgb[1] = (luma - kr * rgb[0] - kb * rgb[2]) / (1 - kr - kb);
	for (unsigned i = 0; i < 3; i++)
		rgb[i] = fmin(fmax(rgb[i] * 255, 0), 255);
}

void model_rgb(const struct gg_image *image, struct gg_color color, uint32_t x, uint32_t y,
	       double rgb[3])
{
	double yuv[3];

	if (image->format->layout == GG_LAYOUT_RGB) {
		for (unsigned i = 0; i < 3; i++)
			rgb[i] = group_byte(image, 0, x, y, image->format->order[i]);
		return;
	}
	read_yuv(image, x, y, yuv);
	yuv_to_rgb(yuv, color, rgb);
}
