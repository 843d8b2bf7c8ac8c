/* SPDX-License-Identifier: BSD-2-Clause */
/* What a window looks like, as a profile keeps it: see profile.h. Any thread. */
#ifndef GG_PROFILE_VIEW_H
#define GG_PROFILE_VIEW_H

#include <stdbool.h>

#include <groundglass/error.h>

#include "viewport.h"

struct json_object;

/* Each int is of an enum, and one of its values. */
struct profile_view {
	int matrix, range; /* enum gg_matrix, enum gg_range */
	int orientation;   /* enum gg_orientation: of the camera and the viewer together */
	int grid;	   /* GRID_THIRDS and GRID_CROSS */
	int exposure;	   /* enum analysis_exposure */
	int histogram;	   /* enum histogram_mode */
	bool info, panel, peaking;
	struct viewport viewport;
};

/* A new object. */
struct json_object *profile_view_put(const struct profile_view *view);

/*
 * Read what object, which may be any JSON, has; the rest of view stays. NULL; or what is wrong, in
 * detail where it is about a value.
 */
const char *profile_view_get(struct json_object *object, struct profile_view *view,
			     struct gg_error *detail);

#endif
