/* SPDX-License-Identifier: BSD-2-Clause */
/* What a capture's controls are, were asked to be, and are reported as. */
#include "capture.h"

#include <stdio.h>

const struct gg_control_info *capture_controls(const struct capture *capture, size_t *n)
{
	if (capture->camera)
		return gg_camera_controls(capture->camera, n);
	*n = capture->known.n;
	return capture->known.infos;
}

int capture_set_controls(struct capture *capture, const struct gg_control_list *controls,
			 struct gg_error *error)
{
	int ret = capture->camera ? gg_camera_set_controls(capture->camera, controls, error) : 0;

	if (ret == 0 && (ret = gg_control_list_merge(&capture->asked, controls)))
		gg_error_set(error, ret, "no memory for controls");
	capture_look(capture); /* after a failure too: some may be set */
	return ret;
}

void capture_keep_controls(struct capture *capture)
{
	const char *model = gg_camera_info(capture->camera)->model;
	struct known_controls known;

	snprintf(capture->model, sizeof capture->model, "%s", model ? model : "");
	known_controls_copy(&known, capture->camera);
	for (size_t i = capture->asked.n; i-- > 0;) {
		struct gg_control_item *item = &capture->asked.items[i];
		const struct gg_control_info *info =
			gg_control_info_find(known.infos, known.n, item->name);
		if (info)
			item->name = info->name;
		else
			gg_control_list_remove(&capture->asked, item->id);
	}
	known_controls_finish(&capture->known);
	capture->known = known;
}

void capture_look(struct capture *capture)
{
	struct gg_error error;

	gg_control_list_clear(&capture->read);
	if (capture->camera)
		gg_camera_read_controls(capture->camera, &capture->read, &error);
}

/* A number from what was seen at the last look. */
static bool find_read(const struct capture *capture, uint32_t id, double *value)
{
	const struct gg_control_value *read = gg_control_list_get(&capture->read, id);
	return read && gg_control_value_number(read, 0, value);
}

bool capture_reported(struct capture *capture, uint32_t id, double *value)
{
	if (find_read(capture, id, value))
		return true;
	pthread_mutex_lock(&capture->lock);
	const struct gg_control_value *reported = gg_control_list_get(&capture->reported, id);
	bool found = reported && gg_control_value_number(reported, 0, value);
	pthread_mutex_unlock(&capture->lock);
	return found;
}

bool capture_reported_element(struct capture *capture, const char *name, uint32_t index,
			      double *value)
{
	const struct gg_control_value *read = gg_control_list_find(&capture->read, name);

	if (read)
		return gg_control_value_number(read, index, value);
	pthread_mutex_lock(&capture->lock);
	const struct gg_control_value *reported = gg_control_list_find(&capture->reported, name);
	bool found = reported && gg_control_value_number(reported, index, value);
	pthread_mutex_unlock(&capture->lock);
	return found;
}

int capture_copy_reported(struct capture *capture, struct gg_control_list *list)
{
	gg_control_list_clear(list);
	pthread_mutex_lock(&capture->lock);
	int ret = gg_control_list_merge(list, &capture->reported);
	pthread_mutex_unlock(&capture->lock);
	return ret ? ret : gg_control_list_merge(list, &capture->read);
}

double capture_current(struct capture *capture, const struct gg_control_info *info)
{
	double value = 0;
	const struct gg_control_value *asked = gg_control_list_get(&capture->asked, info->id);

	if (find_read(capture, info->id, &value) ||
	    (asked && gg_control_value_number(asked, 0, &value)) ||
	    capture_reported(capture, info->id, &value) ||
	    gg_control_value_number(&info->def, 0, &value))
		return value;
	gg_control_value_number(&info->min, 0, &value);
	return value;
}
