/* SPDX-License-Identifier: BSD-2-Clause */
#include "signals.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t end_wanted, screenshot_wanted;

static void on_end(int number)
{
	(void)number;
	end_wanted = 1;
}

static void on_screenshot(int number)
{
	(void)number;
	screenshot_wanted = 1;
}

void signals_init(void)
{
	const struct sigaction screenshot = { .sa_handler = on_screenshot, .sa_flags = SA_RESTART };

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* write() says so */
	sigaction(SIGUSR1, &screenshot, NULL);
}

void signals_catch_end(void)
{
	const struct sigaction end = { .sa_handler = on_end, .sa_flags = (int)SA_RESETHAND };

	sigaction(SIGINT, &end, NULL);
	sigaction(SIGTERM, &end, NULL);
}

bool signals_want_end(void)
{
	return end_wanted;
}

bool signals_take_screenshot(void)
{
	const bool wanted = screenshot_wanted;

	if (wanted)
		screenshot_wanted = 0;
	return wanted;
}
