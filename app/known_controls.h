/* SPDX-License-Identifier: BSD-2-Clause */
/* What a camera's controls are, kept while the camera is gone. Main thread. */
#ifndef GG_KNOWN_CONTROLS_H
#define GG_KNOWN_CONTROLS_H

#include <groundglass/camera.h>

/* Zero-initialised it is empty. */
struct known_controls {
	size_t n;
	struct gg_control_info *infos;
};

/* Fill known with a copy of the camera's controls; where memory lacks, fewer. */
void known_controls_copy(struct known_controls *known, const struct gg_camera *camera);
void known_controls_finish(struct known_controls *known);

#endif
