/* SPDX-License-Identifier: BSD-2-Clause */
#include "monitor.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <groundglass/camera.h>

#include "clock.h"

/* SIGINT and SIGTERM as a file descriptor: blocked in all threads that are made from now on. */
static int signals_fd(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static void print_events(struct gg_monitor *monitor)
{
	struct gg_monitor_event event;

	while (gg_monitor_next(monitor, &event) == 0)
		printf("Camera %s: %s\n", event.type == GG_CAMERA_ADDED ? "Added" : "Removed",
		       event.id);
	fflush(stdout);
}

/* How long to wait, for poll(): to the deadline, or for ever. */
static int wait_ms(uint64_t deadline_ns)
{
	const uint64_t longest_ms = 1000000, now = clock_ns();

	if (!deadline_ns)
		return -1;
	if (now >= deadline_ns)
		return 0;
	const uint64_t ms = (deadline_ns - now) / 1000000 + 1;
	return (int)(ms < longest_ms ? ms : longest_ms);
}

static int watch(struct gg_monitor *monitor, int signals, uint64_t deadline_ns)
{
	struct pollfd fds[] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = gg_monitor_fd(monitor), .events = POLLIN },
		{ .fd = STDOUT_FILENO }, /* POLLERR: its reader has gone */
	};

	while (!deadline_ns || clock_ns() < deadline_ns) {
		if (poll(fds, sizeof fds / sizeof *fds, wait_ms(deadline_ns)) < 0 &&
		    errno != EINTR) {
			fprintf(stderr, "groundglass: cannot wait for cameras: %s\n",
				strerror(errno));
			return 1;
		}
		if (fds[1].revents)
			print_events(monitor);
		if (fds[0].revents || fds[2].revents & (POLLERR | POLLNVAL) || ferror(stdout))
			break;
	}
	return 0;
}

int monitor_run(const struct options *options)
{
	const uint64_t deadline_ns = options->timeout_ns ? clock_ns() + options->timeout_ns : 0;
	struct gg_monitor *monitor;
	struct gg_error error;

	int signals = signals_fd();
	if (signals < 0) {
		fprintf(stderr, "groundglass: cannot wait for signals: %s\n", strerror(errno));
		return 1;
	}
	int status = 1;
	if (gg_monitor_create(&monitor, &error)) {
		fprintf(stderr, "groundglass: %s\n", error.text);
	} else {
		printf("Monitoring new hotplug and unplug events\nPress Ctrl-C to interrupt\n");
		fflush(stdout);
		status = watch(monitor, signals, deadline_ns);
		gg_monitor_destroy(monitor);
	}
	close(signals);
	return status;
}
