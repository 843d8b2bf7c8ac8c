/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <groundglass/log.h>
#include <groundglass/recording.h>
#include <groundglass/text.h>

#include "busy.h"
#include "capture_profile.h"
#include "clock.h"
#include "notice.h"
#include "script.h"
#include "set_controls.h"
#include "start_controls.h"
#include "value_print.h"

/* One stream's frame is shown while the next waits; a source that waits for us may queue all. */
enum { QUEUE_NEWEST = 1, QUEUE_ALL = 64, MOST_BUFFERS = 64 };

/* Does any frame line have to be printed? */
static bool prints_lines(const struct options_camera *options)
{
	return options->capture || options->crc || options->metadata || options->save_frames;
}

static void print_metadata(const struct gg_camera *camera, const struct gg_frame *frame)
{
	for (size_t i = 0; i < frame->metadata->n; i++) {
		const struct gg_control_item *item = &frame->metadata->items[i];
		printf("\t%s = ", item->name);
		value_print(stdout, &item->value, gg_camera_metadata_info(camera, item->id));
		putchar('\n');
	}
}

static void print_crcs(const struct gg_frame *frame, bool whole)
{
	printf("[[");
	gg_frame_begin_read(frame);
	for (unsigned i = 0; i < frame->image.n_planes; i++) {
		const struct gg_plane *plane = &frame->image.planes[i];
		size_t bytes = whole ? plane->length : plane->bytes_used;
		printf("%s%lu", i ? ", " : "", crc32_z(0, plane->data, bytes));
	}
	gg_frame_end_read(frame);
	printf("]]");
}

/* Wait until it does, or the end is wanted: who reads it may pause. */
static bool stdout_takes_more(const struct capture *capture)
{
	enum { LOOK_MS = 100 };
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

	do {
		if (poll(&out, 1, LOOK_MS) > 0)
			return true;
	} while (!capture->stop);
	return false;
}

/* The lines of cam.py. Times are of the driver's clock. */
static void print_frame(struct capture *capture, struct capture_stream *stream,
			const struct gg_frame *frame)
{
	const struct options_camera *options = capture->options;
	uint64_t last = stream->last_timestamp_ns;
	double fps =
		last && frame->timestamp_ns > last ? 1e9 / (double)(frame->timestamp_ns - last) : 0;

	if (!stdout_takes_more(capture))
		return;
	flockfile(stdout);
	if (options->metadata && frame->stream == 0)
		print_metadata(capture->camera, frame);
	if (frame->status == GG_FRAME_OK) {
		printf("%.6f (%.2f fps) %s: seq %" PRIu32 ", bytes ",
		       (double)frame->timestamp_ns / 1e9, fps, stream->name, frame->sequence);
		for (unsigned i = 0; i < frame->image.n_planes; i++)
			printf("%s%zu", i ? "/" : "", frame->image.planes[i].bytes_used);
		printf(", CRCs ");
		if (options->crc)
			print_crcs(frame, options->whole_planes);
		else
			printf("[]");
		putchar('\n');
	}
	fflush(stdout);
	funlockfile(stdout);
}

/* The number of a frame to save, from 0 on. */
static uint64_t frame_number(const struct capture_stream *stream)
{
	return (uint64_t)stream->stats.captured - 1;
}

/* The name by --file; append where all frames go there. */
static void file_path(const char *pattern, const struct capture_stream *stream, char *path,
		      size_t size, bool *append)
{
	const char *mark = strchr(pattern, '#');

	*append = !mark;
	if (mark)
		snprintf(path, size, "%.*s%s-%06" PRIu64 "%s", (int)(mark - pattern), pattern,
			 stream->name, frame_number(stream), mark + 1);
	else
		snprintf(path, size, "%s", pattern);
}

