/* SPDX-License-Identifier: BSD-2-Clause */
/* The figures of --stats, of all windows of a run. Main thread, when all other threads have ended.
 */
#ifndef GG_REPORT_H
#define GG_REPORT_H

#include <stdio.h>

struct view;

/*
 * Write one JSON object to the file path, or to out where path is NULL. 0, or -errno where the file
 * cannot be written, which is said on stderr; what becomes of out is the caller's to check.
 */
int report_print(const char *path, FILE *out, const struct view *views, unsigned n_views);

#endif
