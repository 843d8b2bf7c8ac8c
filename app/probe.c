/* SPDX-License-Identifier: BSD-2-Clause */
#include "probe.h"

#include "clock.h"
#include "notice.h"

#define INTERVAL_NS UINT64_C(100000000)
#define PATIENCE_NS (5 * INTERVAL_NS)

void probe_init(struct probe *probe)
{
	*probe = (struct probe){ 0 };
	pthread_mutex_init(&probe->lock, NULL);
}

void probe_finish(struct probe *probe)
{
	pthread_mutex_destroy(&probe->lock);
}

bool probe_ask(struct probe *probe, int x, int y)
{
	pthread_mutex_lock(&probe->lock);
	probe->asked |= !probe->on || x != probe->x || y != probe->y;
	probe->x = x;
	probe->y = y;
	const bool asked = probe->asked;
	pthread_mutex_unlock(&probe->lock);
	__atomic_store_n(&probe->on, true, __ATOMIC_RELEASE);
	return asked;
}

void probe_again(struct probe *probe)
{
	pthread_mutex_lock(&probe->lock);
	probe->asked = true;
	pthread_mutex_unlock(&probe->lock);
}

void probe_end(struct probe *probe)
{
	__atomic_store_n(&probe->on, false, __ATOMIC_RELEASE);
	pthread_mutex_lock(&probe->lock);
	probe->answer = (struct probe_answer){ 0 };
	pthread_mutex_unlock(&probe->lock);
}

struct probe_answer probe_answer(struct probe *probe)
{
	pthread_mutex_lock(&probe->lock);
	const struct probe_answer answer = probe->answer;
	pthread_mutex_unlock(&probe->lock);
	return answer;
}

bool probe_is_due(struct probe *probe, bool shown, bool has_image)
{
	if (!__atomic_load_n(&probe->on, __ATOMIC_ACQUIRE))
		return false;
	const uint64_t now = clock_ns();
	if (shown && now >= probe->next_ns)
		return true;
	pthread_mutex_lock(&probe->lock);
	const bool asked = probe->asked;
	pthread_mutex_unlock(&probe->lock);
	return asked && (has_image || now >= probe->next_ns + PATIENCE_NS);
}

void probe_look(struct probe *probe, struct presenter *presenter, const struct scene *scene,
		const struct gg_image *image)
{
	struct probe_answer answer = { .known = true };

	pthread_mutex_lock(&probe->lock);
	const struct probe_answer last = probe->answer;
	const int x = probe->x, y = probe->y;
	probe->asked = false;
	pthread_mutex_unlock(&probe->lock);

	const struct shown_pixel *shown = &answer.shown;
	answer.there = presenter->class->pixel(presenter, scene, x, y, &answer.shown) == 0;
	if (answer.there && image)
		gg_image_pixel(image, shown->x, shown->y, &answer.stored);
	else if (answer.there && last.there && last.shown.x == shown->x && last.shown.y == shown->y)
		answer.stored = last.stored; /* no other has come */
	probe->next_ns = clock_ns() + INTERVAL_NS;

	pthread_mutex_lock(&probe->lock);
	probe->answer = answer;
	pthread_mutex_unlock(&probe->lock);
	notice_wake();
}
