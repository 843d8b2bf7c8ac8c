/* SPDX-License-Identifier: BSD-2-Clause */
#include "stats.h"

#include <inttypes.h>

#include <SDL.h>

#include <groundglass/camera.h>

#include "clock.h"

/*
 * Latencies fall into buckets of 1/64 of their power of two, from 2^14 ns (16 us) on: exact to
 * 1.6 % at any size without a list of all frames.
 */
enum { BUCKET_BITS = 6, FIRST_POWER = 14 };

static unsigned bucket_of(uint64_t ns)
{
	if (ns < (1u << FIRST_POWER))
		return 0;
	unsigned power = 63 - (unsigned)__builtin_clzll(ns);
	unsigned part = (unsigned)(ns >> (power - BUCKET_BITS)) & ((1u << BUCKET_BITS) - 1);
	unsigned bucket = ((power - FIRST_POWER) << BUCKET_BITS) + part + 1;
	return bucket < STATS_BUCKETS ? bucket : STATS_BUCKETS - 1;
}

/* The middle of a bucket. */
static double bucket_ns(unsigned bucket)
{
	if (bucket == 0)
		return 1u << (FIRST_POWER - 1);
	unsigned power = FIRST_POWER + ((bucket - 1) >> BUCKET_BITS);
	unsigned part = (bucket - 1) & ((1u << BUCKET_BITS) - 1);
	return (double)(1ull << power) * (1.0 + (part + 0.5) / (1 << BUCKET_BITS));
}

void stats_present(struct stats *stats, uint64_t completed_ns)
{
	uint64_t now = clock_ns();

	if (stats->shown++ == 0)
		stats->first_present_ns = now;
	stats->latency[bucket_of(now - completed_ns)]++;
}

bool stats_lose(struct stats *stats, const char *reason, enum stats_series series)
{
	if (stats->unsaved++ == 0)
		snprintf(stats->unsaved_reason, sizeof stats->unsaved_reason, "%s", reason);
	return stats->unsaved_of[series]++ == 0 || series == STATS_ALONE;
}

static void restart_mean(struct stats_mean *mean)
{
	mean->count = 0;
	mean->total_ns = 0;
}

void stats_restart_means(struct stats *stats)
{
	restart_mean(&stats->decode);
	restart_mean(&stats->convert);
	restart_mean(&stats->upload);
}

void stats_restart(struct stats *stats)
{
	stats->before = stats->captured;
	stats->first_ns = 0;
	stats->last_ns = 0;
	for (unsigned i = 0; i < STATS_BUCKETS; i++)
		stats->latency[i] = 0;
}

void stats_mean_add(struct stats_mean *mean, uint64_t ns)
{
	mean->count++;
	mean->total_ns += ns;
}

double stats_mean_ms(const struct stats_mean *mean)
{
	return mean->count ? (double)mean->total_ns / 1e6 / (double)mean->count : -1;
}

double stats_latency_ms(const struct stats *stats, double quantile)
{
	uint64_t total = 0, below = 0;

	for (unsigned i = 0; i < STATS_BUCKETS; i++)
		total += stats->latency[i];
	for (unsigned i = 0; i < STATS_BUCKETS; i++) {
		below += stats->latency[i];
		if (total && (double)below >= quantile * (double)total)
			return bucket_ns(i) / 1e6;
	}
	return -1;
}

double stats_first_frame_ms(const struct stats *stats)
{
	return stats->shown ? (double)(stats->first_present_ns - stats->start_ns) / 1e6 : -1;
}

double stats_fps(const struct stats *stats)
{
	const uint64_t captured = stats->captured - stats->before;

	if (captured < 2 || stats->last_ns <= stats->first_ns)
		return -1;
	return (double)(captured - 1) * 1e9 / (double)(stats->last_ns - stats->first_ns);
}

uint64_t stats_failed(const struct stats *stats)
{
	return stats->errors + stats->undecodable;
}

