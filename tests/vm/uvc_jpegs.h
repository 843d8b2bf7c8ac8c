/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The payloads of the camera's Motion-JPEG streams: the files WxH-*.jpg of a folder, in the order
 * of their names.
 */
#ifndef VM_UVC_JPEGS_H
#define VM_UVC_JPEGS_H

#include <stddef.h>
#include <stdint.h>

#include "uvc_formats.h"

struct uvc_file {
	uint8_t *data;
	size_t length;
};

struct uvc_jpegs {
	size_t n;
	struct uvc_file *jpegs;
};

/* Load the files of a size. 0; -ENOENT where there is none; -ENOMEM; or what reading said. */
int uvc_jpegs_load(struct uvc_jpegs *jpegs, const char *folder, struct uvc_size size);
void uvc_jpegs_finish(struct uvc_jpegs *jpegs);

/* A whole file. 0 or -errno; the caller frees file->data. */
int uvc_file_read(struct uvc_file *file, const char *path);

#endif
