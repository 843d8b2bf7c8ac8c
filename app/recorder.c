/* SPDX-License-Identifier: BSD-2-Clause */
#include "recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * In place of an earlier file, not in it: it may be what is being played. A name that is taken
 * again is of the same folder, so that a link there is no way out of it.
 */
int recorder_open(struct recorder *recorder, const char *path, struct gg_error *error)
{
	snprintf(recorder->path, sizeof recorder->path, "%s", path);
	unlink(path);
	recorder->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
	if (recorder->fd < 0)
		return gg_error_set(error, -errno, "cannot save %s: %s", path, strerror(errno));
	recorder->is_open = true;
	recorder->begun = false;
	return 0;
}

bool recorder_begins(struct recorder *recorder)
{
	const bool begins = !recorder->begun;

	recorder->begun = true;
	return begins;
}

int recorder_append(const struct recorder *recorder, const char *lines, struct gg_error *error)
{
	const size_t size = strlen(lines);
	const off_t end = lseek(recorder->fd, 0, SEEK_END);
	size_t done = 0;

	while (done < size) {
		const ssize_t n = write(recorder->fd, lines + done, size - done);
		if (n < 0 && errno != EINTR) {
			const int code = errno;
			/* What follows must not stand in the same line. */
			if (end >= 0 && ftruncate(recorder->fd, end))
				return gg_error_set(error, -code, "%s is damaged: %s",
						    recorder->path, strerror(code));
			return gg_error_set(error, -code, "cannot write %s: %s", recorder->path,
					    strerror(code));
		}
		if (n > 0)
			done += (size_t)n;
	}
	return 0;
}

void recorder_close(struct recorder *recorder)
{
	if (recorder->is_open)
		close(recorder->fd);
	recorder->is_open = false;
}
