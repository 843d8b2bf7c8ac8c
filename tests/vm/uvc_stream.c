/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_stream.h"

#include "bytes.h"
#include "camera_log.h"
#include "uvc_controls.h"
#include "uvc_descriptors.h"
#include "uvc_formats.h"
#include "uvc_jpegs.h"
#include "uvc_picture.h"
#include "uvc_scenario.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Selectors of the streaming interface (UVC 1.1, table A-15). */
enum { PROBE = 1, COMMIT = 2 };

/* The block by which a format is agreed on (UVC 1.1, table 4-47): length and offsets. */
enum {
	PROBE_LENGTH = 34,
	PROBE_LENGTH_1_0 = 26,
	PROBE_FORMAT = 2,
	PROBE_FRAME = 3,
	PROBE_INTERVAL = 4,
	PROBE_FRAME_BYTES = 18,
	PROBE_PAYLOAD_BYTES = 22,
	PROBE_CLOCK = 26,
	PROBE_FRAMING = 30,
};

/* Bits of a payload's header (UVC 1.1, table 2-5). */
enum {
	HEADER_FRAME_ID = 0x01,
	HEADER_END_OF_FRAME = 0x02,
	HEADER_ERROR = 0x40,
	HEADER_END_OF_HEADER = 0x80,
};

enum { PAYLOAD_BYTES = 16384, NS_PER_INTERVAL_UNIT = 100 };

static const struct uvc_scenario *scenario;

static uint8_t probe[PROBE_LENGTH], commit[PROBE_LENGTH];

static struct uvc_jpegs jpegs[UVC_N_FORMATS][3]; /* by format and size */

static uint8_t picture[UVC_MAX_FRAME_BYTES];

static struct {
	bool running;
	uint32_t number;	 /* of frames since the start */
	int64_t due_ns;		 /* when the next frame may go */
	const uint8_t *frame;	 /* what is being sent, NULL between frames */
	size_t length, position; /* in frame */
	bool bad;		 /* the frame */
	/* Frames are told apart by this bit: it goes on toggling from one stream to the next. */
	uint8_t frame_id;
} stream;

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static uint32_t nearest_interval(uint32_t wanted)
{
	uint32_t best = uvc_intervals[0];

	for (unsigned i = 1; wanted != 0 && i < UVC_N_INTERVALS; i++) {
		int64_t distance = (int64_t)uvc_intervals[i] - wanted;

		if (llabs(distance) < llabs((int64_t)best - wanted))
			best = uvc_intervals[i];
	}
	return best;
}

static const struct uvc_format *block_format(const uint8_t *block)
{
	return &uvc_formats[block[PROBE_FORMAT] - 1];
}

static struct uvc_size block_size(const uint8_t *block)
{
	return block_format(block)->sizes[block[PROBE_FRAME] - 1];
}

/* Turn what the host asks for into what the camera can do. */
static void settle(uint8_t *block)
{
	if (block[PROBE_FORMAT] < 1 || block[PROBE_FORMAT] > UVC_N_FORMATS)
		block[PROBE_FORMAT] = 1;
	if (block[PROBE_FRAME] < 1 || block[PROBE_FRAME] > block_format(block)->n_sizes)
		block[PROBE_FRAME] = 1;
	set32(block + PROBE_INTERVAL, nearest_interval(get32(block + PROBE_INTERVAL)));
	set32(block + PROBE_FRAME_BYTES, uvc_frame_bytes(block_size(block)));
	set32(block + PROBE_PAYLOAD_BYTES, PAYLOAD_BYTES);
	set32(block + PROBE_CLOCK, UVC_CLOCK_HZ);
	memset(block + PROBE_FRAMING, 0, PROBE_LENGTH - PROBE_FRAMING);
}

int uvc_stream_init(const char *jpeg_folder, const struct uvc_scenario *how)
{
	int ret = 0;

	scenario = how;
	for (unsigned i = 0; i < UVC_N_FORMATS; i++) {
		const struct uvc_format *format = &uvc_formats[i];

		for (unsigned j = 0; ret == 0 && format->compressed && j < format->n_sizes; j++)
			ret = uvc_jpegs_load(&jpegs[i][j], jpeg_folder, format->sizes[j]);
	}
	settle(probe);
	settle(commit);
	return ret;
}

void uvc_stream_finish(void)
{
	for (unsigned i = 0; i < UVC_N_FORMATS; i++)
		for (unsigned j = 0; j < uvc_formats[i].n_sizes; j++)
			uvc_jpegs_finish(&jpegs[i][j]);
}

static int set_block(uint8_t *block, const uint8_t *data, unsigned length)
{
	if (length < PROBE_LENGTH_1_0)
		return -EPIPE;
	memset(block, 0, PROBE_LENGTH);
	memcpy(block, data, length < PROBE_LENGTH ? length : PROBE_LENGTH);
	settle(block);
	if (block == commit)
		uvc_stream_stop();
	return 0;
}

