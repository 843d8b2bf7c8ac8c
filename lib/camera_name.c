/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From the word that a user names a camera with to the backend and the id that it means.
 */
#include <groundglass/camera.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "access.h"
#include "camera_backend.h"
#include "recording_set.h"

static bool begins_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* A recording, or pictures. */
static const struct gg_backend *file_backend(const char *path)
{
	return gg_recording_set_is_at(path) ? &gg_backend_replay : &gg_backend_file;
}

/* A backend other than libcamera that the name speaks of, or NULL. */
static const struct gg_backend *other_backend(const char *name)
{
	if (strcmp(name, "pattern") == 0 || begins_with(name, "pattern:"))
		return &gg_backend_pattern;
	if (begins_with(name, "file:"))
		return file_backend(name + strlen("file:"));
	if (strchr(name, '/') && !begins_with(name, "/dev/video") && access(name, F_OK) == 0)
		return file_backend(name);
	return NULL;
}

/* The first camera that sees colours, else the first. */
static ssize_t default_camera(const struct gg_camera_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (!list->cameras[i].infrared)
			return (ssize_t)i;
	return list->n ? 0 : -ENODEV;
}

static ssize_t camera_by_index(const struct gg_camera_list *list, const char *digits,
			       struct gg_error *error)
{
	unsigned long index = strtoul(digits, NULL, 10);

	if (index == 0)
		return gg_error_set(error, -EINVAL, "camera 0: cameras are counted from 1");
	if (index > list->n)
		return gg_error_set(error, -ENODEV,
				    "there is no camera %s: there %s %zu; see -l, or name "
				    "'pattern' for the test pattern",
				    digits, list->n == 1 ? "is" : "are", list->n);
	return (ssize_t)(index - 1);
}

/* The one camera whose id or device is name, or whose id or model holds it. */
static ssize_t camera_by_text(const struct gg_camera_list *list, const char *name,
			      struct gg_error *error)
{
	ssize_t found = -ENODEV;

	for (size_t i = 0; i < list->n; i++) {
		const struct gg_camera_info *info = &list->cameras[i];
		if (strcmp(info->id, name) == 0 ||
		    (info->device && strcmp(info->device, name) == 0))
			return (ssize_t)i;
	}
	for (size_t i = 0; i < list->n; i++) {
		const struct gg_camera_info *info = &list->cameras[i];
		if (!strcasestr(info->id, name) && !(info->model && strcasestr(info->model, name)))
			continue;
		if (found >= 0)
			return gg_error_set(error, -EINVAL,
					    "'%s' fits more than one camera (%s and %s): name more "
					    "of the id, or the number from --list",
					    name, list->cameras[found].id, info->id);
		found = (ssize_t)i;
	}
	return found;
}

/* What there is, for an error message. */
static void set_not_found(struct gg_error *error, const char *name,
			  const struct gg_camera_list *list)
{
	char known[256] = "";
	size_t length = 0;

	for (size_t i = 0; i < list->n && length < sizeof known; i++)
		length += (size_t)snprintf(known + length, sizeof known - length, "%zu: %s, ",
					   i + 1, list->cameras[i].id);
	gg_error_set(error, -ENODEV,
		     "no camera or file '%s': there %s %spattern, or the path of a JPEG, a "
		     "Motion-JPEG stream, a folder of JPEGs or a recording",
		     name, list->n ? "are" : "is", known);
}

/* Are there devices that might be cameras, but not for this user? Then -EACCES with error, or 0. */
static int set_denied(struct gg_error *error)
{
	char denied[256];

	if (!gg_access_denied("/dev/media*", denied, sizeof denied) &&
	    !gg_access_denied("/dev/video*", denied, sizeof denied))
		return 0;
	return gg_error_set(error, -EACCES, "no camera found: %s", denied);
}

static int set_none(struct gg_error *error)
{
	char cause[256];

	gg_libcamera_error(cause, sizeof cause);
	if (strstr(cause, "IPA"))
		return gg_error_set(error, -ENODEV,
				    "no camera found: libcamera lacks the part that runs this one; "
				    "install libcamera-ipa (libcamera: %s)",
				    cause);
	return gg_error_set(error, -ENODEV,
			    "no camera found: plug one in, or name 'pattern' for the test pattern");
}

static ssize_t find_camera(const struct gg_camera_list *list, const char *name,
			   struct gg_error *error)
{
	const bool is_index = name && name[0] && strspn(name, "0123456789") == strlen(name);

	if (list->n == 0 && (!name || is_index || begins_with(name, "/dev/")) && set_denied(error))
		return -EACCES;
	if (!name) {
		ssize_t found = default_camera(list);
		return found < 0 ? set_none(error) : found;
	}
	if (is_index)
		return camera_by_index(list, name, error);

	ssize_t found = name[0] ? camera_by_text(list, name, error) : -ENODEV;
	if (found == -ENODEV)
		set_not_found(error, name, list);
	return found;
}

static bool is_file(const char *name)
{
	return name && !begins_with(name, "/dev/video") && access(name, F_OK) == 0;
}

static int open_camera(struct gg_camera **camera, const char *name, bool looks,
		       struct gg_error *error)
{
	const struct gg_backend *other = name ? other_backend(name) : NULL;
	if (other)
		return gg_camera_open_backend(camera, other, name, looks, error);

	/* A word that is both a camera and a file in the current folder means the camera. */
	struct gg_camera_list list = { 0 };
	ssize_t found = gg_camera_list_get(&list, error);
	if (found == 0)
		found = find_camera(&list, name, error);

	int ret = (int)found;
	if (found >= 0)
		ret = gg_camera_open_backend(camera, &gg_backend_libcamera, list.cameras[found].id,
					     looks, error);
	else if (is_file(name))
		ret = gg_camera_open_backend(camera, file_backend(name), name, looks, error);
	gg_camera_list_finish(&list);
	return ret;
}

int gg_camera_open(struct gg_camera **camera, const char *name, struct gg_error *error)
{
	return open_camera(camera, name, false, error);
}

int gg_camera_look(struct gg_camera **camera, const char *name, struct gg_error *error)
{
	return open_camera(camera, name, true, error);
}
