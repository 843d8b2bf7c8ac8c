/* SPDX-License-Identifier: BSD-2-Clause */
#include "pacer.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "now.h"

enum { NS_PER_S = 1000000000 };

void gg_pacer_init(struct gg_pacer *pacer, const char *name, gg_pacer_fill *fill, void *data)
{
	*pacer = (struct gg_pacer){ .fill = fill, .data = data, .name = name };

	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&pacer->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&pacer->lock, NULL);
	gg_pacer_set_rate(pacer, GG_PACER_DEFAULT);
}

void gg_pacer_finish(struct gg_pacer *pacer)
{
	pthread_cond_destroy(&pacer->changed);
	pthread_mutex_destroy(&pacer->lock);
}

double gg_pacer_set_rate(struct gg_pacer *pacer, double framerate)
{
	if (!(framerate >= 0))
		framerate = GG_PACER_DEFAULT;
	framerate = fmin(framerate, GG_PACER_MAX);

	/* A rate so low that its period does not fit in 64 bits is one frame in a day. */
	const double longest = 86400.0 * NS_PER_S;
	pacer->period_ns = framerate > 0 ? (uint64_t)fmin(NS_PER_S / framerate, longest) : 0;
	return framerate;
}

/* The oldest request, or NULL. Called with the lock held. */
static struct gg_request *take_first(struct gg_pacer *pacer)
{
	struct gg_request *request = pacer->first;
	if (request) {
		pacer->first = request->next;
		if (!pacer->first)
			pacer->last = NULL;
	}
	return request;
}

/* Do frames come one by one, as they are asked for? Called with the lock held. */
static bool is_stepping(const struct gg_pacer *pacer)
{
	return pacer->held || pacer->n_wanted;
}

/* The position to be filled next, or 0. Called with the lock held. */
static uint64_t take_wanted(struct gg_pacer *pacer)
{
	if (!pacer->n_wanted)
		return 0;
	const uint64_t position = pacer->wanted[pacer->first_wanted];
	pacer->first_wanted = (pacer->first_wanted + 1) % GG_PACER_MOST_WANTED;
	pacer->n_wanted--;
	return position;
}

/* Wait until there is a request, a step or stop. Called with the lock held. */
static void wait_for_request(struct gg_pacer *pacer)
{
	pacer->hungry = true;
	while (!pacer->first && !pacer->stopping && !is_stepping(pacer))
		pthread_cond_wait(&pacer->changed, &pacer->lock);
	pacer->hungry = false;
}

/*
 * Wait until a frame is wanted and there is a request for it, or stop. False where it is to play
 * on. Called with the lock held.
 */
static bool wait_for_step(struct gg_pacer *pacer)
{
	pacer->hungry = true;
	while (is_stepping(pacer) && !pacer->stopping && !(pacer->first && pacer->n_wanted))
		pthread_cond_wait(&pacer->changed, &pacer->lock);
	pacer->hungry = false;
	return pacer->n_wanted > 0;
}

/* Wait until the deadline, a step or stop. Called with the lock held. */
static void wait_for_deadline(struct gg_pacer *pacer, uint64_t deadline_ns)
{
	const struct timespec deadline = { .tv_sec = (time_t)(deadline_ns / NS_PER_S),
					   .tv_nsec = (long)(deadline_ns % NS_PER_S) };

	while (!pacer->stopping && !is_stepping(pacer) && gg_now_ns() < deadline_ns)
		pthread_cond_timedwait(&pacer->changed, &pacer->lock, &deadline);
}

/* Move tick to the next frame; deadlines that have gone by meanwhile are frames lost. */
static void next_tick(struct gg_pacer *pacer, struct gg_pacer_tick *tick)
{
	uint64_t frames = 1;

	if (pacer->period_ns && pacer->step) {
		const uint64_t now = gg_now_ns();
		tick->timestamp_ns += pacer->step(pacer->data);
		if (tick->timestamp_ns < now)
			tick->timestamp_ns = now;
	} else if (pacer->period_ns) {
		const uint64_t now = gg_now_ns();
		const uint64_t late = now > tick->timestamp_ns
					      ? (now - tick->timestamp_ns) / pacer->period_ns
					      : 0;
		frames = late > 1 ? late : 1;
		tick->timestamp_ns += frames * pacer->period_ns;
	}
	tick->sequence += (uint32_t)frames;
}

/* Wait for the time of tick, or stop. False where steps come before. Called with the lock held. */
static bool wait_for_time(struct gg_pacer *pacer, struct gg_pacer_tick *tick)
{
	if (!pacer->period_ns || !tick->timestamp_ns) {
		wait_for_request(pacer);
		tick->timestamp_ns = gg_now_ns();
	} else {
		wait_for_deadline(pacer, tick->timestamp_ns);
		if (pacer->step)
			wait_for_request(pacer);
	}
	return !is_stepping(pacer);
}

/*
 * Wait for the time of tick, or for a step, and take the request for it: NULL where none was
 * queued, or on stop.
 */
