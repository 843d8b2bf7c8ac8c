/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench_params.h"

struct gg_convert_params bench_params(const struct gg_format *format, uint32_t height, bool fine)
{
	const struct gg_color automatic = { GG_MATRIX_AUTO, GG_RANGE_AUTO };

	return (struct gg_convert_params){
		.color = gg_color_resolve(automatic, automatic, format, height, NULL),
		.chroma = fine ? GG_CHROMA_LINEAR : GG_CHROMA_NEAREST,
		.demosaic = fine ? GG_DEMOSAIC_MHC : GG_DEMOSAIC_BILINEAR,
		.raw = gg_raw_neutral(),
	};
}
