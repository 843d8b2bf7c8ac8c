/* SPDX-License-Identifier: BSD-2-Clause */
#include "value_print.h"

#include <stdlib.h>

void value_print(FILE *out, const struct gg_control_value *value,
		 const struct gg_control_info *info)
{
	char text[256];
	const size_t length = gg_control_value_format(value, info, text, sizeof text);

	if (length < sizeof text) {
		fputs(text, out);
		return;
	}
	char *longer = malloc(length + 1);
	if (longer)
		gg_control_value_format(value, info, longer, length + 1);
	fprintf(out, "%s%s", longer ? longer : text, longer ? "" : "...");
	free(longer);
}
