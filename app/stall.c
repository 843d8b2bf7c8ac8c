/* SPDX-License-Identifier: BSD-2-Clause */
#include "stall.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"

/* Are its frames to be expected? Not of a recording: it has the pauses that it was recorded with.
 */
static bool is_watched(const struct stall *stall, const struct capture *capture)
{
	return capture->camera && !capture->keep_all && strncmp(capture->id, "file:", 5) != 0 &&
	       (capture->state == CAPTURE_RUNNING || stall->halted);
}

/* The longest time between frames that anything speaks for, in nanoseconds. */
static uint64_t period_ns(struct capture *capture)
{
	const struct capture_stream *stream = &capture->streams[0];
	double longest = 0, us;

	if (stream->config.framerate > 0)
		longest = 1e9 / stream->config.framerate;
	if (capture_reported_element(capture, "FrameDuration", 0, &us) && us * 1e3 > longest)
		longest = us * 1e3;
	for (size_t i = 0; i < capture->asked.n; i++) {
		const struct gg_control_item *item = &capture->asked.items[i];
		if (strcmp(item->name, "ExposureTime") == 0 &&
		    gg_control_value_number(&item->value, 0, &us) && us * 1e3 > longest)
			longest = us * 1e3;
	}
	return longest < 1e15 ? (uint64_t)longest : (uint64_t)1e15;
}

static unsigned seconds(uint64_t ns)
{
	return (unsigned)(ns / 1000000000u);
}

static void count(struct capture *capture, bool restarted)
{
	for (unsigned i = 0; i < capture->n_streams; i++) {
		struct stats *stats = &capture->streams[i].stats;
		if (restarted)
			stats->restarts++;
		else
			stats->stalls++;
	}
}

static void say(const struct stall *stall, struct capture *capture, enum watchdog_event event,
		bool restart)
{
	if (event == WATCHDOG_STALL)
		fprintf(stderr, "groundglass: cam%u: no frame for %u s: %s\n", capture->number,
			seconds(watchdog_quiet_ns(&stall->watchdog, clock_ns())),
			restart ? "restarting the stream until frames come"
				: "reopen the camera (F5), plug it in again, or start with "
				  "--restart-stalled");
	else if (event == WATCHDOG_RECOVERY)
		fprintf(stderr, "groundglass: cam%u: frames come again after %u s\n",
			capture->number, seconds(stall->watchdog.quiet_ns));
}

static int restart_stream(struct stall *stall, struct capture *capture)
{
	struct gg_error error;

	capture_stop(capture);
	int ret = capture_start(capture, &error);
	stall->halted = ret != 0;
	if (ret == 0)
		count(capture, true);
	else if (ret != -ENODEV)
		fprintf(stderr, "groundglass: cam%u: %s\n", capture->number, error.text);
	return ret;
}

/* 1 where the banner changes. */
static int write_banner(struct stall *stall, char *banner, size_t size)
{
	const uint64_t quiet_ns = watchdog_quiet_ns(&stall->watchdog, clock_ns());
	const bool had = stall->has_banner;

	stall->has_banner = stall->watchdog.stalled;
	banner[0] = '\0';
	if (stall->has_banner)
		snprintf(banner, size, "No frames for %u s", seconds(quiet_ns));
	return had || stall->has_banner;
}

static enum watchdog_event look(struct stall *stall, struct capture *capture)
{
	return watchdog_look(&stall->watchdog, capture->started_ns, capture->started_frames,
			     capture_frames(capture), period_ns(capture), clock_ns());
}

int stall_follow(struct stall *stall, struct capture *capture, bool restart, char *banner,
		 size_t size)
{
	if (!is_watched(stall, capture)) {
		const bool had = stall->has_banner && capture->camera;
		/* It may have ended with the frames that came again. */
		if (stall->watchdog.stalled && capture->camera)
			say(stall, capture, look(stall, capture), restart);
		*stall = (struct stall){ 0 };
		banner[0] = '\0';
		return had;
	}

	const enum watchdog_event event = look(stall, capture);
	if (event == WATCHDOG_STALL)
		count(capture, false);
	say(stall, capture, event, restart);
	if (restart && watchdog_wants_restart(&stall->watchdog, clock_ns()) &&
	    restart_stream(stall, capture) == -ENODEV) {
		*stall = (struct stall){ 0 };
		return -ENODEV;
	}
	return write_banner(stall, banner, size);
}
