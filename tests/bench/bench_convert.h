/* SPDX-License-Identifier: BSD-2-Clause */
/* Conversion of one format to 32 bit RGB, by the library and by others. One thread. */
#ifndef GG_BENCH_CONVERT_H
#define GG_BENCH_CONVERT_H

#include <stdint.h>

#include "bench_options.h"

/* Measure, and print the line. 0, or -ENOMEM. */
int bench_convert(const struct bench_options *options, const struct gg_format *format,
		  uint32_t width, uint32_t height);

#endif