/* Save its pixels, where it has any, and record what it is. */
static void save_frame(struct capture *capture, struct capture_stream *stream,
		       const struct gg_frame *frame)
{
	const struct options_camera *options = capture->options;
	const uint64_t number = frame_number(stream);
	bool append;
	char path[4096], file[64];

	if (options->save_pattern) { /* as cam does it: no recording */
		file_path(options->save_pattern, stream, path, sizeof path, &append);
		if (frame->status == GG_FRAME_OK)
			writer_save_frame(capture->writer, frame, options->whole_planes, path,
					  append, NULL, NULL, &stream->stats);
		return;
	}
	snprintf(file, sizeof file, "frame-%s-%" PRIu64 ".data", stream->name, number);
	options_save_path(options, file, path, sizeof path);
	if (recorder_begins(&stream->recorder))
		writer_append(capture->writer, &stream->recorder,
			      gg_recording_header(capture->camera, &stream->config, frame,
						  capture->n_streams, options->whole_planes),
			      &stream->stats);
	char *line = gg_recording_line(&stream->config, frame, number, file);
	if (frame->status == GG_FRAME_OK)
		writer_save_frame(capture->writer, frame, options->whole_planes, path, false,
				  &stream->recorder, line, &stream->stats);
	else
		writer_append(capture->writer, &stream->recorder, line, &stream->stats);
}

/* Make the texts of all streams at once: none is left from an earlier recording. */
static int open_recorders(struct capture *capture, struct gg_error *error)
{
	char path[4096], file[64];
	int ret = 0;

	for (unsigned i = 0; i < capture->n_streams && !ret; i++) {
		struct capture_stream *stream = &capture->streams[i];
		snprintf(file, sizeof file, "frame-%s.json", stream->name);
		options_save_path(capture->options, file, path, sizeof path);
		ret = recorder_open(&stream->recorder, path, error);
	}
	return ret;
}

/*
 * Does the frame come behind a newer one? Drivers fill a buffer again whose frame they dropped, and
 * libcamera keeps to the buffers' order. Further back than buffers go, the numbers start anew.
 */
static bool is_late(const struct capture_stream *stream, const struct gg_frame *frame)
{
	int32_t step = (int32_t)(frame->sequence - stream->last_sequence);
	return stream->numbered && step < 0 && step > -MOST_BUFFERS;
}

/* Count what the driver lost before this frame. A late one had been counted, and is not lost. */
static void count_gap(struct capture_stream *stream, const struct gg_frame *frame)
{
	uint32_t step = frame->sequence - stream->last_sequence;

	if (frame->position && frame->position != stream->last_position + 1)
		stream->numbered = false; /* a step: nothing is lost */
	stream->last_position = frame->position;
	if (is_late(stream, frame)) {
		stream->stats.gaps -= stream->stats.gaps > 0;
		return;
	}
	if (stream->numbered && step > 0 && step < UINT32_MAX / 2)
		stream->stats.gaps += step - 1;
	stream->last_sequence = frame->sequence;
	stream->numbered = true;
}

/* Said at most once a second. */
static void count_error(struct capture_stream *stream, const struct gg_frame *frame)
{
	char cause[256];

	stream->stats.errors++;
	if (stream->complained_ns && frame->completed_ns - stream->complained_ns < 1000000000u)
		return;
	stream->complained_ns = frame->completed_ns;
	if (frame->status == GG_FRAME_ERROR) {
		notice_post(NOTICE_ERROR, "%s: frame %" PRIu32 " was damaged, says the camera",
			    stream->name, frame->sequence);
		return;
	}
	gg_libcamera_error(cause, sizeof cause);
	notice_post(NOTICE_ERROR, "%s: the camera cancelled a frame%s%s", stream->name,
		    cause[0] ? ": " : "", cause);
}

static void count_frame(struct capture_stream *stream, const struct gg_frame *frame)
{
	struct stats *stats = &stream->stats;

	if (stats->captured++ == stats->before)
		stats->first_ns = frame->completed_ns;
	stats->last_ns = frame->completed_ns;
	if (frame->status != GG_FRAME_OK)
		count_error(stream, frame);
	if (frame->status == GG_FRAME_CANCELLED) /* the driver gave it no number */
		return;
	count_gap(stream, frame);
}

