/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/error.h>

#include <stdarg.h>
#include <stdio.h>

int gg_error_set(struct gg_error *error, int code, const char *format, ...)
{
	if (!error)
		return code;

	va_list args;
	va_start(args, format);
	vsnprintf(error->text, sizeof error->text, format, args);
	va_end(args);

	for (char *c = error->text; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	return code;
}
