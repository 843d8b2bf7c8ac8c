/* SPDX-License-Identifier: BSD-2-Clause */
/* Cameras that come and go, as cam prints them. Main thread. */
#ifndef GG_MONITOR_H
#define GG_MONITOR_H

#include "options.h"

/*
 * Print libcamera's cameras as they are added and removed, until SIGINT or SIGTERM, the end of -t,
 * or nobody reads stdout any more. The exit status.
 */
int monitor_run(const struct options *options);

#endif
