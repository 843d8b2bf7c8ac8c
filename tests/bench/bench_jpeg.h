/* SPDX-License-Identifier: BSD-2-Clause */
/* Decoding of JPEGs, by the library and by TurboJPEG. */
#ifndef GG_BENCH_JPEG_H
#define GG_BENCH_JPEG_H

#include <stdint.h>

#include "bench_options.h"

/* Measure with a picture of that size, 4:2:2, made up, and print the lines. 0 or -errno. */
int bench_jpeg(const struct bench_options *options, uint32_t width, uint32_t height);

/* The same with a file; what is wrong with it goes to stderr. */
int bench_jpeg_file(const struct bench_options *options, const char *path);

#endif
