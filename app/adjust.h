/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Keys that turn a control up or down. A manual value switches its automatic off in the same
 * request. Main thread.
 */
#ifndef GG_ADJUST_H
#define GG_ADJUST_H

#include <stddef.h>

struct capture;

/* What a key changes. */
enum adjust_knob {
	ADJUST_EXPOSURE,
	ADJUST_GAIN,
	ADJUST_BRIGHTNESS,
	ADJUST_CONTRAST,
	ADJUST_SATURATION,
	ADJUST_GAMMA,
};

/*
 * Turn a control by steps: exposure and gain by factors of 1.1, the others by a twentieth of their
 * range, at least 1. text (size bytes) says for the person what it is now, or why nothing changed.
 */
void adjust_turn(struct capture *capture, enum adjust_knob knob, double steps, char *text,
		 size_t size);

#endif
