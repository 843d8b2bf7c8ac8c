/* SPDX-License-Identifier: BSD-2-Clause */
#include "reattach.h"

#include <errno.h>
#include <stdlib.h>

#include <groundglass/camera.h>

#include "clock.h"

#define SECOND_NS 1000000000u

enum { TRIES = 5 }; /* a second apart */

struct reattach {
	struct gg_monitor *monitor;
	unsigned tries; /* that are left */
	uint64_t next_ns;
};

int reattach_create(struct reattach **reattach, struct gg_error *error)
{
	struct reattach *created = calloc(1, sizeof *created);
	if (!created)
		return gg_error_set(error, -ENOMEM, "no memory to wait for cameras");
	int ret = gg_monitor_create(&created->monitor, error);
	if (ret) {
		free(created);
		return ret;
	}
	*reattach = created;
	return 0;
}

void reattach_destroy(struct reattach *reattach)
{
	if (!reattach)
		return;
	gg_monitor_destroy(reattach->monitor);
	free(reattach);
}

bool reattach_is_time(struct reattach *reattach, bool *last)
{
	struct gg_monitor_event event;
	uint64_t now = clock_ns();

	while (gg_monitor_next(reattach->monitor, &event) == 0)
		if (event.type == GG_CAMERA_ADDED) {
			reattach->tries = TRIES;
			reattach->next_ns = now;
		}
	if (reattach->tries == 0 || now < reattach->next_ns)
		return false;
	reattach->tries--;
	reattach->next_ns = now + SECOND_NS;
	*last = reattach->tries == 0;
	return true;
}

void reattach_try(struct reattach *reattach)
{
	reattach->tries = TRIES;
	reattach->next_ns = clock_ns() + SECOND_NS;
}
