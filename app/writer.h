/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The writer thread: saves copies of frames and pictures, so that no disk ever stalls the picture.
 * Its queue is bounded in bytes; what does not fit is refused and counted, never lost in silence.
 */
#ifndef GG_WRITER_H
#define GG_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include <groundglass/frame.h>
#include <groundglass/save.h>

#include "picture.h"
#include "recorder.h"
#include "stats.h"

struct writer;

/*
 * wait: a full queue makes callers wait rather than lose frames (sources that wait for everyone).
 * params, without an info, are for all pictures.
 */
struct writer *writer_create(bool wait, const struct gg_save_params *params);

/* Write what is queued, end the thread, free. Accepts NULL. */
void writer_destroy(struct writer *writer);

/*
 * Save the payloads of all planes, one behind the other (whole: the planes with what is behind
 * their payload), to path, behind what is there or in its place. The frame is copied. Once it is
 * saved line is appended to recorder's text. Takes over line; both may be NULL; recorder must
 * outlive the writer. Any thread.
 */
void writer_save_frame(struct writer *writer, const struct gg_frame *frame, bool whole,
		       const char *path, bool append, const struct recorder *recorder, char *line,
		       struct stats *stats);

/* Append a line to recorder's text behind what is queued; as above. */
void writer_append(struct writer *writer, const struct recorder *recorder, char *line,
		   struct stats *stats);

/* Where a screenshot goes. */
struct writer_target {
	char path[4096]; /* the file; where numbered: the stem of its name */
	bool numbered; /* .EXTENSION, or -2.EXTENSION, ... is appended: whatever is not there yet */
	char extension[8];
	enum stats_series series; /* of one of many no notice but of its first failure */
	bool append;		  /* of frames: to the file's end */
};

/* Save a picture and take over its memory. A notice says how it went. Any thread. */
void writer_save_picture(struct writer *writer, struct picture *picture,
			 const struct writer_target *target, const struct gg_save_info *info,
			 struct stats *stats);

/* The same of an image as it came, whose payloads are copied. */
void writer_save_image(struct writer *writer, const struct gg_image *image,
		       const struct writer_target *target, const struct gg_save_info *info,
		       struct stats *stats);

/* Save a camera's own JPEG; the payload is copied. A notice says how it went. Any thread. */
void writer_save_mjpeg(struct writer *writer, const uint8_t *payload, size_t size,
		       const struct writer_target *target, struct stats *stats);

#endif
