/* SPDX-License-Identifier: BSD-2-Clause */
/* The scene between two threads: the main thread sets it, the render thread draws it. */
#ifndef GG_STAGE_H
#define GG_STAGE_H

#include <pthread.h>
#include <stdbool.h>

#include "overlay.h"
#include "presenter.h"

struct stage {
	pthread_mutex_t lock;
	/* fields below are protected by lock */
	struct scene scene; /* but for overlay and orientation */
	struct overlay *overlay;
	bool redraw; /* at once, or with the next picture */
	bool stale;  /* nothing was drawn as it is now */
};

void stage_init(struct stage *stage);
void stage_finish(struct stage *stage);

/* Main thread: see render_set_scene(); what is set elsewhere is to be drawn at once, too. */
void stage_set(struct stage *stage, const struct scene *scene, struct overlay *overlay,
	       bool redraw);
void stage_want_redraw(struct stage *stage);
bool stage_is_stale(struct stage *stage);

/* Render thread: is it to be drawn at once? */
bool stage_wants_redraw(struct stage *stage);

/* Render thread: the scene, with a reference on its overlay; to draw it is done with that, or not.
 */
struct scene stage_read(struct stage *stage, struct overlay **overlay, bool done);

/* Render thread: what was read was not drawn. The last picture is to be, in its place. */
void stage_not_drawn(struct stage *stage);

#endif
