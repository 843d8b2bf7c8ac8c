/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What real cameras do to the frames that they send. Each of these changes a frame in place, which
 * has room for UVC_MAX_FRAME_BYTES, and returns its new length.
 */
#ifndef VM_UVC_DAMAGE_H
#define VM_UVC_DAMAGE_H

#include <stddef.h>
#include <stdint.h>

typedef size_t uvc_damage(uint8_t *frame, size_t length);

uvc_damage uvc_damage_drop_tables; /* take the Huffman tables out of a JPEG */
uvc_damage uvc_damage_truncate;	   /* leave half of it away */
uvc_damage uvc_damage_add_zeros;   /* put zeros behind it */
uvc_damage uvc_damage_overwrite;   /* leave nothing of it */

#endif
