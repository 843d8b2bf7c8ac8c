/* SPDX-License-Identifier: BSD-2-Clause */
#include "profile_controls.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/text.h>

#include "automatic.h"
#include "notice.h"
#include "recording_value.h"
#include "set_controls.h"

void profile_keep_controls(struct profile *profile, struct capture *capture)
{
	size_t n;
	const struct gg_control_info *infos = capture_controls(capture, &n);

	json_object_put(profile->controls);
	profile->controls = json_object_new_object();
	for (size_t i = 0; i < capture->asked.n; i++) {
		const struct gg_control_item *item = &capture->asked.items[i];
		const struct gg_control_info *info = gg_control_info_by_id(infos, n, item->id);
		if (info && !set_controls_is_button(info))
			json_object_object_add(profile->controls, info->name,
					       gg_recording_put_value(&item->value));
	}
}

/* The text of a value is refused where the value is. */
static int check_range(const struct gg_control_value *value, const struct gg_control_info *info,
		       struct gg_error *error)
{
	const size_t size = gg_control_value_format(value, NULL, NULL, 0) + 1;
	struct gg_control_value parsed = { 0 };
	char *text = malloc(size);

	if (!text)
		return gg_error_set(error, -ENOMEM, "no memory for %s", info->name);
	gg_control_value_format(value, NULL, text, size);
	int ret = gg_control_value_parse(&parsed, info, text, error);
	gg_control_value_finish(&parsed);
	free(text);
	return ret;
}

/* A value of the control's type and range. 0; or -errno with error. */
static int read_value(struct gg_control_value *value, const struct gg_control_info *info,
		      struct json_object *json, struct gg_error *error)
{
	int ret = gg_recording_get_value(value, info->type, json);
	if (ret == -ENOMEM)
		return gg_error_set(error, ret, "no memory for %s", info->name);
	if (ret || value->is_array != info->is_array) {
		char shown[64];
		gg_text_clean(json ? json_object_get_string(json) : "null", shown, sizeof shown);
		return gg_error_set(error, -EINVAL, "%s takes %s%s, not %s", info->name,
				    gg_control_type_name(info->type),
				    info->is_array ? " values" : "", shown);
	}
	return check_range(value, info, error);
}

/* Does skip have the control, or its automatic, that is on? */
static bool is_skipped(const struct gg_control_info *info, const struct capture *capture,
		       const struct gg_control_list *skip)
{
	size_t n;
	const struct gg_control_info *infos = capture_controls(capture, &n);
	double off, now;

	if (gg_control_list_get(skip, info->id))
		return true;
	const struct gg_control_info *automatic = automatic_find(infos, n, info->name, &off);
	const struct gg_control_value *value =
		automatic ? gg_control_list_get(skip, automatic->id) : NULL;
	return value && gg_control_value_number(value, 0, &now) && now != off;
}

/* Put a member of the profile into controls. */
static void add_control(struct gg_control_list *controls, const struct capture *capture,
			const char *name, struct json_object *json,
			const struct gg_control_list *skip)
{
	size_t n;
	const struct gg_control_info *infos = capture_controls(capture, &n);
	const struct gg_control_info *info = gg_control_info_find(infos, n, name);
	struct gg_control_value value = { 0 };
	struct gg_error error;
	char shown[64];

	if (!info || info->read_only) {
		notice_post(NOTICE_ERROR, "profile: camera %s has no control %s%s: it is left out",
			    capture->shown_id, gg_text_clean(name, shown, sizeof shown),
			    info ? " that can be set" : "");
		return;
	}
	if (skip && is_skipped(info, capture, skip))
		return;
	if (read_value(&value, info, json, &error)) {
		notice_post(NOTICE_ERROR, "profile: %s", error.text);
	} else {
		struct gg_control_value *slot =
			gg_control_list_slot(controls, info->id, info->name);
		if (!slot || gg_control_value_copy(slot, &value))
			notice_post(NOTICE_ERROR, "profile: no memory for %s", info->name);
	}
	gg_control_value_finish(&value);
}

/* Set the first n one after the other, which cannot be set together. */
static unsigned set_each(struct capture *capture, const struct gg_control_list *controls, size_t n)
{
	unsigned n_set = 0;
	char text[512];

	for (size_t i = 0; i < n; i++) {
		const struct gg_control_item *item = &controls->items[i];
		struct gg_control_list one = { 0 };
		struct gg_control_value *slot = gg_control_list_slot(&one, item->id, item->name);
		if (!slot || gg_control_value_copy(slot, &item->value))
			snprintf(text, sizeof text, "no memory for %s", item->name);
		else if (set_controls(capture, &one, text, sizeof text) == 0)
			text[0] = '\0';
		if (text[0])
			notice_post(NOTICE_ERROR, "profile: %s", text);
		else
			n_set++;
		gg_control_list_finish(&one);
	}
	return n_set;
}

unsigned profile_set_controls(const struct profile *profile, struct capture *capture,
			      const struct gg_control_list *skip)
{
	struct gg_control_list controls = { 0 };
	unsigned n_set = 0;
	char text[512];

	if (!profile->controls)
		return 0;
	if (capture->camera && gg_camera_info(capture->camera)->recorded) {
		if (json_object_object_length(profile->controls))
			notice_post(NOTICE_ERROR, "profile: controls of a recording cannot be set");
		return 0;
	}
	json_object_object_foreach(profile->controls, name, json)
		add_control(&controls, capture, name, json, skip);
	const unsigned n = (unsigned)controls.n;
	if (n && set_controls(capture, &controls, text, sizeof text) == 0)
		n_set = n;
	else if (n)
		n_set = set_each(capture, &controls, n);
	gg_control_list_finish(&controls);
	return n_set;
}
