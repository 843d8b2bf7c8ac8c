/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the loops of the tables' dsp_raw.preview have in common, included like dsp_raw_kernels.h.
 * Between samples and codes nothing is stored, and pixels go to memory a few at a time, while codes
 * are made.
 */
#ifndef GG_DSP_PREVIEW_H
#define GG_DSP_PREVIEW_H

#include <string.h>

#include "dsp_bayer_avx2.h"

/* What a loop goes along. */
struct preview {
	const uint8_t *src;
	uint8_t *codes[2];
	const uint8_t *rows[3][2];
	uint8_t *dst;
	size_t n;
};

/* How many pixels it has done. Inlined for each kind of samples and of lines. */
typedef size_t preview_loop(const struct preview *preview, const struct gg_samples *samples,
			    enum gg_samples_kind kind, bool green_first, bool blue);

ALWAYS_INLINE size_t preview_of(const struct preview *p, const struct gg_samples *samples,
				preview_loop *loop, bool green_first, bool blue)
{
	switch (samples->kind) {
	case GG_SAMPLES_BYTES:
		return loop(p, samples, GG_SAMPLES_BYTES, green_first, blue);
	case GG_SAMPLES_WORDS:
		return loop(p, samples, GG_SAMPLES_WORDS, green_first, blue);
	case GG_SAMPLES_CSI2:
		return loop(p, samples, GG_SAMPLES_CSI2, green_first, blue);
	default:
		return loop(p, samples, GG_SAMPLES_IPU3, green_first, blue);
	}
}

ALWAYS_INLINE size_t preview_line(const struct preview *p, const struct gg_samples *samples,
				  preview_loop *loop, struct gg_bayer_line line)
{
	if (line.green_first)
		return line.blue ? preview_of(p, samples, loop, true, true)
				 : preview_of(p, samples, loop, true, false);
	return line.blue ? preview_of(p, samples, loop, false, true)
			 : preview_of(p, samples, loop, false, false);
}

/* As dsp_raw.preview. */
ALWAYS_INLINE size_t preview_with(const struct gg_samples *samples, uint8_t *const codes[2],
				  const uint8_t *const rows[3][2], struct gg_bayer_line line,
				  uint8_t *dst, size_t n, size_t vector, preview_loop *loop)
{
	struct preview p = {
		.src = samples->src, .codes = { codes[0], codes[1] }, .dst = dst, .n = n
	};

	if (!line.streams || (uintptr_t)dst % vector != 0)
		return 0;
	memcpy(p.rows, rows, sizeof p.rows);
	return preview_line(&p, samples, loop, line);
}

#endif
