/* SPDX-License-Identifier: BSD-2-Clause */
/* The exposure and focus tools of a window: what their keys do, and its histogram. Main thread. */
#ifndef GG_VIEW_ANALYSIS_H
#define GG_VIEW_ANALYSIS_H

#include <stdint.h>

#include "histogram.h"
#include "overlay.h"

struct view;

/* What the keys do. */
void view_cycle_exposure(struct view *view);
void view_toggle_peaking(struct view *view);
void view_cycle_histogram(struct view *view);
void view_toggle_reference(struct view *view);

/* Show another histogram, or none. */
void view_set_histogram(struct view *view, enum histogram_mode mode);

/* The pointer is at x, in the units of the window: so is the line of a wipe, where there is one. */
void view_move_wipe(struct view *view, int x);

/*
 * The histogram's block, where one is to be shown: of the last picture at most 10 times a second,
 * for a drawable of that size.
 */
struct overlay_text view_histogram(struct view *view, uint64_t now_ns, float scale, int width,
				   int height);

void view_analysis_close(struct view *view);

#endif
