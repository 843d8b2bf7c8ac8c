/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench_jpeg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <turbojpeg.h>

#include <groundglass/convert.h>
#include <groundglass/jpeg.h>
#include <groundglass/jpeg_pool.h>

#include "buffer.h"
#include "jpeg_pool_task.h"
#include "scene.h"
#include "timing.h"

/* A run is that many frames, where threads share them. */
enum { QUALITY = 90, RUN = 8 };

enum { OUR_PLANES, OUR_PIXELS, TURBO_PLANES, TURBO_PIXELS, MEMCPY, N_TASKS };

struct job {
	const uint8_t *payload;
	size_t size;
	int width, height;
	struct gg_jpeg_decoder *decoder;
	struct gg_jpeg_pixels pixels;
	struct gg_jpeg_pool *pool;
	tjhandle turbo;
	struct buffer planes[GG_MAX_PLANES], out, copy;
};

static void fail(const char *why)
{
	fprintf(stderr, "JPEG: %s\n", why);
	exit(1);
}

static void run_our_planes(void *data)
{
	const struct job *job = data;
	struct gg_image image;
	struct gg_error error;

	if (gg_jpeg_decode(job->decoder, job->payload, job->size, 0, 0, &image, &error) < 0)
		fail(error.text);
}

static void run_our_pixels(void *data)
{
	static const struct gg_convert_params params;
	struct job *job = data;
	struct gg_error error;

	if (gg_jpeg_decode_pixels(job->decoder, job->payload, job->size, 0, 0, &params,
				  &job->pixels, &error) < 0)
		fail(error.text);
}

static void run_one_thread(void *data)
{
	for (unsigned i = 0; i < RUN; i++)
		run_our_planes(data);
}

static void run_pool(void *data)
{
	const struct job *job = data;

	if (jpeg_pool_task(job->pool, job->payload, job->size, RUN))
		fail("the pool cannot decode it");
}

static void run_turbo_planes(void *data)
{
	struct job *job = data;
	unsigned char *planes[] = { job->planes[0].data, job->planes[1].data, job->planes[2].data };

	if (tjDecompressToYUVPlanes(job->turbo, job->payload, job->size, planes, job->width, NULL,
				    job->height, 0))
		fail(tjGetErrorStr2(job->turbo));
}

static void run_turbo_pixels(void *data)
{
	struct job *job = data;

	if (tjDecompress2(job->turbo, job->payload, job->size, job->out.data, job->width, 0,
			  job->height, TJPF_BGRX, 0))
		fail(tjGetErrorStr2(job->turbo));
}

static void run_memcpy(void *data)
{
	struct job *job = data;

	memcpy(job->out.data, job->copy.data, job->out.size);
}

static void print(const struct bench_options *options, const struct job *job,
		  const struct timing *timing)
{
	static const struct {
		const char *name;
		unsigned ours, turbo;
		double target;
	} rows[] = {
		{ "MJPEG to planes", OUR_PLANES, TURBO_PLANES, 1.0 },
		{ "MJPEG to XRGB", OUR_PIXELS, TURBO_PIXELS, 0.95 },
	};
	char size[32];

	snprintf(size, sizeof size, "%dx%d", job->width, job->height);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const double ms = timing_median(timing, rows[i].ours);
		const double ratio = timing_ratio(timing, rows[i].ours, rows[i].turbo);

		if (options->csv)
			printf("%s,%d,%d,%.4f,%.4f,turbojpeg,%.4f\n", rows[i].name, job->width,
			       job->height, ms, timing_ratio(timing, rows[i].ours, MEMCPY), ratio);
		else
			printf("%-16s %9s %8.3f ms, turbojpeg %8.3f ms, ratio %.3f, target %.2f "
			       "%s (%zu KiB)\n",
			       rows[i].name, size, ms, timing_median(timing, rows[i].turbo), ratio,
			       rows[i].target, ratio <= rows[i].target ? "ok" : "over",
			       job->size >> 10);
	}
	fflush(stdout);
}

static int measure(const struct bench_options *options, struct job *job)
{
	const struct timing_task tasks[N_TASKS] = {
		[OUR_PLANES] = { run_our_planes, job },
		[OUR_PIXELS] = { run_our_pixels, job },
		[TURBO_PLANES] = { run_turbo_planes, job },
		[TURBO_PIXELS] = { run_turbo_pixels, job },
		[MEMCPY] = { run_memcpy, job },
	};
	const struct timing_conditions conditions = options_conditions(options);
	struct timing timing;

	const int ret = timing_run(&timing, tasks, N_TASKS, &conditions);
	if (!ret)
		print(options, job, &timing);
	timing_finish(&timing);
	return ret;
}

/* Of a frame, wall time: the two threads work at the same time. */
static void print_pool(const struct bench_options *options, const struct job *job,
		       const struct timing *timing)
{
	const unsigned threads = gg_jpeg_pool_threads();
	const double ms = timing_median(timing, 0) / RUN, ratio = timing_ratio(timing, 0, 1);
	char name[32], size[32];

	snprintf(name, sizeof name, "MJPEG pool of %u", threads);
	snprintf(size, sizeof size, "%dx%d", job->width, job->height);
	if (options->csv)
		printf("%s,%d,%d,%.4f,,one thread,%.4f\n", name, job->width, job->height, ms,
		       ratio);
	else
		printf("%-16s %9s %8.3f ms, one thread %8.3f ms, ratio %.3f (wall time)\n", name,
		       size, ms, timing_median(timing, 1) / RUN, ratio);
	fflush(stdout);
}

