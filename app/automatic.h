/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Automatics that a manual value has to switch off, as AeEnable for ExposureTime. Any thread.
 */
#ifndef GG_AUTOMATIC_H
#define GG_AUTOMATIC_H

#include <groundglass/camera.h>

/* The camera's control of that name, or NULL. */
const struct gg_control_info *control_find(const struct gg_camera *camera, const char *name);

/*
 * The automatic that has to be at *off for a manual value of the control of that name; NULL where
 * there is none.
 */
const struct gg_control_info *automatic_find(const struct gg_control_info *infos, size_t n,
					     const char *manual, double *off);

/*
 * Put "off" for manual's automatic into controls, so that both go out in one request. Returns the
 * automatic; NULL where the camera has none, or controls say already what it shall be.
 */
const struct gg_control_info *automatic_switch_off(struct gg_control_list *controls,
						   const struct gg_camera *camera,
						   const char *manual);

#endif
