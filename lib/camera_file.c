/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A camera that replays files for ever: one JPEG, a Motion-JPEG stream (JPEGs one behind the other,
 * whatever is between them skipped), or a folder of either, in the order of their names. What
 * pictures there are is found when it is opened; their bytes are read on the pacer's thread into
 * the request's memfd. A picture that cannot be read is a frame with the status ERROR, and on.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/jpeg.h>

#include "file_index.h"
#include "pacer.h"
#include "shared_memory.h"

#define MJPEG_FOURCC GG_FOURCC('M', 'J', 'P', 'G')

enum { DEFAULT_BUFFERS = 4, MAX_BUFFERS = 32 };

enum { FIRST_METADATA_ID = 1 };

/* What belongs to a request: its buffer, and the picture in it. */
struct slot {
	struct gg_shared_memory memory;
	struct gg_pacer_tick tick;
	uint64_t position;
	size_t payload;		/* bytes */
	uint32_t width, height; /* pixels */
	bool failed;
};

struct player {
	struct gg_file_index index;
	struct gg_pacer pacer;
	uint32_t width, height; /* of the first picture */
	unsigned n_slots;
	struct slot *slots;
	uint64_t position; /* of the last picture, 0: none; the pacer's thread's while it runs */
};

/* Is it a picture, and of a size that an image can have? */
static bool read_size(const uint8_t *data, size_t size, uint32_t *width, uint32_t *height)
{
	return !gg_jpeg_read_size(data, size, width, height, NULL) && *width <= GG_MAX_SIZE &&
	       *height <= GG_MAX_SIZE;
}

static int fill(void *data, struct gg_request *request, const struct gg_pacer_tick *tick)
{
	struct player *player = data;
	struct slot *slot = &player->slots[request->slot];

	player->position = tick->position ? tick->position : player->position + 1;
	const size_t index = (size_t)((player->position - 1) % player->index.n);
	const struct gg_file_picture *picture = &player->index.pictures[index];
	slot->position = player->position;
	slot->tick = *tick;
	slot->payload = 0;
	ssize_t size = gg_file_picture_read(picture, slot->memory.data, slot->memory.length);
	if (size > 0)
		slot->payload = (size_t)size;
	slot->failed = size <= 0 ||
		       !read_size(slot->memory.data, slot->payload, &slot->width, &slot->height);
	return GG_FRAME_OK;
}

static void file_read(struct gg_camera *camera, struct gg_request *request)
{
	const struct player *player = camera->data;
	const struct slot *slot = &player->slots[request->slot];
	struct gg_frame *frame = &request->frames[0];

	frame->position = slot->position;
	frame->sequence = slot->tick.sequence;
	frame->timestamp_ns = slot->tick.timestamp_ns;
	frame->image.planes[0].bytes_used = slot->payload;
	frame->image.width = slot->failed ? player->width : slot->width;
	frame->image.height = slot->failed ? player->height : slot->height;
	if (slot->failed)
		frame->status = GG_FRAME_ERROR;
	gg_pacer_report(&player->pacer, &slot->tick, FIRST_METADATA_ID, &request->metadata);
}

/* configuration */

static bool differs(uint32_t asked, uint32_t got)
{
	return asked && asked != got;
}

static bool adjust(struct player *player, struct gg_stream_config *config)
{
	const struct gg_stream_config asked = *config;

	config->format = gg_format_by_fourcc(MJPEG_FOURCC, 0);
	config->fourcc = MJPEG_FOURCC;
	config->modifier = 0;
	config->width = player->width;
	config->height = player->height;
	config->color = (struct gg_color){ GG_MATRIX_601, GG_RANGE_FULL };
	snprintf(config->colorspace, sizeof config->colorspace, "sYCC");
	config->framerate = gg_pacer_set_rate(&player->pacer, asked.framerate);
	config->framerate_set = !(asked.framerate >= 0) || asked.framerate == config->framerate;
	config->n_buffers = asked.n_buffers ? asked.n_buffers : DEFAULT_BUFFERS;
	if (config->n_buffers > MAX_BUFFERS)
		config->n_buffers = MAX_BUFFERS;
	config->stride = 0;
	config->frame_size = (uint32_t)player->index.largest;

	return differs(asked.fourcc, config->fourcc) || differs(asked.width, config->width) ||
	       differs(asked.height, config->height) ||
	       differs(asked.n_buffers, config->n_buffers) ||
	       (asked.colorspace[0] && strcmp(asked.colorspace, config->colorspace) != 0);
}

static int add_request(struct gg_camera *camera, struct slot *slot, struct gg_error *error)
{
	const size_t length = camera->streams[0].frame_size;
	int ret = gg_shared_memory_create(&slot->memory, length);
	if (ret)
		return gg_error_set(error, ret, "%s: no memory for a buffer of %zu bytes: %s",
				    camera->info.id, length, strerror(-ret));

	const struct gg_plane_location location = { slot->memory.fd, 0, length };
	const struct gg_plane_location *const locations[] = { &location };
	const unsigned n_planes[] = { 1 };
	if (!gg_camera_add_request(camera, locations, n_planes, error))
		ret = -ENOMEM;
	gg_shared_memory_close(&slot->memory);
	return ret;
}