static int measure_pool(const struct bench_options *options, struct job *job)
{
	const struct timing_task tasks[] = { { run_pool, job }, { run_one_thread, job } };
	struct timing_conditions conditions = options_conditions_by_clock(options);
	struct timing timing;

	conditions.warm = true; /* to compare threads: what a run begins with is not the point */
	const int ret = timing_run(&timing, tasks, 2, &conditions);
	if (!ret)
		print_pool(options, job, &timing);
	timing_finish(&timing);
	return ret;
}

/* Room for what a payload decodes to. */
static int prepare(struct job *job)
{
	int subsampling, colorspace, ret = 0;

	if (!job->decoder || !job->pool || !job->turbo)
		return -ENOMEM;
	if (tjDecompressHeader3(job->turbo, job->payload, job->size, &job->width, &job->height,
				&subsampling, &colorspace))
		fail(tjGetErrorStr2(job->turbo));

	const size_t pixels = (size_t)4 * (size_t)job->width * (size_t)job->height;
	for (int p = 0; !ret && p < (subsampling == TJSAMP_GRAY ? 1 : 3); p++)
		ret = buffer_init(&job->planes[p],
				  tjPlaneSizeYUV(p, job->width, 0, job->height, subsampling));
	if (!ret)
		ret = buffer_init(&job->out, pixels);
	return ret ? ret : buffer_init(&job->copy, pixels);
}

static int run(const struct bench_options *options, const uint8_t *payload, size_t size)
{
	struct job job = {
		.payload = payload,
		.size = size,
		.decoder = gg_jpeg_decoder_create(),
		.pool = gg_jpeg_pool_create(gg_jpeg_pool_threads(), NULL, NULL),
		.turbo = tjInitDecompress(),
	};

	int ret = prepare(&job);
	if (!ret)
		ret = measure(options, &job);
	if (!ret)
		ret = measure_pool(options, &job);
	buffer_finish(&job.copy);
	buffer_finish(&job.out);
	for (unsigned p = 0; p < GG_MAX_PLANES; p++)
		buffer_finish(&job.planes[p]);
	if (job.turbo)
		tjDestroy(job.turbo);
	gg_jpeg_pool_destroy(job.pool);
	free(job.pixels.data);
	gg_jpeg_decoder_destroy(job.decoder);
	return ret;
}

/* The scene as YUV422, full range BT.601: chroma of a pair from its first pixel. */
static void draw_scene(const struct gg_image *image, uint8_t *data)
{
	uint8_t *const u = data + (image->planes[1].data - image->planes[0].data);
	uint8_t *const v = data + (image->planes[2].data - image->planes[0].data);

	for (uint32_t y = 0; y < image->height; y++) {
		for (uint32_t x = 0; x < image->width; x++) {
			uint8_t rgb[3];

			scene_pixel(image->width, image->height, x, y, rgb);
			const float luma = 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2];
			data[y * image->planes[0].stride + x] = (uint8_t)luma;
			if (x % 2)
				continue;
			u[y * image->planes[1].stride + x / 2] =
				(uint8_t)(128 + (rgb[2] - luma) / 1.773f);
			v[y * image->planes[2].stride + x / 2] =
				(uint8_t)(128 + (rgb[0] - luma) / 1.403f);
		}
	}
}

int bench_jpeg(const struct bench_options *options, uint32_t width, uint32_t height)
{
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();
	struct buffer buffer = { 0 };
	struct gg_image image;
	struct gg_error error = { "no memory" };
	const uint8_t *payload;
	size_t size;

	int ret = encoder ? 0 : -ENOMEM;
	if (!ret)
		ret = buffer_init_image(&buffer, &image, gg_format_by_name("YUV422"), width,
					height);
	if (!ret) {
		draw_scene(&image, buffer.data);
		ret = gg_jpeg_encode(encoder, &image, QUALITY, &payload, &size, &error);
	}
	if (!ret)
		ret = run(options, payload, size);
	else
		fprintf(stderr, "JPEG: %s\n", error.text);
	buffer_finish(&buffer);
	gg_jpeg_encoder_destroy(encoder);
	return ret;
}

int bench_jpeg_file(const struct bench_options *options, const char *path)
{
	enum { MAX_SIZE = 64 << 20 };
	FILE *file = fopen(path, "rb");
	uint8_t *payload = file ? malloc(MAX_SIZE) : NULL;
	int ret = payload ? 0 : file ? -ENOMEM : -errno;

	if (!ret) {
		const size_t size = fread(payload, 1, MAX_SIZE, file);
		ret = ferror(file) ? -EIO : 0;
		if (!ret) {
			if (!options->csv)
				printf("%s:\n", path);
			ret = run(options, payload, size);
		}
	}
	if (ret)
		fprintf(stderr, "%s: %s\n", path, strerror(-ret));
	free(payload);
	if (file)
		fclose(file);
	return ret;
}
