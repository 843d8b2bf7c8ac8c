/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/jpeg.h>
#include <groundglass/jpeg_pool.h>

#include "frame_owner.h"
#include "jpeg_samples.h"

enum { N_SAMPLES = 8, N_FRAMES = 200, MOST_THREADS = 4 };

/* A payload, and what one decoder alone makes of it. */
struct sample {
	struct bytes jpeg;
	int status;
	struct gg_jpeg_decoder *decoder;
	struct gg_image image;
};

static struct sample samples[N_SAMPLES];
static const struct gg_convert_params converted = { .color = { GG_MATRIX_709, GG_RANGE_FULL } };

static int make_samples(void **state)
{
	static const struct {
		int width, height;
		enum TJSAMP sampling;
		size_t cut; /* bytes from the end */
		int flags, status;
	} made[N_SAMPLES] = {
		{ 640, 480, TJSAMP_422, 0, 0, GG_JPEG_OK },
		{ 1, 1, TJSAMP_GRAY, 0, 0, GG_JPEG_OK },
		{ 800, 600, TJSAMP_420, 0, TJFLAG_PROGRESSIVE, GG_JPEG_OK },
		{ 32, 16, TJSAMP_444, 400, 0, -EBADMSG },
		{ 16, 16, TJSAMP_420, 0, 0, GG_JPEG_OK },
		{ 320, 240, TJSAMP_422, 2, 0, GG_JPEG_WARNED },
		{ 64, 48, TJSAMP_411, 0, 0, GG_JPEG_OK },
		{ 512, 384, TJSAMP_420, 1000, 0, -EBADMSG },
	};
	(void)state;

	for (size_t i = 0; i < N_SAMPLES; i++) {
		struct sample *sample = &samples[i];
		sample->jpeg =
			make_jpeg(made[i].width, made[i].height, made[i].sampling, made[i].flags);
		sample->jpeg.size -= made[i].cut;
		sample->decoder = gg_jpeg_decoder_create();
		sample->status = gg_jpeg_decode(sample->decoder, sample->jpeg.data,
						sample->jpeg.size, 0, 0, &sample->image, NULL);
		assert_int_equal(sample->status, made[i].status);
	}
	return 0;
}

static int free_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_SAMPLES; i++) {
		gg_jpeg_decoder_destroy(samples[i].decoder);
		free(samples[i].jpeg.data);
	}
	return 0;
}

/* A frame without a camera, whose bytes are gone when it is released. */
struct item {
	struct gg_frame_owner owner; /* first */
	struct gg_frame frame;
	struct bytes bytes;
	unsigned reads, released;
};

static void begin_read(const struct gg_frame *frame)
{
	((struct item *)frame->owner)->reads += 1;
}

static void end_read(const struct gg_frame *frame)
{
	((struct item *)frame->owner)->reads += 100;
}

static void release(struct gg_frame_owner *owner)
{
	struct item *item = (struct item *)owner;

	item->released++;
	free(item->bytes.data);
	item->bytes.data = NULL;
}

static struct gg_frame *make_frame(struct item *item, unsigned number)
{
	const struct sample *sample = &samples[number % N_SAMPLES];

	*item = (struct item){ .owner = { .refs = 1,
					  .released = release,
					  .begin_read = begin_read,
					  .end_read = end_read },
			       .bytes = copy_bytes(sample->jpeg.data, sample->jpeg.size) };
	item->frame.sequence = number;
	item->frame.completed_ns = 1000 * (uint64_t)number;
	item->frame.image.n_planes = 1;
	item->frame.image.planes[0] =
		(struct gg_plane){ item->bytes.data, 0, item->bytes.size, item->bytes.size };
	item->frame.owner = &item->owner;
	return &item->frame;
}

/* Submit the frame of that number, and release it at once. */
static void submit(struct gg_jpeg_pool *pool, unsigned number)
{
	struct item item;
	struct gg_frame *frame = make_frame(&item, number);

	gg_jpeg_pool_submit(pool, frame, NULL);
	assert_int_equal(item.reads, 101);
	assert_int_equal(item.owner.refs, 1);
	gg_frame_unref(frame);
	assert_int_equal(item.released, 1);
}

static void assert_same_pixels(const struct gg_image *a, const struct gg_image *b)
{
	assert_ptr_equal(a->format, b->format);
	assert_int_equal(a->width, b->width);
	assert_int_equal(a->height, b->height);
	assert_int_equal(a->n_planes, b->n_planes);
	for (unsigned i = 0; i < a->n_planes; i++)
		for (uint32_t y = 0; y < gg_format_rows(a->format, i, a->height); y++)
			assert_memory_equal(a->planes[i].data + a->planes[i].stride * y,
					    b->planes[i].data + b->planes[i].stride * y,
					    gg_format_row_bytes(a->format, i, a->width));
}

