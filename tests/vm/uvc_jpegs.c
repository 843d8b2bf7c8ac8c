/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_jpegs.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_all(int fd, uint8_t *data, size_t length)
{
	while (length > 0) {
		ssize_t n = read(fd, data, length);

		if (n <= 0)
			return n < 0 ? -errno : -EIO;
		data += n;
		length -= (size_t)n;
	}
	return 0;
}

int uvc_file_read(struct uvc_file *file, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	int ret = 0;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &status) < 0) {
		ret = -errno;
		goto out;
	}
	file->length = (size_t)status.st_size;
	file->data = malloc(file->length + 1);
	if (!file->data) {
		ret = -ENOMEM;
		goto out;
	}
	ret = read_all(fd, file->data, file->length);
	if (ret < 0)
		free(file->data);
out:
	close(fd);
	return ret;
}

int uvc_jpegs_load(struct uvc_jpegs *jpegs, const char *folder, struct uvc_size size)
{
	char pattern[PATH_MAX];
	glob_t found;
	int ret = 0;

	snprintf(pattern, sizeof pattern, "%s/%ux%u-*.jpg", folder, size.width, size.height);
	if (glob(pattern, 0, NULL, &found) != 0)
		return -ENOENT;
	jpegs->n = 0;
	jpegs->jpegs = calloc(found.gl_pathc, sizeof *jpegs->jpegs);
	if (!jpegs->jpegs)
		ret = -ENOMEM;
	for (size_t i = 0; ret == 0 && i < found.gl_pathc; i++) {
		ret = uvc_file_read(&jpegs->jpegs[i], found.gl_pathv[i]);
		jpegs->n += ret == 0;
	}
	globfree(&found);
	if (ret < 0)
		uvc_jpegs_finish(jpegs);
	return ret;
}

void uvc_jpegs_finish(struct uvc_jpegs *jpegs)
{
	for (size_t i = 0; i < jpegs->n; i++)
		free(jpegs->jpegs[i].data);
	free(jpegs->jpegs);
	*jpegs = (struct uvc_jpegs){ 0 };
}
