/* SPDX-License-Identifier: BSD-2-Clause */
#include "reattach.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/text.h>

#include "clock.h"

#define SECOND_NS 1000000000u

enum { TRIES = 6 }; /* half a second after the first, then a second apart */

struct reattach {
	struct gg_monitor *monitor;
	unsigned tries; /* that are left */
	uint64_t next_ns;
	bool elsewhere;			/* this one is for other ports too */
	bool lost[OPTIONS_MAX_CAMERAS]; /* by the capture's number, as those below */
	struct gg_camera_list before[OPTIONS_MAX_CAMERAS];
};

int reattach_create(struct reattach **reattach, struct gg_error *error)
{
	struct reattach *created = calloc(1, sizeof *created);
	if (!created)
		return gg_error_set(error, -ENOMEM, "no memory to wait for cameras");
	int ret = gg_monitor_create(&created->monitor, error);
	if (ret) {
		free(created);
		return ret;
	}
	*reattach = created;
	return 0;
}

void reattach_destroy(struct reattach *reattach)
{
	if (!reattach)
		return;
	gg_monitor_destroy(reattach->monitor);
	for (size_t i = 0; i < OPTIONS_MAX_CAMERAS; i++)
		gg_camera_list_finish(&reattach->before[i]);
	free(reattach);
}

void reattach_lose(struct reattach *reattach, const struct capture *capture)
{
	const unsigned i = capture->number - 1;
	struct gg_error error;

	if (reattach->lost[i])
		return;
	/* Where it cannot be told which are others, none is taken for ours. */
	reattach->lost[i] = gg_camera_list_get(&reattach->before[i], &error) == 0;
}

void reattach_forget(struct reattach *reattach, const struct capture *capture)
{
	const unsigned i = capture->number - 1;

	gg_camera_list_finish(&reattach->before[i]);
	reattach->lost[i] = false;
}

bool reattach_is_time(struct reattach *reattach, bool *last)
{
	struct gg_monitor_event event;
	uint64_t now = clock_ns();

	while (gg_monitor_next(reattach->monitor, &event) == 0)
		if (event.type == GG_CAMERA_ADDED) {
			reattach->tries = TRIES;
			reattach->next_ns = now;
		}
	if (reattach->tries == 0 || now < reattach->next_ns)
		return false;
	reattach->elsewhere = reattach->tries < TRIES;
	reattach->next_ns = now + (reattach->elsewhere ? SECOND_NS : SECOND_NS / 2);
	reattach->tries--;
	*last = reattach->tries == 0;
	return true;
}

void reattach_try(struct reattach *reattach)
{
	reattach->tries = TRIES;
	reattach->next_ns = clock_ns() + SECOND_NS;
}

static bool is_listed(const struct gg_camera_list *list, const char *id)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->cameras[i].id, id) == 0)
			return true;
	return false;
}

static bool is_taken(const struct reattach_lost *lost, const char *id)
{
	for (size_t i = 0; i < lost->n_taken; i++)
		if (strcmp(lost->taken[i], id) == 0)
			return true;
	return false;
}

/*
 * What libcamera's id of a USB camera has behind the port: interface, vendor and product, which are
 * ":1.0-046d:0825" of "...-2.4:1.0-046d:0825". "" where there is no such thing.
 */
static const char *behind_port(const char *id)
{
	const char *at = strrchr(id, '-');

	while (at && at > id && *at != ':')
		at--;
	return at && *at == ':' ? at : "";
}

const char *reattach_choose(const struct reattach_lost *lost, const struct gg_camera_list *now)
{
	const char *kind = behind_port(lost->id);

	if (is_listed(now, lost->id))
		return lost->id;
	for (size_t i = 0; kind[0] && lost->model[0] && i < now->n; i++) {
		const struct gg_camera_info *info = &now->cameras[i];
		if (info->model && strcmp(info->model, lost->model) == 0 &&
		    strcmp(behind_port(info->id), kind) == 0 &&
		    !is_listed(lost->before, info->id) && !is_taken(lost, info->id))
			return info->id;
	}
	return NULL;
}

/* What the command line said of the camera holds for it by its other id too. */
static void rename_capture(struct capture *capture, const char *id)
{
	if (strcmp(capture->first_id, capture->id) == 0)
		snprintf(capture->first_id, sizeof capture->first_id, "%s", id);
	snprintf(capture->id, sizeof capture->id, "%s", id);
	gg_text_clean(capture->id, capture->shown_id, sizeof capture->shown_id);
}

int reattach_open(struct reattach *reattach, const struct capture *captures, unsigned n,
		  struct capture *capture, struct gg_error *error)
{
	const unsigned own = capture->number - 1;
	const char *taken[OPTIONS_MAX_CAMERAS], *id = NULL;
	struct reattach_lost lost = { .id = capture->id,
				      .model = capture->model,
				      .before = &reattach->before[own],
				      .taken = taken };
	struct gg_camera_list now = { 0 };

	for (unsigned i = 0; i < n; i++)
		if (&captures[i] != capture)
			taken[lost.n_taken++] = captures[i].id;
	if (reattach->elsewhere && reattach->lost[own] && gg_camera_list_get(&now, error) == 0)
		id = reattach_choose(&lost, &now);
	const bool moved = id && strcmp(id, capture->id) != 0;
	int ret = moved ? capture_reopen_as(capture, id, error) : capture_reopen(capture, error);
	if (ret == 0) {
		reattach_forget(reattach, capture);
		if (moved)
			rename_capture(capture, id);
	}
	gg_camera_list_finish(&now);
	return ret;
}
