/* SPDX-License-Identifier: BSD-2-Clause */
#include "control_name.h"

#include <errno.h>
#include <stdio.h>

#include "guess.h"

/* "Brightness, Contrast, ..." for a message. */
static void list_names(const struct gg_control_info *infos, size_t n, char *text, size_t size)
{
	size_t length = 0;

	snprintf(text, size, "none");
	for (size_t i = 0, n_listed = 0; i < n && length < size; i++)
		if (!infos[i].read_only)
			length += (size_t)snprintf(text + length, size - length, "%s%s",
						   n_listed++ ? ", " : "", infos[i].name);
}

static void refuse_unknown(const struct gg_camera *camera, const char *name, struct gg_error *error)
{
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	const char *id = gg_camera_info(camera)->id;
	struct guess guess = { .word = name };
	char names[320];

	for (size_t i = 0; i < n; i++)
		if (!infos[i].read_only)
			guess_consider(&guess, infos[i].name);
	list_names(infos, n, names, sizeof names);
	gg_error_set(error, -EINVAL, "camera %.80s has no control %.80s%s%s%s; it has: %s", id,
		     name, guess.nearest ? " (did you mean " : "",
		     guess.nearest ? guess.nearest : "", guess.nearest ? "?)" : "", names);
}

const struct gg_control_info *control_named(const struct gg_camera *camera, const char *name,
					    struct gg_error *error)
{
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	const struct gg_control_info *info = gg_control_info_find(infos, n, name);

	if (info && !info->read_only)
		return info;
	if (info)
		gg_error_set(error, -EINVAL,
			     "control %s of camera %.80s is read-only: --metadata shows it",
			     info->name, gg_camera_info(camera)->id);
	else
		refuse_unknown(camera, name, error);
	return NULL;
}
