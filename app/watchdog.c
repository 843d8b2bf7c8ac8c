/* SPDX-License-Identifier: BSD-2-Clause */
#include "watchdog.h"

#define SECOND_NS 1000000000ull

#define PATIENCE_NS   (2 * SECOND_NS)
#define START_NS      (5 * SECOND_NS) /* before the first frame */
#define FIRST_WAIT_NS (5 * SECOND_NS) /* between restarts */
#define LAST_WAIT_NS  (60 * SECOND_NS)
#define STEADY_NS     (60 * SECOND_NS)

enum { PERIODS = 30 };

void watchdog_reset(struct watchdog *watchdog)
{
	*watchdog = (struct watchdog){ 0 };
}

/* Begin to wait for the first frame of a start, unless a stall goes on. */
static void begin(struct watchdog *watchdog, uint64_t started_ns, uint64_t captured)
{
	watchdog->started_ns = started_ns;
	if (watchdog->watches && watchdog->stalled)
		return;
	if (!watchdog->watches)
		watchdog->steady_ns = started_ns;
	watchdog->watches = true;
	watchdog->has_frame = false;
	watchdog->captured = captured;
	watchdog->frame_ns = started_ns;
}

static uint64_t patience_ns(const struct watchdog *watchdog, uint64_t period_ns)
{
	const uint64_t least = watchdog->has_frame ? PATIENCE_NS : START_NS;
	const uint64_t periods =
		period_ns < UINT64_MAX / PERIODS ? PERIODS * period_ns : UINT64_MAX;
	return periods > least ? periods : least;
}

static enum watchdog_event frame_came(struct watchdog *watchdog, uint64_t captured, uint64_t now_ns)
{
	const bool recovers = watchdog->stalled;

	watchdog->quiet_ns = watchdog_quiet_ns(watchdog, now_ns);
	watchdog->captured = captured;
	watchdog->frame_ns = now_ns;
	watchdog->has_frame = true;
	watchdog->stalled = false;
	if (recovers)
		watchdog->steady_ns = now_ns;
	return recovers ? WATCHDOG_RECOVERY : WATCHDOG_QUIET;
}

enum watchdog_event watchdog_look(struct watchdog *watchdog, uint64_t started_ns,
				  uint64_t started_captured, uint64_t captured, uint64_t period_ns,
				  uint64_t now_ns)
{
	if (!watchdog->watches || watchdog->started_ns != started_ns)
		begin(watchdog, started_ns, started_captured);
	if (captured != watchdog->captured)
		return frame_came(watchdog, captured, now_ns);
	if (watchdog->stalled ||
	    watchdog_quiet_ns(watchdog, now_ns) < patience_ns(watchdog, period_ns))
		return WATCHDOG_QUIET;
	watchdog->stalled = true;
	if (watchdog->frame_ns - watchdog->steady_ns >= STEADY_NS) {
		watchdog->restart_ns = 0;
		watchdog->wait_ns = 0;
	}
	return WATCHDOG_STALL;
}

uint64_t watchdog_quiet_ns(const struct watchdog *watchdog, uint64_t now_ns)
{
	return now_ns > watchdog->frame_ns ? now_ns - watchdog->frame_ns : 0;
}

bool watchdog_wants_restart(struct watchdog *watchdog, uint64_t now_ns)
{
	if (!watchdog->stalled || now_ns < watchdog->restart_ns)
		return false;
	watchdog->wait_ns = watchdog->wait_ns ? 2 * watchdog->wait_ns : FIRST_WAIT_NS;
	if (watchdog->wait_ns > LAST_WAIT_NS)
		watchdog->wait_ns = LAST_WAIT_NS;
	watchdog->restart_ns = now_ns + watchdog->wait_ns;
	return true;
}
