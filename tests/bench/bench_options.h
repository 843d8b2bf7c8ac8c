/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line of the benchmarks. Points into argv. */
#ifndef GG_BENCH_OPTIONS_H
#define GG_BENCH_OPTIONS_H

#include <stdbool.h>

#include <groundglass/format.h>

#include "timing.h"

enum { MAX_JPEGS = 16, BENCH_MAX_THREADS = 4 };

struct bench_options {
	bool csv;
	bool fine; /* the slower, better way where there are two */
	bool warm; /* as in struct timing_conditions */
	unsigned rounds;
	unsigned threads;   /* that may share a picture; 0: as many as there are processors */
	const char *filter; /* part of a format's name; NULL: all */
	unsigned n_jpegs;
	const char *jpegs[MAX_JPEGS]; /* files */
};

/*
 * Read argv. Returns -1 to go on; else the status to exit with, having printed the help (0), or
 * what is wrong (2). what describes the program in the help, and rounds is how many there are where
 * none are asked for; only with files it takes --jpeg.
 */
int options_read(struct bench_options *options, int argc, char **argv, const char *what,
		 unsigned rounds, bool files);

/* Is a format asked for? */
bool options_match(const struct bench_options *options, const char *name);

/* How to time what this process does by itself: one thread by what it used of its processor. */
struct timing_conditions options_conditions(const struct bench_options *options);
/* The same by the clock, whoever does it. */
struct timing_conditions options_conditions_by_clock(const struct bench_options *options);

#endif
