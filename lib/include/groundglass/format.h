/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Pixel formats: one constant table, keyed by DRM fourcc and modifier, named as libcamera names
 * them. A format is a row; adding one is adding a row. Everything here is read-only and may be
 * used from any thread.
 */
#ifndef GROUNDGLASS_FORMAT_H
#define GROUNDGLASS_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { GG_MAX_PLANES = 3 };

/* A fourcc from its four characters, as in drm_fourcc.h. */
#define GG_FOURCC(a, b, c, d)                                                                      \
	((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

enum gg_layout {
	GG_LAYOUT_RGB,		  /* one plane of pixels */
	GG_LAYOUT_GREY,		  /* one plane of luma */
	GG_LAYOUT_YUV_PACKED,	  /* one plane, in four bytes two pixels (4:2:2) or one (4:4:4) */
	GG_LAYOUT_YUV_SEMIPLANAR, /* a luma plane and a plane of chroma pairs */
	GG_LAYOUT_YUV_PLANAR,	  /* a luma plane and two chroma planes */
	GG_LAYOUT_BAYER,	  /* one plane of a sensor's samples, a colour each */
	GG_LAYOUT_JPEG,		  /* one plane, a compressed picture a frame */
	GG_LAYOUT_PISP,		  /* one plane, compressed by the Raspberry Pi 5: only named */
};

/* How the samples lie in a group's bytes. */
enum gg_packing {
	GG_PACKING_NONE,   /* bytes, or little-endian words of 16 bits with the sample lowest */
	GG_PACKING_565,	   /* a word of 16 bits: red, green, blue from the highest down */
	GG_PACKING_565_BE, /* the same word with its high byte first */
	GG_PACKING_CSI2,   /* MIPI CSI-2: the upper 8 bits of each sample, then all lower bits */
	GG_PACKING_IPU3,   /* 25 samples of 10 bits, first lowest, and 6 bits unused */
};

/*
 * One plane of a format. A row holds ceil(width / group_width) groups of group_bytes bytes; there
 * is a row for every vsub lines of the picture.
 */
struct gg_format_plane {
	uint8_t group_width; /* pixels of the picture that one group covers across */
	uint8_t group_bytes; /* 0: compressed, rows have no meaning */
	uint8_t vsub;	     /* lines of the picture that one row covers */
};

struct gg_format {
	const char *name;  /* libcamera's name, "YUYV" */
	uint32_t fourcc;   /* DRM fourcc */
	uint64_t modifier; /* DRM modifier, 0 is linear */
	enum gg_layout layout;
	enum gg_packing packing;
	uint8_t n_planes;
	uint8_t bits;	    /* of one component (565: of red); 0: compressed, and not by JPEG */
	uint8_t hsub, vsub; /* chroma subsampling, 1 or 2; 1, 1 without chroma */
	/*
	 * Where the components are.
	 *   RGB:            byte offsets of R, G, B, A in a pixel (A = 255: none); of 565 none
	 *   YUV_PACKED:     byte offsets of Y0, U, V in the four bytes (4:2:2: Y1 is at Y0 + 2)
	 *   YUV_SEMIPLANAR: plane of Y, then byte offsets of U, V in a pair
	 *   YUV_PLANAR:     planes of Y, U, V
	 *   BAYER:          colours (0 R, 1 G, 2 B) of the four pixels at the top left, row by row
	 */
	uint8_t order[4];
	struct gg_format_plane planes[GG_MAX_PLANES];
};

/* The rows of the table: index 0 .. gg_format_count() - 1; NULL past the end. */
size_t gg_format_count(void);
const struct gg_format *gg_format_at(size_t index);

/* The row with that fourcc and modifier, or NULL. */
const struct gg_format *gg_format_by_fourcc(uint32_t fourcc, uint64_t modifier);

/* The row with that name in any case ("yuyv"), or NULL. */
const struct gg_format *gg_format_by_name(const char *name);

/* Is it Y'CbCr (JPEG included), so that matrix and range matter? */
bool gg_format_is_yuv(const struct gg_format *format);

/* Is it Bayer? Accepts NULL: no. */
bool gg_format_is_bayer(const struct gg_format *format);

/* Bytes in one row of a plane without padding, 0 where compressed. width in pixels of the picture.
 */
size_t gg_format_row_bytes(const struct gg_format *format, unsigned plane, uint32_t width);

/*
 * The stride of a plane that follows from the stride of plane 0, as V4L2 and libcamera imply it
 * (NV12: the same, YUV420: half; rounded up to whole groups).
 */
size_t gg_format_plane_stride(const struct gg_format *format, unsigned plane, size_t stride);

/* Rows in a plane, 1 where compressed. height in lines of the picture. */
uint32_t gg_format_rows(const struct gg_format *format, unsigned plane, uint32_t height);

/*
 * The name of any fourcc and modifier: the table's, else the four characters ("pRAA"), with the
 * modifier in hex behind it where it is not 0. Returns text, which holds size bytes.
 */
const char *gg_format_name(uint32_t fourcc, uint64_t modifier, char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
