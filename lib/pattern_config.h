/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the test pattern makes of the configuration that is asked of it. Private to the library.
 *
 * Every format is served that can be read, in the role raw the Bayer formats; others become YUYV,
 * or SRGGB10 in the role raw: words, as most sensors can give them. Sizes are 16..8192 both ways
 * (1280x720 where left open). The colour space is sRGB for RGB, sYCC for MJPEG, RAW for Bayer, else
 * the one asked for of sYCC, SMPTE170M, Rec709 and Rec2020; left open it is sYCC for grey,
 * SMPTE170M below 720 lines and Rec709 from there on.
 */
#ifndef GG_PATTERN_CONFIG_H
#define GG_PATTERN_CONFIG_H

#include <groundglass/camera.h>

/*
 * Fill in what a stream will be, with pad bytes behind rows that begin at multiples of 64. Is it
 * other than what was asked?
 */
bool gg_pattern_config_adjust(struct gg_stream_config *config, unsigned pad);

/* Bytes of one plane of an adjusted stream. */
size_t gg_pattern_config_plane_length(const struct gg_stream_config *config, unsigned plane);

/* What can be asked for in a role: every format served, in every size. 0 or -ENOMEM. */
int gg_pattern_config_formats(enum gg_role role, struct gg_stream_formats *formats);

#endif
