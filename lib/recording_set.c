/* SPDX-License-Identifier: BSD-2-Clause */
#include "recording_set.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <groundglass/log.h>

/* A longer pause is no camera's. */
#define LONGEST_PAUSE_NS ((uint64_t)3600 * 1000000000u)

static const char suffix[] = ".json";

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Is it the name of a camera's first stream? */
static bool parse_name(const char *name, unsigned *camera)
{
	int end = 0;
	return sscanf(name, "frame-cam%5u-stream0.json%n", camera, &end) == 1 && end > 0 &&
	       !name[end];
}

/* The lowest camera that is recorded in folder, and how many there are. */
static unsigned find_camera(const char *folder, unsigned *lowest)
{
	unsigned n = 0, camera = 0;
	const struct dirent *entry;
	DIR *entries = opendir(folder);

	while (entries && (entry = readdir(entries)))
		if (parse_name(entry->d_name, &camera) && (n++ == 0 || camera < *lowest))
			*lowest = camera;
	if (entries)
		closedir(entries);
	return n;
}

static bool ends_in_suffix(const char *path)
{
	const size_t length = strlen(path);
	return length >= strlen(suffix) && strcasecmp(path + length - strlen(suffix), suffix) == 0;
}

bool gg_recording_set_is_at(const char *path)
{
	unsigned lowest;
	return is_folder(path) ? find_camera(path, &lowest) > 0 : ends_in_suffix(path);
}

/* What comes before the number of the stream in the paths of a camera's texts; NULL: no memory. */
static char *make_stem(const char *path)
{
	char *stem = NULL;
	unsigned lowest = 0;

	if (is_folder(path)) {
		if (find_camera(path, &lowest) > 1)
			gg_log(GG_LOG_WARNING, "recording",
			       "%s has more than one camera: this is cam%u; others play by the "
			       "path "
			       "of their %s",
			       path, lowest, suffix);
		return asprintf(&stem, "%s/frame-cam%u-stream", path, lowest) < 0 ? NULL : stem;
	}
	return strndup(path, strlen(path) - strlen("0.json"));
}

/* The text of one stream, which must go with the first. */
static int open_stream(struct gg_recording_set *set, unsigned index, const char *path,
		       struct gg_error *error)
{
	struct gg_recording *stream = &set->streams[index];
	const struct gg_recording *first = &set->streams[0];
	int ret = gg_recording_open(stream, path, error);

	if (!ret && index &&
	    (stream->stream != index || stream->n_streams != first->n_streams ||
	     strcmp(stream->id, first->id) != 0))
		ret = gg_error_set(
			error, -EINVAL,
			"%s and %s are of different recordings: keep them in two folders", path,
			first->path);
	return ret;
}

/* Texts named otherwise are a stream each. */
static bool is_numbered(const char *path)
{
	const char *end = path + strlen(path) - strlen("0.json");
	const size_t word = strlen("-stream");

	return end - path > (ptrdiff_t)word && strncmp(end - word, "-stream", word) == 0 &&
	       *end >= '0' && *end < '0' + GG_MAX_STREAMS && strcmp(end + 1, suffix) == 0;
}

int gg_recording_set_open(struct gg_recording_set *set, const char *path, struct gg_error *error)
{
	char *stem, *name;
	unsigned n_streams = 1;
	int ret = 0;

	set->n_streams = 0;
	if (!is_folder(path) && !is_numbered(path)) {
		set->n_streams = 1;
		return open_stream(set, 0, path, error);
	}
	stem = make_stem(path);
	if (!stem)
		return gg_error_set(error, -ENOMEM, "no memory to open %s", path);
	for (unsigned i = 0; i < n_streams && !ret; i++) {
		if (asprintf(&name, "%s%u%s", stem, i, suffix) < 0) {
			ret = gg_error_set(error, -ENOMEM, "no memory to open %s", path);
			break;
		}
		struct gg_error reason = { "" };
		ret = open_stream(set, set->n_streams++, name, &reason);
		n_streams = set->streams[0].n_streams;
		free(name);
		if (i && (ret == -ENOENT || ret == -ENODATA)) {
			gg_log(GG_LOG_WARNING, "recording",
			       "%s: only %u of %u streams can be played", reason.text, i,
			       n_streams);
			gg_recording_finish(&set->streams[--set->n_streams]);
			ret = 0;
			break;
		}
		if (ret)
			gg_error_set(error, ret, "%s", reason.text);
	}
	free(stem);
	return ret;
}

void gg_recording_set_finish(struct gg_recording_set *set)
{
	for (unsigned i = 0; i < set->n_streams; i++)
		gg_recording_finish(&set->streams[i]);
	set->n_streams = 0;
}

/* When each moment is due: what has no time, or an earlier one, is due with the one before. */
static void set_due(struct gg_recording_moment *moment, const struct gg_recording_moment *before,
		    uint64_t timestamp_ns, uint64_t *latest_ns)
{
	uint64_t pause = 0;

	if (*latest_ns && timestamp_ns > *latest_ns)
		pause = timestamp_ns - *latest_ns;
	if (timestamp_ns > *latest_ns)
		*latest_ns = timestamp_ns;
	moment->due_ns = (before ? before->due_ns : 0) +
			 (pause < LONGEST_PAUSE_NS ? pause : LONGEST_PAUSE_NS);
}

struct gg_recording_moment *gg_recording_set_moments(const struct gg_recording_set *set,
						     unsigned n_streams, size_t *n)
{
	size_t next[GG_MAX_STREAMS] = { 0 }, most = 0;
	uint64_t latest_ns = 0;

	for (unsigned i = 0; i < n_streams; i++)
		most += set->streams[i].n_frames;
	struct gg_recording_moment *moments = calloc(most + 1, sizeof *moments);
	for (*n = 0; moments; ++*n) {
		struct gg_recording_moment *moment = &moments[*n];
		uint64_t number = UINT64_MAX, timestamp_ns = 0;
		bool any = false;

		for (unsigned i = 0; i < n_streams; i++)
			if (next[i] < set->streams[i].n_frames) {
				const uint64_t own = set->streams[i].frames[next[i]].number;
				number = own < number ? own : number;
				any = true;
			}
		if (!any)
			break;
		for (unsigned i = n_streams; i-- > 0;) {
			const struct gg_recording *stream = &set->streams[i];
			moment->frames[i] = -1;
			if (next[i] == stream->n_frames || stream->frames[next[i]].number != number)
				continue;
			timestamp_ns = stream->frames[next[i]].timestamp_ns;
			moment->frames[i] = (ssize_t)next[i]++;
		}
		set_due(moment, *n ? moment - 1 : NULL, timestamp_ns, &latest_ns);
	}
	return moments;
}
