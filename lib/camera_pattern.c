/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The test pattern: a camera without hardware, for a look at the viewer and for tests. It draws
 * pattern_chart.h at a steady rate into memfds, in every format that can be read and any size, with
 * the controls of pattern_controls.h, up to GG_MAX_STREAMS streams at once. Its name may carry
 * the options of pattern_options.h, for buffers laid out as cameras do it and for their failures.
 *
 * Frames are drawn, and for MJPEG encoded, on the pacer's thread. The number in the picture is
 * the frame's sequence.
 */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/jpeg.h>

#include "pacer.h"
#include "pattern_config.h"
#include "pattern_controls.h"
#include "pattern_options.h"
#include "pattern_properties.h"
#include "pattern_types.h"
#include "shared_memory.h"

enum {
	JPEG_QUALITY = 85,
	STALE = 0xa5, /* what lies behind a payload */
};

#define JPEG_FOURCC GG_FOURCC('Y', 'U', '1', '6') /* what is drawn to be encoded */

/* One stream's buffer, as the device sees it: writable. */
struct buffer {
	struct gg_shared_memory memories[GG_MAX_PLANES];
	uint8_t *planes[GG_MAX_PLANES]; /* into memories */
	size_t payload;			/* bytes, MJPEG only */
};

/* What belongs to a request: its buffers, and how its frame was asked for and taken. */
struct slot {
	struct buffer buffers[GG_MAX_STREAMS];
	struct gg_pattern_values values;
	struct gg_control_list types; /* of controls=every */
	struct gg_pacer_tick tick;
	bool failed;
};

struct stream {
	struct gg_chart *chart;
	/* of MJPEG: the picture that is drawn and then encoded */
	struct gg_jpeg_encoder *encoder;
	struct gg_image picture;
	uint8_t *picture_planes[GG_MAX_PLANES];
	uint8_t *picture_memory;
};

struct pattern {
	struct gg_camera *camera;
	struct gg_pattern_options options;
	struct gg_pacer pacer;
	struct gg_pattern_values values; /* these two: of the request queued last */
	struct gg_control_list types;
	struct stream streams[GG_MAX_STREAMS];
	unsigned n_slots;
	struct slot *slots;
	uint64_t n_taken; /* requests since start; the pacer's thread's */
};

/* frames, on the pacer's thread */

static int encode(const struct stream *stream, const struct gg_pattern_options *options,
		  struct buffer *buffer)
{
	const uint8_t *data;
	size_t size;

	int ret =
		gg_jpeg_encode(stream->encoder, &stream->picture, JPEG_QUALITY, &data, &size, NULL);
	if (ret)
		return ret;
	if (options->jpeg == GG_PATTERN_JPEG_TRUNCATED)
		size /= 2;
	if (size > buffer->memories[0].length - options->offset)
		return -ENOSPC;
	memcpy(buffer->planes[0], data, size);
	buffer->payload = size;
	return 0;
}

static bool every(unsigned n, uint64_t count)
{
	return n && count % n == 0;
}

static int fill(void *data, struct gg_request *request, const struct gg_pacer_tick *tick)
{
	struct pattern *pattern = data;
	struct slot *slot = &pattern->slots[request->slot];
	const struct gg_pattern_options *options = &pattern->options;
	const struct gg_chart_look look = gg_pattern_values_look(&slot->values);

	if (options->vanish && pattern->n_taken == options->vanish) {
		gg_camera_disconnected(pattern->camera);
		return -ENODEV;
	}
	if (options->stall && pattern->n_taken == options->stall)
		return GG_PACER_STALL;
	pattern->n_taken++;
	slot->tick = *tick;
	slot->failed = every(options->fail, pattern->n_taken);
	if (every(options->cancel, pattern->n_taken))
		return GG_FRAME_CANCELLED;

	for (unsigned i = 0; i < request->n_frames; i++) {
		struct stream *stream = &pattern->streams[i];
		struct buffer *buffer = &slot->buffers[i];
		uint8_t *const *planes = stream->encoder ? stream->picture_planes : buffer->planes;

		gg_chart_draw(stream->chart, &look, tick->sequence, planes);
		if (stream->encoder && encode(stream, options, buffer))
			slot->failed = true;
	}
	return GG_FRAME_OK;
}

