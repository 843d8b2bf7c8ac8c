/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A camera that plays a recording for ever, as if it were the camera that was recorded: same pixels
 * in planes of the same shape, sequences, timestamps and metadata; in the time that the timestamps
 * say, or at the rate that is asked for. No frame is lost: a late one comes late. Numbers and times
 * of a second round go on behind those of the first.
 *
 * Lines and files are read on the pacer's thread into the request's memfds. A frame that cannot be
 * read has the status ERROR, says why in the first round, and on.
 */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/log.h>

#include "pacer.h"
#include "recording_set.h"
#include "shared_memory.h"

enum { DEFAULT_PERIOD_NS = 1000000000 / GG_PACER_DEFAULT };

struct buffer {
	struct gg_shared_memory memory;
	struct gg_recording_picture picture;
	size_t filled[GG_MAX_PLANES]; /* bytes of an earlier picture */
	uint32_t sequence;
	uint64_t timestamp_ns;
};

struct slot {
	struct buffer buffers[GG_MAX_STREAMS];
	uint64_t position;
};

struct replay {
	struct gg_recording_set set;
	struct gg_pacer pacer;
	bool own_time; /* as recorded, rather than at a rate */
	unsigned n_slots;
	struct slot *slots;
	size_t n_moments;
	struct gg_recording_moment *moments;
	uint64_t rest_ns;	/* from the last moment to the first of the next round */
	uint64_t round_ns;	/* what a round adds to timestamps, */
	uint32_t round_numbers; /* and to sequences */

	/* the pacer's thread's while it runs */
	size_t next;
	uint64_t round;
};

/* frames, on the pacer's thread */

static uint64_t step(void *data)
{
	const struct replay *replay = data;
	const struct gg_recording_moment *next = &replay->moments[replay->next];

	if (!replay->own_time)
		return replay->pacer.period_ns;
	return replay->next ? next->due_ns - next[-1].due_ns : replay->rest_ns;
}

/* Behind a payload that was read there is nothing of an earlier one. */
static void clear_rest(const struct gg_recording *stream, struct buffer *buffer,
		       uint8_t *const planes[])
{
	for (unsigned i = 0; i < stream->n_planes; i++) {
		const size_t now =
			stream->whole_planes ? stream->lengths[i] : buffer->picture.bytes_used[i];
		if (buffer->filled[i] > now)
			memset(planes[i] + now, 0, buffer->filled[i] - now);
		buffer->filled[i] = now;
	}
}

static int read_pixels(struct gg_recording *stream, size_t index, struct buffer *buffer,
		       struct gg_error *error)
{
	uint8_t *planes[GG_MAX_PLANES], *data = buffer->memory.data;
	int ret = gg_recording_read(stream, index, &buffer->picture, error);

	if (ret || buffer->picture.status != GG_FRAME_OK)
		return ret;
	for (unsigned i = 0; i < stream->n_planes; i++) {
		planes[i] = data;
		data += stream->lengths[i];
	}
	ret = gg_recording_read_pixels(stream, &buffer->picture, planes, error);
	if (!ret)
		clear_rest(stream, buffer, planes);
	return ret;
}

static void fill_buffer(struct replay *replay, struct gg_recording *stream, ssize_t index,
			struct buffer *buffer)
{
	struct gg_recording_picture *picture = &buffer->picture;
	const struct gg_recording_frame *frame = &stream->frames[index < 0 ? 0 : index];
	struct gg_error error;

	if (index >= 0) {
		buffer->sequence =
			frame->sequence + (uint32_t)replay->round * replay->round_numbers;
		buffer->timestamp_ns = frame->timestamp_ns + replay->round * replay->round_ns;
		if (!read_pixels(stream, (size_t)index, buffer, &error))
			return;
		if (!replay->round)
			gg_log(GG_LOG_WARNING, "recording", "%s", error.text);
	} else {
		gg_control_list_clear(&picture->metadata);
	}
	picture->status = GG_FRAME_ERROR;
	picture->width = stream->config.width;
	picture->height = stream->config.height;
	memset(picture->bytes_used, 0, sizeof picture->bytes_used);
}

/* A stream without a frame of its own has the first other's place in time. */
static void place(const struct gg_recording_moment *moment, struct slot *slot, unsigned n_streams)
{
	unsigned with = 0;

	while (with + 1 < n_streams && moment->frames[with] < 0)
		with++;
	for (unsigned i = 0; i < n_streams; i++) {
		if (moment->frames[i] >= 0)
			continue;
		slot->buffers[i].sequence = slot->buffers[with].sequence;
		slot->buffers[i].timestamp_ns = slot->buffers[with].timestamp_ns;
	}
}

