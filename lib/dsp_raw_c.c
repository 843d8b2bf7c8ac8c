/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsp_raw_kernels.h"
#include "dsp_tables.h"

const struct gg_dsp_raw gg_dsp_raw_c = {
	.bytes = bytes_c,
	.words = words_c,
	.csi2 = csi2_c,
	.ipu3 = ipu3_c,
	.light = light_c,
	.curve = curve_c,
	.codes = codes_c,
	.develop_bytes = develop_bytes_c,
	.bilinear = bilinear_c,
	.bilinear_light = bilinear_light_c,
	.mhc = mhc_c,
	.matrix = matrix_c,
	.merge = merge_c,
	.grey = grey_samples_c,
};
