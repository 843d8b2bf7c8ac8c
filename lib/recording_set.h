/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * All streams of a recorded camera: the texts that --save-frames left in a folder. Private to the
 * library.
 */
#ifndef GG_RECORDING_SET_H
#define GG_RECORDING_SET_H

#include <sys/types.h>

#include "recording.h"

struct gg_recording_set {
	unsigned n_streams;
	struct gg_recording streams[GG_MAX_STREAMS];
};

/* A frame of every stream that belong together; -1: that stream has none. */
struct gg_recording_moment {
	ssize_t frames[GG_MAX_STREAMS];
	uint64_t due_ns; /* since the first moment; never falls */
};

/* Is path a folder with a recording in it, or the text of one (*.json)? */
bool gg_recording_set_is_at(const char *path);

/*
 * Open the camera with the lowest number in folder path, or the one that the text at path belongs
 * to. 0, or as gg_recording_open(). Finish it either way. Streams behind one that is not there or
 * has no frames are left out, and further cameras; both are logged.
 */
int gg_recording_set_open(struct gg_recording_set *set, const char *path, struct gg_error *error);
void gg_recording_set_finish(struct gg_recording_set *set);

/* The moments of the first n_streams, in order, for the caller to free(). NULL: no memory. */
struct gg_recording_moment *gg_recording_set_moments(const struct gg_recording_set *set,
						     unsigned n_streams, size_t *n);

#endif