static void assert_converted(const struct gg_jpeg_pixels *pixels, const struct sample *sample)
{
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_jpeg_pixels wanted = { 0 };

	assert_true(gg_jpeg_decode_pixels(decoder, sample->jpeg.data, sample->jpeg.size, 0, 0,
					  &converted, &wanted, NULL) >= 0);
	assert_int_equal(pixels->width, wanted.width);
	assert_int_equal(pixels->height, wanted.height);
	for (uint32_t y = 0; y < wanted.height; y++)
		assert_memory_equal(pixels->data + pixels->stride * y,
				    wanted.data + wanted.stride * y, 4 * (size_t)wanted.width);
	free(wanted.data);
	gg_jpeg_decoder_destroy(decoder);
}

static void assert_picture(const struct gg_jpeg_picture *picture, unsigned number)
{
	const struct sample *sample = &samples[number % N_SAMPLES];

	assert_non_null(picture);
	assert_int_equal(picture->frame.sequence, number);
	assert_int_equal(picture->frame.completed_ns, 1000 * (uint64_t)number);
	assert_null(picture->frame.owner);
	assert_int_equal(picture->status, sample->status);
	assert_int_equal(picture->payload.size, sample->jpeg.size);
	assert_memory_equal(picture->payload.data, sample->jpeg.data, sample->jpeg.size);
	if (sample->status < 0)
		assert_int_not_equal(picture->error.text[0], '\0');
	else if (picture->converted)
		assert_converted(&picture->pixels, sample);
	else
		assert_same_pixels(&picture->image, &sample->image);
}

static void take(struct gg_jpeg_pool *pool, unsigned number)
{
	assert_picture(gg_jpeg_pool_take(pool, true), number);
	gg_jpeg_pool_give_back(pool);
}

static void test_order(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= MOST_THREADS; threads++) {
		struct gg_jpeg_pool *pool = gg_jpeg_pool_create(threads, NULL, NULL);
		unsigned submitted = 0, taken = 0;

		assert_non_null(pool);
		while (taken < N_FRAMES) {
			while (submitted < N_FRAMES && !gg_jpeg_pool_is_full(pool))
				submit(pool, submitted++);
			assert_in_range(submitted - taken, 1, threads);
			take(pool, taken++);
		}
		assert_null(gg_jpeg_pool_take(pool, true));
		gg_jpeg_pool_destroy(pool);
	}
}

/* Whatever the user does first, and without ever waiting in the pool. */
static void post(void *data)
{
	sem_post(data);
}

static void test_ready(void **state)
{
	struct gg_jpeg_pool *pool;
	unsigned submitted = 0, taken = 0, choice = 1;
	int calls;
	sem_t ready;
	(void)state;

	sem_init(&ready, 0, 0);
	pool = gg_jpeg_pool_create(2, post, &ready);
	assert_null(gg_jpeg_pool_take(pool, false));
	while (taken < N_FRAMES) {
		choice = choice * 1103515245u + 12345u;
		if (submitted < N_FRAMES && !gg_jpeg_pool_is_full(pool) && (choice >> 16) % 3) {
			submit(pool, submitted++);
			continue;
		}
		if (submitted == taken)
			continue;
		struct gg_jpeg_picture *picture = gg_jpeg_pool_take(pool, false);
		if (!picture) {
			sem_wait(&ready);
			continue;
		}
		assert_picture(picture, taken++);
		gg_jpeg_pool_give_back(pool);
	}
	gg_jpeg_pool_destroy(pool);

	/* Once for each picture: some calls came before there was a need to wait for them. */
	pool = gg_jpeg_pool_create(2, post, &ready);
	while (sem_trywait(&ready) == 0)
		;
	for (unsigned i = 0; i < N_SAMPLES; i++) {
		submit(pool, i);
		take(pool, i);
	}
	gg_jpeg_pool_destroy(pool);
	sem_getvalue(&ready, &calls);
	assert_int_equal(calls, N_SAMPLES);
	sem_destroy(&ready);
}

/* A single place has no thread: the picture is there when submit returns. */
static void test_single(void **state)
{
	sem_t ready;
	int calls;
	(void)state;

	sem_init(&ready, 0, 0);
	struct gg_jpeg_pool *pool = gg_jpeg_pool_create(1, post, &ready);
	assert_false(gg_jpeg_pool_is_full(pool));
	for (unsigned i = 0; i < N_SAMPLES; i++) {
		submit(pool, i);
		assert_true(gg_jpeg_pool_is_full(pool));
		assert_picture(gg_jpeg_pool_take(pool, false), i);
		gg_jpeg_pool_give_back(pool);
	}
	gg_jpeg_pool_destroy(pool);
	sem_getvalue(&ready, &calls);
	assert_int_equal(calls, 0);
	sem_destroy(&ready);
}