static void pattern_read(struct gg_camera *camera, struct gg_request *request)
{
	const struct pattern *pattern = camera->data;
	const struct slot *slot = &pattern->slots[request->slot];

	for (unsigned i = 0; i < request->n_frames; i++) {
		struct gg_frame *frame = &request->frames[i];
		frame->sequence = slot->tick.sequence;
		frame->timestamp_ns = slot->tick.timestamp_ns;
		if (pattern->streams[i].encoder)
			frame->image.planes[0].bytes_used = slot->buffers[i].payload;
		if (slot->failed && request->status == GG_FRAME_OK)
			frame->status = GG_FRAME_ERROR;
	}
	if (request->status == GG_FRAME_OK) {
		gg_pattern_values_report(&slot->values, &request->metadata);
		for (unsigned i = 0; i < request->n_frames; i++)
			if (camera->streams[i].format->layout == GG_LAYOUT_BAYER)
				gg_pattern_sensor_report(&request->metadata);
		gg_pacer_report(&pattern->pacer, &slot->tick, GG_PATTERN_FREE_ID,
				&request->metadata);
		gg_control_list_merge(&request->metadata, &slot->types);
	}
}

/* configuration */

/* All streams have one rate and one number of buffers: the first asked for. */
static bool adjust_together(struct pattern *pattern, struct gg_stream_config *streams,
			    unsigned n_streams)
{
	double rate = -1;
	unsigned n_buffers = 0;
	bool adjusted = false;

	for (unsigned i = n_streams; i-- > 0;) {
		if (streams[i].framerate >= 0)
			rate = streams[i].framerate;
		if (streams[i].n_buffers)
			n_buffers = streams[i].n_buffers;
	}
	rate = gg_pacer_set_rate(&pattern->pacer, rate);
	if (!n_buffers)
		n_buffers = pattern->options.buffers;
	if (n_buffers > GG_PATTERN_MAX_BUFFERS)
		n_buffers = GG_PATTERN_MAX_BUFFERS;

	for (unsigned i = 0; i < n_streams; i++) {
		struct gg_stream_config *config = &streams[i];
		adjusted |= config->n_buffers && config->n_buffers != n_buffers;
		config->framerate_set = !(config->framerate >= 0) || config->framerate == rate;
		config->framerate = rate;
		config->n_buffers = n_buffers;
	}
	pattern->n_slots = n_buffers;
	return adjusted;
}

/* Lay out a stream's planes as the options say. The fds in locations are the buffer's. */
static int create_buffer(const struct gg_stream_config *config,
			 const struct gg_pattern_options *options, struct buffer *buffer,
			 struct gg_plane_location locations[GG_MAX_PLANES])
{
	const unsigned n_planes = config->format->n_planes;
	const bool several = options->fds == GG_PATTERN_FDS_SEVERAL;
	const bool whole = options->fds == GG_PATTERN_FDS_WHOLE;
	size_t ends[GG_MAX_PLANES] = { 0 }; /* of each memory */

	assert(n_planes >= 1 && n_planes <= GG_MAX_PLANES);
	for (unsigned i = 0; i < n_planes; i++) {
		size_t *end = &ends[several ? i : 0];
		if (i == 0 || !whole)
			*end += options->offset;
		locations[i].offset = *end;
		locations[i].length = gg_pattern_config_plane_length(config, i);
		*end += locations[i].length;
	}
	for (unsigned i = 0; i < (several ? n_planes : 1); i++) {
		int ret = gg_shared_memory_create(&buffer->memories[i], ends[i]);
		if (ret)
			return ret;
	}
	for (unsigned i = 0; i < n_planes; i++) {
		const struct gg_shared_memory *memory = &buffer->memories[several ? i : 0];
		locations[i].fd = memory->fd;
		buffer->planes[i] = memory->data + locations[i].offset;
	}
	if (whole)
		locations[0].length = ends[0] - options->offset;
	if (config->format->layout == GG_LAYOUT_JPEG)
		memset(buffer->planes[0], STALE, locations[0].length);
	return 0;
}

