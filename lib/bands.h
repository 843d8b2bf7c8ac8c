/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Threads that share the lines of a picture: who is free takes the next band of them. Private to
 * the library.
 */
#ifndef GG_BANDS_H
#define GG_BANDS_H

#include <stdint.h>

struct gg_bands;

/* Processors that this process may run on, at least 1. */
unsigned gg_processor_count(void);

/*
 * n_threads share, the one that calls gg_bands_run() among them. The others begin with the first
 * run; where the system gives fewer of them, those do it. NULL: no memory.
 */
struct gg_bands *gg_bands_create(unsigned n_threads);
void gg_bands_destroy(struct gg_bands *bands);

/* Do lines first to end - 1. thread, below n_threads, is a number that no other thread has. */
typedef void gg_band_work(void *data, unsigned thread, uint32_t first, uint32_t end);

/* Do n_lines in bands of band lines, the last one shorter. Returns when all are done. One caller
 * at a time.
 */
void gg_bands_run(struct gg_bands *bands, uint32_t n_lines, uint32_t band, gg_band_work *work,
		  void *data);

#endif
