/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The places form a ring, and each has a thread of its own: the next frame goes to the place that
 * was given back first, so order needs no sorting.
 */
#include <groundglass/jpeg_pool.h>

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/jpeg.h>

#include "bands.h"
#include "now.h"

enum place_state { EMPTY, SUBMITTED, READY };

struct place {
	struct gg_jpeg_pool *pool;
	pthread_t thread;
	pthread_cond_t changed;
	enum place_state state;		 /* protected by the pool's lock */
	struct gg_jpeg_decoder *decoder; /* its thread's while SUBMITTED, else the user's */
	struct gg_jpeg_picture picture;	 /* likewise */
};

struct gg_jpeg_pool {
	void (*ready)(void *data);
	void *data;
	unsigned n_places;
	unsigned n_threads; /* 0: submit decodes */
	unsigned room;	    /* places in use: one for each thread, or one */

	/* the user's own */
	unsigned first, count;
	bool taken;   /* the first is */
	bool started; /* so that what never sees a JPEG has no threads */

	pthread_mutex_t lock;
	bool quit; /* protected by lock */
	struct place places[];
};

unsigned gg_jpeg_pool_threads(void)
{
	return gg_processor_count() > 1 ? 2 : 1;
}

static void decode(struct place *place)
{
	struct gg_jpeg_picture *picture = &place->picture;
	const struct gg_image *image = &picture->frame.image;
	uint64_t start = gg_now_ns();

	if (picture->converted)
		picture->status = gg_jpeg_decode_pixels(
			place->decoder, picture->payload.data, picture->payload.size, image->width,
			image->height, &picture->params, &picture->pixels, &picture->error);
	else
		picture->status = gg_jpeg_decode(place->decoder, picture->payload.data,
						 picture->payload.size, image->width, image->height,
						 &picture->image, &picture->error);
	picture->decode_ns = gg_now_ns() - start;
	if (picture->converted && picture->status >= 0)
		picture->decode_ns -= picture->pixels.convert_ns;
}

static void set_state(struct place *place, enum place_state state)
{
	pthread_mutex_lock(&place->pool->lock);
	place->state = state;
	pthread_cond_signal(&place->changed);
	pthread_mutex_unlock(&place->pool->lock);
}

