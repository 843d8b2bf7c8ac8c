/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What camera.c and camera_core.c share: the core that outlives a camera while its frames are held,
 * and the pool of requests of one configuration.
 */
#ifndef GG_CAMERA_CORE_H
#define GG_CAMERA_CORE_H

#include <pthread.h>

#include "camera_backend.h"

struct gg_request_list {
	struct gg_request *first, *last;
};

/*
 * What a camera shares with the frames that it has handed out, and which outlives it while one is
 * held. The eventfd is written whenever the waiting thread has something to do.
 */
struct gg_camera_core {
	unsigned refs; /* atomic: the camera's, and one for each pool */
	int event_fd;
	pthread_mutex_t lock;
	pthread_cond_t left; /* queueing or in_read became false */

	/* fields below are protected by lock */
	struct gg_request_list free;	  /* to be queued by the waiting thread */
	struct gg_request_list completed; /* to be read by it */
	struct gg_request *reading; /* read, its frames from next_frame on not yet handed out */
	unsigned next_frame;
	bool running;
	bool queueing; /* a thread is in backend->queue() */
	bool in_read;  /* the waiting thread is in backend->read() */
	bool disconnected;
	bool woken;
	struct gg_control_list pending; /* for the next request */

	struct gg_control_list outgoing;   /* the queueing thread's: pending, on its way out */
	uint64_t next_queued;		   /* likewise: index of the next request's frames */
	gg_frame_controls *frame_controls; /* NULL: none; set while not running */
	void *frame_controls_data;
	uint64_t next_index; /* the reading thread's; reset by start */
};

/* The buffers of one configuration. */
struct gg_pool {
	unsigned refs; /* atomic: the camera's, and one for each request whose frames are held */
	struct gg_camera_core *core;
	bool detached; /* protected by core->lock: no longer the camera's configuration */
	unsigned n_requests;
	struct gg_request **requests;
};

void gg_request_list_append(struct gg_request_list *list, struct gg_request *request);

/* The first of the list, or NULL. */
struct gg_request *gg_request_list_take(struct gg_request_list *list);

/* NULL: no memory, or no eventfd. */
struct gg_camera_core *gg_camera_core_create(void);
void gg_camera_core_unref(struct gg_camera_core *core);

/* Give the waiting thread something to look at. Any thread. */
void gg_camera_core_wake(struct gg_camera_core *core);

/* NULL: no memory. */
struct gg_pool *gg_pool_create(struct gg_camera_core *core);
void gg_pool_unref(struct gg_pool *pool);

#endif