/* Keep what the camera reports for those who want to know. */
static void note_metadata(struct capture *capture, const struct gg_frame *frame)
{
	pthread_mutex_lock(&capture->lock);
	gg_control_list_clear(&capture->reported);
	gg_control_list_merge(&capture->reported, frame->metadata);
	pthread_mutex_unlock(&capture->lock);
}

/* Takes over the reference on frame. */
static void handle_frame(struct capture *capture, struct gg_frame *frame)
{
	struct capture_stream *stream = &capture->streams[frame->stream];

	count_frame(stream, frame);
	if (frame->stream == 0)
		note_metadata(capture, frame);
	if (prints_lines(capture->options))
		print_frame(capture, stream, frame);
	if (capture->options->save_frames)
		save_frame(capture, stream, frame);
	if (frame->status != GG_FRAME_OK) {
		gg_frame_unref(frame);
		return;
	}
	stream->last_timestamp_ns = frame->timestamp_ns;
	if (is_late(stream, frame)) { /* the picture does not go back in time */
		stream->stats.late++;
		gg_frame_unref(frame);
		return;
	}
	gg_frame_queue_push(stream->queue, frame);
}

/* Has every stream the frames that -C asked for? */
static bool is_done(const struct capture *capture)
{
	uint64_t wanted = capture->options->capture_frames;

	for (unsigned i = 0; wanted && i < capture->n_streams; i++)
		if (capture->streams[i].stats.captured < wanted)
			return false;
	return wanted > 0;
}

static void *capture_thread(void *data)
{
	struct capture *capture = data;
	struct gg_frame *frame;

	pthread_setname_np(pthread_self(), "gg-capture");
	while (!capture->stop) {
		int ret = gg_camera_wait(capture->camera, -1, &frame);
		if (ret == 0) {
			handle_frame(capture, frame);
			if (capture->wake_each_frame)
				notice_wake();
		} else if (ret != -EINTR) {
			capture->state = CAPTURE_GONE;
			break;
		}
		if (is_done(capture)) {
			capture->state = CAPTURE_DONE;
			break;
		}
		if (ferror(stdout)) {
			capture->state = CAPTURE_CLOSED;
			break;
		}
	}
	notice_wake();
	return NULL;
}

int capture_open_camera(struct capture *capture, const char *name, struct gg_error *error)
{
	int ret = gg_camera_open(&capture->camera, name, error);

	if (ret)
		return ret;
	snprintf(capture->id, sizeof capture->id, "%s", gg_camera_info(capture->camera)->id);
	gg_text_clean(capture->id, capture->shown_id, sizeof capture->shown_id);
	printf("Using camera %s as cam%u\n", capture->shown_id, capture->number);
	return 0;
}

int capture_open(struct capture *capture, const struct options_camera *options, unsigned number,
		 struct gg_error *error)
{
	memset(capture, 0, sizeof *capture);
	capture->options = options;
	capture->number = number;
	pthread_mutex_init(&capture->lock, NULL);
	struct busy busy = { 0 };
	int ret;
	do {
		ret = capture_open_camera(capture, options->name, error);
	} while (busy_again(&busy, ret, error));
	if (ret) {
		capture_close(capture);
		return ret;
	}
	memcpy(capture->first_id, capture->id, sizeof capture->first_id);

