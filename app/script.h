/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A capture script of --script: controls by the number of the frame, in the YAML of libcamera's
 * cam:
 *
 *   properties:
 *     - loop: 460         # frame 460 is frame 0 again, and so on
 *   frames:               # in rising order; gaps are fine
 *     - 0:
 *         Brightness: 0.0
 *     - 40:
 *         Brightness: 0.2
 *         ScalerCrop: [ 0, 0, 640, 480 ]
 *
 * Values are what --set takes, or a list: of an array's elements, of X, Y, WIDTH, HEIGHT of a
 * rectangle, WIDTH, HEIGHT of a size, X, Y of a point. Nothing is switched off but by the script.
 */
#ifndef GG_SCRIPT_H
#define GG_SCRIPT_H

#include <groundglass/camera.h>

struct script_frame {
	uint64_t number;
	size_t line;			 /* in the file, from 1 */
	struct gg_control_list controls; /* names are owned: they outlive the camera */
};

struct script {
	uint64_t loop; /* frames, 0: none */
	size_t n_frames;
	struct script_frame *frames; /* by number */
};

/*
 * Read the script at path for camera, whose controls it must have. 0 and a script, independent of
 * camera; -ENOTSUP where this build reads none; else -errno with file, line and what would work.
 * Main thread.
 */
int script_load(struct script **script, const char *path, const struct gg_camera *camera,
		struct gg_error *error);
void script_destroy(struct script *script);

/*
 * The controls of a frame, counted from the camera's start, or NULL: a gg_frame_controls with the
 * script as its data. Any thread.
 */
const struct gg_control_list *script_controls(void *script, uint64_t frame);

/* script_load() by libyaml: fill in an empty script, which the caller destroys also after errors.
 */
int script_read(struct script *script, const char *path, const struct gg_camera *camera,
		struct gg_error *error);

#endif
