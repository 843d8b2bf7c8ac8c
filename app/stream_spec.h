/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The text of -s: words with commas between them, KEY=VALUE or a size, role or format alone:
 * "role=still,width=640" or "1280x720@30,MJPEG". Any thread.
 */
#ifndef GG_STREAM_SPEC_H
#define GG_STREAM_SPEC_H

#include <stdbool.h>

#include <groundglass/camera.h>

/* The highest rate that makes any sense, frames per second. */
#define MAX_FRAMERATE 100000.0

/*
 * Put what spec says into config and leave the rest of it alone. 0, -ENOMEM, or -EINVAL with
 * error set.
 */
int stream_spec_parse(const char *spec, struct gg_stream_config *config, struct gg_error *error);

/* The reverse, as snprintf() puts it; what has no name that could be parsed is left out. */
void stream_spec_format(const struct gg_stream_config *config, char *text, size_t size);

#endif
