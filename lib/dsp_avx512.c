/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels for AVX2 with the registers and the instructions that AVX-512 adds for them. */
#include "dsp_avx2.h"
#include "dsp_tables.h"

const struct gg_dsp gg_dsp_avx512 = {
	.name = "avx512",
	.yuv444 = yuv444_avx2,
	.yuv422 = yuv422_avx2,
	.semiplanar = semiplanar_avx2,
	.packed = packed_avx2,
	.packed444 = packed444_avx2,
	.semiplanar444 = semiplanar444_avx2,
	.grey = grey_avx2,
	.yuv444_wide = yuv444_wide_avx2,
	.rgb32 = rgb32_avx2,
	.rgb16 = rgb16_avx2,
	.rgb565 = rgb565_avx2,
	.raw = &gg_dsp_raw_avx512,
};
