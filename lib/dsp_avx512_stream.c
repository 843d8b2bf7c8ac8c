/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels for AVX2 with the registers and the instructions that AVX-512 adds for them, past the
 * caches. */
#define GG_STREAMS true
#include "dsp_avx2.h"
#include "dsp_tables.h"

const struct gg_dsp gg_dsp_avx512_stream = {
	.name = "avx512, past the caches",
	.streams = GG_STREAMS,
	GG_KERNELS_AVX2,
	.raw = &gg_dsp_raw_avx512,
};
