/* SPDX-License-Identifier: BSD-2-Clause */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include <groundglass/log.h>

#include "listing.h"
#include "options.h"
#include "session.h"

static void print_log(enum gg_log_level level, const char *module, const char *text, void *data)
{
	const struct options *options = data;

	if (level <= GG_LOG_WARNING)
		fprintf(stderr, "groundglass: %s\n", text);
	else if (options->verbose)
		fprintf(stderr, "%s: %s\n", module, text);
}

static int run(const struct options *options)
{
	switch (options->mode) {
	case MODE_HELP:
		options_print_help();
		return EXIT_SUCCESS;
	case MODE_VERSION:
	case MODE_LIST:
	case MODE_INFO:
		return listing_run(options);
	case MODE_VIEW:
		break;
	}
	return session_run(options);
}

int main(int argc, char **argv)
{
	static struct options options;
	struct gg_error error;

	setlocale(LC_CTYPE, ""); /* numbers stay in the C locale */
	if (options_parse(&options, argc, argv, &error)) {
		fprintf(stderr, "groundglass: %s\n", error.text);
		options_finish(&options);
		return 2;
	}
	gg_log_set_sink(print_log, &options);
	int status = run(&options);
	options_finish(&options);
	return status;
}
