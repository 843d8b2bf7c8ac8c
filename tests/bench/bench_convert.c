/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench_convert.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/convert.h>

#include "bench_params.h"
#include "buffer.h"
#include "peers.h"
#include "table.h"
#include "timing.h"

enum { OURS, MEMCPY, N_OWN_TASKS };

struct job {
	struct gg_converter *converter;
	struct gg_convert_params params;
	struct gg_image image;
	struct buffer in, out, copy;
	size_t out_size; /* bytes; a peer may write twice as many */
};

static void run_ours(void *data)
{
	struct job *job = data;
	struct gg_error error;

	if (gg_converter_run(job->converter, &job->image, &job->params, job->out.data,
			     4 * (size_t)job->image.width, &error)) {
		fprintf(stderr, "%s\n", error.text);
		exit(1);
	}
}

static void run_memcpy(void *data)
{
	struct job *job = data;

	memcpy(job->out.data, job->copy.data, job->out_size);
}

static void run_peer(void *data)
{
	const struct peer *const *peer = data;

	(*peer)->run();
}

/* Tasks for all that can read the image: those of peers from N_OWN_TASKS on, named in who. */
static unsigned make_tasks(struct job *job, struct timing_task *tasks, unsigned *who)
{
	unsigned n = N_OWN_TASKS;

	tasks[OURS] = (struct timing_task){ run_ours, job };
	tasks[MEMCPY] = (struct timing_task){ run_memcpy, job };
	for (unsigned p = 0; p < N_PEERS; p++) {
		if (!peers[p]->begin || !peers[p]->begin(&job->image, job->out.data))
			continue;
		who[n] = p;
		tasks[n++] = (struct timing_task){ run_peer, (void *)&peers[p] };
	}
	return n;
}

/*
 * Video formats: as fast as memory allows, reading and writing being what memcpy() does, or, of 8
 * bits, as the best library. Raw ones: a copy of the output, what reads least a little less.
 */
static double target(const struct row *row, const struct gg_format *format, size_t in, size_t out)
{
	const bool csi2_10 = format->packing == GG_PACKING_CSI2 && format->bits == 10;
	const bool deep = format->bits > 8;

	if (format->layout == GG_LAYOUT_BAYER)
		return csi2_10 || !deep ? 0.9 : 1.0;
	if (format->layout == GG_LAYOUT_GREY && deep)
		return 1.0;

	const double memory = 1.1 * (double)(in + out) / (2.0 * (double)out);
	const int best = table_best_peer(row);
	const double library = best < 0 || deep ? 0 : 1.05 * row->peers[best].xout;
	return library > memory ? library : memory;
}

static int measure(struct job *job, const struct bench_options *options, struct row *row)
{
	struct timing_task tasks[N_OWN_TASKS + N_PEERS];
	unsigned who[N_OWN_TASKS + N_PEERS];
	const unsigned n = make_tasks(job, tasks, who);
	const size_t in = buffer_image_bytes(&job->image);
	struct timing timing;

	const struct timing_conditions conditions = options_conditions(options);
	const int ret = timing_run(&timing, tasks, n, &conditions);
	if (!ret) {
		row->ms = timing_median(&timing, OURS);
		row->bytes = in + job->out_size;
		row->xout = timing_ratio(&timing, OURS, MEMCPY);
		for (unsigned t = N_OWN_TASKS; t < n; t++) {
			row->peers[who[t]].xout = timing_ratio(&timing, t, MEMCPY);
			row->peers[who[t]].ratio = timing_ratio(&timing, OURS, t);
		}
		row->target = target(row, job->image.format, in, job->out_size);
	}
	timing_finish(&timing);
	for (unsigned t = N_OWN_TASKS; t < n; t++)
		peers[who[t]]->end();
	return ret;
}

int bench_convert(const struct bench_options *options, const struct gg_format *format,
		  uint32_t width, uint32_t height)
{
	struct job job = {
		.converter = gg_converter_create(options->threads),
		.params = bench_params(format, height, options->fine),
		.out_size = (size_t)width * height * 4,
	};
	struct row row = { .name = format->name, .width = width, .height = height };
	int ret = job.converter ? 0 : -ENOMEM;

	if (!ret)
		ret = buffer_init_image(&job.in, &job.image, format, width, height);
	if (!ret)
		ret = buffer_init(&job.out, 2 * job.out_size);
	if (!ret)
		ret = buffer_init(&job.copy, job.out_size);
	if (!ret)
		ret = measure(&job, options, &row);
	if (!ret)
		table_row(&row, options->csv);
	buffer_finish(&job.copy);
	buffer_finish(&job.out);
	buffer_finish(&job.in);
	gg_converter_destroy(job.converter);
	return ret;
}