static void *decoder_thread(void *data)
{
	struct place *place = data;
	struct gg_jpeg_pool *pool = place->pool;
	char name[16];

	snprintf(name, sizeof name, "gg-decode-%u", (unsigned)(place - pool->places));
	pthread_setname_np(pthread_self(), name);

	pthread_mutex_lock(&pool->lock);
	for (;;) {
		while (place->state != SUBMITTED && !pool->quit)
			pthread_cond_wait(&place->changed, &pool->lock);
		if (pool->quit)
			break;
		pthread_mutex_unlock(&pool->lock);
		decode(place);
		set_state(place, READY);
		if (pool->ready)
			pool->ready(pool->data);
		pthread_mutex_lock(&pool->lock);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

static void end_threads(struct gg_jpeg_pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->quit = true;
	for (unsigned i = 0; i < pool->n_threads; i++)
		pthread_cond_signal(&pool->places[i].changed);
	pthread_mutex_unlock(&pool->lock);
	for (unsigned i = 0; i < pool->n_threads; i++)
		pthread_join(pool->places[i].thread, NULL);
	pool->n_threads = 0;
}

/* A single thread would only stand between the user and its decoder. */
static void start_threads(struct gg_jpeg_pool *pool)
{
	while (pool->n_places > 1 && pool->n_threads < pool->n_places) {
		struct place *place = &pool->places[pool->n_threads];
		if (pthread_create(&place->thread, NULL, decoder_thread, place))
			break;
		pool->n_threads++;
	}
	if (pool->n_threads == 1)
		end_threads(pool);
	if (pool->n_threads)
		pool->room = pool->n_threads;
	pool->started = true;
}

struct gg_jpeg_pool *gg_jpeg_pool_create(unsigned n_threads, void (*ready)(void *data), void *data)
{
	assert(n_threads > 0);
	struct gg_jpeg_pool *pool = calloc(1, sizeof *pool + n_threads * sizeof *pool->places);
	if (!pool)
		return NULL;
	pool->ready = ready;
	pool->data = data;
	pthread_mutex_init(&pool->lock, NULL);
	while (pool->n_places < n_threads) {
		struct place *place = &pool->places[pool->n_places++];
		place->pool = pool;
		pthread_cond_init(&place->changed, NULL);
		place->decoder = gg_jpeg_decoder_create();
		if (!place->decoder) {
			gg_jpeg_pool_destroy(pool);
			return NULL;
		}
	}
	pool->room = 1;
	return pool;
}

void gg_jpeg_pool_destroy(struct gg_jpeg_pool *pool)
{
	if (!pool)
		return;
	end_threads(pool);
	for (unsigned i = 0; i < pool->n_places; i++) {
		struct place *place = &pool->places[i];
		gg_jpeg_decoder_destroy(place->decoder);
		free(place->picture.payload.data);
		free(place->picture.pixels.data);
		pthread_cond_destroy(&place->changed);
	}
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}

bool gg_jpeg_pool_is_full(const struct gg_jpeg_pool *pool)
{
	return pool->count == pool->room;
}

/* With a reserve, so that pictures of slowly growing size do not each take new memory. */
static int copy_payload(struct gg_jpeg_payload *payload, const uint8_t *data, size_t size)
{
	payload->size = 0;
	if (size == 0)
		return 0;
	if (payload->capacity < size) {
		free(payload->data);
		payload->capacity = size + size / 4;
		payload->data = malloc(payload->capacity);
	}
	if (!payload->data) {
		payload->capacity = 0;
		return -ENOMEM;
	}
	memcpy(payload->data, data, size);
	payload->size = size;
	return 0;
}

/* Take a copy of all of a frame that outlives it. */
static int copy_frame(struct gg_jpeg_picture *picture, const struct gg_frame *frame)
{
	const struct gg_plane *plane = &frame->image.planes[0];

	gg_frame_begin_read(frame);
	int ret = copy_payload(&picture->payload, plane->data, plane->bytes_used);
	gg_frame_end_read(frame);
	picture->decode_ns = 0;
	picture->frame = *frame;
	picture->frame.image.n_planes = 0;
	memset(picture->frame.image.planes, 0, sizeof picture->frame.image.planes);
	picture->frame.metadata = NULL;
	picture->frame.owner = NULL;
	return ret;
}

void gg_jpeg_pool_submit(struct gg_jpeg_pool *pool, const struct gg_frame *frame,
			 const struct gg_convert_params *params)
{
	assert(!gg_jpeg_pool_is_full(pool));
	if (!pool->started)
		start_threads(pool);
	struct place *place = &pool->places[(pool->first + pool->count++) % pool->room];
	struct gg_jpeg_picture *picture = &place->picture;

	picture->converted = params != NULL;
	if (params)
		picture->params = *params;
	picture->status = copy_frame(picture, frame);
	if (picture->status) {
		gg_error_set(&picture->error, picture->status, "no memory for its %zu bytes",
			     frame->image.planes[0].bytes_used);
		set_state(place, READY);
	} else if (pool->n_threads) {
		set_state(place, SUBMITTED);
	} else {
		decode(place);
		set_state(place, READY);
	}
}

struct gg_jpeg_picture *gg_jpeg_pool_take(struct gg_jpeg_pool *pool, bool wait)
{
	struct place *place = &pool->places[pool->first];

	assert(!pool->taken);
	if (!pool->count)
		return NULL;
	pthread_mutex_lock(&pool->lock);
	while (wait && place->state != READY)
		pthread_cond_wait(&place->changed, &pool->lock);
	pool->taken = place->state == READY;
	pthread_mutex_unlock(&pool->lock);
	return pool->taken ? &place->picture : NULL;
}

bool gg_jpeg_pool_add_planes(struct gg_jpeg_pool *pool)
{
	struct place *place = &pool->places[pool->first];
	struct gg_jpeg_picture *picture = &place->picture;
	const struct gg_image *image = &picture->frame.image;

	assert(pool->taken);
	return gg_jpeg_decode(place->decoder, picture->payload.data, picture->payload.size,
			      image->width, image->height, &picture->image, &picture->error) >= 0;
}

void gg_jpeg_pool_give_back(struct gg_jpeg_pool *pool)
{
	assert(pool->taken);
	set_state(&pool->places[pool->first], EMPTY);
	pool->taken = false;
	pool->first = (pool->first + 1) % pool->room;
	pool->count--;
}
