/* SPDX-License-Identifier: BSD-2-Clause */
/* What a pause shows: the main thread says it, the render thread holds to it. */
#ifndef GG_HOLD_H
#define GG_HOLD_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct hold {
	pthread_mutex_t lock;
	/* fields below are protected by lock */
	bool paused;
	unsigned more;	   /* while paused: pictures to be shown yet, the last of which stays; */
	uint64_t wanted;   /* 0, or instead of these: the position of the frame to be shown */
	uint64_t position; /* of the last frame to be shown */
};

void hold_init(struct hold *hold);
void hold_finish(struct hold *hold);

/* Main thread: see render_set_paused(), render_hold() and render_step(). */
void hold_set_paused(struct hold *hold, bool paused);
uint64_t hold_pause(struct hold *hold);
void hold_step(struct hold *hold, uint64_t position);

bool hold_is_paused(struct hold *hold);

/* Render thread: is the frame of that position to be shown now? */
bool hold_wants(struct hold *hold, uint64_t position);

/* Render thread: the same of a frame that will be, if it is; and once it was shown: does it stay?
 */
bool hold_begin(struct hold *hold, uint64_t position);
bool hold_end(struct hold *hold);

#endif
