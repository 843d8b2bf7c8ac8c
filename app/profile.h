/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is kept of a camera and its windows: streams, controls, looks. As a file it is a JSON
 * object:
 *
 *   groundglass    1, the version of what is described here
 *   camera         its model, for people
 *   streams        a list of texts as --stream takes them
 *   views          of each stream an object:
 *     matrix, range    "auto", "601", "709", "2020"; "auto", "full", "limited"
 *     orientation      "rot0", "rot90", ...: of what is shown
 *     info, panel      true where they are shown
 *     grid             "none", "thirds", "cross", "both"
 *     zoom, middle     "fit", or times the picture's size; then what of the picture as it is stored
 *                      is in the middle of the window: [ 0.5, 0.5 ] is its own middle
 *     exposure         "none", "zebra", "false-colour"
 *     peaking          true where it is on
 *     histogram        "none", "luma", "rgb", "waveform"
 *   controls       an object of values by the names of controls, as recordings have values
 *
 * What is not there is left as it is. Main thread.
 */
#ifndef GG_PROFILE_H
#define GG_PROFILE_H

#include "options.h"
#include "profile_view.h"

struct json_object;

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

/*
 * Read a file, which may hold anything. What it does not say of views stays in them as it was
 * before; of the rest nothing does. 0; or -errno with the path and the reason in error, and profile
 * is empty.
 */
int profile_read(struct profile *profile, const char *path, struct gg_error *error);

/* Write a file, whole or not at all; its folder must be there. 0 or -errno. */
int profile_write(const struct profile *profile, const char *path, const char *model,
		  struct gg_error *error);

#endif
