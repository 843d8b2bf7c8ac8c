/* SPDX-License-Identifier: BSD-2-Clause */
/* Where screenshots go. Main thread. */
#ifndef GG_SCREENSHOT_H
#define GG_SCREENSHOT_H

#include "render.h"

/*
 * A shot in dir, or where that is NULL in the XDG pictures folder, else the current one. Its name
 * has the date, the time, and a number where that name is there already.
 */
void screenshot_numbered(struct shot *shot, enum shot_kind kind, const char *dir);

/* A shot to that file; "-" is stdout. */
void screenshot_to_file(struct shot *shot, const char *file);

#endif
