/* SPDX-License-Identifier: BSD-2-Clause */
#include "bands.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct helper {
	struct gg_bands *bands;
	unsigned number;
	pthread_t thread;
};

struct gg_bands {
	unsigned n_threads;
	unsigned n_helpers; /* that run: n_threads - 1, or as many as could be had */
	bool started;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_cond_t done;

	/* fields below are protected by lock */
	gg_band_work *work;
	void *data;
	uint32_t next, n_lines, band; /* lines */
	unsigned n_busy;	      /* threads that are at a band */
	bool quit;

	struct helper helpers[];
};

unsigned gg_processor_count(void)
{
	cpu_set_t processors;

	if (sched_getaffinity(0, sizeof processors, &processors))
		return 2; /* there are too many to list */
	return (unsigned)CPU_COUNT(&processors);
}

struct gg_bands *gg_bands_create(unsigned n_threads)
{
	struct gg_bands *bands =
		calloc(1, sizeof *bands + (n_threads - 1) * sizeof *bands->helpers);

	if (!bands)
		return NULL;
	bands->n_threads = n_threads;
	pthread_mutex_init(&bands->lock, NULL);
	pthread_cond_init(&bands->changed, NULL);
	pthread_cond_init(&bands->done, NULL);
	return bands;
}

/* Take the next band and do it, the lock let go meanwhile. false: all are taken. */
static bool do_band(struct gg_bands *bands, unsigned thread)
{
	const uint32_t first = bands->next, left = bands->n_lines - first;
	const uint32_t n = left < bands->band ? left : bands->band;
	gg_band_work *const work = bands->work;
	void *const data = bands->data;

	if (n == 0)
		return false;
	bands->next += n;
	bands->n_busy++;
	pthread_mutex_unlock(&bands->lock);
	work(data, thread, first, first + n);
	pthread_mutex_lock(&bands->lock);
	bands->n_busy--;
	return true;
}

static void *helper_thread(void *data)
{
	const struct helper *helper = data;
	struct gg_bands *bands = helper->bands;
	char name[16];

	snprintf(name, sizeof name, "gg-lines-%u", helper->number);
	pthread_setname_np(pthread_self(), name);

	pthread_mutex_lock(&bands->lock);
	while (!bands->quit) {
		if (do_band(bands, helper->number))
			continue;
		pthread_cond_signal(&bands->done);
		pthread_cond_wait(&bands->changed, &bands->lock);
	}
	pthread_mutex_unlock(&bands->lock);
	return NULL;
}

static void start_helpers(struct gg_bands *bands)
{
	bands->started = true;
	while (bands->n_helpers + 1 < bands->n_threads) {
		struct helper *helper = &bands->helpers[bands->n_helpers];
		*helper = (struct helper){ .bands = bands, .number = bands->n_helpers + 1 };
		if (pthread_create(&helper->thread, NULL, helper_thread, helper))
			break;
		bands->n_helpers++;
	}
}

void gg_bands_destroy(struct gg_bands *bands)
{
	if (!bands)
		return;
	pthread_mutex_lock(&bands->lock);
	bands->quit = true;
	pthread_cond_broadcast(&bands->changed);
	pthread_mutex_unlock(&bands->lock);
	for (unsigned i = 0; i < bands->n_helpers; i++)
		pthread_join(bands->helpers[i].thread, NULL);
	pthread_cond_destroy(&bands->done);
	pthread_cond_destroy(&bands->changed);
	pthread_mutex_destroy(&bands->lock);
	free(bands);
}

void gg_bands_run(struct gg_bands *bands, uint32_t n_lines, uint32_t band, gg_band_work *work,
		  void *data)
{
	if (!bands->started)
		start_helpers(bands);
	pthread_mutex_lock(&bands->lock);
	bands->work = work;
	bands->data = data;
	bands->next = 0;
	bands->n_lines = n_lines;
	bands->band = band;
	pthread_cond_broadcast(&bands->changed);
	while (do_band(bands, 0))
		;
	while (bands->n_busy)
		pthread_cond_wait(&bands->done, &bands->lock);
	pthread_mutex_unlock(&bands->lock);
}
