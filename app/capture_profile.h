/* SPDX-License-Identifier: BSD-2-Clause */
/* The profiles of a capture's camera. Main thread. */
#ifndef GG_CAPTURE_PROFILE_H
#define GG_CAPTURE_PROFILE_H

#include "capture.h"
#include "profile.h"

/* The path of the camera's profile of that name. 0; -ENODEV while it is unplugged; -errno. */
int capture_profile_path(const struct capture *capture, const char *name, char *path, size_t size,
			 struct gg_error *error);

/* Read it; error names those that there are where there is none of that name. */
int capture_profile_read(struct profile *profile, const struct capture *capture, const char *name,
			 struct gg_error *error);

/*
 * With --profile, before the camera is configured: read it, and let options have its streams where
 * the command line has none. And once it is configured: set its controls but for those of --set.
 * 0 or -errno.
 */
int capture_profile_open(struct capture *capture, struct gg_error *error);
int capture_profile_start(struct capture *capture, struct gg_error *error);

/* Put in the streams of the camera, as they are and with the rates that were asked. */
void capture_profile_keep_streams(struct profile *profile, const struct capture *capture);

/* The orientation of what is shown where the viewer turns it by look, and the reverse. */
enum gg_orientation capture_profile_seen(const struct capture *capture, enum gg_orientation look);
enum gg_orientation capture_profile_look(const struct capture *capture, enum gg_orientation seen);

void capture_profile_close(struct capture *capture);

#endif
