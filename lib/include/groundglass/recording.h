/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Recordings: frames of a stream in files, and beside them a text that says what they are, so that
 * gg_camera_open("file:FOLDER") plays them as if it were the camera. Here is what writes the text.
 *
 * frame-camC-streamS.json holds a JSON object a line (JSON Lines), C from 1, S from 0. A line is
 * written once its frame's file is complete: what was cut off is played as far as it goes.
 *
 * The first line:
 *   groundglass    1, the version of what is described here
 *   camera         id, model and location (where it has them); properties and controls: lists of
 *                  objects with id, name and type, a property with its value, a control with
 *                  array (true) and enumerators (lists of value, name) where it has them;
 *                  property_names and metadata_names: such objects of those that have enumerators
 *   stream, streams    S, and how many there are
 *   format         the name, for people; fourcc and modifier (numbers) are what counts
 *   width, height  pixels
 *   colorspace     libcamera's text; matrix and range: as --matrix and --range have them
 *   buffers        how many the camera had
 *   whole_planes   do files hold whole planes (true) or their payloads?
 *   planes         a list of objects with stride and length, in bytes
 *
 * Every other line is a frame:
 *   number         counted from 0 as captured, rising; streams with the same number belong together
 *   file           its name in the same folder: the planes, one behind the other, unaltered
 *   status         instead of a file where there are no pixels: "error" or "cancelled"
 *   sequence       the driver's
 *   timestamp      nanoseconds of the driver's clock, exact
 *   width, height  of this frame, where they are others than above
 *   bytes          payload of each plane; the file holds as much of it, or planes' whole lengths
 *   metadata       of the request, with stream 0: a list of objects with id, name, type, value
 *
 * Types are those of gg_control_type_name(). Values are numbers, booleans and texts; floats that
 * are none are the texts "nan", "inf" and "-inf"; rectangles, sizes and points are objects with x,
 * y, width and height; an array is a list of such.
 */
#ifndef GROUNDGLASS_RECORDING_H
#define GROUNDGLASS_RECORDING_H

#include <stdbool.h>
#include <stdint.h>

#include <groundglass/camera.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The first line for the stream of frame, config as configured. A text that ends in a newline, for
 * the caller to free(); NULL: no memory. Any thread.
 */
char *gg_recording_header(const struct gg_camera *camera, const struct gg_stream_config *config,
			  const struct gg_frame *frame, unsigned n_streams, bool whole_planes);

/* The line of a frame; file counts only where its status is OK. As above. */
char *gg_recording_line(const struct gg_stream_config *config, const struct gg_frame *frame,
			uint64_t number, const char *file);

#ifdef __cplusplus
}
#endif
#endif
