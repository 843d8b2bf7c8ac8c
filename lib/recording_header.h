/* SPDX-License-Identifier: BSD-2-Clause */
/* The first line of a recording. Private to recording.c. */
#ifndef GG_RECORDING_HEADER_H
#define GG_RECORDING_HEADER_H

#include <json-c/json.h>

#include "recording.h"

/* Fill in what the line says. NULL, or what is wrong with it. */
const char *gg_recording_read_header(struct gg_recording *recording, struct json_object *object);

/* A list of values, as properties and metadata have it. NULL, or what is wrong with it. */
const char *gg_recording_read_list(struct json_object *items, struct gg_control_list *list);

#endif
