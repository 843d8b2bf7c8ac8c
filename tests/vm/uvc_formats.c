/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_formats.h"

const struct uvc_format uvc_formats[UVC_N_FORMATS] = {
	{ "YUYV", false, 3, { { 640, 480 }, { 320, 240 }, { 1280, 720 } } },
	{ "MJPEG", true, 2, { { 640, 480 }, { 1280, 720 } } },
};

const uint32_t uvc_intervals[UVC_N_INTERVALS] = { 333333, 666666, 1000000 };

uint32_t uvc_frame_bytes(struct uvc_size size)
{
	return (uint32_t)size.width * size.height * 2;
}
