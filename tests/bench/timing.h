/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Times of tasks that are to be compared: taken in turns, round by round, so that what else the
 * machine does meets them all alike. One thread.
 */
#ifndef GG_BENCH_TIMING_H
#define GG_BENCH_TIMING_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum { TIMING_MAX_ROUNDS = 999 };

struct timing_task {
	void (*run)(void *data);
	void *data;
};

struct timing {
	unsigned n_tasks, rounds;
	double *ms; /* of task t in round r: ms[t * rounds + r]; malloc'ed */
};

struct timing_conditions {
	unsigned rounds;
	clockid_t clock;
	/* Let a task find in the caches what the last one left there. Else those of its processor
	 * are filled with something else before each, which they must write back: a camera's frame
	 * comes by way of memory, and is one of many. */
	bool warm;
};

/*
 * Run each task once unmeasured, and then once a round, each round beginning with another one.
 * 0, or -ENOMEM.
 */
int timing_run(struct timing *timing, const struct timing_task *tasks, unsigned n_tasks,
	       const struct timing_conditions *conditions);
void timing_finish(struct timing *timing);

/* The median of a task's times, in ms. */
double timing_median(const struct timing *timing, unsigned task);

/* The median, over the rounds, of a task's time by that of another one. */
double timing_ratio(const struct timing *timing, unsigned task, unsigned by);

#endif
