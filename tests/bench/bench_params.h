/* SPDX-License-Identifier: BSD-2-Clause */
/* How the benchmarks convert. Any thread. */
#ifndef GG_BENCH_PARAMS_H
#define GG_BENCH_PARAMS_H

#include <groundglass/convert.h>

/* Of a stream that declares nothing; fine: by the slower, better way where there are two. */
struct gg_convert_params bench_params(const struct gg_format *format, uint32_t height, bool fine);

#endif
