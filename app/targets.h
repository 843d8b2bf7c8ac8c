/* SPDX-License-Identifier: BSD-2-Clause */
/* Files and folders that a run is to write to, tried before it begins. Main thread. */
#ifndef GG_TARGETS_H
#define GG_TARGETS_H

#include "options.h"

/*
 * Can everything be written that the options name? Makes the folder of --save-frames=DIR where it
 * is not there. 0, or -errno with the path and the reason.
 */
int targets_check(const struct options *options, struct gg_error *error);

#endif
