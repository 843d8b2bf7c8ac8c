/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

#include <groundglass/frame_queue.h>

#include "frame_owner.h"

/* A frame without a camera: its owner counts how often it came back. */
struct item {
	struct gg_frame_owner owner; /* first */
	struct gg_frame frame;
	unsigned released; /* atomic */
};

static void count_release(struct gg_frame_owner *owner)
{
	__atomic_add_fetch(&((struct item *)owner)->released, 1, __ATOMIC_RELAXED);
}

static struct gg_frame *item_frame(struct item *item, uint64_t index)
{
	*item = (struct item){ .owner = { .refs = 1, .released = count_release } };
	item->frame.index = index;
	item->frame.owner = &item->owner;
	return &item->frame;
}

static void assert_pop(struct gg_frame_queue *queue, uint64_t index)
{
	struct gg_frame *frame = NULL;
	assert_int_equal(gg_frame_queue_pop(queue, 0, &frame), 0);
	assert_int_equal(frame->index, index);
	gg_frame_unref(frame);
}

static void assert_empty(struct gg_frame_queue *queue, int why)
{
	struct gg_frame *frame;
	assert_int_equal(gg_frame_queue_pop(queue, 0, &frame), why);
}

static void test_order(void **state)
{
	(void)state;
	struct gg_frame_queue *queue = gg_frame_queue_create(3);
	struct item items[8];

	assert_empty(queue, -EAGAIN);
	for (unsigned i = 0; i < 8; i += 2) {
		gg_frame_queue_push(queue, item_frame(&items[i], i));
		gg_frame_queue_push(queue, item_frame(&items[i + 1], i + 1));
		assert_int_equal(items[i].released, 0);
		assert_pop(queue, i);
		assert_pop(queue, i + 1);
		assert_int_equal(items[i].released, 1);
		assert_int_equal(items[i + 1].released, 1);
	}
	assert_empty(queue, -EAGAIN);
	assert_int_equal(gg_frame_queue_dropped(queue), 0);
	gg_frame_queue_destroy(queue);
	gg_frame_queue_destroy(NULL);
}

static void test_newest_wins(void **state)
{
	(void)state;
	for (unsigned capacity = 1; capacity <= 4; capacity++) {
		struct gg_frame_queue *queue = gg_frame_queue_create(capacity);
		struct item items[10];

		for (unsigned i = 0; i < 10; i++) {
			gg_frame_queue_push(queue, item_frame(&items[i], i));
			assert_int_equal(items[i].released, 0);
			if (i >= capacity)
				assert_int_equal(items[i - capacity].released, 1);
		}
		assert_int_equal(gg_frame_queue_dropped(queue), 10 - capacity);
		for (unsigned i = 10 - capacity; i < 10; i++)
			assert_pop(queue, i);
		assert_empty(queue, -EAGAIN);
		for (unsigned i = 0; i < 10; i++)
			assert_int_equal(items[i].released, 1);
		gg_frame_queue_destroy(queue);
	}
}

/* The queue takes the caller's reference and no other. */
static void test_references(void **state)
{
	(void)state;
	struct gg_frame_queue *queue = gg_frame_queue_create(1);
	struct item items[2];
	struct gg_frame *kept = gg_frame_ref(item_frame(&items[0], 0));

	gg_frame_queue_push(queue, kept);
	gg_frame_queue_push(queue, item_frame(&items[1], 1));
	assert_int_equal(items[0].released, 0);
	assert_int_equal(items[0].owner.refs, 1);
	gg_frame_unref(kept);
	assert_int_equal(items[0].released, 1);
	gg_frame_queue_destroy(queue);
	assert_int_equal(items[1].released, 1);
}

static void test_close(void **state)
{
	(void)state;
	struct gg_frame_queue *queue = gg_frame_queue_create(2);
	struct item items[3];

	gg_frame_queue_push(queue, item_frame(&items[0], 0));
	gg_frame_queue_push(queue, item_frame(&items[1], 1));
	gg_frame_queue_close(queue);
	gg_frame_queue_push(queue, item_frame(&items[2], 2));
	assert_int_equal(items[2].released, 1);
	assert_int_equal(gg_frame_queue_dropped(queue), 1);
	assert_pop(queue, 0);
	assert_pop(queue, 1);
	assert_empty(queue, -EPIPE);
	assert_empty(queue, -EPIPE);
	gg_frame_queue_destroy(queue);
}

static void test_flush(void **state)
{
	(void)state;
	struct gg_frame_queue *queue = gg_frame_queue_create(4);
	struct item items[4];

	gg_frame_queue_flush(queue);
	assert_int_equal(gg_frame_queue_dropped(queue), 0);
	for (unsigned i = 0; i < 3; i++)
		gg_frame_queue_push(queue, item_frame(&items[i], i));
	gg_frame_queue_flush(queue);
	for (unsigned i = 0; i < 3; i++)
		assert_int_equal(items[i].released, 1);
	assert_int_equal(gg_frame_queue_dropped(queue), 3);
	assert_empty(queue, -EAGAIN);
	gg_frame_queue_push(queue, item_frame(&items[3], 3));
	assert_pop(queue, 3);
	gg_frame_queue_destroy(queue);
}

