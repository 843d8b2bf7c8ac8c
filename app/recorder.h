/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The text beside the frames of one stream that --save-frames saves, so that they can be played
 * again; groundglass/recording.h says what is in it. Lines are appended by the writer thread; the
 * rest is as each function says.
 */
#ifndef GG_RECORDER_H
#define GG_RECORDER_H

#include <stdbool.h>

#include <groundglass/error.h>

struct recorder {
	int fd; /* where is_open */
	bool is_open;
	bool begun; /* the capture thread's */
	char path[4096];
};

/* Make the file, empty, in place of an earlier one. 0, or -errno. Main thread. */
int recorder_open(struct recorder *recorder, const char *path, struct gg_error *error);

/* Is it time for the first line? Once true. Capture thread. */
bool recorder_begins(struct recorder *recorder);

/* Append whole lines, or nothing. 0, or -errno. */
int recorder_append(const struct recorder *recorder, const char *lines, struct gg_error *error);

/* Idempotent; also of what was never opened, zero-initialised. Main thread. */
void recorder_close(struct recorder *recorder);

#endif
