/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/pixel.h>

#include <errno.h>

#include "dsp.h"
#include "samples.h"

enum { MAX_GROUP = 25, NO_ALPHA = 255 };

/* The first byte of the group that has the pixel. */
static const uint8_t *group_at(const struct gg_image *image, unsigned plane, uint32_t x, uint32_t y)
{
	const struct gg_format_plane *layout = &image->format->planes[plane];

	return image->planes[plane].data + image->planes[plane].stride * (y / layout->vsub) +
	       (size_t)(x / layout->group_width) * layout->group_bytes;
}

static void add(struct gg_pixel *pixel, char name, unsigned bits, unsigned code)
{
	pixel->components[pixel->n++] =
		(struct gg_component){ name, (uint8_t)bits, (uint16_t)code };
}

static unsigned word_at(const uint8_t *byte)
{
	return byte[0] | (unsigned)byte[1] << 8;
}

static void read_565(const uint8_t *group, bool swapped, struct gg_pixel *pixel)
{
	const unsigned word = swapped ? (unsigned)group[0] << 8 | group[1] : word_at(group);

	add(pixel, 'R', 5, word >> 11);
	add(pixel, 'G', 6, word >> 5 & 63);
	add(pixel, 'B', 5, word & 31);
}

static void read_rgb(const struct gg_image *image, uint32_t x, uint32_t y, struct gg_pixel *pixel)
{
	const struct gg_format *format = image->format;
	const uint8_t *group = group_at(image, 0, x, y);

	if (format->packing != GG_PACKING_NONE) {
		read_565(group, format->packing == GG_PACKING_565_BE, pixel);
		return;
	}
	for (unsigned i = 0; i < 4 && format->order[i] != NO_ALPHA; i++) {
		const uint8_t *byte = group + format->order[i];
		add(pixel, "RGBA"[i], format -> bits, format -> bits > 8 ? word_at(byte) : *byte);
	}
}

static void read_sample(const struct gg_image *image, uint32_t x, uint32_t y,
			struct gg_pixel *pixel)
{
	const struct gg_format *format = image->format;
	const unsigned n = x % format->planes[0].group_width;
	const char name = format->layout == GG_LAYOUT_BAYER
				  ? "RGB"[format->order[(y & 1) * 2 + (x & 1)]]
				  : 'Y';
	uint16_t samples[MAX_GROUP];

	gg_samples_unpack(gg_dsp(false)->raw, format, group_at(image, 0, x, y), samples, n + 1);
	add(pixel, name, format->bits, samples[n] >> (16 - format->bits));
}

static void read_yuv(const struct gg_image *image, uint32_t x, uint32_t y, struct gg_pixel *pixel)
{
	const struct gg_format *format = image->format;
	const uint8_t *order = format->order;

	switch (format->layout) {
	case GG_LAYOUT_YUV_PACKED:
		add(pixel, 'Y', 8, group_at(image, 0, x, y)[order[0] + x % format->hsub * 2]);
		add(pixel, 'U', 8, group_at(image, 0, x, y)[order[1]]);
		add(pixel, 'V', 8, group_at(image, 0, x, y)[order[2]]);
		break;
	case GG_LAYOUT_YUV_SEMIPLANAR:
		add(pixel, 'Y', 8, *group_at(image, order[0], x, y));
		add(pixel, 'U', 8, group_at(image, 1, x, y)[order[1]]);
		add(pixel, 'V', 8, group_at(image, 1, x, y)[order[2]]);
		break;
	default:
		for (unsigned i = 0; i < 3; i++)
			add(pixel, "YUV"[i], 8, *group_at(image, order[i], x, y));
		break;
	}
}

int gg_image_pixel(const struct gg_image *image, uint32_t x, uint32_t y, struct gg_pixel *pixel)
{
	*pixel = (struct gg_pixel){ 0 };
	if (!image->format || x >= image->width || y >= image->height)
		return -EINVAL;
	switch (image->format->layout) {
	case GG_LAYOUT_RGB:
		read_rgb(image, x, y, pixel);
		return 0;
	case GG_LAYOUT_GREY:
	case GG_LAYOUT_BAYER:
		read_sample(image, x, y, pixel);
		return 0;
	case GG_LAYOUT_YUV_PACKED:
	case GG_LAYOUT_YUV_SEMIPLANAR:
	case GG_LAYOUT_YUV_PLANAR:
		read_yuv(image, x, y, pixel);
		return 0;
	default:
		return -ENOTSUP;
	}
}
