/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Those controls of a USB camera that libcamera leaves out (its uvcvideo handler knows eight: no
 * focus, white balance, sharpness, mains frequency, zoom), by V4L2 on the camera's video node. They
 * follow libcamera's in camera->controls. The node is opened beside libcamera, which it does not
 * mind; nothing is set that libcamera sets.
 *
 * Setting and reading may come from any thread between open and close, and wait for the camera's
 * answer: a millisecond or so, but seconds where a camera answers late (a motor) or is broken.
 * Frames keep coming meanwhile; libcamera's own controls wait.
 */
#ifndef GG_V4L2_CONTROLS_H
#define GG_V4L2_CONTROLS_H

#include "camera_backend.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Append the controls of the node camera->info.device, where its driver is one that libcamera
 * drives on that node alone; camera->v4l2 stays NULL where there are none. 0 or -ENOMEM; a node
 * that cannot be opened is logged.
 */
int gg_v4l2_controls_open(struct gg_camera *camera);
void gg_v4l2_controls_close(struct gg_camera *camera);

/* Is it one of those? */
bool gg_v4l2_controls_has(const struct gg_camera *camera, uint32_t id);

/*
 * Set those of list that are V4L2's, one after the other, switches and menus first: they may be
 * what keeps the others inactive. Values must have the types of their controls. -ERANGE; -EACCES
 * where a control is inactive; -ENODEV; what else the driver said; error names the control, and
 * those before it are set.
 */
int gg_v4l2_controls_set(struct gg_camera *camera, const struct gg_control_list *list,
			 struct gg_error *error);

/* Put what they are now in list. Those that cannot be read are left out. 0, -ENOMEM, -ENODEV, or
 * -ETIMEDOUT at the second that is not answered.
 */
int gg_v4l2_controls_read(struct gg_camera *camera, struct gg_control_list *list,
			  struct gg_error *error);

/* Does it do anything now? Not while an automatic decides. */
bool gg_v4l2_controls_is_active(const struct gg_camera *camera, uint32_t id);

#ifdef __cplusplus
}
#endif
#endif
