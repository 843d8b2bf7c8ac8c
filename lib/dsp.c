/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsp_tables.h"

#include <stdbool.h>

#if GG_HAVE_AVX2
/* On x86 the vector code is for AVX2; elsewhere SIMDe makes it code for what is always there. */
static bool has_avx2(void)
{
#if defined(__x86_64__) || defined(__i386__)
	return __builtin_cpu_supports("avx2");
#else
	return true;
#endif
}
#endif

#if GG_HAVE_AVX512
static bool has_avx512(void)
{
	return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	       __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi");
}
#endif

static bool has_c(void)
{
	return true;
}

const struct gg_dsp *gg_dsp_at(size_t index)
{
	static const struct {
		const struct gg_dsp *dsp;
		bool (*runs)(void);
	} tables[] = {
		{ &gg_dsp_c, has_c },
#if GG_HAVE_AVX2
		{ &gg_dsp_avx2, has_avx2 },
		{ &gg_dsp_avx2_stream, has_avx2 },
#endif
#if GG_HAVE_AVX512
		{ &gg_dsp_avx512, has_avx512 },
		{ &gg_dsp_avx512_stream, has_avx512 },
#endif
	};

	return index < sizeof tables / sizeof tables[0] && tables[index].runs() ? tables[index].dsp
										: NULL;
}

const struct gg_dsp *gg_dsp(bool streams)
{
	const struct gg_dsp *best = gg_dsp_at(0), *dsp;

	for (size_t i = 1; (dsp = gg_dsp_at(i)); i++)
		if (dsp->streams == streams)
			best = dsp;
	return best;
}
