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

const struct gg_dsp *gg_dsp_at(size_t index)
{
	if (index == 0)
		return &gg_dsp_c;
#if GG_HAVE_AVX2
	if (index == 1 && has_avx2())
		return &gg_dsp_avx2;
#endif
	return NULL;
}

const struct gg_dsp *gg_dsp(void)
{
	const struct gg_dsp *best = gg_dsp_at(1);
	return best ? best : &gg_dsp_c;
}
