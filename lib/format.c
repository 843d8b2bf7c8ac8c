/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/format.h>

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

enum { NONE = 255 }; /* no such component */

/* clang-format off */

/*
 * What follows name, fourcc and modifier in a row, by layout. Names are read from the high byte
 * down in drm_fourcc.h, so the RGB formats lie the other way round in memory.
 */
#define RGB(bytes, r, g, b, a) \
	GG_LAYOUT_RGB, GG_PACKING_NONE, 1, 8, 1, 1, { r, g, b, a }, { { 1, bytes, 1 } }
#define RGB16(r, g, b) \
	GG_LAYOUT_RGB, GG_PACKING_NONE, 1, 16, 1, 1, { r, g, b, NONE }, { { 1, 6, 1 } }
#define RGB565(packing) GG_LAYOUT_RGB, packing, 1, 5, 1, 1, { NONE, NONE, NONE, NONE }, { { 1, 2, 1 } }
#define GREY(bits, packing, pixels, bytes) \
	GG_LAYOUT_GREY, packing, 1, bits, 1, 1, { 0 }, { { pixels, bytes, 1 } }
#define PACKED(hsub, y, u, v) \
	GG_LAYOUT_YUV_PACKED, GG_PACKING_NONE, 1, 8, hsub, 1, { y, u, v }, { { hsub, 4, 1 } }
#define SEMIPLANAR(hsub, vsub, u, v) \
	GG_LAYOUT_YUV_SEMIPLANAR, GG_PACKING_NONE, 2, 8, hsub, vsub, { 0, u, v }, \
	{ { 1, 1, 1 }, { hsub, 2, vsub } }
#define PLANAR(hsub, vsub, u, v) \
	GG_LAYOUT_YUV_PLANAR, GG_PACKING_NONE, 3, 8, hsub, vsub, { 0, u, v }, \
	{ { 1, 1, 1 }, { hsub, 1, vsub }, { hsub, 1, vsub } }
#define JPEG() GG_LAYOUT_JPEG, GG_PACKING_NONE, 1, 8, 1, 1, { 0 }, { { 0 } }
#define PISP() GG_LAYOUT_PISP, GG_PACKING_NONE, 1, 0, 1, 1, { 0 }, { { 0 } }

/* The colours of the top left four pixels, R, G and B being 0, 1 and 2. */
#define RGGB { 0, 1, 1, 2 }
#define GRBG { 1, 0, 2, 1 }
#define GBRG { 1, 2, 0, 1 }
#define BGGR { 2, 1, 1, 0 }
#define BAYER(bits, packing, pixels, bytes, ...) \
	GG_LAYOUT_BAYER, packing, 1, bits, 1, 1, __VA_ARGS__, { { pixels, bytes, 1 } }
#define BAYER_BYTES(...)     BAYER(8, GG_PACKING_NONE, 1, 1, __VA_ARGS__)
#define BAYER_WORDS(n, ...)  BAYER(n, GG_PACKING_NONE, 1, 2, __VA_ARGS__)
#define BAYER_CSI2_10(...)   BAYER(10, GG_PACKING_CSI2, 4, 5, __VA_ARGS__)
#define BAYER_CSI2_12(...)   BAYER(12, GG_PACKING_CSI2, 2, 3, __VA_ARGS__)
#define BAYER_CSI2_14(...)   BAYER(14, GG_PACKING_CSI2, 4, 7, __VA_ARGS__)
#define BAYER_IPU3(...)      BAYER(10, GG_PACKING_IPU3, 25, 32, __VA_ARGS__)

/* Modifiers: a vendor's number and the vendor's own (drm_fourcc.h). */
#define CSI2 ((uint64_t)0x0b << 56 | 1) /* MIPI_FORMAT_MOD_CSI2_PACKED */
#define IPU3 ((uint64_t)0x01 << 56 | 13) /* IPU3_FORMAT_MOD_PACKED */
#define PISP_COMP1 ((uint64_t)0x0c << 56 | 1) /* PISP_FORMAT_MOD_COMPRESS_MODE1 */

/* DRM_FORMAT_BIG_ENDIAN */
#define BIG_ENDIAN_BIT ((uint32_t)1 << 31)

