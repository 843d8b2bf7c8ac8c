/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_damage.h"

#include "uvc_formats.h"

#include <string.h>

enum { N_ZEROS = 4096 };

/* Markers of a JPEG (ITU-T T.81, table B.1). */
enum { MARKER_DHT = 0xc4, MARKER_SOS = 0xda };

/* Before the scan a JPEG is a chain of segments: 0xff, the marker, a length that counts itself. */
size_t uvc_damage_drop_tables(uint8_t *frame, size_t length)
{
	size_t at = 2; /* behind SOI */

	while (at + 4 <= length && frame[at + 1] != MARKER_SOS) {
		size_t segment = 2 + ((size_t)frame[at + 2] << 8 | frame[at + 3]);

		if (segment > length - at)
			break;
		if (frame[at + 1] != MARKER_DHT) {
			at += segment;
			continue;
		}
		length -= segment;
		memmove(frame + at, frame + at + segment, length - at);
	}
	return length;
}

size_t uvc_damage_truncate(uint8_t *frame, size_t length)
{
	(void)frame;
	return length / 2;
}

size_t uvc_damage_add_zeros(uint8_t *frame, size_t length)
{
	size_t room = UVC_MAX_FRAME_BYTES - length;
	size_t zeros = room < N_ZEROS ? room : N_ZEROS;

	memset(frame + length, 0, zeros);
	return length + zeros;
}

size_t uvc_damage_overwrite(uint8_t *frame, size_t length)
{
	memset(frame, 0x5a, length);
	return length;
}
