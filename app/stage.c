/* SPDX-License-Identifier: BSD-2-Clause */
#include "stage.h"

void stage_init(struct stage *stage)
{
	*stage = (struct stage){ 0 };
	pthread_mutex_init(&stage->lock, NULL);
}

void stage_finish(struct stage *stage)
{
	overlay_unref(stage->overlay);
	pthread_mutex_destroy(&stage->lock);
}

void stage_set(struct stage *stage, const struct scene *scene, struct overlay *overlay, bool redraw)
{
	pthread_mutex_lock(&stage->lock);
	struct overlay *old = stage->overlay;
	stage->overlay = overlay ? overlay_ref(overlay) : NULL;
	stage->scene = *scene;
	stage->redraw |= redraw;
	stage->stale = true;
	pthread_mutex_unlock(&stage->lock);
	overlay_unref(old);
}

void stage_want_redraw(struct stage *stage)
{
	pthread_mutex_lock(&stage->lock);
	stage->redraw = true;
	pthread_mutex_unlock(&stage->lock);
}

bool stage_is_stale(struct stage *stage)
{
	pthread_mutex_lock(&stage->lock);
	const bool stale = stage->stale;
	pthread_mutex_unlock(&stage->lock);
	return stale;
}

bool stage_wants_redraw(struct stage *stage)
{
	pthread_mutex_lock(&stage->lock);
	const bool redraw = stage->redraw;
	pthread_mutex_unlock(&stage->lock);
	return redraw;
}

struct scene stage_read(struct stage *stage, struct overlay **overlay, bool done)
{
	pthread_mutex_lock(&stage->lock);
	*overlay = stage->overlay ? overlay_ref(stage->overlay) : NULL;
	struct scene scene = stage->scene;
	scene.overlay = *overlay;
	stage->redraw &= !done;
	stage->stale &= !done;
	pthread_mutex_unlock(&stage->lock);
	return scene;
}

void stage_not_drawn(struct stage *stage)
{
	pthread_mutex_lock(&stage->lock);
	stage->redraw = stage->stale = true;
	pthread_mutex_unlock(&stage->lock);
}
