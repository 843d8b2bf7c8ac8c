/* SPDX-License-Identifier: BSD-2-Clause */
#include "timing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEAST_SWEEP = 64 << 20, CACHE_LINE = 64 };

/* Twice what the caches hold, as far as that is known. */
static size_t sweep_size(void)
{
#ifdef _SC_LEVEL3_CACHE_SIZE
	const long cache = sysconf(_SC_LEVEL3_CACHE_SIZE);
	if (cache > LEAST_SWEEP / 2)
		return (size_t)2 * (size_t)cache;
#endif
	return LEAST_SWEEP;
}

static double now_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* Fill the caches with something else, changed so that they must keep it. */
static void sweep(uint8_t *memory, size_t size)
{
	for (size_t i = 0; i < size; i += CACHE_LINE)
		memory[i]++;
}

static void run_rounds(struct timing *timing, const struct timing_task *tasks, clockid_t clock,
		       uint8_t *memory, size_t size)
{
	for (unsigned r = 0; r < timing->rounds; r++) {
		for (unsigned i = 0; i < timing->n_tasks; i++) {
			const unsigned t = (r + i) % timing->n_tasks;
			if (memory)
				sweep(memory, size);
			const double start = now_ms(clock);
			tasks[t].run(tasks[t].data);
			timing->ms[(size_t)t * timing->rounds + r] = now_ms(clock) - start;
		}
	}
}

int timing_run(struct timing *timing, const struct timing_task *tasks, unsigned n_tasks,
	       const struct timing_conditions *conditions)
{
	const unsigned rounds = conditions->rounds;
	const size_t size = sweep_size();
	uint8_t *const memory = conditions->warm ? NULL : malloc(size);

	*timing = (struct timing){ .n_tasks = n_tasks, .rounds = rounds };
	timing->ms = calloc((size_t)n_tasks * rounds, sizeof *timing->ms);
	if (!timing->ms || (!memory && !conditions->warm)) {
		free(memory);
		return -ENOMEM;
	}
	if (memory)
		memset(memory, 1, size);
	for (unsigned t = 0; t < n_tasks; t++)
		tasks[t].run(tasks[t].data);
	run_rounds(timing, tasks, conditions->clock, memory, size);
	free(memory);
	return 0;
}

void timing_finish(struct timing *timing)
{
	free(timing->ms);
	*timing = (struct timing){ 0 };
}

static int compare(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *values, unsigned n)
{
	qsort(values, n, sizeof *values, compare);
	return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/* by >= n_tasks: by nothing. */
static double median_of(const struct timing *timing, unsigned task, unsigned by)
{
	const unsigned n = timing->rounds;
	double values[TIMING_MAX_ROUNDS];

	for (unsigned r = 0; r < n; r++) {
		values[r] = timing->ms[(size_t)task * n + r];
		if (by < timing->n_tasks)
			values[r] /= timing->ms[(size_t)by * n + r];
	}
	return median(values, n);
}

double timing_median(const struct timing *timing, unsigned task)
{
	return median_of(timing, task, timing->n_tasks);
}

double timing_ratio(const struct timing *timing, unsigned task, unsigned by)
{
	return median_of(timing, task, by);
}
