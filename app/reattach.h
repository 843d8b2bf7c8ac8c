/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * When to look for cameras that are gone, and which of those that appear is one of them: the one of
 * its id, else one of its model, on another port. Main thread.
 */
#ifndef GG_REATTACH_H
#define GG_REATTACH_H

#include <stdbool.h>
#include <stddef.h>

#include <groundglass/camera.h>

#include "capture.h"

struct reattach;

/* Start to watch for cameras; before the one that is gone is let go of, or its return is missed. */
int reattach_create(struct reattach **reattach, struct gg_error *error);
void reattach_destroy(struct reattach *reattach); /* NULL is accepted */

/*
 * The camera of capture is gone: those that are listed now are others. Does nothing where that is
 * known already, until it is forgotten, since the capture has a camera.
 */
void reattach_lose(struct reattach *reattach, const struct capture *capture);
void reattach_forget(struct reattach *reattach, const struct capture *capture);

/*
 * Is it time to try to open what is gone? Several times after a camera was announced, since the
 * device may not be ready at once. *last: no further try until the next announcement, so a failure
 * is worth a word.
 */
bool reattach_is_time(struct reattach *reattach, bool *last);

/* Try from the next second on, as if a camera had been announced then. */
void reattach_try(struct reattach *reattach);

/*
 * Then: open the lost camera of capture, one of the n captures, and go on. The first try after an
 * announcement takes only the same id: its camera may be the next to be announced. Where it came
 * back as another, capture has that one's id. 0; or -errno with error.
 */
int reattach_open(struct reattach *reattach, const struct capture *captures, unsigned n,
		  struct capture *capture, struct gg_error *error);

/* A camera that is gone, and what cannot be it. Borrowed. */
struct reattach_lost {
	const char *id, *model;
	const struct gg_camera_list *before; /* that were there when it went */
	const char *const *taken;	     /* ids that our other captures have, or wait for */
	size_t n_taken;
};

/* Its id among the cameras that are there now, which may be another, or NULL. Pure. */
const char *reattach_choose(const struct reattach_lost *lost, const struct gg_camera_list *now);

#endif
