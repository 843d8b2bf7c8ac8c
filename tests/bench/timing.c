/* SPDX-License-Identifier: BSD-2-Clause */
#include "timing.h"

#include <errno.h>
#include <stdlib.h>

static double now_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

int timing_run(struct timing *timing, const struct timing_task *tasks, unsigned n_tasks,
	       unsigned rounds, clockid_t clock)
{
	*timing = (struct timing){ .n_tasks = n_tasks, .rounds = rounds };
	timing->ms = calloc((size_t)n_tasks * rounds, sizeof *timing->ms);
	if (!timing->ms)
		return -ENOMEM;

	for (unsigned t = 0; t < n_tasks; t++)
		tasks[t].run(tasks[t].data);
	for (unsigned r = 0; r < rounds; r++) {
		for (unsigned i = 0; i < n_tasks; i++) {
			const unsigned t = (r + i) % n_tasks;
			const double start = now_ms(clock);
			tasks[t].run(tasks[t].data);
			timing->ms[(size_t)t * rounds + r] = now_ms(clock) - start;
		}
	}
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
