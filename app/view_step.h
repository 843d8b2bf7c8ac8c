/* SPDX-License-Identifier: BSD-2-Clause */
/* Frame by frame. Main thread. */
#ifndef GG_VIEW_STEP_H
#define GG_VIEW_STEP_H

#include "view.h"

/*
 * Pause, and show the next frame (1) or that before it (-1), which a live camera does not have. All
 * windows of the camera that are paused follow.
 */
void view_step(struct view *view, int direction);

#endif
