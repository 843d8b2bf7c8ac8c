/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The render thread of one stream: takes the newest frame from its queue, has it decoded or
 * validates it, hands it to the presenter, releases it. All functions are the main thread's.
 */
#ifndef GG_RENDER_H
#define GG_RENDER_H

#include <stdbool.h>

#include <groundglass/frame_queue.h>

#include "conversion.h"
#include "histogram.h"
#include "presenter.h"
#include "probe.h"
#include "shots.h"
#include "stats.h"
#include "writer.h"

struct render;

/* Borrowed by the render thread until render_destroy(). */
struct render_config {
	const char *name; /* "cam1-stream0" */
	struct presenter *presenter;
	struct gg_frame_queue *queue;
	struct writer *writer;
	struct stats *stats;
	struct look look;  /* at first */
	const char *model; /* of the camera, or NULL */
	bool keep_planes;  /* of each picture shown: they are to be saved without warning */
};

/* Start the thread and attach the presenter to it. 0 or the reason why it cannot be attached. */
int render_create(struct render **render, const struct render_config *config,
		  struct gg_error *error);

/* What to draw, but for the orientation, which is the look's: at once, or with the next picture. */
void render_set_scene(struct render *render, const struct scene *scene, struct overlay *overlay,
		      bool redraw);

/* Has nothing been drawn as it is now? */
bool render_is_stale(struct render *render);

/* The pixel at x, y of the drawable, as far as it is known yet: to be called while it is of
 * interest. And no more. */
struct probe_answer render_inspect(struct render *render, int x, int y);
void render_inspect_end(struct render *render);

/* From the next picture on, and where one is held by a pause for that too. */
void render_set_look(struct render *render, const struct look *look);

/*
 * Ask for a histogram of the picture shown, turned as it is; fetch() gives it, once, and false
 * where there is no new one. The main loop is woken when there is.
 */
void render_measure(struct render *render);
bool render_fetch_histogram(struct render *render, struct histogram *histogram);

/* How raw pictures are developed just now. */
struct development render_development(struct render *render);

/* The next frames are another camera's, of that model (NULL: it has none). */
void render_set_model(struct render *render, const char *model);

/* While paused the next picture stays, and later frames are taken and dropped. */
void render_set_paused(struct render *render, bool paused);

/*
 * Pause with what is shown now, where it is not paused yet. Returns the gg_frame.position of the
 * last frame that was shown, or that failed to be; 0: none, or a live one.
 */
uint64_t render_hold(struct render *render);

/* While paused: show the frame of that position when it comes, 0: one more; and that stays. */
void render_step(struct render *render, uint64_t position);

/* Save the last picture. A notice says how it went. */
void render_screenshot(struct render *render, const struct shot *shot);

/*
 * Save every picture shown from now on, numbered behind shot's path; NULL: no more. Of it a notice
 * is given only of the first failure.
 */
void render_save_every(struct render *render, const struct shot *shot);

/*
 * Let the queue run empty, take a last screenshot (NULL: none), and end. The main thread goes on
 * painting until render_finished().
 */
void render_finish(struct render *render, const struct shot *shot);
bool render_finished(struct render *render);

/* End the thread, whatever is queued (another may take it up), and free. Accepts NULL. */
void render_destroy(struct render *render);

#endif
