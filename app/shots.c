/* SPDX-License-Identifier: BSD-2-Clause */
#include "shots.h"

#include <stdio.h>
#include <string.h>

void shots_init(struct shots *shots)
{
	pthread_mutex_init(&shots->lock, NULL);
	shots->n = 0;
	shots->wants_every = false;
}

void shots_finish(struct shots *shots)
{
	pthread_mutex_destroy(&shots->lock);
}

bool shots_push(struct shots *shots, const struct shot *shot)
{
	pthread_mutex_lock(&shots->lock);
	bool room = shots->n < MAX_SHOTS;
	if (room)
		shots->shots[shots->n++] = *shot;
	pthread_mutex_unlock(&shots->lock);
	return room;
}

bool shots_pop(struct shots *shots, struct shot *shot)
{
	pthread_mutex_lock(&shots->lock);
	bool found = shots->n > 0;
	if (found) {
		*shot = shots->shots[0];
		shots->n--;
		memmove(shots->shots, shots->shots + 1, shots->n * sizeof *shots->shots);
	}
	pthread_mutex_unlock(&shots->lock);
	return found;
}

void shots_want_every(struct shots *shots, const struct shot *shot)
{
	pthread_mutex_lock(&shots->lock);
	shots->wants_every = shot;
	shots->n_every = 0;
	if (shot)
		shots->every = *shot;
	pthread_mutex_unlock(&shots->lock);
}

bool shots_next(struct shots *shots, struct shot *shot)
{
	pthread_mutex_lock(&shots->lock);
	const bool wanted = shots->wants_every;
	if (wanted) {
		*shot = shots->every;
		const size_t stem = strlen(shot->target.path);
		snprintf(shot->target.path + stem, sizeof shot->target.path - stem, "-%06u",
			 ++shots->n_every);
	}
	pthread_mutex_unlock(&shots->lock);
	return wanted;
}
