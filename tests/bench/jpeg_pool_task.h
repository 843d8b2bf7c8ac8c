/* SPDX-License-Identifier: BSD-2-Clause */
/* A run of frames through a pool of decoders, as the viewer feeds it. One thread. */
#ifndef GG_BENCH_JPEG_POOL_TASK_H
#define GG_BENCH_JPEG_POOL_TASK_H

#include <stddef.h>
#include <stdint.h>

struct gg_jpeg_pool;

/* Decode the same payload n times over. 0, or the status of the first that failed. */
int jpeg_pool_task(struct gg_jpeg_pool *pool, const uint8_t *payload, size_t size, unsigned n);

#endif
