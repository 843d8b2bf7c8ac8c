/* SPDX-License-Identifier: BSD-2-Clause */
#include "set_controls.h"

#include <errno.h>
#include <stdio.h>

#include "automatic.h"

/* The control that goes off with a manual value, unless it is off, put into controls. */
static const struct gg_control_info *switch_off(struct gg_control_list *controls,
						struct capture *capture, const char *manual)
{
	size_t n;
	double off, now;
	const struct gg_control_info *infos = capture_controls(capture, &n);
	const struct gg_control_info *info = automatic_find(infos, n, manual, &off);

	if (!info || gg_control_list_get(controls, info->id))
		return NULL;
	struct gg_control_value *slot = gg_control_list_slot(controls, info->id, info->name);
	if (!slot || gg_control_value_set_number(slot, info->type, off))
		return NULL;
	const struct gg_control_value *asked = gg_control_list_get(&capture->asked, info->id);
	const bool known = asked && gg_control_value_number(asked, 0, &now);
	return known && now == off ? NULL : info;
}

/* An automatic that goes on takes the place of the manual values that were asked before. */
static void forget_manuals(struct capture *capture)
{
	size_t n;
	double off, now;
	const struct gg_control_info *infos = capture_controls(capture, &n);

	for (size_t i = 0; i < n; i++) {
		const struct gg_control_info *info = automatic_find(infos, n, infos[i].name, &off);
		const struct gg_control_value *asked =
			info ? gg_control_list_get(&capture->asked, info->id) : NULL;
		if (asked && gg_control_value_number(asked, 0, &now) && now != off)
			gg_control_list_remove(&capture->asked, infos[i].id);
	}
}

static void say(const struct capture *capture, const struct gg_control_list *controls,
		size_t n_asked, const struct gg_control_info *off, char *text, size_t size)
{
	const char *later = capture->camera ? "" : ", once the camera is back";
	const struct gg_control_item *item = &controls->items[0];
	size_t n;
	const struct gg_control_info *infos = capture_controls(capture, &n);
	char value[128];

	if (n_asked != 1) {
		snprintf(text, size, "%zu controls set%s", n_asked, later);
		return;
	}
	gg_control_value_format(&item->value, gg_control_info_by_id(infos, n, item->id), value,
				sizeof value);
	snprintf(text, size, "%s %s%s%s%s%s", item->name, value, off ? " (" : "",
		 off ? off->name : "", off ? " switched off)" : "", later);
}

int set_controls(struct capture *capture, struct gg_control_list *controls, char *text, size_t size)
{
	const size_t n_asked = controls->n;
	const struct gg_control_info *off = NULL;
	struct gg_error error;

	for (size_t i = 0; i < n_asked; i++) {
		const struct gg_control_info *info =
			switch_off(controls, capture, controls->items[i].name);
		if (info)
			off = info;
	}
	int ret = capture_set_controls(capture, controls, &error);
	if (ret) {
		snprintf(text, size, "%s", error.text);
		return ret;
	}
	forget_manuals(capture);
	say(capture, controls, n_asked, off, text, size);
	return 0;
}

bool set_controls_is_button(const struct gg_control_info *info)
{
	return info->type == GG_CONTROL_BOOL && !info->is_array &&
	       info->max.type == GG_CONTROL_NONE;
}

int set_controls_again(struct gg_control_list *controls, const struct capture *capture)
{
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(capture->camera, &n);

	for (size_t i = 0; i < capture->asked.n; i++) {
		const struct gg_control_item *item = &capture->asked.items[i];
		const struct gg_control_info *info = gg_control_info_find(infos, n, item->name);
		if (!info || info->read_only || info->type != item->value.type ||
		    set_controls_is_button(info))
			continue;
		struct gg_control_value *slot =
			gg_control_list_slot(controls, info->id, info->name);
		if (!slot || gg_control_value_copy(slot, &item->value))
			return -ENOMEM;
	}
	return 0;
}
