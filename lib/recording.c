/* SPDX-License-Identifier: BSD-2-Clause */
#include "recording.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <groundglass/log.h>

#include "recording_header.h"
#include "recording_value.h"

enum { MAX_LINE = 16 << 20 }; /* bytes */

static const char what_works[] = "what --save-frames wrote works";

static int fail_line(const struct gg_recording *recording, uint32_t line, const char *wrong,
		     struct gg_error *error)
{
	return gg_error_set(error, -EINVAL, "%s, line %" PRIu32 ": %s", recording->path, line,
			    wrong);
}

static int fail_errno(const char *path, int code, struct gg_error *error)
{
	return gg_error_set(error, code, "cannot read %s: %s", path, strerror(-code));
}

/* one frame's line */

/* A name in the folder: no way out of it. */
static bool is_file_name(const char *name)
{
	return name[0] && strlen(name) < sizeof((struct gg_recording_picture *)NULL)->file &&
	       !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static const char *read_size(struct gg_recording_picture *picture,
			     const struct gg_recording *recording, struct json_object *object)
{
	struct json_object *json;
	uint64_t width = recording->config.width, height = recording->config.height;

	if (json_object_object_get_ex(object, "width", &json) &&
	    (!gg_recording_get_number(object, "width", GG_MAX_SIZE, &width) ||
	     !gg_recording_get_number(object, "height", GG_MAX_SIZE, &height) || !width || !height))
		return "width or height is out of range";
	picture->width = (uint32_t)width;
	picture->height = (uint32_t)height;
	return NULL;
}

static const char *read_bytes(struct gg_recording_picture *picture,
			      const struct gg_recording *recording, struct json_object *object)
{
	struct json_object *list = gg_recording_get_list(object, "bytes", GG_MAX_PLANES);

	if (!list || json_object_array_length(list) != recording->n_planes)
		return "there are not as many bytes as planes";
	for (unsigned i = 0; i < recording->n_planes; i++) {
		struct json_object *bytes = json_object_array_get_idx(list, i);
		const int64_t n = json_object_get_int64(bytes);
		if (!json_object_is_type(bytes, json_type_int) || n < 0 ||
		    (uint64_t)n > recording->lengths[i])
			return "the bytes of a plane are more than the plane has";
		picture->bytes_used[i] = (size_t)n;
	}
	return NULL;
}

static const char *read_file_or_status(struct gg_recording_picture *picture,
				       struct json_object *object)
{
	const char *file = gg_recording_get_text(object, "file");
	const char *status = gg_recording_get_text(object, "status");

	picture->status = GG_FRAME_OK;
	picture->file[0] = '\0';
	if (file && !is_file_name(file))
		return "its file is no name of a file in the same folder";
	if (file)
		snprintf(picture->file, sizeof picture->file, "%s", file);
	else if (status && strcmp(status, "error") == 0)
		picture->status = GG_FRAME_ERROR;
	else if (status && strcmp(status, "cancelled") == 0)
		picture->status = GG_FRAME_CANCELLED;
	else
		return "it has neither a file nor a status that is known";
	return NULL;
}

/* NULL, or what is wrong with the line. */
static const char *read_frame(struct gg_recording *recording, struct json_object *object,
			      struct gg_recording_frame *frame,
			      struct gg_recording_picture *picture)
{
	struct json_object *metadata = gg_recording_get_list(object, "metadata", SIZE_MAX);
	uint64_t sequence;

	gg_control_list_clear(&picture->metadata);
	if (!gg_recording_get_number(object, "number", UINT64_MAX, &frame->number) ||
	    !gg_recording_get_number(object, "sequence", UINT32_MAX, &sequence) ||
	    !gg_recording_get_number(object, "timestamp", UINT64_MAX, &frame->timestamp_ns))
		return "number, sequence or timestamp is missing or no whole number";
	frame->sequence = (uint32_t)sequence;
	const char *wrong = read_file_or_status(picture, object);
	if (!wrong)
		wrong = read_size(picture, recording, object);
	if (!wrong)
		wrong = read_bytes(picture, recording, object);
	if (!wrong && metadata)
		wrong = gg_recording_read_list(metadata, &picture->metadata);
	return wrong;
}

/* all lines */

static int add_frame(struct gg_recording *recording, const struct gg_recording_frame *frame)
{
	/* Grown by doubling: at the powers of two. */
	const size_t n = recording->n_frames;
	if ((n & (n - 1)) == 0) {
		struct gg_recording_frame *frames =
			reallocarray(recording->frames, n ? n * 2 : 1, sizeof *recording->frames);
		if (!frames)
			return -ENOMEM;
		recording->frames = frames;
	}
	recording->frames[recording->n_frames++] = *frame;
	return 0;
}

static const char *read_line(struct gg_recording *recording, const char *text,
			     struct gg_recording_frame *frame, struct gg_recording_picture *picture)
{
	struct json_object *object = gg_recording_parse(text, frame->length, NULL);
	const char *wrong;

	if (!object)
		return "that is no JSON object";
	if (frame->line == 1) {
		wrong = gg_recording_read_header(recording, object);
	} else {
		wrong = read_frame(recording, object, frame, picture);
		if (!wrong && recording->n_frames &&
		    frame->number <= recording->frames[recording->n_frames - 1].number)
			wrong = "its number does not rise";
		if (!wrong && add_frame(recording, frame))
			wrong = "there is no memory for it";
	}
	json_object_put(object);
	return wrong;
}

/*
 * As getline(), but no further than a byte behind MAX_LINE: what is longer is no line. Its length,
 * 0 at the end or where reading fails, or -ENOMEM.
 */
static ssize_t get_line(char **text, size_t *size, FILE *file)
{
	size_t length = 0;

	for (int c = 0; c != '\n' && length <= MAX_LINE && (c = getc_unlocked(file)) != EOF;) {
		if (length + 1 >= *size) { /* its end is marked, too */
			const size_t more = *size ? 2 * *size : 1024;
			char *grown = realloc(*text, more);
			if (!grown)
				return -ENOMEM;
			*text = grown;
			*size = more;
		}
		(*text)[length++] = (char)c;
	}
	if (length)
		(*text)[length] = '\0';
	return (ssize_t)length;
}

static int read_lines(struct gg_recording *recording, FILE *file, struct gg_error *error)
{
	struct gg_recording_picture picture = { 0 };
	struct gg_recording_frame frame = { .line = 1 };
	const char *wrong = NULL;
	char *text = NULL;
	size_t size = 0;
	ssize_t length = 0;

	while (!wrong && (length = get_line(&text, &size, file)) > 0) {
		if (text[length - 1] != '\n' && length <= MAX_LINE) {
			gg_log(GG_LOG_WARNING, "recording",
			       "%s, line %" PRIu32 " was cut off: it is left out", recording->path,
			       frame.line);
			break;
		}
		frame.length = (uint32_t)length;
		wrong = length > MAX_LINE ? "it is too long"
					  : read_line(recording, text, &frame, &picture);
		if (!wrong) {
			frame.line++;
			frame.offset += frame.length;
		}
	}
	free(text);
	gg_control_list_finish(&picture.metadata);
	if (wrong)
		return fail_line(recording, frame.line, wrong, error);
	if (length < 0 || ferror(file))
		return fail_errno(recording->path, length < 0 ? (int)length : -EIO, error);
	if (!recording->n_frames)
		return gg_error_set(error, -ENODATA, "%s has no frames: %s", recording->path,
				    what_works);
	return 0;
}

static int open_folder(struct gg_recording *recording)
{
	const char *slash = strrchr(recording->path, '/');
	char *folder = slash ? strndup(recording->path, (size_t)(slash - recording->path) + 1)
			     : strdup(".");

	if (!folder)
		return -ENOMEM;
	recording->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return recording->folder < 0 ? -errno : 0;
}

int gg_recording_open(struct gg_recording *recording, const char *path, struct gg_error *error)
{
	struct stat status = { 0 };

	*recording = (struct gg_recording){ .fd = -1, .folder = -1, .path = strdup(path) };
	if (!recording->path)
		return fail_errno(path, -ENOMEM, error);
	recording->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* no FIFO may block */
	if (recording->fd < 0 || fstat(recording->fd, &status))
		return fail_errno(path, -errno, error);
	if (!S_ISREG(status.st_mode))
		return gg_error_set(error, -EINVAL, "%s is no file: %s", path, what_works);
	int ret = open_folder(recording);
	if (ret)
		return fail_errno(path, ret, error);

	int fd = fcntl(recording->fd, F_DUPFD_CLOEXEC, 0);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	if (!file) {
		ret = -errno;
		if (fd >= 0)
			close(fd);
		return fail_errno(path, ret, error);
	}
	ret = read_lines(recording, file, error);
	fclose(file);
	return ret;
}

static void finish_infos(struct gg_recording_infos *infos)
{
	for (size_t i = 0; i < infos->n; i++)
		gg_control_info_finish(&infos->infos[i]);
	free(infos->infos);
}

void gg_recording_finish(struct gg_recording *recording)
{
	if (!recording->path)
		return;
	if (recording->fd >= 0)
		close(recording->fd);
	if (recording->folder >= 0)
		close(recording->folder);
	finish_infos(&recording->controls);
	finish_infos(&recording->property_infos);
	finish_infos(&recording->metadata_infos);
	gg_control_list_finish(&recording->properties);
	free(recording->frames);
	free(recording->id);
	free(recording->model);
	free(recording->location);
	free(recording->path);
	*recording = (struct gg_recording){ .fd = -1, .folder = -1 };
}

/* frames, one by one */

/* Read exactly size bytes: 0, -errno, or -EINVAL where there are less. */
static int read_fully(int fd, void *data, size_t size, uint64_t offset)
{
	uint8_t *to = data;

	while (size) {
		const ssize_t n = pread(fd, to, size, (off_t)offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n ? -errno : -EINVAL;
		to += n;
		offset += (uint64_t)n;
		size -= (size_t)n;
	}
	return 0;
}

int gg_recording_read(struct gg_recording *recording, size_t index,
		      struct gg_recording_picture *picture, struct gg_error *error)
{
	const struct gg_recording_frame *frame = &recording->frames[index];
	struct gg_recording_frame again = *frame;
	struct json_object *object = NULL;
	char *text = calloc(1, (size_t)frame->length + 1);

	if (!text)
		return fail_errno(recording->path, -ENOMEM, error);
	const char *wrong = "it has changed since it was opened";
	if (!read_fully(recording->fd, text, frame->length, frame->offset) &&
	    (object = gg_recording_parse(text, frame->length, NULL)))
		wrong = read_frame(recording, object, &again, picture);
	json_object_put(object);
	free(text);
	return wrong ? fail_line(recording, frame->line, wrong, error) : 0;
}

int gg_recording_read_pixels(const struct gg_recording *recording,
			     const struct gg_recording_picture *picture, uint8_t *const planes[],
			     struct gg_error *error)
{
	size_t sizes[GG_MAX_PLANES], total = 0, offset = 0;
	struct stat status = { 0 };
	int ret = 0;

	for (unsigned i = 0; i < recording->n_planes; i++) {
		sizes[i] = recording->whole_planes ? recording->lengths[i] : picture->bytes_used[i];
		total += sizes[i];
	}
	int fd = openat(recording->folder, picture->file,
			O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	if (fd < 0)
		return fail_errno(picture->file, -errno, error);
	if (fstat(fd, &status) || !S_ISREG(status.st_mode) || status.st_size != (off_t)total)
		ret = gg_error_set(error, -EINVAL, "%s has %lld bytes, its recording says %zu",
				   picture->file, (long long)status.st_size, total);
	for (unsigned i = 0; i < recording->n_planes && !ret; i++) {
		ret = read_fully(fd, planes[i], sizes[i], offset);
		if (ret)
			fail_errno(picture->file, ret, error);
		offset += sizes[i];
	}
	close(fd);
	return ret;
}
