/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The formats, sizes and frame rates that the camera offers. Format and frame indices are those of
 * the USB Video Class: counted from 1.
 */
#ifndef VM_UVC_FORMATS_H
#define VM_UVC_FORMATS_H

#include <stdbool.h>
#include <stdint.h>

struct uvc_size {
	uint16_t width, height; /* pixels */
};

struct uvc_format {
	const char *name;
	bool compressed; /* Motion-JPEG; else YUYV */
	unsigned n_sizes;
	struct uvc_size sizes[3];
};

enum {
	UVC_N_FORMATS = 2,
	UVC_N_INTERVALS = 3,
	UVC_MAX_FRAME_BYTES = 1280 * 720 * 2, /* of the largest size */
};

extern const struct uvc_format uvc_formats[UVC_N_FORMATS];

/* Times from frame to frame, in units of 100 ns: 30, 15, 10 frames a second. */
extern const uint32_t uvc_intervals[UVC_N_INTERVALS];

/* The bytes of the largest frame of a size: an uncompressed one. */
uint32_t uvc_frame_bytes(struct uvc_size size);

#endif
