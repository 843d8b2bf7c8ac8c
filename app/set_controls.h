/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The one way by which a person's changes get to a camera. They are kept in capture->asked: while
 * the camera is gone they are only noted, and it starts with them when it is back. Main thread.
 */
#ifndef GG_SET_CONTROLS_H
#define GG_SET_CONTROLS_H

#include "capture.h"

/*
 * Set controls, all in one request, automatics in the way of manual values switched off in it too
 * (and added to controls). text (size bytes) says for the person what was set, or why nothing was.
 * 0; -EINVAL or -ENOMEM.
 */
int set_controls(struct capture *capture, struct gg_control_list *controls, char *text,
		 size_t size);

/* Is it one of V4L2's buttons, which are pressed, and not held? */
bool set_controls_is_button(const struct gg_control_info *info);

/*
 * Put what was asked before the camera went into controls that it is to start with, as far as it
 * still has them. 0 or -ENOMEM.
 */
int set_controls_again(struct gg_control_list *controls, const struct capture *capture);

#endif
