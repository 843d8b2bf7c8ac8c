/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels for AVX2 with the registers and the instructions that AVX-512 adds for them. */
#define GG_STREAMS false
#include "dsp_avx2.h"
#include "dsp_tables.h"

const struct gg_dsp gg_dsp_avx512 = {
	.name = "avx512",
	.streams = GG_STREAMS,
	GG_KERNELS_AVX2,
	.raw = &gg_dsp_raw_avx512,
};
