/* SPDX-License-Identifier: BSD-2-Clause */
#include "notice.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static Uint32 wake_event;
static atomic_bool wake_pending;
static sem_t woken;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* fields below are protected by lock */
static struct notice *first;
static struct notice **last = &first;

void notice_init(void)
{
	wake_event = SDL_RegisterEvents(1);
	sem_init(&woken, 0, 0);
}

void notice_quit(void)
{
	struct notice *notice;
	while ((notice = notice_take()))
		free(notice);
}

void notice_wake(void)
{
	if (atomic_exchange(&wake_pending, true))
		return;
	SDL_PushEvent(&(SDL_Event){ .type = wake_event });
	sem_post(&woken);
}

void notice_wait(int timeout_ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until); /* which nobody sets back */
	until.tv_nsec += timeout_ms * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	sem_clockwait(&woken, CLOCK_MONOTONIC, &until);
}

bool notice_is_wake(const SDL_Event *event)
{
	if (event->type != wake_event)
		return false;
	atomic_store(&wake_pending, false);
	return true;
}

void notice_post(enum notice_kind kind, const char *format, ...)
{
	struct notice *notice = calloc(1, sizeof *notice);
	va_list args;

	va_start(args, format);
	if (notice)
		vsnprintf(notice->text, sizeof notice->text, format, args);
	else
		vfprintf(stderr, format, args);
	va_end(args);
	if (!notice)
		return;

	notice->kind = kind;
	pthread_mutex_lock(&lock);
	*last = notice;
	last = &notice->next;
	pthread_mutex_unlock(&lock);
	notice_wake();
}

struct notice *notice_take(void)
{
	pthread_mutex_lock(&lock);
	struct notice *notice = first;
	if (notice) {
		first = notice->next;
		if (!first)
			last = &first;
	}
	pthread_mutex_unlock(&lock);
	return notice;
}
