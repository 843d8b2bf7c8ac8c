/* SPDX-License-Identifier: BSD-2-Clause */
/* What is done about a camera whose frames stay away: it is said, counted, restarted. Main thread.
 */
#ifndef GG_STALL_H
#define GG_STALL_H

#include <stdbool.h>
#include <stddef.h>

#include "capture.h"
#include "watchdog.h"

struct stall {
	struct watchdog watchdog;
	bool has_banner;
	bool halted; /* a restart has failed: the camera stands until the next */
};

/*
 * Look after a capture; restart: of a stalled one restart the stream, and capture_stop() and
 * capture_start() wait for the camera. Returns 1 where the banner over its pictures is to become
 * banner ("": none), 0 where it is to stay, -ENODEV where the camera turned out to be gone.
 */
int stall_follow(struct stall *stall, struct capture *capture, bool restart, char *banner,
		 size_t size);

#endif