static const struct gg_format formats[] = {
	{ "RGB565",   GG_FOURCC('R', 'G', '1', '6'), 0, RGB565(GG_PACKING_565) },
	{ "RGB565_BE", GG_FOURCC('R', 'G', '1', '6') | BIG_ENDIAN_BIT, 0, RGB565(GG_PACKING_565_BE) },
	{ "RGB888",   GG_FOURCC('R', 'G', '2', '4'), 0, RGB(3, 2, 1, 0, NONE) },
	{ "BGR888",   GG_FOURCC('B', 'G', '2', '4'), 0, RGB(3, 0, 1, 2, NONE) },
	{ "XRGB8888", GG_FOURCC('X', 'R', '2', '4'), 0, RGB(4, 2, 1, 0, NONE) },
	{ "ARGB8888", GG_FOURCC('A', 'R', '2', '4'), 0, RGB(4, 2, 1, 0, 3) },
	{ "XBGR8888", GG_FOURCC('X', 'B', '2', '4'), 0, RGB(4, 0, 1, 2, NONE) },
	{ "ABGR8888", GG_FOURCC('A', 'B', '2', '4'), 0, RGB(4, 0, 1, 2, 3) },
	{ "RGBX8888", GG_FOURCC('R', 'X', '2', '4'), 0, RGB(4, 3, 2, 1, NONE) },
	{ "RGBA8888", GG_FOURCC('R', 'A', '2', '4'), 0, RGB(4, 3, 2, 1, 0) },
	{ "BGRX8888", GG_FOURCC('B', 'X', '2', '4'), 0, RGB(4, 1, 2, 3, NONE) },
	{ "BGRA8888", GG_FOURCC('B', 'A', '2', '4'), 0, RGB(4, 1, 2, 3, 0) },

	{ "RGB161616", GG_FOURCC('R', 'G', '4', '8'), 0, RGB16(4, 2, 0) },
	{ "BGR161616", GG_FOURCC('B', 'G', '4', '8'), 0, RGB16(0, 2, 4) },

	{ "R8",       GG_FOURCC('R', '8', ' ', ' '), 0, GREY(8, GG_PACKING_NONE, 1, 1) },
	{ "R10",      GG_FOURCC('R', '1', '0', ' '), 0, GREY(10, GG_PACKING_NONE, 1, 2) },
	{ "R12",      GG_FOURCC('R', '1', '2', ' '), 0, GREY(12, GG_PACKING_NONE, 1, 2) },
	{ "R16",      GG_FOURCC('R', '1', '6', ' '), 0, GREY(16, GG_PACKING_NONE, 1, 2) },
	{ "R10_CSI2P", GG_FOURCC('R', '1', '0', ' '), CSI2, GREY(10, GG_PACKING_CSI2, 4, 5) },
	{ "R12_CSI2P", GG_FOURCC('R', '1', '2', ' '), CSI2, GREY(12, GG_PACKING_CSI2, 2, 3) },

	{ "YUYV",     GG_FOURCC('Y', 'U', 'Y', 'V'), 0, PACKED(2, 0, 1, 3) },
	{ "YVYU",     GG_FOURCC('Y', 'V', 'Y', 'U'), 0, PACKED(2, 0, 3, 1) },
	{ "UYVY",     GG_FOURCC('U', 'Y', 'V', 'Y'), 0, PACKED(2, 1, 0, 2) },
	{ "VYUY",     GG_FOURCC('V', 'Y', 'U', 'Y'), 0, PACKED(2, 1, 2, 0) },
	{ "AVUY8888", GG_FOURCC('A', 'V', 'U', 'Y'), 0, PACKED(1, 0, 1, 2) },
	{ "XVUY8888", GG_FOURCC('X', 'V', 'U', 'Y'), 0, PACKED(1, 0, 1, 2) },

	{ "NV12",     GG_FOURCC('N', 'V', '1', '2'), 0, SEMIPLANAR(2, 2, 0, 1) },
	{ "NV21",     GG_FOURCC('N', 'V', '2', '1'), 0, SEMIPLANAR(2, 2, 1, 0) },
	{ "NV16",     GG_FOURCC('N', 'V', '1', '6'), 0, SEMIPLANAR(2, 1, 0, 1) },
	{ "NV61",     GG_FOURCC('N', 'V', '6', '1'), 0, SEMIPLANAR(2, 1, 1, 0) },
	{ "NV24",     GG_FOURCC('N', 'V', '2', '4'), 0, SEMIPLANAR(1, 1, 0, 1) },
	{ "NV42",     GG_FOURCC('N', 'V', '4', '2'), 0, SEMIPLANAR(1, 1, 1, 0) },

	{ "YUV420",   GG_FOURCC('Y', 'U', '1', '2'), 0, PLANAR(2, 2, 1, 2) },
	{ "YVU420",   GG_FOURCC('Y', 'V', '1', '2'), 0, PLANAR(2, 2, 2, 1) },
	{ "YUV422",   GG_FOURCC('Y', 'U', '1', '6'), 0, PLANAR(2, 1, 1, 2) },
	{ "YVU422",   GG_FOURCC('Y', 'V', '1', '6'), 0, PLANAR(2, 1, 2, 1) },
	{ "YUV444",   GG_FOURCC('Y', 'U', '2', '4'), 0, PLANAR(1, 1, 1, 2) },
	{ "YVU444",   GG_FOURCC('Y', 'V', '2', '4'), 0, PLANAR(1, 1, 2, 1) },

	{ "MJPEG",    GG_FOURCC('M', 'J', 'P', 'G'), 0, JPEG() },

	{ "SRGGB8",          GG_FOURCC('R', 'G', 'G', 'B'), 0, BAYER_BYTES(RGGB) },
	{ "SGRBG8",          GG_FOURCC('G', 'R', 'B', 'G'), 0, BAYER_BYTES(GRBG) },
	{ "SGBRG8",          GG_FOURCC('G', 'B', 'R', 'G'), 0, BAYER_BYTES(GBRG) },
	{ "SBGGR8",          GG_FOURCC('B', 'A', '8', '1'), 0, BAYER_BYTES(BGGR) },

	{ "SRGGB10",         GG_FOURCC('R', 'G', '1', '0'), 0, BAYER_WORDS(10, RGGB) },
	{ "SGRBG10",         GG_FOURCC('B', 'A', '1', '0'), 0, BAYER_WORDS(10, GRBG) },
	{ "SGBRG10",         GG_FOURCC('G', 'B', '1', '0'), 0, BAYER_WORDS(10, GBRG) },
	{ "SBGGR10",         GG_FOURCC('B', 'G', '1', '0'), 0, BAYER_WORDS(10, BGGR) },

	{ "SRGGB12",         GG_FOURCC('R', 'G', '1', '2'), 0, BAYER_WORDS(12, RGGB) },
	{ "SGRBG12",         GG_FOURCC('B', 'A', '1', '2'), 0, BAYER_WORDS(12, GRBG) },
	{ "SGBRG12",         GG_FOURCC('G', 'B', '1', '2'), 0, BAYER_WORDS(12, GBRG) },
	{ "SBGGR12",         GG_FOURCC('B', 'G', '1', '2'), 0, BAYER_WORDS(12, BGGR) },

	{ "SRGGB14",         GG_FOURCC('R', 'G', '1', '4'), 0, BAYER_WORDS(14, RGGB) },
	{ "SGRBG14",         GG_FOURCC('B', 'A', '1', '4'), 0, BAYER_WORDS(14, GRBG) },
	{ "SGBRG14",         GG_FOURCC('G', 'B', '1', '4'), 0, BAYER_WORDS(14, GBRG) },
	{ "SBGGR14",         GG_FOURCC('B', 'G', '1', '4'), 0, BAYER_WORDS(14, BGGR) },

	{ "SRGGB16",         GG_FOURCC('R', 'G', 'B', '6'), 0, BAYER_WORDS(16, RGGB) },
	{ "SGRBG16",         GG_FOURCC('G', 'R', '1', '6'), 0, BAYER_WORDS(16, GRBG) },
	{ "SGBRG16",         GG_FOURCC('G', 'B', '1', '6'), 0, BAYER_WORDS(16, GBRG) },
	{ "SBGGR16",         GG_FOURCC('B', 'Y', 'R', '2'), 0, BAYER_WORDS(16, BGGR) },

	{ "SRGGB10_CSI2P",   GG_FOURCC('R', 'G', '1', '0'), CSI2, BAYER_CSI2_10(RGGB) },
	{ "SGRBG10_CSI2P",   GG_FOURCC('B', 'A', '1', '0'), CSI2, BAYER_CSI2_10(GRBG) },
	{ "SGBRG10_CSI2P",   GG_FOURCC('G', 'B', '1', '0'), CSI2, BAYER_CSI2_10(GBRG) },
	{ "SBGGR10_CSI2P",   GG_FOURCC('B', 'G', '1', '0'), CSI2, BAYER_CSI2_10(BGGR) },

	{ "SRGGB12_CSI2P",   GG_FOURCC('R', 'G', '1', '2'), CSI2, BAYER_CSI2_12(RGGB) },
	{ "SGRBG12_CSI2P",   GG_FOURCC('B', 'A', '1', '2'), CSI2, BAYER_CSI2_12(GRBG) },
	{ "SGBRG12_CSI2P",   GG_FOURCC('G', 'B', '1', '2'), CSI2, BAYER_CSI2_12(GBRG) },
	{ "SBGGR12_CSI2P",   GG_FOURCC('B', 'G', '1', '2'), CSI2, BAYER_CSI2_12(BGGR) },

	{ "SRGGB14_CSI2P",   GG_FOURCC('R', 'G', '1', '4'), CSI2, BAYER_CSI2_14(RGGB) },
	{ "SGRBG14_CSI2P",   GG_FOURCC('B', 'A', '1', '4'), CSI2, BAYER_CSI2_14(GRBG) },
	{ "SGBRG14_CSI2P",   GG_FOURCC('G', 'B', '1', '4'), CSI2, BAYER_CSI2_14(GBRG) },
	{ "SBGGR14_CSI2P",   GG_FOURCC('B', 'G', '1', '4'), CSI2, BAYER_CSI2_14(BGGR) },

	{ "SRGGB10_IPU3",    GG_FOURCC('R', 'G', '1', '0'), IPU3, BAYER_IPU3(RGGB) },
	{ "SGRBG10_IPU3",    GG_FOURCC('B', 'A', '1', '0'), IPU3, BAYER_IPU3(GRBG) },
	{ "SGBRG10_IPU3",    GG_FOURCC('G', 'B', '1', '0'), IPU3, BAYER_IPU3(GBRG) },
	{ "SBGGR10_IPU3",    GG_FOURCC('B', 'G', '1', '0'), IPU3, BAYER_IPU3(BGGR) },

	{ "RGGB_PISP_COMP1", GG_FOURCC('R', 'G', 'B', '6'), PISP_COMP1, PISP() },
	{ "GRBG_PISP_COMP1", GG_FOURCC('G', 'R', '1', '6'), PISP_COMP1, PISP() },
	{ "GBRG_PISP_COMP1", GG_FOURCC('G', 'B', '1', '6'), PISP_COMP1, PISP() },
	{ "BGGR_PISP_COMP1", GG_FOURCC('B', 'Y', 'R', '2'), PISP_COMP1, PISP() },
	{ "MONO_PISP_COMP1", GG_FOURCC('R', '1', '6', ' '), PISP_COMP1, PISP() },
};
/* clang-format on */

