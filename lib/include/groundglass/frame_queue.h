/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The bounded queue between a capture and a render thread. The newest frame wins: a push into a
 * full queue drops the oldest and counts it, so latency never grows and the camera never waits.
 * The queue owns one reference of every frame in it. Thread-safe.
 */
#ifndef GROUNDGLASS_FRAME_QUEUE_H
#define GROUNDGLASS_FRAME_QUEUE_H

#include <stdint.h>

#include <groundglass/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

struct gg_frame_queue;

/* A queue of at most capacity >= 1 frames (1: only ever the newest). NULL: no memory. */
struct gg_frame_queue *gg_frame_queue_create(unsigned capacity);

/* Release the frames left in it, and free. Nobody may be waiting. Accepts NULL. */
void gg_frame_queue_destroy(struct gg_frame_queue *queue);

/*
 * Hand frame and the caller's reference to the queue. Never blocks. Into a closed queue: the
 * frame is released and counted as dropped.
 */
void gg_frame_queue_push(struct gg_frame_queue *queue, struct gg_frame *frame);

/*
 * Take the oldest frame in the queue, waiting up to timeout_ms for one (negative: for ever, 0:
 * not at all). Returns 0 and the frame with its reference; -EAGAIN after the time; -EINTR after
 * gg_frame_queue_wake(); -EPIPE when the queue is closed and empty.
 */
int gg_frame_queue_pop(struct gg_frame_queue *queue, int timeout_ms, struct gg_frame **frame);

/* End a wait in progress, or the next one if nobody waits. */
void gg_frame_queue_wake(struct gg_frame_queue *queue);

/* Take no more frames; what is in it can still be popped. Wakes all waiters. */
void gg_frame_queue_close(struct gg_frame_queue *queue);

/* Release all frames in it, counting them as dropped. */
void gg_frame_queue_flush(struct gg_frame_queue *queue);

/* Frames dropped since it was created. */
uint64_t gg_frame_queue_dropped(struct gg_frame_queue *queue);

#ifdef __cplusplus
}
#endif
#endif
