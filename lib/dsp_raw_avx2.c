/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The loops have more constants than there are registers: before GCC gives these out, it should put
 * instructions into an order that needs few. Then they take a twentieth to a tenth less time.
 */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("schedule-insns", "sched-pressure", "no-tree-pre")
#endif

#include "dsp_preview_avx2.h"
#include "dsp_tables.h"

const struct gg_dsp_raw gg_dsp_raw_avx2 = {
	.bytes = bytes_avx2,
	.words = words_avx2,
	.csi2 = csi2_avx2,
	.ipu3 = ipu3_avx2,
	.light = light_avx2,
	.curve = curve_avx2,
	.codes = codes_avx2,
	.develop_bytes = develop_bytes_avx2,
	.bilinear = bilinear_avx2,
	.preview = preview_avx2,
	.bilinear_light = bilinear_light_avx2,
	.mhc = mhc_avx2,
	.matrix = matrix_c,
	.merge = merge_avx2,
	.grey = grey_samples_avx2,
};
