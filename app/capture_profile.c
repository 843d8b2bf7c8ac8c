/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture_profile.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "automatic.h"
#include "profile_controls.h"
#include "profile_path.h"
#include "start_controls.h"

int capture_profile_path(const struct capture *capture, const char *name, char *path, size_t size,
			 struct gg_error *error)
{
	if (!capture->camera)
		return gg_error_set(error, -ENODEV, "no profiles while camera %s is unplugged",
				    capture->shown_id);
	const struct gg_camera_info *info = gg_camera_info(capture->camera);
	return profile_path(path, size, info->model && info->model[0] ? info->model : info->id,
			    name, error);
}

int capture_profile_read(struct profile *profile, const struct capture *capture, const char *name,
			 struct gg_error *error)
{
	char path[PATH_MAX], names[160];

	int ret = capture_profile_path(capture, name, path, sizeof path, error);
	if (ret == 0)
		ret = profile_read(profile, path, error);
	if (ret == -ENOENT && capture->camera) {
		profile_list(path, names, sizeof names);
		gg_error_set(error, ret, "there is no profile %.200s; this camera's are: %s", path,
			     names);
	}
	return ret;
}

int capture_profile_open(struct capture *capture, struct gg_error *error)
{
	const struct options_camera *options = capture->options;

	if (!options->profile)
		return 0;
	struct profile *profile = calloc(1, sizeof *profile);
	if (!profile)
		return gg_error_set(error, -ENOMEM, "no memory for a profile");
	int ret = capture_profile_read(profile, capture, options->profile, error);
	if (ret) {
		free(profile);
		return ret;
	}
	capture->profile = profile;
	profile->options = *options;
	if (options->n_streams || !profile->n_streams)
		return 0;
	profile->options.n_streams = profile->n_streams;
	for (unsigned i = 0; i < profile->n_streams; i++) {
		profile->options.streams[i] = profile->streams[i];
		if (options->framerate >= 0)
			profile->options.streams[i].framerate = options->framerate;
	}
	capture->options = &profile->options;
	return 0;
}

int capture_profile_start(struct capture *capture, struct gg_error *error)
{
	struct gg_control_list asked = { 0 };

	if (!capture->profile)
		return 0;
	int ret = start_controls_asked(&asked, capture->camera, capture->options, error);
	for (size_t i = 0, n = asked.n; ret == 0 && i < n; i++)
		automatic_switch_off(&asked, capture->camera, asked.items[i].name);
	if (ret == 0)
		profile_set_controls(capture->profile, capture, &asked);
	gg_control_list_finish(&asked);
	return ret;
}

void capture_profile_keep_streams(struct profile *profile, const struct capture *capture)
{
	const struct options_camera *options = capture->options;

	profile->n_streams = capture->n_streams;
	for (unsigned i = 0; i < capture->n_streams; i++) {
		profile->streams[i] = capture->streams[i].config;
		profile->streams[i].framerate =
			options->n_streams ? options->streams[i].framerate : options->framerate;
	}
}

/* What has to follow first to make them whole. */
static enum gg_orientation rest_of(enum gg_orientation whole, enum gg_orientation first)
{
	int rest = 0;

	while (rest + 1 < GG_N_ORIENTATIONS &&
	       gg_orientation_then(first, (enum gg_orientation)rest) != whole)
		rest++;
	return (enum gg_orientation)rest;
}

/* How the camera turns what it delivers: what it was asked but for what it left to the viewer. */
static enum gg_orientation camera_turn(const struct capture *capture)
{
	const enum gg_orientation asked = capture->options->orientation;
	int done = 0;

	while (done + 1 < GG_N_ORIENTATIONS &&
	       gg_orientation_then((enum gg_orientation)done, capture->orientation) != asked)
		done++;
	return (enum gg_orientation)done;
}

enum gg_orientation capture_profile_seen(const struct capture *capture, enum gg_orientation look)
{
	return gg_orientation_then(camera_turn(capture), look);
}

enum gg_orientation capture_profile_look(const struct capture *capture, enum gg_orientation seen)
{
	return rest_of(seen, camera_turn(capture));
}

void capture_profile_close(struct capture *capture)
{
	if (capture->profile)
		profile_finish(capture->profile);
	free(capture->profile);
	capture->profile = NULL;
}
