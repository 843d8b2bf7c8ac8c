/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One camera and its capture thread: waits for frames, prints their lines, hands copies to the
 * writer and the frames to their queues. Functions are the main thread's where nothing else is
 * said.
 */
#ifndef GG_CAPTURE_H
#define GG_CAPTURE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <groundglass/camera.h>
#include <groundglass/frame_queue.h>

#include "busy.h"
#include "known_controls.h"
#include "options.h"
#include "recorder.h"
#include "stats.h"
#include "writer.h"

enum capture_state {
	CAPTURE_STOPPED,
	CAPTURE_RUNNING,
	CAPTURE_DONE,	/* -C: every stream has its frames */
	CAPTURE_GONE,	/* the camera was unplugged */
	CAPTURE_CLOSED, /* stdout takes no more lines */
};

struct view;
struct profile;

struct capture_stream {
	char name[32]; /* "cam1-stream0" */
	struct gg_stream_config config;
	struct gg_frame_queue *queue;
	struct stats stats;
	struct recorder recorder; /* with --save-frames */
	struct view *view;	  /* that shows it, or NULL; the main thread's */
	bool numbered; /* a frame has come since the start; capture thread's, as those below */
	uint32_t last_sequence; /* the highest since the start */
	uint64_t last_position;
	uint64_t last_timestamp_ns;
	uint64_t complained_ns;
};

struct capture {
	const struct options_camera *options;
	struct options_camera chosen;		    /* what options is once another was chosen */
	unsigned number;			    /* 1 is cam1 */
	struct gg_camera *camera;		    /* NULL while unplugged */
	const struct options_camera *first_options; /* of the command line, */
	char first_id[256];			    /* and whom they are about */
	char id[256];
	char shown_id[256]; /* the id for lines of text: control characters escaped */
	char model[256];    /* of the camera that was let go of last; "": it has none */
	struct writer *writer;
	uint64_t started_ns, started_frames; /* when it was started last, and its frames then */
	bool held;			     /* it delivers only what is asked for, */
	uint64_t position;		     /* which this was last */
	unsigned n_streams;
	struct capture_stream streams[GG_MAX_STREAMS];
	enum gg_orientation orientation; /* what is left of it for the viewer */
	bool keep_all;			 /* framerate 0: the source waits, no frame is dropped */
	bool warned_of_rate;		 /* that the camera has none to set */
	bool wake_each_frame;		 /* main wants to know of every frame (--do) */

	struct script *script;	      /* of --script, or NULL */
	struct profile *profile;      /* of --profile, or NULL */
	struct gg_control_list asked; /* what was set, to be set again when the camera is back */
	bool has_sets;		      /* that of --set is among it, or was */
	struct gg_control_list read;  /* what it had that frames do not tell, at the last look */
	struct known_controls known;  /* its controls, while it is unplugged */

	pthread_mutex_t lock;
	struct gg_control_list reported; /* the last frame's metadata; protected by lock */

	pthread_t thread;
	_Atomic enum capture_state state;
	atomic_bool stop;
};

/*
 * Open the camera that options name, print what is used, configure it and make the queues. 0; or
 * -errno with error.
 */
int capture_open(struct capture *capture, const struct options_camera *options, unsigned number,
		 struct gg_error *error);

/*
 * Set the start controls, start the camera and the thread. capture->writer must be set. Patiently:
 * again while another process has the camera, as busy_again() has it.
 */
int capture_start(struct capture *capture, struct gg_error *error);
int capture_start_patiently(struct capture *capture, struct busy *busy, struct gg_error *error);

/* Its frames so far, of all streams. */
uint64_t capture_frames(const struct capture *capture);

/* The camera's controls, also while it is unplugged. Valid until it goes or comes back. */
const struct gg_control_info *capture_controls(const struct capture *capture, size_t *n);

/*
 * Set controls, and note them in capture->asked; while the camera is gone they are only noted. 0;
 * or -errno with error. See set_controls() for what comes of a person.
 */
int capture_set_controls(struct capture *capture, const struct gg_control_list *controls,
			 struct gg_error *error);

/* Keep the controls, the names in asked and the model, before the camera is closed. */
void capture_keep_controls(struct capture *capture);

/*
 * Look what the camera has now of the controls that frames do not tell (V4L2's). Waits for it: a
 * millisecond or so for each. Nothing where it has none, is gone, or is not there.
 */
void capture_look(struct capture *capture);

/*
 * A number that the camera reported: with the last frame, or at the last look; false where it has
 * not.
 */
bool capture_reported(struct capture *capture, uint32_t id, double *value);

/* The same by name, which need not be a control, and of an array's element. */
bool capture_reported_element(struct capture *capture, const char *name, uint32_t index,
			      double *value);

/* Copy all that the camera reported into list. 0 or -ENOMEM. */
int capture_copy_reported(struct capture *capture, struct gg_control_list *list);

/* What a control is now: as the last look had it, as asked, as reported, else its default. */
double capture_current(struct capture *capture, const struct gg_control_info *info);

/*
 * The position of the next frame of a recording or file (1), or of that before it (-1): from the
 * one asked for last, or, where nothing is held yet, the one that is shown (0: none). 0; -ERANGE:
 * there is none before, and position is the first; -ENOTSUP: a live camera; -ENODEV: it does not
 * run.
 */
int capture_find_step(const struct capture *capture, uint64_t shown, int direction,
		      uint64_t *position);

/* Hold it, and have that frame delivered. -EAGAIN: too many wait for their turn. */
int capture_step(struct capture *capture, uint64_t position);

/* Go on from there. Idempotent. */
void capture_play(struct capture *capture);

/* End the thread and stop the camera; counters stay. Idempotent. */
void capture_stop(struct capture *capture);

/*
 * After CAPTURE_GONE: let go of the camera. Open it again by id, or another by its name, and go on;
 * -errno: not yet.
 */
void capture_release(struct capture *capture);
int capture_reopen(struct capture *capture, struct gg_error *error);
int capture_reopen_as(struct capture *capture, const char *name, struct gg_error *error);

/*
 * Could this capture have another camera or configuration? 0; or -ENOTSUP with error, which says
 * what is in the way.
 */
int capture_can_change(const struct capture *capture, struct gg_error *error);

/*
 * Go on with the camera that options name, or with another configuration of the same one, in the
 * same queue: counts go on, rates begin anew. What was set is set again on the same camera. 0; or
 * -errno with error, and what was there before runs again, or where that could not be is released:
 * camera is NULL then.
 */
int capture_change_camera(struct capture *capture, const struct options_camera *options,
			  struct gg_error *error);
int capture_change_stream(struct capture *capture, const struct gg_stream_config *config,
			  struct gg_error *error);

/* For these: open options' camera by name, say so; ask for options' streams; configure. */
int capture_open_camera(struct capture *capture, const char *name, struct gg_error *error);
void capture_ask_streams(struct capture *capture);
int capture_configure(struct capture *capture, struct gg_error *error);

/* Stop, close the camera, free the queues. */
void capture_close(struct capture *capture);

#endif
