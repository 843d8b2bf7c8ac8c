/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernels of dsp_raw.h for AVX-512 with VBMI, which looks bytes and words up in tables of up to
 * 128 and 32 in one instruction: what makes bytes of samples, and pixels of them, as the preview
 * does. The others are those for AVX2.
 */
#include "dsp_preview_avx512.h"
#include "dsp_tables.h"

const struct gg_dsp_raw gg_dsp_raw_avx512 = {
	.bytes = bytes_avx2,
	.words = words_avx2,
	.csi2 = csi2_avx512,
	.ipu3 = ipu3_avx2,
	.light = light_avx512,
	.curve = curve_avx2,
	.codes = codes_avx512,
	.develop_bytes = develop_bytes_avx512,
	.bilinear = bilinear_avx512,
	.preview = preview_avx512,
	.bilinear_light = bilinear_light_avx2,
	.mhc = mhc_avx2,
	.matrix = matrix_c,
	.merge = merge_avx2,
	.grey = grey_samples_avx2,
};
