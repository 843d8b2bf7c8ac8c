/* SPDX-License-Identifier: BSD-2-Clause */
/* The pixel inspector of a window. Main thread. */
#ifndef GG_VIEW_INSPECT_H
#define GG_VIEW_INSPECT_H

#include <stdint.h>

struct view;

/* What is under the mouse is told, or no more. */
void view_inspect_toggle(struct view *view);

/* Write its text, ten times a second. */
void view_inspect_update(struct view *view, uint64_t now_ns);

#endif
