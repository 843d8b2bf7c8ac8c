/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Values of controls as JSON, and members of JSON objects with their checks: what is read may be
 * anything. Not installed: the library's recordings and the viewer's profiles use it. Any thread.
 */
#ifndef GG_RECORDING_VALUE_H
#define GG_RECORDING_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <json-c/json.h>

#include <groundglass/control.h>

/*
 * The JSON object that text (length bytes) is; NULL: it is none, or a deep one. *end (may be NULL):
 * where parsing ended.
 */
struct json_object *gg_recording_parse(const char *text, size_t length, size_t *end);

/* A new object; NULL is JSON's null, for a value of no type. */
struct json_object *gg_recording_put_value(const struct gg_control_value *value);

/* 0; -EINVAL where json is no value of that type, or of a number too many; -ENOMEM. */
int gg_recording_get_value(struct gg_control_value *value, enum gg_control_type type,
			   struct json_object *json);

/* From a type's name; false where there is no such type. */
bool gg_recording_get_type(struct json_object *object, enum gg_control_type *type);

/* A member of object that is a whole number of 0..max, else false. */
bool gg_recording_get_number(struct json_object *object, const char *name, uint64_t max,
			     uint64_t *number);

/* A member that is a text without a NUL in it, else NULL. Lives as long as object. */
const char *gg_recording_get_text(struct json_object *object, const char *name);

/* A member that is a list of at most max, else NULL. */
struct json_object *gg_recording_get_list(struct json_object *object, const char *name, size_t max);

#endif