static int add_request(struct pattern *pattern, struct slot *slot, struct gg_error *error)
{
	struct gg_camera *camera = pattern->camera;
	struct gg_plane_location locations[GG_MAX_STREAMS][GG_MAX_PLANES];
	const struct gg_plane_location *buffers[GG_MAX_STREAMS];
	unsigned n_planes[GG_MAX_STREAMS];
	int ret = 0;

	for (unsigned i = 0; i < camera->n_streams && !ret; i++) {
		const struct gg_stream_config *config = &camera->streams[i];
		const bool whole = pattern->options.fds == GG_PATTERN_FDS_WHOLE;

		buffers[i] = locations[i];
		n_planes[i] = whole ? 1 : config->format->n_planes;
		ret = create_buffer(config, &pattern->options, &slot->buffers[i], locations[i]);
		if (ret)
			gg_error_set(error, ret, "pattern: no memory for a buffer of %u bytes: %s",
				     config->frame_size, strerror(-ret));
	}
	if (!ret && !gg_camera_add_request(camera, buffers, n_planes, error))
		ret = -ENOMEM;
	for (unsigned i = 0; i < camera->n_streams; i++)
		for (unsigned j = 0; j < GG_MAX_PLANES; j++)
			gg_shared_memory_close(&slot->buffers[i].memories[j]);
	return ret;
}

/* What the chart of an MJPEG stream is drawn into. */
static int create_picture(struct stream *stream, const struct gg_stream_config *config)
{
	struct gg_image *picture = &stream->picture;
	size_t lengths[GG_MAX_PLANES], size = 0;

	*picture = (struct gg_image){ .format = gg_format_by_fourcc(JPEG_FOURCC, 0),
				      .width = config->width,
				      .height = config->height,
				      .color = config->color };
	picture->n_planes = picture->format->n_planes;
	const size_t stride = (config->width + 1) & ~1u;
	for (unsigned i = 0; i < picture->n_planes; i++) {
		struct gg_plane *plane = &picture->planes[i];
		plane->stride = gg_format_plane_stride(picture->format, i, stride);
		lengths[i] = plane->stride * gg_format_rows(picture->format, i, config->height);
		size += lengths[i];
	}
	stream->encoder = gg_jpeg_encoder_create();
	assert(size > 0);
	stream->picture_memory = malloc(size);
	stream->chart = gg_chart_create(picture->format, config->width, config->height,
					config->color, stride);
	if (!stream->encoder || !stream->picture_memory || !stream->chart)
		return -ENOMEM;

	uint8_t *data = stream->picture_memory;
	for (unsigned i = 0; i < picture->n_planes; i++) {
		stream->picture_planes[i] = data;
		picture->planes[i].data = data;
		picture->planes[i].length = picture->planes[i].bytes_used = lengths[i];
		data += lengths[i];
	}
	return 0;
}

static int create_stream(struct stream *stream, const struct gg_stream_config *config)
{
	if (config->format->layout == GG_LAYOUT_JPEG)
		return create_picture(stream, config);
	stream->chart = gg_chart_create(config->format, config->width, config->height,
					config->color, config->stride);
	return stream->chart ? 0 : -ENOMEM;
}

static int pattern_configure(struct gg_camera *camera, struct gg_stream_config *streams,
			     unsigned n_streams, enum gg_orientation *orientation,
			     struct gg_error *error)
{
	struct pattern *pattern = camera->data;
	bool adjusted = false;

	(void)orientation; /* all of it is left to the viewer */
	for (unsigned i = 0; i < n_streams; i++)
		adjusted |= gg_pattern_config_adjust(&streams[i], pattern->options.pad);
	adjusted |= adjust_together(pattern, streams, n_streams);

	for (unsigned i = 0; i < n_streams; i++)
		if (create_stream(&pattern->streams[i], &streams[i]))
			return gg_error_set(error, -ENOMEM, "pattern: no memory for %ux%u pixels",
					    streams[i].width, streams[i].height);
	pattern->slots = calloc(pattern->n_slots, sizeof *pattern->slots);
	if (!pattern->slots)
		return gg_error_set(error, -ENOMEM, "pattern: no memory for its requests");
	for (unsigned i = 0; i < pattern->n_slots; i++) {
		int ret = add_request(pattern, &pattern->slots[i], error);
		if (ret)
			return ret;
	}
	return adjusted ? GG_CONFIG_ADJUSTED : GG_CONFIG_VALID;
}

static void destroy_slot(struct slot *slot)
{
	for (unsigned i = 0; i < GG_MAX_STREAMS; i++)
		for (unsigned j = 0; j < GG_MAX_PLANES; j++)
			gg_shared_memory_finish(&slot->buffers[i].memories[j]);
	gg_control_list_finish(&slot->types);
}

