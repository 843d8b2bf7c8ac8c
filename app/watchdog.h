/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Does a running camera still deliver? Told now and then what was captured by when, it says when
 * frames stay away and when they come again, and when to restart a stream that stalled. It has no
 * clock: times are nanoseconds of whichever the caller reads. One thread.
 */
#ifndef GG_WATCHDOG_H
#define GG_WATCHDOG_H

#include <stdbool.h>
#include <stdint.h>

enum watchdog_event {
	WATCHDOG_QUIET,
	WATCHDOG_STALL,	   /* no frame for too long; once until frames come again */
	WATCHDOG_RECOVERY, /* the first frame since */
};

struct watchdog {
	bool watches; /* it has had a look */
	bool stalled;
	bool has_frame; /* since the start */
	uint64_t started_ns;
	uint64_t captured;	      /* at the last look */
	uint64_t frame_ns;	      /* when a frame was seen last, else the start */
	uint64_t quiet_ns;	      /* of a recovery: how long there had been none */
	uint64_t steady_ns;	      /* since when it has not stalled */
	uint64_t restart_ns, wait_ns; /* the next restart is not before; what to wait after it */
};

/*
 * started_ns: when the camera was started last; started_captured, captured: its frames in all then
 * and so far; period_ns: the time between frames that it is expected to keep, 0: not known. A stall
 * is no frame for 2 s and for 30 periods, after a start for 5 s. One that a restart does not end is
 * the same stall.
 */
enum watchdog_event watchdog_look(struct watchdog *watchdog, uint64_t started_ns,
				  uint64_t started_captured, uint64_t captured, uint64_t period_ns,
				  uint64_t now_ns);

/* Forget all: the camera is gone, or not to be watched. */
void watchdog_reset(struct watchdog *watchdog);

/* How long there has been no frame. */
uint64_t watchdog_quiet_ns(const struct watchdog *watchdog, uint64_t now_ns);

/*
 * Is the stalled stream to be restarted now? Then the caller does. At once at first, then after 5
 * s, 10 s and so on to a minute, until the stream has been steady for a minute.
 */
bool watchdog_wants_restart(struct watchdog *watchdog, uint64_t now_ns);

#endif