enum { N_FORMATS = sizeof formats / sizeof formats[0] };

size_t gg_format_count(void)
{
	return N_FORMATS;
}

const struct gg_format *gg_format_at(size_t index)
{
	return index < N_FORMATS ? &formats[index] : NULL;
}

const struct gg_format *gg_format_by_fourcc(uint32_t fourcc, uint64_t modifier)
{
	for (size_t i = 0; i < N_FORMATS; i++)
		if (formats[i].fourcc == fourcc && formats[i].modifier == modifier)
			return &formats[i];
	return NULL;
}

const struct gg_format *gg_format_by_name(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++)
		if (!strcasecmp(formats[i].name, name))
			return &formats[i];
	return NULL;
}

bool gg_format_is_yuv(const struct gg_format *format)
{
	switch (format->layout) {
	case GG_LAYOUT_YUV_PACKED:
	case GG_LAYOUT_YUV_SEMIPLANAR:
	case GG_LAYOUT_YUV_PLANAR:
	case GG_LAYOUT_JPEG:
		return true;
	default:
		return false;
	}
}

bool gg_format_is_bayer(const struct gg_format *format)
{
	return format && format->layout == GG_LAYOUT_BAYER;
}

static uint32_t divide_up(uint32_t n, uint32_t by)
{
	return n / by + (n % by != 0);
}