int uvc_stream_request(unsigned selector, unsigned request, uint8_t *data, unsigned length)
{
	uint8_t *block = selector == PROBE ? probe : commit;

	if (selector != PROBE && selector != COMMIT)
		return -EPIPE;
	switch (request) {
	case UVC_SET_CUR:
		return set_block(block, data, length);
	case UVC_GET_CUR:
	case UVC_GET_MIN:
	case UVC_GET_MAX:
		memcpy(data, block, PROBE_LENGTH);
		return PROBE_LENGTH;
	case UVC_GET_DEF:
		memset(data, 0, PROBE_LENGTH);
		settle(data);
		return PROBE_LENGTH;
	case UVC_GET_LEN:
		set16(data, PROBE_LENGTH);
		return 2;
	case UVC_GET_INFO:
		data[0] = 3; /* can be read and set */
		return 1;
	default:
		return -EPIPE;
	}
}

static void start(void)
{
	struct uvc_size size = block_size(commit);

	stream.running = true;
	stream.number = 0;
	stream.due_ns = now_ns();
	camera_log("STREAMON %s %ux%u interval %u", block_format(commit)->name, size.width,
		   size.height, get32(commit + PROBE_INTERVAL));
}

void uvc_stream_stop(void)
{
	if (!stream.running)
		return;
	camera_log("STREAMOFF after %u frames", stream.number);
	if (stream.frame && stream.position > 0)
		stream.frame_id ^= HEADER_FRAME_ID;
	stream.frame = NULL;
	stream.running = false;
}

uint32_t uvc_stream_frames(void)
{
	return stream.number;
}

/* After a wait of the host's own making the rate goes on from now: frames do not come in a burst.
 */
static void advance_due_time(int64_t now)
{
	int64_t interval = (int64_t)get32(commit + PROBE_INTERVAL) * NS_PER_INTERVAL_UNIT;

	if (scenario->slow_from && stream.number >= scenario->slow_from)
		interval *= 2;
	stream.due_ns += interval;
	if (stream.due_ns < now)
		stream.due_ns = now + interval;
}

static void load_jpeg(void)
{
	unsigned n_sizes = block_format(commit)->n_sizes;
	unsigned size = commit[PROBE_FRAME] - 1U;
	const struct uvc_jpegs *set;
	const struct uvc_file *jpeg;

	if (stream.bad && scenario->other_size)
		size = (size + 1) % n_sizes;
	set = &jpegs[commit[PROBE_FORMAT] - 1][size];
	jpeg = &set->jpegs[stream.number % set->n];
	memcpy(picture, jpeg->data, jpeg->length);
	stream.length = jpeg->length;
	if (stream.bad && scenario->damage)
		stream.length = scenario->damage(picture, jpeg->length);
}

static void load_frame(void)
{
	struct uvc_size size = block_size(commit);

	stream.bad = uvc_scenario_is_bad(scenario, stream.number, uvc_controls_brightness());
	if (block_format(commit)->compressed) {
		load_jpeg();
	} else {
		picture_draw(picture, size, stream.number, uvc_controls_brightness());
		stream.length = uvc_frame_bytes(size);
	}
	stream.frame = picture;
	stream.position = 0;
	stream.number++;
	if (stream.number == scenario->stall_after)
		camera_log("STALL behind frame %u", stream.number - 1);
}

int uvc_stream_wait_ms(void)
{
	int64_t now = now_ns();

	if (!stream.running)
		start();
	if (stream.frame)
		return 0;
	if (scenario->stall_after && stream.number >= scenario->stall_after)
		return -1;
	if (now < stream.due_ns)
		return (int)((stream.due_ns - now) / 1000000) + 1;
	advance_due_time(now);
	load_frame();
	return 0;
}

void uvc_stream_next(struct uvc_payload *payload, size_t room)
{
	size_t left = stream.length - stream.position;

	if (room > PAYLOAD_BYTES)
		room = PAYLOAD_BYTES;
	room -= UVC_PAYLOAD_HEADER;
	payload->header[0] = UVC_PAYLOAD_HEADER;
	payload->header[1] = HEADER_END_OF_HEADER | stream.frame_id;
	if (stream.bad && scenario->error_bit)
		payload->header[1] |= HEADER_ERROR;
	payload->data = stream.frame + stream.position;
	payload->length = left < room ? left : room;
	stream.position += payload->length;
	if (stream.position == stream.length) {
		payload->header[1] |= HEADER_END_OF_FRAME;
		stream.frame_id ^= HEADER_FRAME_ID;
		stream.frame = NULL;
	}
}
