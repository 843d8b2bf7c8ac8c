/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The pixel inspector between two threads: the main thread asks what is at a place in the window,
 * the render thread answers while it has a picture, and holds none for it.
 */
#ifndef GG_PROBE_H
#define GG_PROBE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include <groundglass/pixel.h>

#include "presenter.h"

struct probe_answer {
	bool known; /* the rest is; false until the first answer */
	bool there; /* the place is in the picture */
	struct shown_pixel shown;
	struct gg_pixel stored; /* n is 0 where those bytes are gone */
};

struct probe {
	bool on;	  /* atomic, so that it costs nothing while it is not */
	uint64_t next_ns; /* the render thread's: not before it */

	pthread_mutex_t lock;
	/* fields below are protected by lock */
	bool asked; /* since the last answer */
	int x, y;   /* pixels of the drawable */
	struct probe_answer answer;
};

void probe_init(struct probe *probe);
void probe_finish(struct probe *probe);

/* Main thread: ask for a place in the drawable from now on. Is an answer outstanding? */
bool probe_ask(struct probe *probe, int x, int y);

/* Main thread: what is shown there has changed; and ask no more. */
void probe_again(struct probe *probe);
void probe_end(struct probe *probe);

/* Main thread: the last answer. */
struct probe_answer probe_answer(struct probe *probe);

/*
 * Render thread: is there anything to be answered? Of a picture that was just shown that is so ten
 * times a second; of an older one after each question, but where its image is not there only after
 * a while in which no other was shown.
 */
bool probe_is_due(struct probe *probe, bool shown, bool has_image);

/* Answer by what the presenter shows of the scene, and the image (or NULL) that it is made of. */
void probe_look(struct probe *probe, struct presenter *presenter, const struct scene *scene,
		const struct gg_image *image);

#endif
