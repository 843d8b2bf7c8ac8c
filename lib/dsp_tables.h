/* SPDX-License-Identifier: BSD-2-Clause */
/* The tables that dsp.c chooses from. Each is compiled for its processor, and only run there. */
#ifndef GG_DSP_TABLES_H
#define GG_DSP_TABLES_H

#include "dsp.h"

extern const struct gg_dsp gg_dsp_c;
extern const struct gg_dsp_raw gg_dsp_raw_c;
#if GG_HAVE_AVX2
extern const struct gg_dsp gg_dsp_avx2, gg_dsp_avx2_stream;
extern const struct gg_dsp_raw gg_dsp_raw_avx2;
#endif
#if GG_HAVE_AVX512
extern const struct gg_dsp gg_dsp_avx512, gg_dsp_avx512_stream;
extern const struct gg_dsp_raw gg_dsp_raw_avx512;
#endif

#endif
