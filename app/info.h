/* SPDX-License-Identifier: BSD-2-Clause */
/* What a window says about itself: title and information overlay. Main thread. */
#ifndef GG_INFO_H
#define GG_INFO_H

#include <stddef.h>

struct view;

/*
 * What pictures are converted with, and who says so: matrix and range, or how raw ones are
 * developed. Empty for RGB.
 */
void info_color(const struct view *view, char *text, size_t size);

void info_title(const struct view *view, char *text, size_t size);
void info_overlay(const struct view *view, char *text, size_t size);

#endif
