/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/log.h>

#include <stdarg.h>
#include <stdio.h>

static gg_log_sink *log_sink;
static void *log_data;

void gg_log_set_sink(gg_log_sink *sink, void *data)
{
	log_sink = sink;
	log_data = data;
}

void gg_log(enum gg_log_level level, const char *module, const char *format, ...)
{
	if (!log_sink)
		return;

	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	log_sink(level, module, text, log_data);
}
