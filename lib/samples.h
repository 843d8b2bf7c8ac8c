/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows of a sensor's samples, however they are packed, as words of 16 bits. Private to the library;
 * any thread.
 */
#ifndef GG_SAMPLES_H
#define GG_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

#include <groundglass/format.h>

#include "dsp.h"

/* The word of the largest sample of so many bits. */
uint16_t gg_samples_top(unsigned bits);

/*
 * Unpack the first n samples of a row of a grey or Bayer format: each fills the upper bits of its
 * word, the lower ones are 0. Reads gg_format_row_bytes(format, 0, n) bytes at most.
 */
void gg_samples_unpack(const struct gg_dsp_raw *dsp, const struct gg_format *format,
		       const uint8_t *row, uint16_t *samples, size_t n);

#endif
