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

const struct gg_dsp *gg_dsp_at(size_t index)
{
	if (index == 0)
		return &gg_dsp_c;
#if GG_HAVE_AVX2
	if (index == 1 && has_avx2())
		return &gg_dsp_avx2;
#endif
#if GG_HAVE_AVX512
	if (index == 2 && has_avx512())
		return &gg_dsp_avx512;
#endif
	return NULL;
}

const struct gg_dsp *gg_dsp(void)
{
	const struct gg_dsp *best = &gg_dsp_c;

	for (size_t i = 1; gg_dsp_at(i); i++)
		best = gg_dsp_at(i);
	return best;
}
