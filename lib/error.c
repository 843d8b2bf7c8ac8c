/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/error.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <groundglass/text.h>

int gg_error_set(struct gg_error *error, int code, const char *format, ...)
{
	if (!error)
		return code;

	va_list args;
	va_start(args, format);
	vsnprintf(error->text, sizeof error->text, format, args);
	va_end(args);

	for (char *c = error->text; *c;) {
		size_t n = gg_text_printable(c, strlen(c));
		if (!n)
			*c = '?';
		c += n ? n : 1;
	}
	return code;
}