size_t gg_format_row_bytes(const struct gg_format *format, unsigned plane, uint32_t width)
{
	if (plane >= format->n_planes || !format->planes[plane].group_bytes)
		return 0;

	const struct gg_format_plane *p = &format->planes[plane];
	return (size_t)divide_up(width, p->group_width) * p->group_bytes;
}

size_t gg_format_plane_stride(const struct gg_format *format, unsigned plane, size_t stride)
{
	const struct gg_format_plane *first = &format->planes[0];
	const struct gg_format_plane *other = &format->planes[plane];

	if (plane == 0 || !first->group_bytes)
		return first->group_bytes ? stride : 0;
	/* As many pixels to a row as plane 0 has, padding included. */
	size_t pixels = stride / first->group_bytes * first->group_width;
	return (pixels / other->group_width + (pixels % other->group_width != 0)) *
	       other->group_bytes;
}

uint32_t gg_format_rows(const struct gg_format *format, unsigned plane, uint32_t height)
{
	if (plane >= format->n_planes)
		return 0;

	const struct gg_format_plane *p = &format->planes[plane];
	return p->group_bytes ? divide_up(height, p->vsub) : 1;
}

const char *gg_format_name(uint32_t fourcc, uint64_t modifier, char *text, size_t size)
{
	const struct gg_format *format = gg_format_by_fourcc(fourcc, modifier);
	if (format) {
		snprintf(text, size, "%s", format->name);
		return text;
	}

	char code[5] = { 0 };
	for (unsigned i = 0; i < 4; i++) {
		const unsigned char c = (fourcc >> 8 * i) & 0xff;
		code[i] = c >= 0x20 && c < 0x7f ? (char)c : '?';
	}
	if (modifier)
		snprintf(text, size, "%s:0x%" PRIx64, code, modifier);
	else
		snprintf(text, size, "%s", code);
	return text;
}
