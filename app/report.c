/* SPDX-License-Identifier: BSD-2-Clause */
#include "report.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "stats.h"
#include "view.h"

static void print(FILE *file, const struct view *views, unsigned n_views)
{
	struct stats_stream streams[OPTIONS_MAX_CAMERAS * GG_MAX_STREAMS];
	char formats[OPTIONS_MAX_CAMERAS * GG_MAX_STREAMS][32];
	struct timespec cpu;

	for (unsigned i = 0; i < n_views; i++) {
		const struct view *view = &views[i];
		const struct gg_stream_config *config = &view->stream->config;
		streams[i] = (struct stats_stream){
			.stats = &view->stream->stats,
			.camera = view->capture->id,
			.stream = view->stream->name,
			.format = gg_format_name(config->fourcc, config->modifier, formats[i],
						 sizeof formats[i]),
			.width = config->width,
			.height = config->height,
			.queue_dropped = gg_frame_queue_dropped(view->stream->queue),
		};
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	stats_print(file, streams, n_views, views[0].presenter.class->name,
		    views[0].presenter.driver,
		    (uint64_t)cpu.tv_sec * 1000000000u + (uint64_t)cpu.tv_nsec);
}

int report_print(const char *path, FILE *out, const struct view *views, unsigned n_views)
{
	FILE *file = path ? fopen(path, "we") : out;

	if (file)
		print(file, views, n_views);
	if (path && (!file || fclose(file))) {
		int code = errno;
		fprintf(stderr, "groundglass: cannot write %s: %s\n", path, strerror(code));
		return -code;
	}
	return 0;
}

bool report_unsaved(const struct view *views, unsigned n_views)
{
	bool any = false;

	for (unsigned i = 0; i < n_views; i++) {
		const struct capture_stream *stream = views[i].stream;
		const uint64_t unsaved = stream->stats.unsaved;
		any |= unsaved > 0;
		if (unsaved > 1)
			fprintf(stderr, "groundglass: %s: %" PRIu64 " frames were not saved: %s\n",
				stream->name, unsaved, stream->stats.unsaved_reason);
	}
	return any;
}

void report_undone(const struct options *options, const bool *did)
{
	for (unsigned i = 0; i < options->n_dos; i++)
		if (!did[i])
			fprintf(stderr,
				"groundglass: --do %s@%" PRIu64
				" was not run: the end came first\n",
				options->dos[i].action, options->dos[i].frame);
}