static void test_wake(void **state)
{
	(void)state;
	struct gg_frame_queue *queue = gg_frame_queue_create(1);
	struct gg_frame *frame;
	struct item item;

	gg_frame_queue_wake(queue);
	gg_frame_queue_wake(queue);
	gg_frame_queue_push(queue, item_frame(&item, 7));
	assert_int_equal(gg_frame_queue_pop(queue, -1, &frame), -EINTR);
	assert_pop(queue, 7);
	assert_int_equal(gg_frame_queue_pop(queue, 1, &frame), -EAGAIN);
	gg_frame_queue_destroy(queue);
}

struct waiter {
	struct gg_frame_queue *queue;
	int timeout_ms, result;
};

static void *wait_in_pop(void *data)
{
	struct waiter *waiter = data;
	struct gg_frame *frame = NULL;
	waiter->result = gg_frame_queue_pop(waiter->queue, waiter->timeout_ms, &frame);
	if (waiter->result == 0)
		gg_frame_unref(frame);
	return NULL;
}

/* Each of push, wake and close ends a wait, with and without a limit. */
static void test_waits_end(void **state)
{
	(void)state;
	static const int results[] = { 0, -EINTR, -EPIPE };

	for (unsigned i = 0; i < 30; i++) {
		struct item item;
		struct gg_frame_queue *queue = gg_frame_queue_create(1);
		struct waiter waiter = { queue, i % 2 ? -1 : 60000, 1 };
		pthread_t thread;

		assert_int_equal(pthread_create(&thread, NULL, wait_in_pop, &waiter), 0);
		usleep(i * 50);
		if (i % 3 == 0)
			gg_frame_queue_push(queue, item_frame(&item, 0));
		else if (i % 3 == 1)
			gg_frame_queue_wake(queue);
		else
			gg_frame_queue_close(queue);
		pthread_join(thread, NULL);
		assert_int_equal(waiter.result, results[i % 3]);
		gg_frame_queue_destroy(queue);
	}
}

enum { N_THREADS = 4, N_FRAMES = 2000 };

static struct item crowd[N_THREADS][N_FRAMES];

struct worker {
	struct gg_frame_queue *queue;
	uint64_t popped; /* by a popper */
	unsigned number; /* of a pusher */
	bool in_order;
};

static void *push_all(void *data)
{
	struct worker *worker = data;
	for (unsigned i = 0; i < N_FRAMES; i++) {
		struct gg_frame *frame = item_frame(&crowd[worker->number][i], i);
		frame->stream = worker->number;
		gg_frame_queue_push(worker->queue, frame);
	}
	return NULL;
}

static void *pop_all(void *data)
{
	struct worker *worker = data;
	int64_t last[N_THREADS] = { -1, -1, -1, -1 };
	struct gg_frame *frame;

	worker->in_order = true;
	while (gg_frame_queue_pop(worker->queue, -1, &frame) == 0) {
		worker->in_order &= (int64_t)frame->index > last[frame->stream];
		last[frame->stream] = (int64_t)frame->index;
		worker->popped++;
		gg_frame_unref(frame);
	}
	return NULL;
}

/* However they meet: every frame comes back once, and is popped or counted as dropped. */
static void test_many_threads(void **state)
{
	(void)state;
	struct gg_frame_queue *queue = gg_frame_queue_create(3);
	struct worker pushers[N_THREADS], poppers[2];
	pthread_t push_threads[N_THREADS], pop_threads[2];
	uint64_t popped = 0;

	for (unsigned i = 0; i < 2; i++) {
		poppers[i] = (struct worker){ .queue = queue };
		assert_int_equal(pthread_create(&pop_threads[i], NULL, pop_all, &poppers[i]), 0);
	}
	for (unsigned i = 0; i < N_THREADS; i++) {
		pushers[i] = (struct worker){ .queue = queue, .number = i };
		assert_int_equal(pthread_create(&push_threads[i], NULL, push_all, &pushers[i]), 0);
	}
	for (unsigned i = 0; i < N_THREADS; i++)
		pthread_join(push_threads[i], NULL);
	gg_frame_queue_close(queue);
	for (unsigned i = 0; i < 2; i++) {
		pthread_join(pop_threads[i], NULL);
		assert_true(poppers[i].in_order);
		popped += poppers[i].popped;
	}
	assert_int_equal(popped + gg_frame_queue_dropped(queue), N_THREADS * N_FRAMES);
	for (unsigned i = 0; i < N_THREADS * N_FRAMES; i++)
		assert_int_equal(crowd[i / N_FRAMES][i % N_FRAMES].released, 1);
	gg_frame_queue_destroy(queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),	   cmocka_unit_test(test_newest_wins),
		cmocka_unit_test(test_references), cmocka_unit_test(test_close),
		cmocka_unit_test(test_flush),	   cmocka_unit_test(test_wake),
		cmocka_unit_test(test_waits_end),  cmocka_unit_test(test_many_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
