/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One V4L2 control as one of ours: no device is needed. A V4L2 control's id is its CID, which the
 * ids of libcamera (below 0x00980000, where V4L2's classes begin) never meet. Any thread.
 */
#ifndef GG_V4L2_CONTROL_H
#define GG_V4L2_CONTROL_H

#include <linux/videodev2.h>

#include <groundglass/control.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Does libcamera drive it already? It does where its controls of the camera, n of infos, have the
 * one that its uvcvideo handler makes of it, or may make of it some day.
 */
bool gg_v4l2_control_is_mapped(uint32_t id, const struct gg_control_info *infos, size_t n);

/*
 * Fill in empty info, but for the names of a menu's items. Numbers, menus and bit masks are as
 * V4L2 has them; a button is a bool without limits. 0; -ENOTSUP where it is disabled, no single
 * number, or without a name; -ENOMEM. The caller finishes info, in any case.
 */
int gg_v4l2_control_info(struct gg_control_info *info, const struct v4l2_query_ext_ctrl *query);

/* Is it a menu, whose items are to be asked for? */
bool gg_v4l2_control_has_menu(const struct v4l2_query_ext_ctrl *query);

/* Add the name of one of its items, in the order of their indices. 0 or -ENOMEM. */
int gg_v4l2_control_add_item(struct gg_control_info *info, const struct v4l2_query_ext_ctrl *query,
			     const struct v4l2_querymenu *item);

/* A value for the control, and from it. The first returns -ERANGE outside min..max. */
int gg_v4l2_control_to(struct v4l2_ext_control *to, const struct gg_control_value *value,
		       const struct gg_control_info *info);
int gg_v4l2_control_from(struct gg_control_value *value, const struct v4l2_ext_control *from,
			 const struct gg_control_info *info);

/* The automatic that makes the control inactive while it is on, or 0. */
uint32_t gg_v4l2_control_automatic(uint32_t id);

#ifdef __cplusplus
}
#endif
#endif
