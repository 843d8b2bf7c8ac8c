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
#define RGB(bytes, r, g, b, a) GG_LAYOUT_RGB, 1, 8, 1, 1, { r, g, b, a }, { { 1, bytes, 1 } }
#define GREY()                 GG_LAYOUT_GREY, 1, 8, 1, 1, { 0 }, { { 1, 1, 1 } }
#define PACKED(y, u, v)        GG_LAYOUT_YUV_PACKED, 1, 8, 2, 1, { y, u, v }, { { 2, 4, 1 } }
#define SEMIPLANAR(hsub, vsub, u, v) \
	GG_LAYOUT_YUV_SEMIPLANAR, 2, 8, hsub, vsub, { 0, u, v }, \
	{ { 1, 1, 1 }, { hsub, 2, vsub } }
#define PLANAR(hsub, vsub, u, v) \
	GG_LAYOUT_YUV_PLANAR, 3, 8, hsub, vsub, { 0, u, v }, \
	{ { 1, 1, 1 }, { hsub, 1, vsub }, { hsub, 1, vsub } }
#define JPEG() GG_LAYOUT_JPEG, 1, 8, 1, 1, { 0 }, { { 0 } }

static const struct gg_format formats[] = {
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

	{ "R8",       GG_FOURCC('R', '8', ' ', ' '), 0, GREY() },

	{ "YUYV",     GG_FOURCC('Y', 'U', 'Y', 'V'), 0, PACKED(0, 1, 3) },
	{ "YVYU",     GG_FOURCC('Y', 'V', 'Y', 'U'), 0, PACKED(0, 3, 1) },
	{ "UYVY",     GG_FOURCC('U', 'Y', 'V', 'Y'), 0, PACKED(1, 0, 2) },
	{ "VYUY",     GG_FOURCC('V', 'Y', 'U', 'Y'), 0, PACKED(1, 2, 0) },

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
	return format->layout != GG_LAYOUT_RGB && format->layout != GG_LAYOUT_GREY;
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
