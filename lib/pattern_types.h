/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The test pattern's controls=every: a control of each type that none of its own has, and arrays.
 * They are reported in metadata from the frame on that sets them, and change nothing in the
 * picture. Private to the library; made for tests.
 */
#ifndef GG_PATTERN_TYPES_H
#define GG_PATTERN_TYPES_H

#include <groundglass/control.h>

/* Fill infos, which are zeroed, sorted by id. 0 or -ENOMEM: the caller finishes them in any case.
 */
int gg_pattern_types_infos(struct gg_control_info *infos);

/* Take over into values what list sets of them; names become those of this table. 0 or -ENOMEM. */
int gg_pattern_types_set(struct gg_control_list *values, const struct gg_control_list *list);

/* All defaults. 0 or -ENOMEM. */
int gg_pattern_types_reset(struct gg_control_list *values);

enum {
	GG_PATTERN_N_TYPES = 11,
	GG_PATTERN_TYPES_ID = 100, /* the first's; the others follow */
};

#endif