/* Go to a position, counted over all rounds. */
static void seek(struct replay *replay, uint64_t position)
{
	replay->round = (position - 1) / replay->n_moments;
	replay->next = (size_t)((position - 1) % replay->n_moments);
}

static int fill(void *data, struct gg_request *request, const struct gg_pacer_tick *tick)
{
	struct replay *replay = data;
	struct slot *slot = &replay->slots[request->slot];
	bool cancelled = false;

	if (tick->position)
		seek(replay, tick->position);
	const struct gg_recording_moment *moment = &replay->moments[replay->next];
	slot->position = replay->round * replay->n_moments + replay->next + 1;
	for (unsigned i = 0; i < request->n_frames; i++) {
		fill_buffer(replay, &replay->set.streams[i], moment->frames[i], &slot->buffers[i]);
		cancelled |= slot->buffers[i].picture.status == GG_FRAME_CANCELLED;
	}
	place(moment, slot, request->n_frames);
	if (++replay->next == replay->n_moments) {
		replay->next = 0;
		replay->round++;
	}
	return cancelled ? GG_FRAME_CANCELLED : GG_FRAME_OK;
}

static void replay_read(struct gg_camera *camera, struct gg_request *request)
{
	const struct replay *replay = camera->data;
	const struct slot *slot = &replay->slots[request->slot];

	for (unsigned i = 0; i < request->n_frames; i++) {
		const struct gg_recording *stream = &replay->set.streams[i];
		const struct buffer *buffer = &slot->buffers[i];
		const struct gg_recording_picture *picture = &buffer->picture;
		struct gg_frame *frame = &request->frames[i];

		frame->position = slot->position;
		frame->sequence = buffer->sequence;
		frame->timestamp_ns = buffer->timestamp_ns;
		frame->image.width = picture->width;
		frame->image.height = picture->height;
		for (unsigned k = 0; k < stream->n_planes; k++) {
			frame->image.planes[k].stride = stream->strides[k];
			frame->image.planes[k].bytes_used = picture->bytes_used[k];
		}
		if (request->status == GG_FRAME_OK)
			frame->status = picture->status;
	}
	gg_control_list_merge(&request->metadata, &slot->buffers[0].picture.metadata);
}

/* configuration */

static bool differs(uint32_t asked, uint32_t got)
{
	return asked && asked != got;
}

static bool adjust(struct gg_stream_config *config, const struct gg_recording *stream,
		   unsigned n_buffers, double rate)
{
	const struct gg_stream_config asked = *config;

	*config = stream->config;
	config->role = asked.role;
	config->n_buffers = n_buffers;
	config->framerate = rate;
	config->framerate_set = !(asked.framerate >= 0) || asked.framerate == rate;
	return differs(asked.fourcc, config->fourcc) ||
	       (asked.fourcc && asked.modifier != config->modifier) ||
	       differs(asked.width, config->width) || differs(asked.height, config->height) ||
	       differs(asked.n_buffers, n_buffers) ||
	       (asked.colorspace[0] && strcasecmp(asked.colorspace, config->colorspace) != 0);
}

/* From the last sequence to the first of the next round, so that numbers go on. */
static uint32_t count_numbers(const struct gg_recording *stream)
{
	uint32_t lowest = UINT32_MAX, highest = 0;

	for (size_t i = 0; i < stream->n_frames; i++) {
		const uint32_t sequence = stream->frames[i].sequence;
		lowest = sequence < lowest ? sequence : lowest;
		highest = sequence > highest ? sequence : highest;
	}
	return highest - lowest + 1;
}

static int make_moments(struct replay *replay, unsigned n_streams)
{
	free(replay->moments);
	replay->moments = gg_recording_set_moments(&replay->set, n_streams, &replay->n_moments);
	if (!replay->moments)
		return -ENOMEM;
	assert(replay->n_moments >= 1);
	const uint64_t last_ns = replay->moments[replay->n_moments - 1].due_ns;
	replay->rest_ns = last_ns ? last_ns / (replay->n_moments - 1) : 0;
	if (!replay->rest_ns)
		replay->rest_ns = DEFAULT_PERIOD_NS;
	replay->round_ns = last_ns + replay->rest_ns;
	replay->round_numbers = 0;
	for (unsigned i = 0; i < n_streams; i++) {
		const uint32_t numbers = count_numbers(&replay->set.streams[i]);
		if (numbers > replay->round_numbers)
			replay->round_numbers = numbers;
	}
	return 0;
}

