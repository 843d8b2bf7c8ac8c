/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A run of the viewer: cameras, streams and windows from start to end, and the main loop.
 */
#ifndef GG_SESSION_H
#define GG_SESSION_H

#include "options.h"

/* Returns the exit status; errors are on stderr. Main thread. */
int session_run(const struct options *options);

#endif
