/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Changing a camera's controls: --set at the start, and the keys that turn one up or down. A manual
 * value switches its automatic off in the same request. Main thread.
 */
#ifndef GG_ADJUST_H
#define GG_ADJUST_H

#include <groundglass/camera.h>

#include "options.h"

struct capture;

/*
 * What --framerate and --set ask for, as a list of controls. -EINVAL names the control or the value
 * that the camera does not have.
 */
int adjust_from_options(struct gg_control_list *controls, const struct gg_camera *camera,
			const struct options_camera *options, struct gg_error *error);

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
