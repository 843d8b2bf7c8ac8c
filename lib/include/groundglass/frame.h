/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A completed capture of one stream: its pixels, its place in time and its metadata, read-only
 * and reference-counted. Frames come from gg_camera_wait() with one reference that the caller
 * owns; the last release hands the buffer back to the camera, from any thread. A camera has few
 * buffers (UVC: 4): release frames soon, and never keep more than two.
 */
#ifndef GROUNDGLASS_FRAME_H
#define GROUNDGLASS_FRAME_H

#include <stdint.h>

#include <groundglass/control.h>
#include <groundglass/image.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A request can complete while a frame in it failed: look at the frame's own status. */
enum gg_frame_status {
	GG_FRAME_OK,
	GG_FRAME_ERROR,	    /* the device says that the contents are bad */
	GG_FRAME_CANCELLED, /* never filled: the camera stopped, or refused the request */
};

struct gg_frame_owner;

struct gg_frame {
	struct gg_image image; /* bytes_used is the payload; pixels mean nothing if not OK */
	unsigned stream;       /* index in the configuration */
	uint64_t index;	   /* of the request since start, from 0: the same for all its streams */
	uint64_t position; /* of one that is replayed, from 1 on over all rounds; 0: live */
	uint32_t sequence; /* the driver's; gaps are frames that it lost */
	uint64_t timestamp_ns; /* the driver's clock (UVC: CLOCK_MONOTONIC at start of exposure) */
	uint64_t completed_ns; /* CLOCK_MONOTONIC when the request completed */
	enum gg_frame_status status;
	const struct gg_control_list *metadata; /* of the whole request, shared by its streams */
	struct gg_frame_owner *owner;		/* private */
};

/* Take a further reference; returns frame. */
struct gg_frame *gg_frame_ref(struct gg_frame *frame);

/* Release one. After the last the frame must not be touched. Accepts NULL. */
void gg_frame_unref(struct gg_frame *frame);

/* Bracket the CPU's reading of the pixels (DMA_BUF_IOCTL_SYNC where it is a dma-buf). */
void gg_frame_begin_read(const struct gg_frame *frame);
void gg_frame_end_read(const struct gg_frame *frame);

#ifdef __cplusplus
}
#endif
#endif
