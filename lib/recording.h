/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One stream of a recording, to be read: groundglass/recording.h says what is in it. All of the
 * text is looked at when it is opened, and each frame's line and file again when it is played, so
 * that little is kept in memory. Private to the library. Nothing in the folder is trusted.
 */
#ifndef GG_RECORDING_H
#define GG_RECORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/camera.h>

/* A frame, as far as it is kept. */
struct gg_recording_frame {
	uint64_t number;
	uint64_t timestamp_ns;
	uint64_t offset; /* of its line, bytes */
	uint32_t length; /* of its line, bytes */
	uint32_t line;	 /* counted from 1 */
	uint32_t sequence;
};

/* A frame as its line says it. Zero-initialised it is empty. */
struct gg_recording_picture {
	char file[256]; /* "": it has no pixels */
	enum gg_frame_status status;
	uint32_t width, height;		  /* pixels */
	size_t bytes_used[GG_MAX_PLANES]; /* <= the plane's length */
	struct gg_control_list metadata;  /* names are gg_intern()'s */
};

struct gg_recording {
	char *path;
	int fd;	    /* of the text */
	int folder; /* an fd too */

	/* of the camera; the same in all its streams */
	char *id, *model, *location; /* model and location may be NULL */
	struct gg_recording_infos {
		struct gg_control_info *infos; /* n of them, read-only */
		size_t n;
	} controls, property_infos, metadata_infos; /* of the last two those with named values */
	struct gg_control_list properties;

	unsigned stream, n_streams;
	struct gg_stream_config config; /* as it was configured; format may be NULL */
	bool whole_planes;
	unsigned n_planes;
	size_t strides[GG_MAX_PLANES], lengths[GG_MAX_PLANES]; /* bytes */

	size_t n_frames;
	struct gg_recording_frame *frames; /* at least one */
};

/*
 * Open the text at path. 0; -EINVAL where it is damaged, with path, line and reason; -ENODATA where
 * there are no frames; what open or
 * read said. Finish it either way. A last line that was cut off is left out, which is logged.
 */
int gg_recording_open(struct gg_recording *recording, const char *path, struct gg_error *error);
void gg_recording_finish(struct gg_recording *recording);

/* Read the line of a frame once more; as gg_recording_open(). picture is filled or to be finished
 * all the same.
 */
int gg_recording_read(struct gg_recording *recording, size_t index,
		      struct gg_recording_picture *picture, struct gg_error *error);

/*
 * Read a picture's file into planes, lengths[i] bytes each. 0, or -errno with the file and the
 * reason: -EINVAL where it is not as long as its line says.
 */
int gg_recording_read_pixels(const struct gg_recording *recording,
			     const struct gg_recording_picture *picture, uint8_t *const planes[],
			     struct gg_error *error);

#endif
