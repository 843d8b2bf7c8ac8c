/* SPDX-License-Identifier: BSD-2-Clause */
/* A camera's controls in a profile. Main thread. */
#ifndef GG_PROFILE_CONTROLS_H
#define GG_PROFILE_CONTROLS_H

#include "capture.h"
#include "profile.h"

/* Put in what the person has set. */
void profile_keep_controls(struct profile *profile, struct capture *capture);

/*
 * Set a profile's controls, except those that skip (may be NULL) has or decides about. What the
 * camera does not have or refuses is a notice each, and the others are set. Returns how many.
 */
unsigned profile_set_controls(const struct profile *profile, struct capture *capture,
			      const struct gg_control_list *skip);

#endif
