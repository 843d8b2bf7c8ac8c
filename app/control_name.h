/* SPDX-License-Identifier: BSD-2-Clause */
/* Controls by the names that people give them. Any thread. */
#ifndef GG_CONTROL_NAME_H
#define GG_CONTROL_NAME_H

#include <groundglass/camera.h>

/*
 * The camera's control of that name in any case, one that can be set. NULL where there is none:
 * error (a -EINVAL) says which name is near and what the camera has.
 */
const struct gg_control_info *control_named(const struct gg_camera *camera, const char *name,
					    struct gg_error *error);

#endif
