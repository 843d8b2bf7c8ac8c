/* SPDX-License-Identifier: BSD-2-Clause */
/* What the benchmark of the CPU prints: a table for people, or lines for a machine. One thread. */
#ifndef GG_BENCH_TABLE_H
#define GG_BENCH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "peers.h"

/* Times are medians over the rounds; a ratio is the median of the rounds' ratios. */
struct row {
	const char *name;
	uint32_t width, height; /* pixels */
	double ms;
	size_t bytes;  /* read and written */
	double xout;   /* by the time that a copy of the output takes */
	double target; /* what xout is to be at most */
	struct {
		double xout;  /* 0: it does not read this format */
		double ratio; /* our time by its */
	} peers[N_PEERS];
};

void table_begin(bool csv);
void table_row(const struct row *row, bool csv);

/* What the figures mean. */
void table_end(bool csv);

/* The peer that is fastest in this row, or -1. */
int table_best_peer(const struct row *row);

#endif
