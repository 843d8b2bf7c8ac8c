/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What happened to the frames of one stream. Each figure has one writing thread (capture, render,
 * or whichever presents) and may be read by any; a reader may see them a frame apart, but once the
 * threads have ended captured = shown + dropped + failed.
 */
#ifndef GG_STATS_H
#define GG_STATS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { STATS_BUCKETS = 4096 };

/* A sum of durations, for a mean. */
struct stats_mean {
	_Atomic uint64_t count, total_ns;
};

/* What one of many frames that are saved belongs to. */
enum stats_series { STATS_ALONE, STATS_RECORDING, STATS_EVERY, STATS_N_SERIES };

struct stats {
	/* capture thread */
	_Atomic uint64_t captured;
	_Atomic uint64_t errors; /* of captured: frames that the camera itself called bad */
	_Atomic uint64_t late;	 /* of captured: come behind a newer one, and so not shown */
	_Atomic uint64_t gaps;	 /* frames that the driver lost, by its sequence numbers */
	_Atomic uint64_t start_ns, first_ns, last_ns; /* of start(), first and last completion */
	_Atomic uint64_t before; /* of captured: before first_ns, from what came before a switch */
	/* render thread */
	_Atomic uint64_t undecodable; /* of captured: payloads that are no picture */
	_Atomic uint64_t skipped;     /* of captured: taken while paused */
	_Atomic uint64_t ready;	      /* of captured: handed to the presenter */
	struct stats_mean decode, convert, upload;
	/* the presenting thread */
	_Atomic uint64_t shown;
	_Atomic uint64_t first_present_ns;
	_Atomic uint32_t latency[STATS_BUCKETS]; /* histogram, see stats_present() */
	/* writer thread */
	_Atomic uint64_t saved;
	/* main thread */
	_Atomic uint64_t stalls, restarts; /* see watchdog.h; streams started anew for it */
	/* any thread, by stats_lose() */
	_Atomic uint64_t unsaved; /* also where there was nothing to save */
	_Atomic uint64_t unsaved_of[STATS_N_SERIES];
	char unsaved_reason[512]; /* of the first; to be read once the threads have ended */
};

/* A frame is not saved. Is that to be said? Of a series only the first time. */
bool stats_lose(struct stats *stats, const char *reason, enum stats_series series);

/* A frame that completed at completed_ns is on the screen now. */
void stats_present(struct stats *stats, uint64_t completed_ns);

/*
 * Another camera or configuration comes: counts go on, rates and latencies begin anew. While
 * nothing is captured. The means begin anew in the render thread, when it is done with what came
 * before.
 */
void stats_restart(struct stats *stats);
void stats_restart_means(struct stats *stats);

void stats_mean_add(struct stats_mean *mean, uint64_t ns);

/* Milliseconds; negative where there is none. */
double stats_mean_ms(const struct stats_mean *mean);
double stats_latency_ms(const struct stats *stats, double quantile);
double stats_first_frame_ms(const struct stats *stats);

/* Frames per second since the start or the last restart; negative before the second frame. */
double stats_fps(const struct stats *stats);

uint64_t stats_failed(const struct stats *stats);

/* Of captured: never shown, because a newer one came. queue_dropped is the frame queue's count. */
uint64_t stats_dropped(const struct stats *stats, uint64_t queue_dropped);

/* Stream and presenter as --stats names them. */
struct stats_stream {
	const struct stats *stats;
	const char *camera, *stream, *format;
	uint32_t width, height;
	uint64_t queue_dropped; /* by the frame queue */
};

/* One JSON object on one line. cpu_ns: processor time that the process took. */
void stats_print(FILE *file, const struct stats_stream *streams, unsigned n_streams,
		 const char *presenter, const char *driver, uint64_t cpu_ns);

#endif
