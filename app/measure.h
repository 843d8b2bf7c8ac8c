/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A histogram that the main thread asks for and the render thread counts, of the picture that its
 * presenter has.
 */
#ifndef GG_MEASURE_H
#define GG_MEASURE_H

#include <pthread.h>
#include <stdbool.h>

#include "histogram.h"
#include "presenter.h"

struct measure {
	/* the render thread's */
	struct picture samples;
	struct histogram counts;

	pthread_mutex_t lock;
	/* fields below are protected by lock */
	bool wanted;
	bool done; /* there is a histogram that was not fetched */
	struct histogram histogram;
};

void measure_init(struct measure *measure);
void measure_finish(struct measure *measure);

/* Main thread: ask for one; take one that is new, false where there is none. */
void measure_ask(struct measure *measure);
bool measure_fetch(struct measure *measure, struct histogram *histogram);

/*
 * Render thread: count where it is asked for, the picture turned as it is seen, and wake the main
 * loop. Without a picture, or memory, there is no histogram.
 */
void measure_serve(struct measure *measure, struct presenter *presenter,
		   enum gg_orientation orientation);

#endif
