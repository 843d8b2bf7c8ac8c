/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Putting samples into the rows of grey and Bayer formats: bytes, words, and the packings that
 * share bytes among pixels. Plain stores a bit field at a time. Private to the library. Any thread.
 */
#ifndef GG_PATTERN_PACK_H
#define GG_PATTERN_PACK_H

#include <groundglass/format.h>

/*
 * Set the n pixels from x on in a row of a grey or Bayer format. A sample has the format's bits, 0
 * above them. Other pixels, and the bits of a group that no pixel has, stay as they are.
 */
void gg_pattern_pack(const struct gg_format *format, uint8_t *row, uint32_t x, uint32_t n,
		     const uint16_t *samples);

#endif
