/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is kept of a camera and its windows: streams, controls, looks. As a file it is a JSON
 * object:
 *
 *   groundglass    1, the version of what is described here
 *   camera         its model, for people
 *   streams        a list of texts as --stream takes them
 *   views          of each stream an object: matrix and range ("auto", "601", ...), orientation
 *                  ("rot0", ...), info and panel (true where they are shown)
 *   controls       an object of values by the names of controls, as recordings have values
 *
 * What is not there is left as it is. Main thread.
 */
#ifndef GG_PROFILE_H
#define GG_PROFILE_H

#include <stdbool.h>

#include "options.h"

struct json_object;

/* What a window looks like. */
struct profile_view {
	int matrix, range; /* enum gg_matrix, enum gg_range */
	int orientation;   /* enum gg_orientation: of the camera and the viewer together */
	bool info, panel;
};

/* Zero-initialised it is empty. */
struct profile {
	unsigned n_streams; /* 0: they are not kept */
	struct gg_stream_config streams[GG_MAX_STREAMS];
	unsigned n_views;
	struct profile_view views[GG_MAX_STREAMS];
	struct json_object *controls;  /* owned; NULL: none */
	struct options_camera options; /* a camera's, with these streams: see capture_profile.h */
};

void profile_finish(struct profile *profile);

/* Read a file, which may hold anything. 0; or -errno with the path and the reason in error. */
int profile_read(struct profile *profile, const char *path, struct gg_error *error);

/* Write a file, whole or not at all; its folder must be there. 0 or -errno. */
int profile_write(const struct profile *profile, const char *path, const char *model,
		  struct gg_error *error);

#endif
