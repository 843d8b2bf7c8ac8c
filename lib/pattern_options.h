/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What may follow the name of the test pattern: pattern:OPTION=VALUE,... Private to the library;
 * made for tests.
 *
 *   fds=one|several|whole  a location for each plane in one buffer; a buffer for each plane; one
 *                          location for all planes, one behind the other        (one)
 *   pad=N                  bytes of padding in a row, above its multiple of 64  (0)
 *   offset=N               bytes before each plane                              (0)
 *   buffers=N              where the configuration leaves it open               (4)
 *   fail=N                 every Nth frame has the status ERROR                 (0: none)
 *   cancel=N               every Nth frame has the status CANCELLED             (0: none)
 *   vanish=N               the camera disconnects after N frames                (0: never)
 *   stall=N                N frames come after each start, and no more         (0: all)
 *   jpeg=whole|truncated   payloads of MJPEG: truncated ends in mid-picture     (whole)
 *   controls=own|every     every: pattern_types.h's too, of all types           (own)
 */
#ifndef GG_PATTERN_OPTIONS_H
#define GG_PATTERN_OPTIONS_H

#include <groundglass/error.h>

enum { GG_PATTERN_FDS_ONE, GG_PATTERN_FDS_SEVERAL, GG_PATTERN_FDS_WHOLE };
enum { GG_PATTERN_JPEG_WHOLE, GG_PATTERN_JPEG_TRUNCATED };

enum { GG_PATTERN_CONTROLS_OWN, GG_PATTERN_CONTROLS_EVERY };

enum { GG_PATTERN_MAX_BUFFERS = 32 };

struct gg_pattern_options {
	unsigned fds, pad, offset, buffers, fail, cancel, vanish, stall, jpeg, controls;
};

/* From the camera's whole name. 0, or -EINVAL with what is wrong and what would work. */
int gg_pattern_options_parse(struct gg_pattern_options *options, const char *name,
			     struct gg_error *error);

#endif
