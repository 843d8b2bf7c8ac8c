/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The clock of a camera that is only software: a thread that takes one queued request a frame
 * time, has it filled and completes it, as a sensor would. Private to the library.
 *
 * With a frame rate it keeps absolute deadlines and, as a camera does, loses the frame (a gap in
 * the sequence) where no request is queued in time; the clock starts with the first request, so a
 * run begins with sequence 0. Rate 0 is as fast as requests come: every one is a frame. With a step
 * every frame has its own time, and none is lost: it waits for a request, and the clock with it.
 *
 * Held, it fills one request for each position that is asked for, at once, and none on its own.
 */
#ifndef GG_PACER_H
#define GG_PACER_H

#include <pthread.h>

#include "camera_backend.h"

struct gg_pacer_tick {
	uint32_t sequence;
	uint64_t timestamp_ns; /* CLOCK_MONOTONIC: the deadline, or when the request was taken */
	int64_t sensor_ns;     /* CLOCK_BOOTTIME when the request was taken */
	uint64_t position;     /* that was asked for; 0: the next */
};

/* Nanoseconds from the frame filled last to the next. On the pacer's thread. */
typedef uint64_t gg_pacer_step(void *data);

/*
 * Fill the request on the pacer's thread, no lock held. Returns the enum gg_frame_status to
 * complete it with; GG_PACER_STALL: not to complete it, nor any other before the next start;
 * negative: the camera is gone, nothing is completed any more.
 */
enum { GG_PACER_STALL = 256 };
typedef int gg_pacer_fill(void *data, struct gg_request *request, const struct gg_pacer_tick *tick);

enum { GG_PACER_MOST_WANTED = 64 };

struct gg_pacer {
	gg_pacer_fill *fill;
	void *data;
	const char *name;    /* of the thread, at most 15 characters */
	uint64_t period_ns;  /* 0: as fast as requests come; set while stopped */
	gg_pacer_step *step; /* instead of period_ns, unless that is 0; NULL: none */
	pthread_t thread;
	bool started; /* there is a thread to join */
	bool gone;    /* the camera is; the thread's while it runs */
	pthread_mutex_t lock;
	pthread_cond_t changed; /* stopping, held or wanted was, or a request came while hungry */

	/* fields below are protected by lock */
	struct gg_request *first, *last;
	bool stopping;
	bool hungry; /* the thread waits for a request rather than for a deadline */
	bool held;   /* nothing is to come but what is wanted */
	bool anew;   /* the clock begins with the next frame */
	unsigned first_wanted, n_wanted;
	uint64_t wanted[GG_PACER_MOST_WANTED]; /* positions; a ring */
};

void gg_pacer_init(struct gg_pacer *pacer, const char *name, gg_pacer_fill *fill, void *data);

/* The thread must have been stopped. */
void gg_pacer_finish(struct gg_pacer *pacer);

/*
 * Keep to a number of frames per second from the next start on: negative, or no number at all, is
 * GG_PACER_DEFAULT, what is above GG_PACER_MAX is that. Returns what was set.
 */
enum { GG_PACER_DEFAULT = 30, GG_PACER_MAX = 1000 };
double gg_pacer_set_rate(struct gg_pacer *pacer, double framerate);

/* Start the thread. 0, or -errno of pthread_create() with the reason in error. */
int gg_pacer_start(struct gg_pacer *pacer, struct gg_error *error);

/*
 * End and join the thread; what is queued completes as CANCELLED, or never where the camera is
 * gone. Idempotent.
 */
void gg_pacer_stop(struct gg_pacer *pacer);

/*
 * Report SensorTimestamp (nanoseconds) and FrameDuration (microseconds) under the ids first_id and
 * the one after it.
 */
void gg_pacer_report(const struct gg_pacer *pacer, const struct gg_pacer_tick *tick,
		     uint32_t first_id, struct gg_control_list *metadata);

/*
 * From now on fill only what is asked for, and this position (from 1 on) next, behind those that
 * were asked for before; 0: when these are filled, go on by the clock. Until the next start. 0, or
 * -EAGAIN where GG_PACER_MOST_WANTED wait. Any thread.
 */
int gg_pacer_hold(struct gg_pacer *pacer, uint64_t position);

/* Append a request. Any thread. */
void gg_pacer_queue(struct gg_pacer *pacer, struct gg_request *request);

#endif
