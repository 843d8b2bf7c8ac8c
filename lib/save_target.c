/* SPDX-License-Identifier: BSD-2-Clause */
#include "save_target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int gg_save_target_fail(const struct gg_save_target *target, int code, const char *reason)
{
	const char *slash = strrchr(target->name, '/');
	int folder = slash ? (int)(slash - target->name) : 0;

	if (!strcmp(target->name, "-"))
		return gg_error_set(target->error, code, "cannot write to stdout: %s", reason);
	if (!slash)
		return gg_error_set(target->error, code, "cannot save %s: %s", target->name,
				    reason);
	return gg_error_set(target->error, code, "cannot save %s in %.*s: %s", slash + 1,
			    folder ? folder : 1, target->name, reason);
}

int gg_save_target_fail_errno(const struct gg_save_target *target, int code)
{
	return gg_save_target_fail(target, code, strerror(-code));
}

/* A name that nobody has yet, in the folder of path so that it can be renamed to it. */
static int open_temp(struct gg_save_target *target)
{
	static atomic_uint counter;
	const char *slash = strrchr(target->path, '/');
	int folder = slash ? (int)(slash - target->path) + 1 : 0;

	do {
		unsigned number = atomic_fetch_add(&counter, 1);
		int length = snprintf(target->temp, sizeof target->temp, "%.*s.groundglass-%ld-%u",
				      folder, target->path, (long)getpid(), number);
		if (length >= (int)sizeof target->temp)
			return gg_save_target_fail_errno(target, -ENAMETOOLONG);
		target->fd = open(target->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	} while (target->fd < 0 && errno == EEXIST);
	if (target->fd >= 0)
		return 0;
	target->temp[0] = 0;
	return gg_save_target_fail_errno(target, -errno);
}

int gg_save_target_open(struct gg_save_target *target, const char *name, enum gg_save_mode mode,
			struct gg_error *error)
{
	struct stat status;

	*target = (struct gg_save_target){ .name = name, .mode = mode, .fd = -1, .error = error };
	if (!strcmp(name, "-")) {
		target->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
		return target->fd < 0 ? gg_save_target_fail_errno(target, -errno) : 0;
	}

	/* Replacing means what a symbolic link points to, not the link. */
	char *real = mode != GG_SAVE_NEW ? realpath(name, NULL) : NULL;
	int length = snprintf(target->path, sizeof target->path, "%s", real ? real : name);
	free(real);
	if (length >= (int)sizeof target->path)
		return gg_save_target_fail_errno(target, -ENAMETOOLONG);

	if (mode == GG_SAVE_APPEND) {
		target->fd = open(target->path,
				  O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
		return target->fd < 0 ? gg_save_target_fail_errno(target, -errno) : 0;
	}
	if (lstat(target->path, &status))
		return open_temp(target);
	if (mode == GG_SAVE_NEW)
		return gg_save_target_fail_errno(target, -EEXIST);
	if (S_ISREG(status.st_mode))
		return open_temp(target);

	/* A pipe or a device is written to, never replaced. */
	target->fd = open(target->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return target->fd < 0 ? gg_save_target_fail_errno(target, -errno) : 0;
}

bool gg_save_target_put(struct gg_save_target *target, const void *data, size_t size)
{
	const char *bytes = data;

	while (size && !target->failure) {
		ssize_t written = write(target->fd, bytes, size);
		if (written < 0 && errno != EINTR)
			target->failure = -errno;
		if (written > 0) {
			bytes += written;
			size -= (size_t)written;
		}
	}
	return !target->failure;
}

/* Give the temporary file its name, where nothing may have that already. */
static int rename_new(const char *temp, const char *path)
{
	if (!renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE))
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -errno;

	/* A filesystem without RENAME_NOREPLACE: a link does not replace anything either. */
	if (!link(temp, path)) {
		unlink(temp);
		return 0;
	}
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
		return -errno;

	/* One without links: have the name first. */
	const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return -errno;
	close(fd);
	if (!rename(temp, path))
		return 0;
	const int code = errno;
	unlink(path);
	return -code;
}

int gg_save_target_close(struct gg_save_target *target, int rc)
{
	if (target->mode == GG_SAVE_DURABLE && !target->failure && fsync(target->fd) &&
	    errno != EINVAL && errno != ENOTSUP) /* a pipe cannot, and need not */
		target->failure = -errno;
	if (close(target->fd) && !target->failure)
		target->failure = -errno;
	if (!rc && target->failure)
		rc = gg_save_target_fail_errno(target, target->failure);
	if (!target->temp[0])
		return rc;

	if (!rc) {
		int renamed = target->mode == GG_SAVE_NEW ? rename_new(target->temp, target->path)
			      : rename(target->temp, target->path) ? -errno
								   : 0;
		if (renamed)
			rc = gg_save_target_fail_errno(target, renamed);
	}
	if (rc)
		unlink(target->temp);
	return rc;
}
