/* SPDX-License-Identifier: BSD-2-Clause */
/* Values of controls, properties and metadata in lines of text. Any thread. */
#ifndef GG_VALUE_PRINT_H
#define GG_VALUE_PRINT_H

#include <stdio.h>

#include <groundglass/control.h>

/* Print the whole value, however long, by gg_control_value_format(). info may be NULL. */
void value_print(FILE *out, const struct gg_control_value *value,
		 const struct gg_control_info *info);

#endif
