/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The input is a recording: the text of a stream, that of a second one, and the pixels that they
 * call "f", with a byte 0xff, which no such text has, between them. What can be played is written
 * as a recording again, and must say the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <groundglass/recording.h>

#include "fuzz.h"
#include "recording.h"

enum { MAX_MOMENTS = 5, SEPARATOR = 0xff };

/* What was played of the first stream. */
struct played {
	uint64_t timestamp_ns;
	uint32_t sequence, width, height;
	enum gg_frame_status status;
	size_t bytes_used[GG_MAX_PLANES];
	struct gg_control_list metadata;
};

static struct played played[MAX_MOMENTS];
static volatile uint8_t seen; /* what is read for no other reason */

/* The next part of the input. */
static struct fuzz_input take_part(struct fuzz_input *input)
{
	const uint8_t *end = input->size ? memchr(input->data, SEPARATOR, input->size) : NULL;
	const struct fuzz_input part = { input->data,
					 end ? (size_t)(end - input->data) : input->size };
	const size_t taken = part.size + (end ? 1 : 0);

	input->data += taken;
	input->size -= taken;
	return part;
}

/* Write the files. Returns how many streams there are. */
static unsigned write_files(struct fuzz_input input)
{
	const struct fuzz_input first = take_part(&input), second = take_part(&input);

	free(fuzz_write("frame-cam1-stream0.json", first.data, first.size));
	free(fuzz_write("f", input.data, input.size));
	if (second.size)
		free(fuzz_write("frame-cam1-stream1.json", second.data, second.size));
	else
		fuzz_remove("frame-cam1-stream1.json");
	return second.size ? 2 : 1;
}

static void keep(struct played *kept, const struct gg_frame *frame)
{
	kept->timestamp_ns = frame->timestamp_ns;
	kept->sequence = frame->sequence;
	kept->width = frame->image.width;
	kept->height = frame->image.height;
	kept->status = frame->status;
	for (unsigned i = 0; i < frame->image.n_planes; i++)
		kept->bytes_used[i] = frame->image.planes[i].bytes_used;
	gg_control_list_clear(&kept->metadata);
	FUZZ_REQUIRE(!gg_control_list_merge(&kept->metadata, frame->metadata));
}

/* Planes are memory as long as they say. */
static void check_frame(const struct gg_frame *frame)
{
	for (unsigned i = 0; i < frame->image.n_planes; i++) {
		const struct gg_plane *plane = &frame->image.planes[i];
		FUZZ_REQUIRE(plane->bytes_used <= plane->length);
		if (plane->length)
			seen ^= plane->data[0] ^ plane->data[plane->length - 1];
	}
}

static void put(FILE *out, char *line)
{
	FUZZ_REQUIRE(line != NULL);
	fputs(line, out);
	free(line);
}

/* Play some moments; those of the first stream are put into out too. Returns how many they are. */
static unsigned play(struct gg_camera *camera, struct gg_stream_config *configs, unsigned n_streams,
		     FILE *out)
{
	struct gg_frame *frame;
	unsigned n = 0;

	FUZZ_REQUIRE(!gg_camera_start(camera, NULL, NULL));
	for (unsigned i = 0; i < n_streams * MAX_MOMENTS; i++) {
		FUZZ_REQUIRE(!gg_camera_wait(camera, -1, &frame));
		check_frame(frame);
		if (frame->stream == 0) {
			if (!n)
				put(out, gg_recording_header(camera, configs, frame, 1, false));
			put(out, gg_recording_line(configs, frame, n, "f"));
			keep(&played[n++], frame);
		}
		gg_frame_unref(frame);
	}
	gg_camera_stop(camera);
	return n;
}

static void check_same(const struct gg_recording_picture *picture, const struct played *kept,
		       unsigned n_planes)
{
	FUZZ_REQUIRE(picture->status == kept->status);
	FUZZ_REQUIRE(picture->width == kept->width && picture->height == kept->height);
	for (unsigned i = 0; i < n_planes; i++)
		FUZZ_REQUIRE(picture->bytes_used[i] == kept->bytes_used[i]);
	FUZZ_REQUIRE(picture->metadata.n == kept->metadata.n);
	for (size_t i = 0; i < kept->metadata.n; i++) {
		const struct gg_control_item *a = &picture->metadata.items[i],
					     *b = &kept->metadata.items[i];
		FUZZ_REQUIRE(a->id == b->id && gg_control_value_equal(&a->value, &b->value));
	}
}

/* The text that was written of what was played. */
static void read_back(const char *path, unsigned n)
{
	struct gg_recording recording;
	struct gg_recording_picture picture = { 0 };

	FUZZ_REQUIRE(!gg_recording_open(&recording, path, NULL));
	FUZZ_REQUIRE(recording.n_frames == n);
	for (unsigned i = 0; i < n; i++) {
		FUZZ_REQUIRE(recording.frames[i].sequence == played[i].sequence);
		FUZZ_REQUIRE(recording.frames[i].timestamp_ns == played[i].timestamp_ns);
		FUZZ_REQUIRE(!gg_recording_read(&recording, i, &picture, NULL));
		check_same(&picture, &played[i], recording.n_planes);
	}
	gg_control_list_finish(&picture.metadata);
	gg_recording_finish(&recording);
}

static void play_and_compare(struct gg_camera *camera, unsigned n_streams)
{
	struct gg_stream_config configs[GG_MAX_STREAMS] = { { .framerate = 0 } };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_error error = { "" };
	char *text = NULL;
	size_t size = 0;

	if (gg_camera_configure(camera, configs, n_streams, &orientation, &error) < 0) {
		FUZZ_REQUIRE(error.text[0] != '\0');
		return;
	}
	FILE *out = open_memstream(&text, &size);
	FUZZ_REQUIRE(out != NULL);
	const unsigned n = play(camera, configs, n_streams, out);
	FUZZ_REQUIRE(!fclose(out));
	char *path = fuzz_write("again.json", (const uint8_t *)text, size);
	free(text);
	read_back(path, n);
	free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const unsigned n_streams = write_files((struct fuzz_input){ data, size });
	struct gg_camera *camera = NULL;
	struct gg_stream_formats formats = { 0 };
	struct gg_error error = { "" };
	char *name = NULL;

	FUZZ_REQUIRE(asprintf(&name, "file:%s%s", fuzz_folder(),
			      n_streams == 2 ? "" : "/frame-cam1-stream0.json") > 0);

	if (gg_camera_open(&camera, name, &error)) {
		FUZZ_REQUIRE(error.text[0] != '\0');
	} else {
		FUZZ_REQUIRE(!gg_camera_formats(camera, GG_ROLE_VIDEO, &formats, NULL));
		gg_stream_formats_finish(&formats);
		play_and_compare(camera, n_streams);
	}
	gg_camera_close(camera);
	free(name);
	return 0;
}