static void pattern_unconfigure(struct gg_camera *camera)
{
	struct pattern *pattern = camera->data;

	for (unsigned i = 0; pattern->slots && i < pattern->n_slots; i++)
		destroy_slot(&pattern->slots[i]);
	free(pattern->slots);
	pattern->slots = NULL;
	for (unsigned i = 0; i < GG_MAX_STREAMS; i++) {
		struct stream *stream = &pattern->streams[i];
		gg_chart_destroy(stream->chart);
		gg_jpeg_encoder_destroy(stream->encoder);
		free(stream->picture_memory);
		*stream = (struct stream){ 0 };
	}
}

static int pattern_formats(struct gg_camera *camera, enum gg_role role,
			   struct gg_stream_formats *formats, struct gg_error *error)
{
	int ret = gg_pattern_config_formats(role, formats);
	return ret ? gg_error_set(error, ret, "no memory for the formats of %s", camera->info.id)
		   : 0;
}

/* the camera's life */

static int create_controls(struct gg_camera *camera, struct pattern *pattern)
{
	const bool every_type = pattern->options.controls == GG_PATTERN_CONTROLS_EVERY;
	const unsigned n_more = every_type ? GG_PATTERN_N_TYPES : 0;

	camera->controls = gg_pattern_controls_create(n_more);
	if (!camera->controls)
		return -ENOMEM;
	camera->n_controls = GG_PATTERN_N_CONTROLS + n_more;
	if (!every_type)
		return 0;
	int ret = gg_pattern_types_infos(camera->controls + GG_PATTERN_N_CONTROLS);
	return ret ? ret : gg_pattern_types_reset(&pattern->types);
}

static int pattern_open(struct gg_camera *camera, const char *name, struct gg_error *error)
{
	struct gg_pattern_options options;
	int ret = gg_pattern_options_parse(&options, name, error);
	if (ret)
		return ret;

	struct pattern *pattern = calloc(1, sizeof *pattern);
	if (!pattern)
		goto no_memory;
	camera->data = pattern;
	pattern->camera = camera;
	pattern->options = options;
	gg_pacer_init(&pattern->pacer, "gg-pattern", fill, pattern);
	gg_pattern_values_reset(&pattern->values);

	camera->info.id = strdup("pattern");
	camera->info.model = strdup("Test pattern");
	if (!camera->info.id || !camera->info.model || create_controls(camera, pattern) ||
	    gg_pattern_properties_set(camera))
		goto no_memory;
	return 0;

no_memory:
	return gg_error_set(error, -ENOMEM, "no memory to open the pattern");
}

static void pattern_close(struct gg_camera *camera)
{
	struct pattern *pattern = camera->data;
	if (!pattern)
		return;
	gg_pacer_finish(&pattern->pacer);
	gg_control_list_finish(&pattern->types);
	free(pattern);
	camera->data = NULL;
}

static int pattern_start(struct gg_camera *camera, const struct gg_control_list *controls,
			 struct gg_error *error)
{
	struct pattern *pattern = camera->data;

	(void)controls; /* they come again with the first request */
	if (pattern->pacer.gone)
		return gg_error_set(error, -ENODEV, "pattern is disconnected: open it again");
	pattern->n_taken = 0;
	return gg_pacer_start(&pattern->pacer, error);
}

static void pattern_stop(struct gg_camera *camera)
{
	struct pattern *pattern = camera->data;
	gg_pacer_stop(&pattern->pacer);
}

static int pattern_queue(struct gg_camera *camera, struct gg_request *request,
			 const struct gg_control_list *controls)
{
	struct pattern *pattern = camera->data;

	gg_pattern_values_set(&pattern->values, controls);
	pattern->slots[request->slot].values = pattern->values;
	if (pattern->options.controls == GG_PATTERN_CONTROLS_EVERY &&
	    (gg_pattern_types_set(&pattern->types, controls) ||
	     gg_control_list_merge(&pattern->slots[request->slot].types, &pattern->types)))
		return -ENOMEM;
	gg_pacer_queue(&pattern->pacer, request);
	return 0;
}

const struct gg_backend gg_backend_pattern = {
	.open = pattern_open,
	.close = pattern_close,
	.formats = pattern_formats,
	.configure = pattern_configure,
	.unconfigure = pattern_unconfigure,
	.start = pattern_start,
	.stop = pattern_stop,
	.queue = pattern_queue,
	.read = pattern_read,
};
