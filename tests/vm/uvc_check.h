/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Are captured frames what the camera sent? A line on stdout for each file, in the order given.
 */
#ifndef VM_UVC_CHECK_H
#define VM_UVC_CHECK_H

#include <stdbool.h>

#include "uvc_damage.h"
#include "uvc_formats.h"

/* YUYV frames, byte for byte and their numbers in rising order. */
bool uvc_check_yuyv(struct uvc_size size, unsigned n, char **paths);

/*
 * Motion-JPEG frames: each is one of the folder's files, byte for byte, as it is or as damage
 * (NULL: none) makes it.
 */
bool uvc_check_mjpeg(struct uvc_size size, const char *jpeg_folder, uvc_damage *damage, unsigned n,
		     char **paths);

#endif
