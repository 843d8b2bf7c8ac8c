/* SPDX-License-Identifier: BSD-2-Clause */
/* Patience with a camera that another process has, and is about to give back. Main thread. */
#ifndef GG_BUSY_H
#define GG_BUSY_H

#include <stdbool.h>
#include <stdint.h>

#include <groundglass/error.h>

struct busy {
	uint64_t until_ns; /* 0: nothing was busy so far */
	/* What is to go on meanwhile: called again and again; false: do not wait. NULL: sleep. */
	bool (*meanwhile)(void *data);
	void *data;
};

/*
 * Is what returned ret, with error where it failed, to be tried again? Of -EBUSY it is, for 5 s in
 * all from the first on: that is said once on stderr, and a quarter of a second passes each time.
 * Not once a signal has asked for the end.
 */
bool busy_again(struct busy *busy, int ret, const struct gg_error *error);

#endif
