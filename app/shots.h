/* SPDX-License-Identifier: BSD-2-Clause */
/* Pictures that are to be saved: asked for by the main thread, taken by the render thread. */
#ifndef GG_SHOTS_H
#define GG_SHOTS_H

#include <pthread.h>
#include <stdbool.h>

#include "writer.h"

enum { MAX_SHOTS = 8 };

enum shot_kind {
	SHOT_PICTURE,
	SHOT_OWN_JPEG, /* of MJPEG the camera's own bytes, as .jpg where numbered; else PICTURE */
	SHOT_PLANES,   /* as it came; where numbered as .dng where it is Bayer, else as .raw */
	SHOT_WINDOW,   /* what the window shows, overlay included */
};

/* A picture to save. */
struct shot {
	struct writer_target target;
	enum shot_kind kind;
};

struct shots {
	pthread_mutex_t lock;
	/* fields below are protected by lock */
	unsigned n;
	struct shot shots[MAX_SHOTS];
	bool wants_every; /* picture shown, as every says */
	unsigned n_every;
	struct shot every;
};

void shots_init(struct shots *shots);
void shots_finish(struct shots *shots);

/* False where there are too many already, or none. */
bool shots_push(struct shots *shots, const struct shot *shot);
bool shots_pop(struct shots *shots, struct shot *shot);

/* Every picture shown from now on, numbered behind shot's path; NULL: no more. */
void shots_want_every(struct shots *shots, const struct shot *shot);

/* A picture is shown: the shot of it, or false where not every one is wanted. */
bool shots_next(struct shots *shots, struct shot *shot);

#endif
