/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Controls, properties and metadata: values of every type that libcamera has, what a control
 * accepts, and values as text. A value owns its memory; lists keep what they allocated, so that
 * filling a list again frame after frame allocates nothing. Not thread-safe; any thread.
 */
#ifndef GROUNDGLASS_CONTROL_H
#define GROUNDGLASS_CONTROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/error.h>

#ifdef __cplusplus
extern "C" {
#endif

enum gg_control_type {
	GG_CONTROL_NONE,
	GG_CONTROL_BOOL,      /* uint8_t 0 or 1 */
	GG_CONTROL_UINT8,     /* uint8_t, libcamera's Byte */
	GG_CONTROL_UINT16,    /* uint16_t */
	GG_CONTROL_UINT32,    /* uint32_t */
	GG_CONTROL_INT32,     /* int32_t */
	GG_CONTROL_INT64,     /* int64_t */
	GG_CONTROL_FLOAT,     /* float */
	GG_CONTROL_STRING,    /* char, count bytes without a NUL */
	GG_CONTROL_RECTANGLE, /* struct gg_rectangle */
	GG_CONTROL_SIZE,      /* struct gg_size */
	GG_CONTROL_POINT,     /* struct gg_point */
};

struct gg_rectangle {
	int32_t x, y;
	uint32_t width, height;
};

struct gg_size {
	uint32_t width, height;
};

struct gg_point {
	int32_t x, y;
};

/* One value, or an array of them. Zero-initialised it is NONE and owns nothing. */
struct gg_control_value {
	enum gg_control_type type;
	bool is_array;
	uint32_t count;	   /* elements: 1 unless an array; of a string its bytes */
	uint32_t capacity; /* bytes of heap, 0 while the value lies in inline_data */
	union {
		uint8_t inline_data[16];
		void *heap;
		int64_t align;
	} u;
};

/* Bytes of one element. */
size_t gg_control_type_size(enum gg_control_type type);

/* "bool", "uint8", "int32", "float", "string", "rectangle", ... */
const char *gg_control_type_name(enum gg_control_type type);

/* The elements, gg_control_type_size() bytes each. Valid until the value changes. */
const void *gg_control_value_data(const struct gg_control_value *value);

/*
 * Copy count elements from data into value; 0 or -ENOMEM. Allocates only where the elements need
 * more bytes than value has held before.
 */
int gg_control_value_set(struct gg_control_value *value, enum gg_control_type type, bool is_array,
			 const void *data, uint32_t count);
int gg_control_value_copy(struct gg_control_value *value, const struct gg_control_value *source);

/* Free what value owns and make it NONE. */
void gg_control_value_finish(struct gg_control_value *value);

bool gg_control_value_equal(const struct gg_control_value *a, const struct gg_control_value *b);

/* Element index as a number; false where the type is none or index is past the end. */
bool gg_control_value_number(const struct gg_control_value *value, uint32_t index, double *number);

/* Set one number of the given type, rounded and clamped to what the type holds. */
int gg_control_value_set_number(struct gg_control_value *value, enum gg_control_type type,
				double number);

struct gg_control_enumerator {
	int32_t value;
	char *name;
};

/* What a control is and accepts. Owned by the camera that lists it. */
struct gg_control_info {
	uint32_t id;
	char *name; /* libcamera's: "ExposureTime"; V4L2's: "Focus, Absolute" */
	enum gg_control_type type;
	bool is_array;
	uint32_t array_size;		       /* elements of a fixed-size array, 0: any number */
	bool read_only;			       /* reported in metadata, cannot be set */
	struct gg_control_value min, max, def; /* NONE where there is none */
	double step;			       /* the camera rounds to min + n * step; 0: unknown */
	unsigned n_enumerators;
	struct gg_control_enumerator *enumerators; /* names of values, sorted by value */
};

/* Free what info owns. */
void gg_control_info_finish(struct gg_control_info *info);

/*
 * The control with that name in any case, or that id; NULL where there is none. A name may also
 * leave out or change all that is no letter or digit: focus_absolute is "Focus, Absolute".
 */
const struct gg_control_info *gg_control_info_find(const struct gg_control_info *infos, size_t n,
						   const char *name);
const struct gg_control_info *gg_control_info_by_id(const struct gg_control_info *infos, size_t n,
						    uint32_t id);

/*
 * A value as text, as snprintf does it: writes at most size bytes and returns the length of the
 * whole. Numbers as in C (floats in %g with 6 digits), booleans true and false, sizes 640x480,
 * rectangles (0, 0)/640x480, points (1, 2), arrays [ 1, 2 ], enumerated values as their name where
 * info (may be NULL) has one. Control characters in strings, and what is
 * no UTF-8, are escaped.
 */
size_t gg_control_value_format(const struct gg_control_value *value,
			       const struct gg_control_info *info, char *text, size_t size);

/*
 * The reverse, for the control's type: what format writes, in the C locale, enumerators by name in
 * any case or by number, arrays also without brackets; times of a control in microseconds (its
 * name ends in Time or Duration or holds FrameDuration) also as 10ms, 2s, 33us or 1/60 (seconds).
 * Returns 0; -EINVAL where the text is no such value; -ERANGE outside min..max; error names the
 * control, the text and what it takes.
 */
int gg_control_value_parse(struct gg_control_value *value, const struct gg_control_info *info,
			   const char *text, struct gg_error *error);

struct gg_control_item {
	uint32_t id;
	const char
		*name; /* not owned: lives as long as the camera, that of metadata as the program */
	struct gg_control_value value;
};

/* Values by id, in the order they were set. Zero-initialised it is empty. */
struct gg_control_list {
	size_t n, capacity;
	struct gg_control_item *items; /* capacity items; those past n keep their memory */
};

void gg_control_list_finish(struct gg_control_list *list);

/* Empty the list but keep its memory. */
void gg_control_list_clear(struct gg_control_list *list);

/* The slot for id, made where missing (value NONE); NULL: no memory. Valid until the next set. */
struct gg_control_value *gg_control_list_slot(struct gg_control_list *list, uint32_t id,
					      const char *name);

/* The value of id or of a name in any case, or NULL. */
const struct gg_control_value *gg_control_list_get(const struct gg_control_list *list, uint32_t id);
const struct gg_control_value *gg_control_list_find(const struct gg_control_list *list,
						    const char *name);

/* Take the value of id out, where there is one. */
void gg_control_list_remove(struct gg_control_list *list, uint32_t id);

/* Set every item of source in list; 0 or -ENOMEM. */
int gg_control_list_merge(struct gg_control_list *list, const struct gg_control_list *source);

#ifdef __cplusplus
}
#endif
#endif