uint64_t stats_dropped(const struct stats *stats, uint64_t queue_dropped)
{
	uint64_t shown = stats->shown, ready = stats->ready;
	/* A picture may be painted before the render thread has counted it as ready. */
	return queue_dropped + stats->late + stats->skipped + (ready > shown ? ready - shown : 0);
}

static void print_string(FILE *file, const char *text)
{
	if (!text) {
		fputs("null", file);
		return;
	}
	putc('"', file);
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (*c < 0x20)
			fprintf(file, "\\u%04x", *c);
		else if (*c == '"' || *c == '\\')
			fprintf(file, "\\%c", *c);
		else
			putc(*c, file);
	}
	putc('"', file);
}

/* "name":value, or null for a figure that does not exist. */
static void print_figure(FILE *file, const char *name, double value)
{
	if (value < 0)
		fprintf(file, "\"%s\":null", name);
	else
		fprintf(file, "\"%s\":%.3f", name, value);
}

static void print_counts(FILE *file, const struct stats_stream *stream)
{
	const struct stats *stats = stream->stats;
	const struct {
		const char *name;
		uint64_t count;
	} counts[] = {
		{ "width", stream->width },
		{ "height", stream->height },
		{ "captured", stats->captured },
		{ "shown", stats->shown },
		{ "dropped", stats_dropped(stats, stream->queue_dropped) },
		{ "failed", stats_failed(stats) },
		{ "errors", stats->errors },
		{ "gaps", stats->gaps },
		{ "stalls", stats->stalls },
		{ "restarts", stats->restarts },
		{ "saved", stats->saved },
		{ "unsaved", stats->unsaved },
	};
	for (size_t i = 0; i < SDL_arraysize(counts); i++)
		fprintf(file, ",\"%s\":%" PRIu64, counts[i].name, counts[i].count);
}

static void print_stream(FILE *file, const struct stats_stream *stream, uint64_t cpu_ns)
{
	const struct stats *stats = stream->stats;
	const struct {
		const char *name;
		double value;
	} figures[] = {
		{ "fps", stats_fps(stats) },
		{ "first_frame_ms", stats_first_frame_ms(stats) },
		{ "decode_ms", stats_mean_ms(&stats->decode) },
		{ "convert_ms", stats_mean_ms(&stats->convert) },
		{ "upload_ms", stats_mean_ms(&stats->upload) },
		{ "cpu_ms_per_frame",
		  stats->captured ? (double)cpu_ns / 1e6 / (double)stats->captured : -1 },
	};

	fputs("{\"camera\":", file);
	print_string(file, stream->camera);
	fputs(",\"stream\":", file);
	print_string(file, stream->stream);
	fputs(",\"format\":", file);
	print_string(file, stream->format);
	print_counts(file, stream);
	for (size_t i = 0; i < SDL_arraysize(figures); i++) {
		putc(',', file);
		print_figure(file, figures[i].name, figures[i].value);
	}
	fputs(",\"latency_ms\":{", file);
	print_figure(file, "p50", stats_latency_ms(stats, 0.5));
	putc(',', file);
	print_figure(file, "p99", stats_latency_ms(stats, 0.99));
	fputs("}}", file);
}

void stats_print(FILE *file, const struct stats_stream *streams, unsigned n_streams,
		 const char *presenter, const char *driver, uint64_t cpu_ns)
{
	SDL_version sdl;
	SDL_GetVersion(&sdl);

	fputs("{\"streams\":[", file);
	for (unsigned i = 0; i < n_streams; i++) {
		if (i)
			putc(',', file);
		print_stream(file, &streams[i], cpu_ns);
	}
	fputs("],\"presenter\":", file);
	print_string(file, presenter);
	fputs(",\"driver\":", file);
	print_string(file, driver);
	fputs(",\"libcamera\":", file);
	print_string(file, gg_libcamera_version());
	fprintf(file, ",\"sdl\":\"%u.%u.%u\"}\n", sdl.major, sdl.minor, sdl.patch);
}
