/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is said at the end of a run, of all its windows: the figures of --stats, what is lost, and
 * what was not done.
 * Main thread, when all other threads have ended.
 */
#ifndef GG_REPORT_H
#define GG_REPORT_H

#include <stdbool.h>
#include <stdio.h>

struct options;
struct view;

/*
 * Write one JSON object to the file path, or to out where path is NULL. 0, or -errno where the file
 * cannot be written, which is said on stderr; what becomes of out is the caller's to check.
 */
int report_print(const char *path, FILE *out, const struct view *views, unsigned n_views);

/*
 * Was anything not saved? A line on stderr for each stream says how many, and why the first; of one
 * alone that has been said.
 */
bool report_unsaved(const struct view *views, unsigned n_views);

/* A line on stderr for each --do that was not done. */
void report_undone(const struct options *options, const bool *did);

#endif
