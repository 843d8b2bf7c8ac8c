/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <groundglass/log.h>

#include "keys.h"
#include "listing.h"
#include "monitor.h"
#include "options.h"
#include "session.h"
#include "signals.h"

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
	int status;

	switch (options->mode) {
	case MODE_HELP:
		keys_init();
		options_print_help();
		return EXIT_SUCCESS;
	case MODE_VERSION:
	case MODE_INFO:
		return listing_run(options);
	case MODE_LIST:
		status = listing_run(options);
		return options->monitor ? status | monitor_run(options) : status;
	case MODE_MONITOR:
		return monitor_run(options);
	case MODE_VIEW:
		break;
	}
	return session_run(options);
}

/* The exit status: what was printed must have arrived, unless nobody reads stdout any more. */
static int check_stdout(int status)
{
	struct pollfd out = { .fd = STDOUT_FILENO };

	errno = 0;
	bool failed = fflush(stdout) || ferror(stdout);
	int code = errno; /* 0 where it failed earlier */
	if (!failed || code == EPIPE || (poll(&out, 1, 0) == 1 && out.revents & POLLERR))
		return status;
	fprintf(stderr, "groundglass: cannot write stdout: %s\n",
		code ? strerror(code) : "is the disk full?");
	return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	static struct options options;
	struct gg_error error;

	signals_init();
	setlocale(LC_CTYPE, ""); /* numbers stay in the C locale */
	int ret = options_parse(&options, argc, argv, &error);
	if (ret) {
		fprintf(stderr, "groundglass: %s\n", error.text);
		options_finish(&options);
		return ret == -ENOMEM ? 1 : 2;
	}
	gg_log_set_sink(print_log, &options);
	int status = check_stdout(run(&options));
	options_finish(&options);
	return status;
}