static int file_configure(struct gg_camera *camera, struct gg_stream_config *streams,
			  unsigned n_streams, enum gg_orientation *orientation,
			  struct gg_error *error)
{
	struct player *player = camera->data;

	(void)orientation; /* all of it is left to the viewer */
	if (n_streams != 1 || streams[0].role == GG_ROLE_RAW)
		return gg_error_set(error, -EINVAL, "%s has one MJPEG stream and nothing raw",
				    camera->info.id);
	const bool adjusted = adjust(player, &streams[0]);

	player->slots = calloc(streams[0].n_buffers, sizeof *player->slots);
	if (!player->slots)
		return gg_error_set(error, -ENOMEM, "%s: no memory for its requests",
				    camera->info.id);
	player->n_slots = streams[0].n_buffers;
	for (unsigned i = 0; i < player->n_slots; i++) {
		int ret = add_request(camera, &player->slots[i], error);
		if (ret)
			return ret;
	}
	return adjusted ? GG_CONFIG_ADJUSTED : GG_CONFIG_VALID;
}

static void file_unconfigure(struct gg_camera *camera)
{
	struct player *player = camera->data;

	for (unsigned i = 0; i < player->n_slots; i++)
		gg_shared_memory_finish(&player->slots[i].memory);
	free(player->slots);
	player->slots = NULL;
	player->n_slots = 0;
}

static int file_formats(struct gg_camera *camera, enum gg_role role,
			struct gg_stream_formats *formats, struct gg_error *error)
{
	const struct player *player = camera->data;
	const struct gg_size size = { player->width, player->height };

	if (role == GG_ROLE_RAW)
		return 0;
	struct gg_stream_format *format = calloc(1, sizeof *format);
	struct gg_size *sizes = malloc(sizeof *sizes);
	if (!format || !sizes) {
		free(format);
		free(sizes);
		return gg_error_set(error, -ENOMEM, "no memory for the formats of %s",
				    camera->info.id);
	}
	*sizes = size;
	*format = (struct gg_stream_format){
		.fourcc = MJPEG_FOURCC, .min = size, .max = size, .n_sizes = 1, .sizes = sizes
	};
	formats->formats = format;
	formats->n = 1;
	return 0;
}

/* the camera's life */

/* The size of the first picture that has one. */
static int read_first_size(struct player *player, const char *path, struct gg_error *error)
{
	bool found = false;
	uint8_t *data = malloc(player->index.largest);
	if (!data)
		return gg_error_set(error, -ENOMEM, "no memory to read %s", path);

	for (size_t i = 0; i < player->index.n && !found; i++) {
		ssize_t size = gg_file_picture_read(&player->index.pictures[i], data,
						    player->index.largest);
		found = size > 0 && read_size(data, (size_t)size, &player->width, &player->height);
	}
	free(data);
	return found ? 0
		     : gg_error_set(error, -EINVAL,
				    "%s holds no readable picture: what works is a JPEG, a "
				    "Motion-JPEG stream or a folder of JPEGs",
				    path);
}

static int file_open(struct gg_camera *camera, const char *name, struct gg_error *error)
{
	const char *path = strncmp(name, "file:", 5) == 0 ? name + 5 : name;
	struct player *player = calloc(1, sizeof *player);
	if (!player)
		return gg_error_set(error, -ENOMEM, "no memory to open %s", path);

	camera->data = player;
	gg_pacer_init(&player->pacer, "gg-file", fill, player);
	int ret = gg_file_index_open(&player->index, path, error);
	if (!ret)
		ret = read_first_size(player, path, error);
	if (!ret && asprintf(&camera->info.id, "file:%s", path) < 0) {
		camera->info.id = NULL;
		ret = gg_error_set(error, -ENOMEM, "no memory to open %s", path);
	}
	return ret;
}

static void file_close(struct gg_camera *camera)
{
	struct player *player = camera->data;
	if (!player)
		return;
	gg_file_index_finish(&player->index);
	gg_pacer_finish(&player->pacer);
	free(player);
	camera->data = NULL;
}

static int file_start(struct gg_camera *camera, const struct gg_control_list *controls,
		      struct gg_error *error)
{
	struct player *player = camera->data;

	(void)controls; /* it has none */
	player->position = 0;
	return gg_pacer_start(&player->pacer, error);
}

static void file_stop(struct gg_camera *camera)
{
	struct player *player = camera->data;
	gg_pacer_stop(&player->pacer);
}

static int file_queue(struct gg_camera *camera, struct gg_request *request,
		      const struct gg_control_list *controls)
{
	struct player *player = camera->data;

	(void)controls;
	gg_pacer_queue(&player->pacer, request);
	return 0;
}

static int file_step(struct gg_camera *camera, uint64_t position)
{
	struct player *player = camera->data;
	return gg_pacer_hold(&player->pacer, position);
}

const struct gg_backend gg_backend_file = {
	.open = file_open,
	.close = file_close,
	.formats = file_formats,
	.configure = file_configure,
	.unconfigure = file_unconfigure,
	.start = file_start,
	.stop = file_stop,
	.queue = file_queue,
	.read = file_read,
	.step = file_step,
};
