/* SPDX-License-Identifier: BSD-2-Clause */
#include "writer.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/save.h>

#include "notice.h"

enum { QUEUE_BYTES = 256 << 20 };

enum job_kind { JOB_BYTES, JOB_MJPEG, JOB_PICTURE, JOB_IMAGE, JOB_LINE };

struct job {
	struct job *next;
	enum job_kind kind;
	struct writer_target target;
	struct stats *stats;
	struct gg_save_params params; /* of JOB_PICTURE and JOB_IMAGE, of info */
	struct gg_save_info info;
	struct picture picture; /* JOB_PICTURE */
	struct gg_image image;	/* JOB_IMAGE: of bytes */
	uint8_t *bytes;		/* all but JOB_PICTURE */
	size_t size, capacity;
	const struct recorder *recorder;
	char *line; /* for it, once the bytes are saved; owned, NULL: none */
};

struct writer {
	pthread_t thread;
	bool wait;
	struct gg_save_params params;
	pthread_mutex_t lock;
	pthread_cond_t changed;

	/* fields below are protected by lock */
	struct job *first, **last;
	struct job *spare; /* done jobs, whose memory the next ones take */
	size_t queued_bytes;
	bool quit;
};

static int save_job_as(const struct job *job, const char *path, struct gg_error *error)
{
	enum gg_save_mode mode = job->target.numbered ? GG_SAVE_NEW
				 : job->target.append ? GG_SAVE_APPEND
						      : GG_SAVE_REPLACE;
	struct gg_image image;
	struct gg_bytes bytes = { job->bytes, job->size };

	switch (job->kind) {
	case JOB_PICTURE:
		image = picture_image(&job->picture);
		return gg_save_image(path, mode, &image, &job->params, error);
	case JOB_IMAGE:
		return gg_save_image(path, mode, &job->image, &job->params, error);
	case JOB_MJPEG:
		return gg_save_mjpeg(path, mode, job->bytes, job->size, error);
	case JOB_LINE:
		return 0;
	case JOB_BYTES:
		break;
	}
	return gg_save_bytes(path, mode, &bytes, 1, error);
}

/* Save under the target's path, or the first numbered one that is free; path says which. */
static int save_job(const struct job *job, char *path, size_t size, struct gg_error *error)
{
	const struct writer_target *target = &job->target;
	int ret;

	snprintf(path, size, "%s", target->path);
	if (!target->numbered)
		return save_job_as(job, path, error);

	snprintf(path, size, "%s.%s", target->path, target->extension);
	ret = save_job_as(job, path, error);
	for (unsigned i = 2; ret == -EEXIST; i++) {
		snprintf(path, size, "%s-%u.%s", target->path, i, target->extension);
		ret = save_job_as(job, path, error);
	}
	return ret;
}

/* Save, count and say so; of one of many only the first failure. */
static void run_job(const struct job *job)
{
	struct gg_error error;
	char path[sizeof job->target.path + 32];
	int ret = save_job(job, path, sizeof path, &error);

	if (ret == 0 && job->line)
		ret = recorder_append(job->recorder, job->line, &error);
	if (ret == -EPIPE && strcmp(path, "-") == 0)
		return; /* nobody reads stdout any more, which is no failure */
	if (ret == 0)
		job->stats->saved += job->kind != JOB_LINE;
	else if (stats_lose(job->stats, error.text, job->target.series))
		notice_post(NOTICE_ERROR, "%s", error.text);
	if (ret == 0 && job->target.series == STATS_ALONE && strcmp(path, "-") != 0)
		notice_post(NOTICE_INFO, "saved %s", path);
}

static size_t job_bytes(const struct job *job)
{
	return job->size + job->picture.capacity;
}

