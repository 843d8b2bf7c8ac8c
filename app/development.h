/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How the raw pictures of a stream are developed: as their metadata say, and where those say
 * nothing of the colours' gains, so that the picture is grey on the whole. Used by one thread.
 */
#ifndef GG_DEVELOPMENT_H
#define GG_DEVELOPMENT_H

#include <groundglass/frame.h>
#include <groundglass/raw.h>

struct development {
	struct gg_raw raw;
	bool estimated;		 /* the gains are from the picture */
	unsigned until_estimate; /* frames */
};

void development_init(struct development *development);

/* Bring raw up to date with a Bayer frame, whose pixels may be read. */
void development_follow(struct development *development, const struct gg_frame *frame);

#endif