/* The first rate that was asked for, or the recording's own. */
static double set_rate(struct replay *replay, const struct gg_stream_config *streams,
		       unsigned n_streams)
{
	double rate = -1;

	for (unsigned i = n_streams; i-- > 0;)
		if (streams[i].framerate >= 0)
			rate = streams[i].framerate;
	replay->own_time = rate < 0;
	return gg_pacer_set_rate(&replay->pacer,
				 replay->own_time ? 1e9 / (double)replay->rest_ns : rate);
}

static int add_request(struct gg_camera *camera, struct slot *slot, struct gg_error *error)
{
	const struct replay *replay = camera->data;
	struct gg_plane_location locations[GG_MAX_STREAMS][GG_MAX_PLANES];
	const struct gg_plane_location *buffers[GG_MAX_STREAMS];
	unsigned n_planes[GG_MAX_STREAMS];
	int ret = 0;

	for (unsigned i = 0; i < camera->n_streams && !ret; i++) {
		const struct gg_recording *stream = &replay->set.streams[i];
		struct gg_shared_memory *memory = &slot->buffers[i].memory;
		uint64_t offset = 0;

		buffers[i] = locations[i];
		n_planes[i] = stream->n_planes;
		ret = gg_shared_memory_create(memory, stream->config.frame_size);
		if (ret)
			gg_error_set(error, ret, "%s: no memory for a buffer of %u bytes: %s",
				     camera->info.id, stream->config.frame_size, strerror(-ret));
		for (unsigned k = 0; k < stream->n_planes; k++) {
			locations[i][k] = (struct gg_plane_location){ memory->fd, offset,
								      stream->lengths[k] };
			offset += stream->lengths[k];
		}
	}
	if (!ret && !gg_camera_add_request(camera, buffers, n_planes, error))
		ret = -EINVAL;
	for (unsigned i = 0; i < camera->n_streams; i++)
		gg_shared_memory_close(&slot->buffers[i].memory);
	return ret;
}

static int replay_configure(struct gg_camera *camera, struct gg_stream_config *streams,
			    unsigned n_streams, enum gg_orientation *orientation,
			    struct gg_error *error)
{
	struct replay *replay = camera->data;
	unsigned n_buffers = replay->set.streams[0].config.n_buffers;
	bool adjusted = false;

	(void)orientation; /* all of it is left to the viewer */
	if (n_streams > replay->set.n_streams)
		return gg_error_set(error, -EINVAL, "%s has %u stream%s, not %u", camera->info.id,
				    replay->set.n_streams, replay->set.n_streams > 1 ? "s" : "",
				    n_streams);
	if (make_moments(replay, n_streams))
		return gg_error_set(error, -ENOMEM, "%s: no memory for its frames",
				    camera->info.id);
	const double rate = set_rate(replay, streams, n_streams);
	for (unsigned i = n_streams; i-- > 0;)
		if (streams[i].n_buffers && streams[i].n_buffers < n_buffers)
			n_buffers = streams[i].n_buffers;
	for (unsigned i = 0; i < n_streams; i++)
		adjusted |= adjust(&streams[i], &replay->set.streams[i], n_buffers, rate);

	replay->slots = calloc(n_buffers, sizeof *replay->slots);
	if (!replay->slots)
		return gg_error_set(error, -ENOMEM, "%s: no memory for its requests",
				    camera->info.id);
	replay->n_slots = n_buffers;
	for (unsigned i = 0; i < n_buffers; i++) {
		int ret = add_request(camera, &replay->slots[i], error);
		if (ret)
			return ret;
	}
	return adjusted ? GG_CONFIG_ADJUSTED : GG_CONFIG_VALID;
}

static void replay_unconfigure(struct gg_camera *camera)
{
	struct replay *replay = camera->data;

	for (unsigned i = 0; i < replay->n_slots; i++)
		for (unsigned k = 0; k < GG_MAX_STREAMS; k++) {
			struct buffer *buffer = &replay->slots[i].buffers[k];
			gg_shared_memory_finish(&buffer->memory);
			gg_control_list_finish(&buffer->picture.metadata);
		}
	free(replay->slots);
	replay->slots = NULL;
	replay->n_slots = 0;
}

