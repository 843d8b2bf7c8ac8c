/* SPDX-License-Identifier: BSD-2-Clause */
/* What --set asks for, as the controls to start a camera with. Main thread. */
#ifndef GG_START_CONTROLS_H
#define GG_START_CONTROLS_H

#include <groundglass/camera.h>

#include "options.h"

/*
 * Fill controls from the options; automatics in the way of manual values are switched off, and
 * that is said. -EINVAL names the control or the value that the camera does not have.
 */
int start_controls(struct gg_control_list *controls, const struct gg_camera *camera,
		   const struct options_camera *options, struct gg_error *error);

/* Only what --set asks for, with nothing switched off and nothing said. */
int start_controls_asked(struct gg_control_list *controls, const struct gg_camera *camera,
			 const struct options_camera *options, struct gg_error *error);

#endif
