/* SPDX-License-Identifier: BSD-2-Clause */
#include "hold.h"

void hold_init(struct hold *hold)
{
	*hold = (struct hold){ 0 };
	pthread_mutex_init(&hold->lock, NULL);
}

void hold_finish(struct hold *hold)
{
	pthread_mutex_destroy(&hold->lock);
}

void hold_set_paused(struct hold *hold, bool paused)
{
	pthread_mutex_lock(&hold->lock);
	if (paused != hold->paused) {
		hold->more = paused;
		hold->wanted = 0;
	}
	hold->paused = paused;
	pthread_mutex_unlock(&hold->lock);
}

uint64_t hold_pause(struct hold *hold)
{
	pthread_mutex_lock(&hold->lock);
	if (!hold->paused)
		hold->more = 0;
	hold->paused = true;
	const uint64_t position = hold->position;
	pthread_mutex_unlock(&hold->lock);
	return position;
}

void hold_step(struct hold *hold, uint64_t position)
{
	pthread_mutex_lock(&hold->lock);
	hold->wanted = position;
	hold->more = position ? 0 : hold->more + 1;
	pthread_mutex_unlock(&hold->lock);
}

bool hold_is_paused(struct hold *hold)
{
	pthread_mutex_lock(&hold->lock);
	const bool paused = hold->paused;
	pthread_mutex_unlock(&hold->lock);
	return paused;
}

static bool is_wanted(const struct hold *hold, uint64_t position)
{
	if (!hold->paused)
		return true;
	return hold->wanted ? position == hold->wanted : hold->more > 0;
}

bool hold_wants(struct hold *hold, uint64_t position)
{
	pthread_mutex_lock(&hold->lock);
	const bool wanted = is_wanted(hold, position);
	pthread_mutex_unlock(&hold->lock);
	return wanted;
}

bool hold_begin(struct hold *hold, uint64_t position)
{
	pthread_mutex_lock(&hold->lock);
	const bool wanted = is_wanted(hold, position);
	if (wanted)
		hold->position = position;
	pthread_mutex_unlock(&hold->lock);
	return wanted;
}

bool hold_end(struct hold *hold)
{
	pthread_mutex_lock(&hold->lock);
	hold->more -= hold->more > 0;
	const bool stays = hold->paused;
	pthread_mutex_unlock(&hold->lock);
	return stays;
}
