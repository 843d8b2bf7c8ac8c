/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes the shots of one stream: of the picture shown, of what was kept of it, or of the window,
 * and hands them to the writer. The render thread's.
 */
#ifndef GG_SHOOTER_H
#define GG_SHOOTER_H

#include <stdbool.h>

#include "render.h"
#include "still.h"

struct shooter {
	const struct render_config *config;
	const struct still *still;
	struct gg_save_info info; /* of the picture shown; with JPEG comes what it has itself */
	uint64_t completed_ns;	  /* of that */
	unsigned n_waiting;
	struct shot waiting[MAX_SHOTS]; /* for a picture whose planes are kept */
};

/* config and still are borrowed. */
void shooter_init(struct shooter *shooter, const struct render_config *config,
		  const struct still *still);

/* Another camera's pictures come; "": it has no model. */
void shooter_set_model(struct shooter *shooter, const char *model);

/* A frame is shown, developed like that where it is raw. */
void shooter_describe(struct shooter *shooter, const struct gg_frame *frame,
		      const struct gg_raw *raw);

/* Is the next picture shown to be kept? */
bool shooter_needs_planes(const struct shooter *shooter);

/* Take a shot, with scene for the window; of planes that were not kept it waits for the next. */
void shooter_take(struct shooter *shooter, const struct shot *shot, const struct scene *scene);

/* Take those that wait, where a picture is kept now. */
void shooter_take_waiting(struct shooter *shooter);

/* No picture comes any more: count those that wait as lost, and say so. */
void shooter_finish(struct shooter *shooter);

#endif
