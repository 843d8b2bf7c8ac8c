/* SPDX-License-Identifier: BSD-2-Clause */
/* Another camera, another configuration, or the same anew, in place of what a capture has. */
#include "capture.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void capture_release(struct capture *capture)
{
	capture_stop(capture);
	if (capture->camera)
		capture_keep_controls(capture);
	gg_camera_close(capture->camera);
	capture->camera = NULL;
	gg_control_list_clear(&capture->reported);
	gg_control_list_clear(&capture->read);
}

/* The id, which finds the camera in any place in the list; a test pattern's leaves out its options.
 */
static const char *lasting_name(const struct capture *capture)
{
	const char *name = capture->options->name;
	return name && strcmp(capture->id, "pattern") == 0 ? name : capture->id;
}

int capture_reopen_as(struct capture *capture, const char *name, struct gg_error *error)
{
	int ret = gg_camera_open(&capture->camera, name, error);
	if (ret == 0)
		ret = capture_configure(capture, error);
	if (ret == 0)
		ret = capture_start(capture, error);
	if (ret)
		capture_release(capture);
	return ret;
}

int capture_reopen(struct capture *capture, struct gg_error *error)
{
	return capture_reopen_as(capture, lasting_name(capture), error);
}

/* What is to come back where the new one cannot be. */
struct before {
	const struct options_camera *options;
	struct options_camera chosen;
	struct gg_stream_config config;
	struct gg_control_list asked;
	bool has_sets;
	char id[sizeof((struct capture *)0)->id];
	char shown_id[sizeof((struct capture *)0)->shown_id];
};

static void remember(struct capture *capture, struct before *before)
{
	*before = (struct before){ .options = capture->options,
				   .chosen = capture->chosen,
				   .has_sets = capture->has_sets,
				   .config = capture->streams[0].config };
	memcpy(before->id, capture->id, sizeof before->id);
	memcpy(before->shown_id, capture->shown_id, sizeof before->shown_id);
}

int capture_can_change(const struct capture *capture, struct gg_error *error)
{
	const struct options_camera *options = capture->options;
	const struct {
		bool is_there;
		const char *what;
	} obstacles[] = {
		{ capture->n_streams > 1, "has several streams (-s)" },
		{ options->capture, "is to deliver its frames (-C)" },
		{ options->crc, "has its frames summed up (--crc)" },
		{ options->save_frames, "is recorded (--save-frames)" },
		{ options->script != NULL, "follows a script (--script)" },
		{ capture->keep_all, "is to lose no frame (--framerate 0)" },
	};

	for (size_t i = 0; i < sizeof obstacles / sizeof *obstacles; i++)
		if (obstacles[i].is_there)
			return gg_error_set(error, -ENOTSUP,
					    "cam%u stays as it is: it %s; start without that to "
					    "switch",
					    capture->number, obstacles[i].what);
	return 0;
}

/* Nothing of the old frames is to be shown among the new ones, or counted with them. */
static void begin_anew(struct capture *capture)
{
	struct capture_stream *stream = &capture->streams[0];

	gg_frame_queue_flush(stream->queue);
	stats_restart(&stream->stats);
	stream->last_timestamp_ns = 0;
	stream->complained_ns = 0;
}

static int configure_and_start(struct capture *capture, struct gg_error *error)
{
	begin_anew(capture);
	capture_ask_streams(capture);
	int ret = capture_configure(capture, error);
	return ret ? ret : capture_start(capture, error);
}

/* The new one cannot be: the old one again, with what is known of its controls. */
static void go_back(struct capture *capture, const struct before *before, struct gg_error *error)
{
	struct gg_error why;

	capture->options = before->options;
	capture->chosen = before->chosen;
	capture->has_sets = before->has_sets;
	memcpy(capture->id, before->id, sizeof capture->id);
	memcpy(capture->shown_id, before->shown_id, sizeof capture->shown_id);
	capture->streams[0].config = before->config;
	begin_anew(capture);
	if (capture_reopen(capture, &why)) {
		const size_t length = strlen(error->text);
		snprintf(error->text + length, sizeof error->text - length, "; and %s", why.text);
	}
}

int capture_change_camera(struct capture *capture, const struct options_camera *options,
			  struct gg_error *error)
{
	struct before before;
	int ret = capture_can_change(capture, error);

	if (ret)
		return ret;
	capture_release(capture); /* first: not every camera can be open beside another */
	remember(capture, &before);
	before.asked = capture->asked;
	capture->asked = (struct gg_control_list){ 0 };
	capture->has_sets = capture->warned_of_rate = false;
	capture->chosen = *options;
	capture->options = &capture->chosen;
	ret = capture_open_camera(capture, options->name, error);
	if (ret == 0)
		ret = configure_and_start(capture, error);
	if (ret == 0) {
		gg_control_list_finish(&before.asked);
		return 0;
	}
	gg_camera_close(capture->camera); /* and keep what is known of the old one */
	capture->camera = NULL;
	gg_control_list_clear(&capture->read);
	gg_control_list_finish(&capture->asked);
	capture->asked = before.asked;
	go_back(capture, &before, error);
	return ret;
}

int capture_change_stream(struct capture *capture, const struct gg_stream_config *config,
			  struct gg_error *error)
{
	struct before before;
	int ret = capture_can_change(capture, error);

	if (ret)
		return ret;
	if (!capture->camera)
		return gg_error_set(error, -ENODEV, "camera %s is gone", capture->shown_id);
	capture_stop(capture);
	remember(capture, &before);
	capture->chosen = *capture->options;
	capture->chosen.n_streams = 1;
	capture->chosen.streams[0] = *config;
	capture->chosen.framerate = config->framerate;
	capture->warned_of_rate = false;
	capture->options = &capture->chosen;
	ret = configure_and_start(capture, error);
	if (ret) {
		capture_release(capture);
		go_back(capture, &before, error);
	}
	return ret;
}
