/* SPDX-License-Identifier: BSD-2-Clause */
/* Where screenshots go. Main thread. */
#ifndef GG_SCREENSHOT_H
#define GG_SCREENSHOT_H

#include <groundglass/error.h>

#include "render.h"

/*
 * The folder for the screenshot key: --screenshot-dir, else the XDG pictures folder, else the
 * current one. Checks that --screenshot-dir and the folder of file (may be NULL) can be written
 * to: 0, or -errno with the path and the reason.
 */
int screenshot_check(const char *dir, const char *file, struct gg_error *error);

/* A shot with a name that has the date, the time and nothing that is there already. */
void screenshot_numbered(struct render_shot *shot, const char *dir);

/* A shot to that file; "-" is stdout. */
void screenshot_to_file(struct render_shot *shot, const char *file);

#endif