static void *writer_thread(void *data)
{
	struct writer *writer = data;

	pthread_setname_np(pthread_self(), "gg-writer");
	pthread_mutex_lock(&writer->lock);
	for (;;) {
		struct job *job = writer->first;
		if (!job && writer->quit)
			break;
		if (!job) {
			pthread_cond_wait(&writer->changed, &writer->lock);
			continue;
		}
		writer->first = job->next;
		if (!writer->first)
			writer->last = &writer->first;
		pthread_mutex_unlock(&writer->lock);

		run_job(job);
		size_t bytes = job_bytes(job);
		picture_finish(&job->picture);
		free(job->line);
		job->line = NULL;

		pthread_mutex_lock(&writer->lock);
		writer->queued_bytes -= bytes;
		job->next = writer->spare;
		writer->spare = job;
		pthread_cond_broadcast(&writer->changed);
	}
	pthread_mutex_unlock(&writer->lock);
	return NULL;
}

struct writer *writer_create(bool wait, const struct gg_save_params *params)
{
	struct writer *writer = calloc(1, sizeof *writer);
	if (!writer)
		return NULL;
	writer->wait = wait;
	writer->params = *params;
	writer->last = &writer->first;
	pthread_mutex_init(&writer->lock, NULL);
	pthread_cond_init(&writer->changed, NULL);
	if (pthread_create(&writer->thread, NULL, writer_thread, writer)) {
		free(writer);
		return NULL;
	}
	return writer;
}

static void free_jobs(struct job *job)
{
	while (job) {
		struct job *next = job->next;
		picture_finish(&job->picture);
		free(job->bytes);
		free(job);
		job = next;
	}
}

void writer_destroy(struct writer *writer)
{
	if (!writer)
		return;
	pthread_mutex_lock(&writer->lock);
	writer->quit = true;
	pthread_cond_broadcast(&writer->changed);
	pthread_mutex_unlock(&writer->lock);
	pthread_join(writer->thread, NULL);

	free_jobs(writer->spare);
	pthread_cond_destroy(&writer->changed);
	pthread_mutex_destroy(&writer->lock);
	free(writer);
}

/* Give back what reserve() took. */
static void unreserve(struct writer *writer, struct job *job, size_t size)
{
	pthread_mutex_lock(&writer->lock);
	writer->queued_bytes -= size;
	pthread_cond_broadcast(&writer->changed);
	pthread_mutex_unlock(&writer->lock);
	free_jobs(job);
}

/* Room for size more bytes in the queue, and a job to fill; NULL: there is none. */
static struct job *reserve(struct writer *writer, size_t size)
{
	struct job *job = NULL;

	pthread_mutex_lock(&writer->lock);
	while (writer->wait && writer->queued_bytes && writer->queued_bytes + size > QUEUE_BYTES)
		pthread_cond_wait(&writer->changed, &writer->lock);
	bool room = !writer->queued_bytes || writer->queued_bytes + size <= QUEUE_BYTES;
	if (room) {
		writer->queued_bytes += size;
		job = writer->spare;
		if (job)
			writer->spare = job->next;
	}
	pthread_mutex_unlock(&writer->lock);
	if (!room)
		return NULL;
	if (!job && (job = calloc(1, sizeof *job)) == NULL)
		unreserve(writer, NULL, size);
	if (job)
		job->next = NULL;
	return job;
}

static void submit(struct writer *writer, struct job *job)
{
	pthread_mutex_lock(&writer->lock);
	job->next = NULL;
	*writer->last = job;
	writer->last = &job->next;
	pthread_cond_broadcast(&writer->changed);
	pthread_mutex_unlock(&writer->lock);
}

static void refuse(struct stats *stats, const char *path, enum stats_series series)
{
	struct gg_error error;

	gg_error_set(&error, -ENOBUFS,
		     "cannot save %s: the disk is too slow, %d MiB are waiting for it at most",
		     path, QUEUE_BYTES >> 20);
	if (stats_lose(stats, error.text, series))
		notice_post(NOTICE_ERROR, "%s", error.text);
}

/* A job with room for size bytes, or NULL and the loss is counted. */
static struct job *reserve_bytes(struct writer *writer, size_t size, struct stats *stats,
				 const char *path, enum stats_series series)
{
	struct job *job = reserve(writer, size);

	if (job && (!job->bytes || job->capacity < size)) {
		uint8_t *bytes = realloc(job->bytes, size ? size : 1);
		if (bytes) {
			job->bytes = bytes;
			job->capacity = size;
		} else {
			unreserve(writer, job, size);
			job = NULL;
		}
	}
	if (!job) {
		refuse(stats, path, series);
		return NULL;
	}
	job->size = size;
	job->stats = stats;
	job->picture = (struct picture){ 0 };
	return job;
}

