/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The video stream: what format was agreed on, and the frames, cut into payloads with their headers
 * (UVC 1.1, 2.4.3 and 4.3.1). One frame is sent after the other at the agreed rate; none is made
 * that nobody asks for.
 */
#ifndef VM_UVC_STREAM_H
#define VM_UVC_STREAM_H

#include <stddef.h>
#include <stdint.h>

struct uvc_scenario;

enum { UVC_PAYLOAD_HEADER = 2 };

struct uvc_payload {
	uint8_t header[UVC_PAYLOAD_HEADER];
	const uint8_t *data; /* valid until the next call */
	size_t length;
};

/* Load the Motion-JPEG frames from a folder; behave as the scenario says. 0 or -errno. */
int uvc_stream_init(const char *jpeg_folder, const struct uvc_scenario *scenario);
void uvc_stream_finish(void);

/*
 * Serve a request to the streaming interface: probe and commit. As uvc_controls_request().
 */
int uvc_stream_request(unsigned selector, unsigned request, uint8_t *data, unsigned length);

/* The host has stopped the stream. Idempotent. */
void uvc_stream_stop(void);

/*
 * The host wants data: milliseconds until there is some, 0: now, -1: none will come. The first call
 * starts the stream.
 */
int uvc_stream_wait_ms(void);

/* Frames that were begun since the stream was started last. */
uint32_t uvc_stream_frames(void);

/* The next payload, of up to room bytes with its header. Only when uvc_stream_wait_ms() said 0. */
void uvc_stream_next(struct uvc_payload *payload, size_t room);

#endif