static struct gg_request *wait_for_tick(struct gg_pacer *pacer, struct gg_pacer_tick *tick)
{
	struct gg_request *request = NULL;
	bool due = false;

	pthread_mutex_lock(&pacer->lock);
	while (!due && !pacer->stopping) {
		if (is_stepping(pacer)) {
			due = wait_for_step(pacer);
			tick->timestamp_ns = gg_now_ns();
		} else {
			if (pacer->anew)
				tick->timestamp_ns = 0;
			pacer->anew = false;
			due = wait_for_time(pacer, tick);
		}
	}
	if (!pacer->stopping) {
		request = take_first(pacer);
		tick->position = take_wanted(pacer);
	}
	pthread_mutex_unlock(&pacer->lock);
	return request;
}

static void put_back(struct gg_pacer *pacer, struct gg_request *request)
{
	pthread_mutex_lock(&pacer->lock);
	request->next = pacer->first;
	pacer->first = request;
	if (!pacer->last)
		pacer->last = request;
	pthread_mutex_unlock(&pacer->lock);
}

static bool is_stopping(struct gg_pacer *pacer)
{
	pthread_mutex_lock(&pacer->lock);
	bool stopping = pacer->stopping;
	pthread_mutex_unlock(&pacer->lock);
	return stopping;
}

static int64_t boottime_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * (int64_t)NS_PER_S + now.tv_nsec;
}

static void *run(void *data)
{
	struct gg_pacer *pacer = data;
	struct gg_pacer_tick tick = { 0 };

	pthread_setname_np(pthread_self(), pacer->name);
	while (!is_stopping(pacer)) {
		struct gg_request *request = wait_for_tick(pacer, &tick);
		if (request) {
			tick.sensor_ns = boottime_ns();
			int status = pacer->fill(pacer->data, request, &tick);
			if (status == GG_PACER_STALL) {
				put_back(pacer, request);
				break;
			}
			if (status < 0) {
				pacer->gone = true;
				break;
			}
			gg_request_complete(request, (enum gg_frame_status)status);
		}
		next_tick(pacer, &tick);
	}
	return NULL;
}

int gg_pacer_start(struct gg_pacer *pacer, struct gg_error *error)
{
	pthread_mutex_lock(&pacer->lock);
	pacer->held = pacer->anew = false;
	pacer->n_wanted = 0;
	pthread_mutex_unlock(&pacer->lock);
	int ret = pthread_create(&pacer->thread, NULL, run, pacer);
	if (ret)
		return gg_error_set(error, -ret, "cannot start thread %s: %s", pacer->name,
				    strerror(ret));
	pacer->started = true;
	return 0;
}

void gg_pacer_stop(struct gg_pacer *pacer)
{
	if (!pacer->started)
		return;

	pthread_mutex_lock(&pacer->lock);
	pacer->stopping = true;
	pthread_cond_signal(&pacer->changed);
	pthread_mutex_unlock(&pacer->lock);
	pthread_join(pacer->thread, NULL);
	pacer->started = false;

	struct gg_request *request = pacer->first;
	pacer->first = pacer->last = NULL;
	pacer->stopping = false;
	while (request && !pacer->gone) {
		struct gg_request *next = request->next;
		gg_request_complete(request, GG_FRAME_CANCELLED);
		request = next;
	}
}

static void report(struct gg_control_list *metadata, uint32_t id, const char *name, int64_t number)
{
	struct gg_control_value *slot = gg_control_list_slot(metadata, id, name);
	if (slot)
		gg_control_value_set(slot, GG_CONTROL_INT64, false, &number, 1);
}

void gg_pacer_report(const struct gg_pacer *pacer, const struct gg_pacer_tick *tick,
		     uint32_t first_id, struct gg_control_list *metadata)
{
	report(metadata, first_id, "SensorTimestamp", tick->sensor_ns);
	report(metadata, first_id + 1, "FrameDuration", (int64_t)(pacer->period_ns / 1000));
}

int gg_pacer_hold(struct gg_pacer *pacer, uint64_t position)
{
	int ret = 0;

	pthread_mutex_lock(&pacer->lock);
	if (position && pacer->n_wanted == GG_PACER_MOST_WANTED) {
		ret = -EAGAIN;
	} else {
		pacer->anew = pacer->held && !position;
		pacer->held = position > 0;
		if (position)
			pacer->wanted[(pacer->first_wanted + pacer->n_wanted++) %
				      GG_PACER_MOST_WANTED] = position;
		pthread_cond_signal(&pacer->changed);
	}
	pthread_mutex_unlock(&pacer->lock);
	return ret;
}

void gg_pacer_queue(struct gg_pacer *pacer, struct gg_request *request)
{
	pthread_mutex_lock(&pacer->lock);
	request->next = NULL;
	if (pacer->last)
		pacer->last->next = request;
	else
		pacer->first = request;
	pacer->last = request;
	if (pacer->hungry)
		pthread_cond_signal(&pacer->changed);
	pthread_mutex_unlock(&pacer->lock);
}
