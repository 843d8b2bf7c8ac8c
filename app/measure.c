/* SPDX-License-Identifier: BSD-2-Clause */
#include "measure.h"

#include "notice.h"

void measure_init(struct measure *measure)
{
	pthread_mutex_init(&measure->lock, NULL);
}

void measure_finish(struct measure *measure)
{
	picture_finish(&measure->samples);
	pthread_mutex_destroy(&measure->lock);
}

void measure_ask(struct measure *measure)
{
	pthread_mutex_lock(&measure->lock);
	measure->wanted = true;
	pthread_mutex_unlock(&measure->lock);
}

bool measure_fetch(struct measure *measure, struct histogram *histogram)
{
	pthread_mutex_lock(&measure->lock);
	const bool done = measure->done;
	if (done)
		*histogram = measure->histogram;
	measure->done = false;
	pthread_mutex_unlock(&measure->lock);
	return done;
}

static bool take_wish(struct measure *measure)
{
	pthread_mutex_lock(&measure->lock);
	const bool wanted = measure->wanted;
	measure->wanted = false;
	pthread_mutex_unlock(&measure->lock);
	return wanted;
}

void measure_serve(struct measure *measure, struct presenter *presenter,
		   enum gg_orientation orientation)
{
	const struct presenter_class *class = presenter->class;

	if (!take_wish(measure) || !class->sample ||
	    class->sample(presenter, &measure->samples, NULL) ||
	    picture_turn_itself(&measure->samples, orientation, NULL))
		return;
	histogram_count(&measure->counts, &measure->samples);
	pthread_mutex_lock(&measure->lock);
	measure->histogram = measure->counts;
	measure->done = true;
	pthread_mutex_unlock(&measure->lock);
	notice_wake();
}
