/* SPDX-License-Identifier: BSD-2-Clause */
#include "file_index.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <groundglass/jpeg.h>

/* What a file's name says about it in a folder. */
static const struct extension {
	const char *text;
	bool stream;  /* may hold more than one picture */
	bool guessed; /* may as well be something else: look inside */
} extensions[] = {
	{ ".jpg", false, false },  { ".jpeg", false, false }, { ".mjpg", true, false },
	{ ".mjpeg", true, false }, { ".data", false, true },
};

static const char what_works[] =
	"a JPEG, a Motion-JPEG stream, a folder of JPEGs or what --save-frames wrote";

enum {
	MAX_PICTURE = 256 << 20, /* bytes; larger is no picture of a camera */
};

static const struct extension *find_extension(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof extensions / sizeof extensions[0]; i++)
		if (!strcasecmp(dot, extensions[i].text))
			return &extensions[i];
	return NULL;
}

/* Keep a copy of path for pictures; NULL: no memory. */
static char *add_path(struct gg_file_index *index, const char *path)
{
	char **paths = realloc(index->paths, (index->n_paths + 1) * sizeof *paths);
	if (!paths)
		return NULL;
	index->paths = paths;
	paths[index->n_paths] = strdup(path);
	return paths[index->n_paths] ? paths[index->n_paths++] : NULL;
}

static int add_picture(struct gg_file_index *index, const struct gg_file_picture *picture,
		       uint64_t bytes)
{
	/* Grown by doubling: at the powers of two. */
	if ((index->n & (index->n - 1)) == 0) {
		const size_t capacity = index->n ? index->n * 2 : 1;
		struct gg_file_picture *pictures =
			realloc(index->pictures, capacity * sizeof *pictures);
		if (!pictures)
			return -ENOMEM;
		index->pictures = pictures;
	}
	index->pictures[index->n++] = *picture;
	if (bytes > index->largest)
		index->largest = bytes;
	return 0;
}

/* Add the JPEGs in size bytes of a file. */
static int add_stream(struct gg_file_index *index, char *path, const uint8_t *data, size_t size)
{
	static const uint8_t start[] = { 0xff, 0xd8, 0xff };

	for (size_t at = 0; at < size;) {
		const uint8_t *found = memmem(data + at, size - at, start, sizeof start);
		if (!found)
			break;
		at = (size_t)(found - data);
		const size_t length = gg_jpeg_length(found, size - at);
		if (length == 0 || length > MAX_PICTURE) {
			at += 2;
			continue;
		}
		const struct gg_file_picture picture = { path, at, length };
		int ret = add_picture(index, &picture, length);
		if (ret)
			return ret;
		at += length;
	}
	return 0;
}

/* Open a file for reading; -EINVAL where it is none. */
static int open_file(const char *path, struct stat *status)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not block */
	if (fd < 0)
		return -errno;
	if (fstat(fd, status) || !S_ISREG(status->st_mode)) {
		close(fd);
		return -EINVAL;
	}
	return fd;
}

static int index_stream(struct gg_file_index *index, const char *path)
{
	struct stat status = { 0 };
	int ret = 0;
	int fd = open_file(path, &status);
	if (fd < 0)
		return fd;

	if (status.st_size > 0) {
		const size_t size = (size_t)status.st_size;
		void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (data == MAP_FAILED) {
			ret = -errno;
		} else {
			char *kept = add_path(index, path);
			ret = kept ? add_stream(index, kept, data, size) : -ENOMEM;
			munmap(data, size);
		}
	}
	close(fd);
	return ret;
}