void writer_save_frame(struct writer *writer, const struct gg_frame *frame, bool whole,
		       const char *path, bool append, const struct recorder *recorder, char *line,
		       struct stats *stats)
{
	const struct gg_image *image = &frame->image;
	size_t size = 0;

	for (unsigned i = 0; i < image->n_planes; i++)
		size += whole ? image->planes[i].length : image->planes[i].bytes_used;
	struct job *job = reserve_bytes(writer, size, stats, path, STATS_RECORDING);
	if (!job) {
		free(line);
		return;
	}

	uint8_t *to = job->bytes;
	gg_frame_begin_read(frame);
	for (unsigned i = 0; i < image->n_planes; i++) {
		const struct gg_plane *plane = &image->planes[i];
		size_t bytes = whole ? plane->length : plane->bytes_used;
		memcpy(to, plane->data, bytes);
		to += bytes;
	}
	gg_frame_end_read(frame);
	job->kind = JOB_BYTES;
	job->recorder = recorder;
	job->line = line;
	job->target = (struct writer_target){ .series = STATS_RECORDING, .append = append };
	snprintf(job->target.path, sizeof job->target.path, "%s", path);
	submit(writer, job);
}

void writer_append(struct writer *writer, const struct recorder *recorder, char *line,
		   struct stats *stats)
{
	struct job *job =
		line ? reserve_bytes(writer, 0, stats, recorder->path, STATS_RECORDING) : NULL;

	if (!job) {
		free(line);
		return;
	}
	job->kind = JOB_LINE;
	job->recorder = recorder;
	job->line = line;
	job->target = (struct writer_target){ .series = STATS_RECORDING };
	submit(writer, job);
}

static void set_params(const struct writer *writer, struct job *job,
		       const struct gg_save_info *info)
{
	job->info = *info;
	job->params = writer->params;
	job->params.info = &job->info;
}

void writer_save_picture(struct writer *writer, struct picture *picture,
			 const struct writer_target *target, const struct gg_save_info *info,
			 struct stats *stats)
{
	struct job *job = reserve(writer, picture->capacity);

	if (!job) {
		refuse(stats, target->path, target->series);
		picture_finish(picture);
		return;
	}
	job->kind = JOB_PICTURE;
	job->target = *target;
	set_params(writer, job, info);
	job->stats = stats;
	job->size = 0;
	job->picture = *picture;
	*picture = (struct picture){ 0 };
	submit(writer, job);
}

void writer_save_mjpeg(struct writer *writer, const uint8_t *payload, size_t size,
		       const struct writer_target *target, struct stats *stats)
{
	struct job *job = reserve_bytes(writer, size, stats, target->path, target->series);

	if (!job)
		return;
	memcpy(job->bytes, payload, size);
	job->kind = JOB_MJPEG;
	job->target = *target;
	submit(writer, job);
}

void writer_save_image(struct writer *writer, const struct gg_image *image,
		       const struct writer_target *target, const struct gg_save_info *info,
		       struct stats *stats)
{
	size_t size = 0;

	for (unsigned i = 0; i < image->n_planes; i++)
		size += image->planes[i].bytes_used;
	struct job *job = reserve_bytes(writer, size, stats, target->path, target->series);
	if (!job)
		return;

	uint8_t *to = job->bytes;
	job->image = *image;
	for (unsigned i = 0; i < image->n_planes; i++) {
		struct gg_plane *plane = &job->image.planes[i];
		memcpy(to, plane->data, plane->bytes_used);
		plane->data = to;
		plane->length = plane->bytes_used;
		to += plane->bytes_used;
	}
	job->kind = JOB_IMAGE;
	job->target = *target;
	set_params(writer, job, info);
	submit(writer, job);
}
