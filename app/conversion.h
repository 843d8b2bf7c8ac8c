/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How a stream's pictures are converted and turned: as the main thread says, and, where they are
 * raw, as the render thread finds out.
 */
#ifndef GG_CONVERSION_H
#define GG_CONVERSION_H

#include <pthread.h>
#include <stdbool.h>

#include <groundglass/convert.h>
#include <groundglass/orientation.h>

#include "development.h"

/* How the person wants pictures to be converted and shown. */
struct look {
	struct gg_color color; /* in place of what the stream says; AUTO: that */
	enum gg_chroma chroma;
	enum gg_orientation orientation; /* of what the camera delivers */
};

struct conversion {
	enum gg_demosaic demosaic;
	pthread_mutex_t lock;
	/* fields below are protected by lock */
	struct look look;
	bool changed; /* what was converted before is to be once more, but for raw pictures */
	struct development development;
};

void conversion_init(struct conversion *conversion, const struct look *look,
		     enum gg_demosaic demosaic);
void conversion_finish(struct conversion *conversion);

/* Main thread: see render_set_look() and render_development(). */
void conversion_set_look(struct conversion *conversion, const struct look *look);
struct development conversion_development(struct conversion *conversion);

enum gg_orientation conversion_orientation(struct conversion *conversion);

/* How to convert now. */
struct gg_convert_params conversion_params(struct conversion *conversion);

/* Render thread: bring it up to date with a Bayer frame, whose pixels may be read. */
void conversion_follow(struct conversion *conversion, const struct gg_frame *frame);

/* Render thread: forget what is known of a camera's raw pictures. */
void conversion_forget(struct conversion *conversion);

/* Render thread: a picture that is held was converted so, perhaps before the look changed. */
void conversion_holds(struct conversion *conversion, const struct gg_convert_params *converted);

/* Render thread: is one that is held to be converted once more? Says so once. */
bool conversion_take_change(struct conversion *conversion);

#endif