static void test_destroy_in_flight(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= MOST_THREADS; threads++)
		for (unsigned n = 0; n <= threads; n++)
			for (unsigned n_taken = 0; n_taken <= n; n_taken++) {
				struct gg_jpeg_pool *pool =
					gg_jpeg_pool_create(threads, NULL, NULL);
				for (unsigned i = 0; i < n; i++)
					submit(pool, 2 * i);
				for (unsigned i = 0; i < n_taken; i++)
					take(pool, 2 * i);
				if (n > n_taken && n % 2)
					assert_picture(gg_jpeg_pool_take(pool, true), 2 * n_taken);
				gg_jpeg_pool_destroy(pool);
			}
	gg_jpeg_pool_destroy(NULL);
}

static void test_keep_payload(void **state)
{
	struct gg_jpeg_pool *pool = gg_jpeg_pool_create(2, NULL, NULL);
	struct gg_jpeg_payload kept = { 0 };
	(void)state;

	for (unsigned i = 0; i < 20; i++) {
		submit(pool, i);
		struct gg_jpeg_picture *picture = gg_jpeg_pool_take(pool, true);
		assert_picture(picture, i);
		struct gg_jpeg_payload old = kept;
		kept = picture->payload;
		picture->payload = old;
		gg_jpeg_pool_give_back(pool);
		const struct bytes *jpeg = &samples[i % N_SAMPLES].jpeg;
		assert_int_equal(kept.size, jpeg->size);
		assert_memory_equal(kept.data, jpeg->data, jpeg->size);
	}
	gg_jpeg_pool_destroy(pool);
	free(kept.data);
}

/* Planes and pixels by turns; who takes the pixels away may have the planes too. */
static void test_converted(void **state)
{
	struct gg_jpeg_pixels kept = { 0 };
	(void)state;

	for (unsigned threads = 1; threads <= 2; threads++) {
		struct gg_jpeg_pool *pool = gg_jpeg_pool_create(threads, NULL, NULL);
		for (unsigned i = 0; i < 5 * N_SAMPLES; i++) {
			struct item item;
			struct gg_frame *frame = make_frame(&item, i);
			gg_jpeg_pool_submit(pool, frame, i % 3 ? &converted : NULL);
			gg_frame_unref(frame);
			struct gg_jpeg_picture *picture = gg_jpeg_pool_take(pool, true);
			assert_picture(picture, i);
			assert_int_equal(picture->converted, i % 3 != 0);
			if (picture->status >= 0 && picture->converted) {
				const struct gg_jpeg_pixels old = kept;
				kept = picture->pixels;
				picture->pixels = old;
				assert_true(gg_jpeg_pool_add_planes(pool));
				assert_same_pixels(&picture->image, &samples[i % N_SAMPLES].image);
				assert_converted(&kept, &samples[i % N_SAMPLES]);
			}
			gg_jpeg_pool_give_back(pool);
		}
		gg_jpeg_pool_destroy(pool);
	}
	free(kept.data);
}

static void test_refused(void **state)
{
	struct gg_jpeg_pool *pool = gg_jpeg_pool_create(2, NULL, NULL);
	struct item items[2];
	struct gg_frame *empty = make_frame(&items[0], 0), *other = make_frame(&items[1], 0);
	(void)state;

	empty->image.planes[0].bytes_used = 0;
	other->image.width = 320;
	other->image.height = 480;
	gg_jpeg_pool_submit(pool, empty, NULL);
	gg_jpeg_pool_submit(pool, other, NULL);
	gg_frame_unref(empty);
	gg_frame_unref(other);
	assert_int_equal(gg_jpeg_pool_take(pool, true)->status, -EBADMSG);
	gg_jpeg_pool_give_back(pool);
	const struct gg_jpeg_picture *picture = gg_jpeg_pool_take(pool, true);
	assert_int_equal(picture->status, -EBADMSG);
	assert_non_null(strstr(picture->error.text, "640x480"));
	gg_jpeg_pool_give_back(pool);
	gg_jpeg_pool_destroy(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),	     cmocka_unit_test(test_ready),
		cmocka_unit_test(test_single),	     cmocka_unit_test(test_destroy_in_flight),
		cmocka_unit_test(test_keep_payload), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_converted),
	};
	return cmocka_run_group_tests(tests, make_samples, free_samples);
}
