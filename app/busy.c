/* SPDX-License-Identifier: BSD-2-Clause */
#include "busy.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "clock.h"
#include "signals.h"

#define SECOND_NS 1000000000u

enum { PATIENCE_S = 5 };

/* A quarter of a second; false: the end is wanted. */
static bool pass_time(const struct busy *busy)
{
	const struct timespec pause = { .tv_nsec = SECOND_NS / 4 };
	const uint64_t end_ns = clock_ns() + SECOND_NS / 4;
	bool wanted = true;

	if (!busy->meanwhile)
		nanosleep(&pause, NULL); /* a signal ends it early */
	while (busy->meanwhile && wanted && clock_ns() < end_ns && !signals_want_end())
		wanted = busy->meanwhile(busy->data);
	return wanted && !signals_want_end();
}

bool busy_again(struct busy *busy, int ret, const struct gg_error *error)
{
	if (ret != -EBUSY || signals_want_end())
		return false;
	if (!busy->until_ns) {
		busy->until_ns = clock_ns() + (uint64_t)PATIENCE_S * SECOND_NS;
		fprintf(stderr, "groundglass: %s: waiting %d s for it\n", error->text, PATIENCE_S);
	}
	if (clock_ns() >= busy->until_ns)
		return false;
	return pass_time(busy);
}
