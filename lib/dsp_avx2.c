/* SPDX-License-Identifier: BSD-2-Clause */
#define GG_STREAMS false
#include "dsp_avx2.h"
#include "dsp_tables.h"

const struct gg_dsp gg_dsp_avx2 = {
	.name = "avx2",
	.streams = GG_STREAMS,
	GG_KERNELS_AVX2,
	.raw = &gg_dsp_raw_avx2,
};
