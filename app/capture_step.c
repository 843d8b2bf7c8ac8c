/* SPDX-License-Identifier: BSD-2-Clause */
/* Frame by frame through a recording or file. */
#include "capture.h"

#include <errno.h>

int capture_find_step(const struct capture *capture, uint64_t shown, int direction,
		      uint64_t *position)
{
	const uint64_t from = capture->held ? capture->position : shown;
	const bool is_first = direction < 0 && from <= 1;

	if (!capture->camera || capture->state != CAPTURE_RUNNING)
		return -ENODEV;
	if (!gg_camera_can_step(capture->camera))
		return -ENOTSUP;
	*position = is_first ? 1 : direction < 0 ? from - 1 : from + 1;
	return is_first ? -ERANGE : 0;
}

int capture_step(struct capture *capture, uint64_t position)
{
	int ret = gg_camera_step(capture->camera, position);

	if (ret)
		return ret;
	capture->held = true;
	capture->position = position;
	return 0;
}

void capture_play(struct capture *capture)
{
	if (capture->held && capture->camera)
		gg_camera_play(capture->camera);
	capture->held = false;
}
