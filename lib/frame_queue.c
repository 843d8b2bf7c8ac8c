/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/frame_queue.h>

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

struct gg_frame_queue {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned capacity;

	/* fields below are protected by lock */
	unsigned first, count;
	uint64_t dropped;
	bool woken;
	bool closed;
	struct gg_frame *frames[]; /* a ring of capacity */
};

struct gg_frame_queue *gg_frame_queue_create(unsigned capacity)
{
	assert(capacity > 0);
	struct gg_frame_queue *queue =
		calloc(1, sizeof *queue + (size_t)capacity * sizeof *queue->frames);
	if (!queue)
		return NULL;
	queue->capacity = capacity;

	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&queue->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&queue->lock, NULL);
	return queue;
}

void gg_frame_queue_destroy(struct gg_frame_queue *queue)
{
	if (!queue)
		return;
	gg_frame_queue_flush(queue);
	pthread_cond_destroy(&queue->changed);
	pthread_mutex_destroy(&queue->lock);
	free(queue);
}

/* The oldest frame, or NULL. Called with the lock held. */
static struct gg_frame *take_first(struct gg_frame_queue *queue)
{
	if (queue->count == 0)
		return NULL;
	struct gg_frame *frame = queue->frames[queue->first];
	queue->first = (queue->first + 1) % queue->capacity;
	queue->count--;
	return frame;
}

void gg_frame_queue_push(struct gg_frame_queue *queue, struct gg_frame *frame)
{
	struct gg_frame *dropped = NULL;

	pthread_mutex_lock(&queue->lock);
	if (queue->closed) {
		dropped = frame;
	} else {
		if (queue->count == queue->capacity)
			dropped = take_first(queue);
		queue->frames[(queue->first + queue->count++) % queue->capacity] = frame;
		pthread_cond_signal(&queue->changed);
	}
	if (dropped)
		queue->dropped++;
	pthread_mutex_unlock(&queue->lock);

	gg_frame_unref(dropped);
}

static struct timespec deadline_after(int timeout_ms)
{
	struct timespec deadline;
	clock_gettime(CLOCK_MONOTONIC, &deadline);
	deadline.tv_sec += timeout_ms / 1000;
	deadline.tv_nsec += timeout_ms % 1000 * 1000000L;
	if (deadline.tv_nsec >= 1000000000L) {
		deadline.tv_sec++;
		deadline.tv_nsec -= 1000000000L;
	}
	return deadline;
}

int gg_frame_queue_pop(struct gg_frame_queue *queue, int timeout_ms, struct gg_frame **frame)
{
	const struct timespec deadline = deadline_after(timeout_ms > 0 ? timeout_ms : 0);
	int ret = 0;

	pthread_mutex_lock(&queue->lock);
	while (!queue->woken && !(*frame = take_first(queue))) {
		if (queue->closed)
			ret = -EPIPE;
		else if (timeout_ms < 0)
			pthread_cond_wait(&queue->changed, &queue->lock);
		else if (timeout_ms == 0 ||
			 pthread_cond_timedwait(&queue->changed, &queue->lock, &deadline))
			ret = queue->count || queue->woken ? 0 : -EAGAIN;
		if (ret)
			goto out;
	}
	if (queue->woken) {
		queue->woken = false;
		ret = -EINTR;
	}
out:
	pthread_mutex_unlock(&queue->lock);
	return ret;
}

void gg_frame_queue_wake(struct gg_frame_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	queue->woken = true;
	pthread_cond_broadcast(&queue->changed);
	pthread_mutex_unlock(&queue->lock);
}

void gg_frame_queue_close(struct gg_frame_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	queue->closed = true;
	pthread_cond_broadcast(&queue->changed);
	pthread_mutex_unlock(&queue->lock);
}

void gg_frame_queue_flush(struct gg_frame_queue *queue)
{
	struct gg_frame *frame;

	do {
		pthread_mutex_lock(&queue->lock);
		frame = take_first(queue);
		if (frame)
			queue->dropped++;
		pthread_mutex_unlock(&queue->lock);
		gg_frame_unref(frame);
	} while (frame);
}

uint64_t gg_frame_queue_dropped(struct gg_frame_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	uint64_t dropped = queue->dropped;
	pthread_mutex_unlock(&queue->lock);
	return dropped;
}