/* Add a file as one picture without reading it, but for its beginning where that must decide. */
static int index_picture(struct gg_file_index *index, const char *path, bool guessed)
{
	struct stat status = { 0 };
	uint8_t start[2] = { 0xff, 0xd8 };
	int fd = open_file(path, &status);
	if (fd < 0)
		return fd;

	const bool read = !guessed || pread(fd, start, sizeof start, 0) == sizeof start;
	close(fd);
	if (!read || start[0] != 0xff || start[1] != 0xd8 || status.st_size <= 0 ||
	    status.st_size > MAX_PICTURE) {
		index->n_raw += guessed;
		return 0;
	}

	const struct gg_file_picture picture = { add_path(index, path), 0, 0 };
	return picture.path ? add_picture(index, &picture, (uint64_t)status.st_size) : -ENOMEM;
}

static int index_folder(struct gg_file_index *index, const char *folder)
{
	struct dirent **entries;
	int ret = 0;
	int n = scandir(folder, &entries, NULL, versionsort);
	if (n < 0)
		return -errno;

	for (int i = 0; i < n; i++) {
		const struct extension *extension = find_extension(entries[i]->d_name);
		char *path;
		if (extension && !ret) {
			if (asprintf(&path, "%s/%s", folder, entries[i]->d_name) < 0) {
				ret = -ENOMEM;
			} else {
				ret = extension->stream
					      ? index_stream(index, path)
					      : index_picture(index, path, extension->guessed);
				free(path);
				if (ret != -ENOMEM)
					ret = 0; /* one that cannot be read is left out */
			}
		}
		free(entries[i]);
	}
	free(entries);
	return ret;
}

int gg_file_index_open(struct gg_file_index *index, const char *path, struct gg_error *error)
{
	struct stat status = { 0 };

	*index = (struct gg_file_index){ 0 };
	if (stat(path, &status))
		return gg_error_set(error, -errno, "cannot open %s: %s", path, strerror(errno));

	const bool folder = S_ISDIR(status.st_mode);
	int ret = folder ? index_folder(index, path) : index_stream(index, path);
	if (ret == -EINVAL)
		return gg_error_set(error, ret, "%s is no file: what works is %s", path,
				    what_works);
	if (ret)
		return gg_error_set(error, ret, "cannot read %s: %s", path, strerror(-ret));
	if (index->n)
		return 0;
	if (index->n_raw)
		return gg_error_set(error, -EINVAL,
				    "no pictures in folder %s: to play its *.data, the *.json that "
				    "--save-frames wrote beside them is missing",
				    path);
	if (folder)
		return gg_error_set(
			error, -EINVAL,
			"no pictures in folder %s: files named *.jpg, *.jpeg, *.mjpg or "
			"*.mjpeg, or JPEGs named *.data, would work",
			path);
	const struct extension *extension = find_extension(path);
	if (extension && extension->guessed)
		return gg_error_set(error, -EINVAL,
				    "%s is no JPEG: to play it, name its folder or the *.json that "
				    "--save-frames wrote beside it",
				    path);
	return gg_error_set(error, -EINVAL, "%s is no picture: what works is %s", path, what_works);
}

void gg_file_index_finish(struct gg_file_index *index)
{
	for (size_t i = 0; i < index->n_paths; i++)
		free(index->paths[i]);
	free(index->paths);
	free(index->pictures);
	*index = (struct gg_file_index){ 0 };
}

/* Read exactly size bytes, unless the file ends before. */
static ssize_t read_fully(int fd, uint8_t *data, size_t size, uint64_t offset)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = pread(fd, data + done, size - done, (off_t)(offset + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

ssize_t gg_file_picture_read(const struct gg_file_picture *picture, uint8_t *data, size_t size)
{
	struct stat status = { 0 };
	int fd = open_file(picture->path, &status);
	if (fd < 0)
		return fd;

	const uint64_t wanted = picture->size ? picture->size : (uint64_t)status.st_size;
	ssize_t ret = wanted > size ? -EFBIG : read_fully(fd, data, wanted, picture->offset);
	close(fd);
	if (ret >= 0 && (uint64_t)ret < wanted)
		return -EIO; /* cut off since it was found */
	return ret;
}
