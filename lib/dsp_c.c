/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsp_kernels.h"
#include "dsp_tables.h"

const struct gg_dsp gg_dsp_c = {
	.name = "c",
	.yuv444 = yuv444_c,
	.yuv422 = yuv422_c,
	.semiplanar = semiplanar_c,
	.packed = packed_c,
	.packed444 = packed444_c,
	.semiplanar444 = semiplanar444_c,
	.grey = grey_c,
	.yuv444_wide = yuv444_wide_c,
	.rgb32 = rgb32_c,
	.rgb16 = rgb16_c,
	.rgb565 = rgb565_c,
	.raw = &gg_dsp_raw_c,
	.settle = settle_c,
};
