/* SPDX-License-Identifier: BSD-2-Clause */
/* What is asked of a capture's camera, and what comes of it. */
#include "capture.h"

#include <errno.h>
#include <stdio.h>
#include <strings.h>

#include <groundglass/log.h>

void capture_ask_streams(struct capture *capture)
{
	const struct options_camera *options = capture->options;

	capture->n_streams = options->n_streams ? options->n_streams : 1;
	for (unsigned i = 0; i < capture->n_streams; i++) {
		struct gg_stream_config *config = &capture->streams[i].config;
		if (options->n_streams)
			*config = options->streams[i];
		else
			*config = (struct gg_stream_config){ .role = GG_ROLE_VIEWFINDER,
							     .framerate = options->framerate };
	}
}

/* --strict-formats: did anything that was asked for come out differently? */
static bool differs_from_asked(const struct gg_stream_config *asked,
			       const struct gg_stream_config *got)
{
	return (asked->fourcc &&
		(asked->fourcc != got->fourcc || asked->modifier != got->modifier)) ||
	       (asked->width && asked->width != got->width) ||
	       (asked->height && asked->height != got->height) ||
	       (asked->colorspace[0] && strcasecmp(asked->colorspace, got->colorspace) != 0);
}

static int check_adjusted(const struct capture *capture, const struct gg_stream_config *asked,
			  const struct gg_stream_config *got, struct gg_error *error)
{
	bool differs = false;

	for (unsigned i = 0; i < capture->n_streams; i++)
		differs |= differs_from_asked(&asked[i], &got[i]);
	if (!differs)
		return 0;
	if (capture->options->strict_formats)
		return gg_error_set(error, -EINVAL,
				    "Adjusting camera configuration disallowed by --strict-formats "
				    "argument");
	printf("Camera configuration adjusted\n");
	return 0;
}

int capture_configure(struct capture *capture, struct gg_error *error)
{
	struct gg_stream_config asked[GG_MAX_STREAMS] = { 0 }, got[GG_MAX_STREAMS];
	enum gg_orientation orientation = capture->options->orientation;

	for (unsigned i = 0; i < capture->n_streams; i++)
		asked[i] = got[i] = capture->streams[i].config;
	int ret =
		gg_camera_configure(capture->camera, got, capture->n_streams, &orientation, error);
	if (ret < 0)
		return ret;
	ret = check_adjusted(capture, asked, got, error);
	if (ret)
		return ret;
	if (capture->options->orientation != orientation)
		gg_log(GG_LOG_INFO, "camera", "%s is turned to %s but for %s", capture->id,
		       gg_orientation_name(capture->options->orientation),
		       gg_orientation_name(orientation));
	capture->orientation = orientation;

	for (unsigned i = 0; i < capture->n_streams; i++) {
		struct capture_stream *stream = &capture->streams[i];
		char format[32];

		stream->config = got[i];
		gg_format_name(got[i].fourcc, got[i].modifier, format, sizeof format);
		printf("%s: stream config %ux%u-%s/%s\n", stream->name, got[i].width, got[i].height,
		       format, got[i].colorspace[0] ? got[i].colorspace : "Unset");
		printf("%s: Allocated %u buffers\n", stream->name, got[i].n_buffers);
		if (asked[i].framerate > 0 && !got[i].framerate_set && !capture->warned_of_rate) {
			gg_log(GG_LOG_WARNING, "camera",
			       "%s cannot set a frame rate: it delivers what it likes",
			       capture->shown_id);
			capture->warned_of_rate = true;
		}
	}
	fflush(stdout);
	return 0;
}
