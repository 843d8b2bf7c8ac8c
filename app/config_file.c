/* SPDX-License-Identifier: BSD-2-Clause */
#include "config_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool config_file_path(char *path, size_t size, const char *file)
{
	const char *home = getenv("HOME"), *config = getenv("XDG_CONFIG_HOME");
	int length = -1;

	if (config && config[0] == '/') /* any other is to be ignored, says its specification */
		length = snprintf(path, size, "%s/%s", config, file);
	else if (home && home[0])
		length = snprintf(path, size, "%s/.config/%s", home, file);
	return length > 0 && (size_t)length < size;
}

static int fail(const char *path, int code, const char *reason, struct gg_error *error)
{
	return gg_error_set(error, code, "cannot read %.300s: %s", path, reason);
}

/* As much of max bytes as there is; *size is less where the file has grown shorter. */
static int read_all(int fd, char *text, size_t max, size_t *size)
{
	*size = 0;
	while (*size < max) {
		const ssize_t n = read(fd, text + *size, max - *size);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			break;
		*size += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

static int read_open(int fd, const char *path, size_t max, char **text, size_t *size,
		     struct gg_error *error)
{
	struct stat status;

	if (fstat(fd, &status))
		return fail(path, -errno, strerror(errno), error);
	if (!S_ISREG(status.st_mode))
		return fail(path, -EINVAL, "it is no file", error);
	if (status.st_size < 0 || (uint64_t)status.st_size > max) {
		char reason[64];
		snprintf(reason, sizeof reason, "it has more than %zu KiB", max / 1024);
		return fail(path, -EFBIG, reason, error);
	}
	char *bytes = malloc((size_t)status.st_size + 1);
	int ret = bytes ? read_all(fd, bytes, (size_t)status.st_size, size) : -ENOMEM;
	if (ret) {
		free(bytes);
		return fail(path, ret, strerror(-ret), error);
	}
	bytes[*size] = '\0';
	*text = bytes;
	return 0;
}

int config_file_read(const char *path, size_t max, char **text, size_t *size,
		     struct gg_error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return fail(path, -errno, strerror(errno), error);
	int ret = read_open(fd, path, max, text, size, error);
	close(fd);
	return ret;
}