	ret = capture_profile_open(capture, error);
	capture->first_options = capture->options;
	capture_ask_streams(capture);
	capture->keep_all = true;
	for (unsigned i = 0; i < capture->n_streams; i++) {
		struct capture_stream *stream = &capture->streams[i];
		snprintf(stream->name, sizeof stream->name, "cam%u-stream%u", number, i);
		capture->keep_all &= stream->config.framerate == 0;
	}
	if (ret == 0 && options->script)
		ret = script_load(&capture->script, options->script, capture->camera, error);
	if (ret == 0) {
		do {
			ret = capture_configure(capture, error);
		} while (busy_again(&busy, ret, error));
	}
	if (ret == 0)
		ret = capture_profile_start(capture, error);
	for (unsigned i = 0; ret == 0 && i < capture->n_streams; i++) {
		capture->streams[i].queue =
			gg_frame_queue_create(capture->keep_all ? QUEUE_ALL : QUEUE_NEWEST);
		if (!capture->streams[i].queue)
			ret = gg_error_set(error, -ENOMEM, "no memory for a frame queue");
	}
	if (ret == 0 && options->save_frames && !options->save_pattern)
		ret = open_recorders(capture, error);
	if (ret)
		capture_close(capture);
	return ret;
}

uint64_t capture_frames(const struct capture *capture)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < capture->n_streams; i++)
		sum += capture->streams[i].stats.captured;
	return sum;
}

static int start_camera(struct capture *capture, const struct gg_control_list *controls,
			struct gg_error *error)
{
	const uint64_t now = clock_ns();

	capture->started_ns = now;
	capture->started_frames = capture_frames(capture);
	capture->held = false;
	for (unsigned i = 0; i < capture->n_streams; i++) {
		struct capture_stream *stream = &capture->streams[i];
		stream->numbered = false;
		if (!stream->stats.start_ns)
			stream->stats.start_ns = now;
	}
	if (capture->script)
		gg_camera_set_frame_controls(capture->camera, script_controls, capture->script);
	return gg_camera_start(capture->camera, controls, error);
}

int capture_start_patiently(struct capture *capture, struct busy *busy, struct gg_error *error)
{
	struct gg_control_list controls = { 0 };
	int ret = 0;

	if (!capture->has_sets)
		ret = start_controls(&controls, capture->camera, capture->options, error);
	if (ret == 0 && (ret = set_controls_again(&controls, capture)))
		gg_error_set(error, ret, "no memory for controls");
	if (ret == 0) {
		do {
			ret = start_camera(capture, &controls, error);
		} while (busy && busy_again(busy, ret, error));
	}
	if (ret == 0) {
		gg_control_list_clear(&capture->asked);
		gg_control_list_merge(&capture->asked, &controls);
		capture->has_sets = true;
	}
	gg_control_list_finish(&controls);
	if (ret)
		return ret;
	capture_look(capture);

	capture->stop = false;
	capture->state = CAPTURE_RUNNING;
	ret = -pthread_create(&capture->thread, NULL, capture_thread, capture);
	if (ret) {
		capture->state = CAPTURE_STOPPED;
		gg_camera_stop(capture->camera);
		return gg_error_set(error, ret, "cannot start the capture thread: %s",
				    strerror(-ret));
	}
	return 0;
}

int capture_start(struct capture *capture, struct gg_error *error)
{
	return capture_start_patiently(capture, NULL, error);
}

void capture_stop(struct capture *capture)
{
	if (capture->state == CAPTURE_STOPPED)
		return;
	capture->stop = true;
	gg_camera_wake(capture->camera);
	pthread_join(capture->thread, NULL);
	capture->state = CAPTURE_STOPPED;
	gg_camera_stop(capture->camera);
}

void capture_close(struct capture *capture)
{
	if (capture->camera)
		capture_release(capture);
	for (unsigned i = 0; i < capture->n_streams; i++) {
		recorder_close(&capture->streams[i].recorder);
		gg_frame_queue_destroy(capture->streams[i].queue);
		capture->streams[i].queue = NULL;
	}
	capture_profile_close(capture);
	script_destroy(capture->script);
	capture->script = NULL;
	gg_control_list_finish(&capture->asked);
	gg_control_list_finish(&capture->reported);
	gg_control_list_finish(&capture->read);
	known_controls_finish(&capture->known);
	pthread_mutex_destroy(&capture->lock);
}