static int add_format(struct gg_stream_formats *formats, const struct gg_stream_config *config)
{
	const struct gg_size size = { config->width, config->height };
	struct gg_size *sizes = malloc(sizeof *sizes);

	if (!sizes)
		return -ENOMEM;
	*sizes = size;
	formats->formats[formats->n++] = (struct gg_stream_format){ .fourcc = config->fourcc,
								    .modifier = config->modifier,
								    .min = size,
								    .max = size,
								    .n_sizes = 1,
								    .sizes = sizes };
	return 0;
}

static int replay_formats(struct gg_camera *camera, enum gg_role role,
			  struct gg_stream_formats *formats, struct gg_error *error)
{
	const struct replay *replay = camera->data;
	int ret = 0;

	formats->formats = calloc(replay->set.n_streams, sizeof *formats->formats);
	if (!formats->formats)
		ret = -ENOMEM;
	for (unsigned i = 0; i < replay->set.n_streams && !ret; i++) {
		const struct gg_stream_config *config = &replay->set.streams[i].config;
		if (gg_format_is_bayer(config->format) == (role == GG_ROLE_RAW))
			ret = add_format(formats, config);
	}
	return ret ? gg_error_set(error, ret, "no memory for the formats of %s", camera->info.id)
		   : 0;
}

/* the camera's life */

static char *copy(const char *text)
{
	return text ? strdup(text) : NULL;
}

static void take_infos(struct gg_control_info **infos, size_t *n, struct gg_recording_infos *from)
{
	*infos = from->infos;
	*n = from->n;
	*from = (struct gg_recording_infos){ 0 };
}

/* What the camera was, where the recording says it; controls and properties are taken over. */
static int describe(struct gg_camera *camera, struct gg_recording *first, const char *path)
{
	if (asprintf(&camera->info.id, "file:%s", path) < 0) {
		camera->info.id = NULL;
		return -ENOMEM;
	}
	camera->info.recorded = copy(first->id);
	camera->info.model = copy(first->model);
	camera->info.location = copy(first->location);
	if (!camera->info.recorded)
		return -ENOMEM;
	take_infos(&camera->controls, &camera->n_controls, &first->controls);
	take_infos(&camera->property_infos, &camera->n_property_infos, &first->property_infos);
	take_infos(&camera->metadata_infos, &camera->n_metadata_infos, &first->metadata_infos);
	camera->properties = first->properties;
	first->properties = (struct gg_control_list){ 0 };
	return 0;
}

static int replay_open(struct gg_camera *camera, const char *name, struct gg_error *error)
{
	const char *path = strncmp(name, "file:", 5) == 0 ? name + 5 : name;
	struct replay *replay = calloc(1, sizeof *replay);
	if (!replay)
		return gg_error_set(error, -ENOMEM, "no memory to open %s", path);

	camera->data = replay;
	gg_pacer_init(&replay->pacer, "gg-replay", fill, replay);
	replay->pacer.step = step;
	int ret = gg_recording_set_open(&replay->set, path, error);
	if (!ret && describe(camera, &replay->set.streams[0], path))
		ret = gg_error_set(error, -ENOMEM, "no memory to open %s", path);
	return ret;
}

static void replay_close(struct gg_camera *camera)
{
	struct replay *replay = camera->data;
	if (!replay)
		return;
	gg_recording_set_finish(&replay->set);
	gg_pacer_finish(&replay->pacer);
	free(replay->moments);
	free(replay);
	camera->data = NULL;
}

static int replay_start(struct gg_camera *camera, const struct gg_control_list *controls,
			struct gg_error *error)
{
	struct replay *replay = camera->data;

	(void)controls; /* none can be set */
	replay->next = 0;
	replay->round = 0;
	return gg_pacer_start(&replay->pacer, error);
}

static void replay_stop(struct gg_camera *camera)
{
	struct replay *replay = camera->data;
	gg_pacer_stop(&replay->pacer);
}

static int replay_queue(struct gg_camera *camera, struct gg_request *request,
			const struct gg_control_list *controls)
{
	struct replay *replay = camera->data;

	(void)controls;
	gg_pacer_queue(&replay->pacer, request);
	return 0;
}

static int replay_step(struct gg_camera *camera, uint64_t position)
{
	struct replay *replay = camera->data;
	return gg_pacer_hold(&replay->pacer, position);
}

const struct gg_backend gg_backend_replay = {
	.open = replay_open,
	.close = replay_close,
	.formats = replay_formats,
	.configure = replay_configure,
	.unconfigure = replay_unconfigure,
	.start = replay_start,
	.stop = replay_stop,
	.queue = replay_queue,
	.read = replay_read,
	.step = replay_step,
};
