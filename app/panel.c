/* SPDX-License-Identifier: BSD-2-Clause */
#include "panel.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "automatic.h"

void panel_finish(struct panel *panel)
{
	free(panel->rows);
	gg_control_list_finish(&panel->change);
	*panel = (struct panel){ 0 };
}

const struct gg_control_info *panel_info(const struct panel *panel, const struct panel_row *row)
{
	return row ? &panel->controls.infos[row->control] : NULL;
}

const struct panel_row *panel_chosen(const struct panel *panel)
{
	return panel->row < panel->n_rows ? &panel->rows[panel->row] : NULL;
}

const struct gg_control_value *panel_value(const struct panel *panel,
					   const struct gg_control_info *info)
{
	const struct panel_controls *controls = &panel->controls;
	const struct gg_control_value *value = gg_control_list_get(controls->asked, info->id);

	if (!value)
		value = gg_control_list_get(controls->reported, info->id);
	if (!value && info->def.type)
		value = &info->def;
	return value;
}

static void add_row(struct panel *panel, size_t control, int component)
{
	if (panel->n_rows == panel->capacity) {
		const size_t capacity = panel->capacity ? panel->capacity * 2 : 64;
		struct panel_row *rows = reallocarray(panel->rows, capacity, sizeof *rows);
		if (!rows)
			return;
		panel->rows = rows;
		panel->capacity = capacity;
	}
	panel->rows[panel->n_rows++] =
		(struct panel_row){ control, component,
				    panel_group_of(panel->controls.infos[control].name) };
}

/* Is the filter in the control's or its group's name? */
static bool passes(const struct panel *panel, const struct gg_control_info *info)
{
	return strcasestr(info->name, panel->filter) ||
	       strcasestr(panel_group_name(panel_group_of(info->name)), panel->filter);
}

static void add_control(struct panel *panel, size_t control)
{
	const struct gg_control_info *info = &panel->controls.infos[control];

	add_row(panel, control, PANEL_WHOLE);
	if (!panel->has_opened || panel->opened != info->id)
		return;
	const int components = panel_value_components(info, panel_value(panel, info));
	for (int i = 0; i < components; i++)
		add_row(panel, control, i);
}

/* Choose what was chosen, or what is there now. */
static void find_chosen(struct panel *panel)
{
	for (size_t i = 0; i < panel->n_rows; i++)
		if (panel_info(panel, &panel->rows[i])->id == panel->chosen &&
		    panel->rows[i].component == panel->component) {
			panel->row = i;
			return;
		}
	panel_choose(panel, panel->row);
}

void panel_sync(struct panel *panel, const struct panel_controls *controls)
{
	panel->controls = *controls;
	panel->n_rows = 0;
	for (int group = 0; group < PANEL_GROUPS; group++)
		for (size_t i = 0; i < controls->n; i++)
			if ((int)panel_group_of(controls->infos[i].name) == group &&
			    passes(panel, &controls->infos[i]))
				add_control(panel, i);
	find_chosen(panel);
}

void panel_choose(struct panel *panel, size_t row)
{
	if (row >= panel->n_rows)
		row = panel->n_rows ? panel->n_rows - 1 : 0;
	panel->row = row;
	const struct panel_row *chosen = panel_chosen(panel);
	if (!chosen)
		return;
	panel->chosen = panel_info(panel, chosen)->id;
	panel->component = chosen->component;
}

void panel_move(struct panel *panel, int rows)
{
	const long row = (long)panel->row + rows;
	panel_choose(panel, row < 0 ? 0 : (size_t)row);
}

/* Open or close the components of the chosen control. */
static void open_components(struct panel *panel, const struct gg_control_info *info, bool open)
{
	panel->has_opened = open;
	panel->opened = info->id;
	panel->component = PANEL_WHOLE;
	panel->chosen = info->id;
	const struct panel_controls controls = panel->controls;
	panel_sync(panel, &controls);
}

/* The chosen control where it can be set; else a message. */
static const struct gg_control_info *changeable(struct panel *panel)
{
	const struct gg_control_info *info = panel_info(panel, panel_chosen(panel));

	panel->message[0] = '\0';
	if (info && info->read_only) {
		snprintf(panel->message, sizeof panel->message,
			 "%s cannot be set: the camera only reports it", info->name);
		return NULL;
	}
	return info;
}

static bool complain(struct panel *panel, const struct gg_control_info *info, int code)
{
	if (code == -ENOMEM)
		snprintf(panel->message, sizeof panel->message, "no memory for controls");
	else
		snprintf(panel->message, sizeof panel->message,
			 "%s has no value yet: Enter types one", info->name);
	return false;
}

/* A slot in change with what the control is now. */
static struct gg_control_value *change_slot(struct panel *panel, const struct gg_control_info *info)
{
	const struct gg_control_value *value = panel_value(panel, info);
	struct gg_control_value *slot = gg_control_list_slot(&panel->change, info->id, info->name);

	if (slot && value && gg_control_value_copy(slot, value))
		return NULL;
	return slot;
}

static bool put(struct panel *panel, const struct gg_control_info *info, double number)
{
	struct gg_control_value *slot = change_slot(panel, info);
	const int ret = slot ? panel_value_put(slot, info, panel->component, number) : -ENOMEM;

	if (ret == 0)
		return true;
	gg_control_list_remove(&panel->change, info->id);
	return complain(panel, info, ret);
}

/* The chosen number; where nobody says what it is, the least, or 0. */
static double number_now(const struct panel *panel, const struct gg_control_info *info)
{
	double number = 0, max;

	if (panel_value_get(panel_value(panel, info), panel->component, &number))
		return number;
	panel_value_limits(info, panel->component, &number, &max);
	return isfinite(number) ? number : 0;
}

/* Does the control need its text to be typed, and no step would do? */
static bool is_text(const struct gg_control_info *info)
{
	return info->type == GG_CONTROL_STRING || info->type == GG_CONTROL_NONE;
}

bool panel_turn(struct panel *panel, double steps)
{
	const struct gg_control_info *any = panel_info(panel, panel_chosen(panel));

	if (any && panel->component == PANEL_WHOLE &&
	    panel_value_components(any, panel_value(panel, any)) > 0) {
		open_components(panel, any, steps > 0);
		return false;
	}
	const struct gg_control_info *info = changeable(panel);
	if (!info)
		return false;
	const double number = number_now(panel, info);
	if (info->type == GG_CONTROL_BOOL)
		return put(panel, info, number == 0);
	if (is_text(info) || (info->is_array && panel->component == PANEL_WHOLE))
		return complain(panel, info, -EINVAL);
	if (info->n_enumerators) {
		const int whole = steps < 0 ? (int)fmin(steps, -1) : (int)fmax(steps, 1);
		return put(panel, info, panel_value_next(info, (int32_t)number, whole));
	}
	return put(panel, info, panel_value_step(info, panel->component, number, steps));
}

/* Begin to type, with the value as it is. */
static void begin_value(struct panel *panel, const struct gg_control_info *info)
{
	const struct gg_control_value *value = panel_value(panel, info);
	double number;

	panel->text[0] = '\0';
	if (value && panel->component == PANEL_WHOLE)
		gg_control_value_format(value, info, panel->text, sizeof panel->text);
	else if (panel_value_get(value, panel->component, &number))
		snprintf(panel->text, sizeof panel->text, "%g", number);
	panel->cursor = strlen(panel->text);
	panel->fresh = true;
	panel->typing = PANEL_TYPES_VALUE;
}

bool panel_enter(struct panel *panel)
{
	const struct gg_control_info *info = changeable(panel);

	if (!info)
		return false;
	const bool single = !info->is_array || panel->component != PANEL_WHOLE;
	if (single && (info->type == GG_CONTROL_BOOL || info->n_enumerators))
		return panel_turn(panel, 1);
	begin_value(panel, info);
	return false;
}

bool panel_place(struct panel *panel, double place)
{
	const struct gg_control_info *info = changeable(panel);

	if (!info || panel_value_place(info, panel->component, 0) < 0)
		return false;
	return put(panel, info, panel_value_at(info, panel->component, place));
}

bool panel_reset(struct panel *panel)
{
	const struct gg_control_info *info = changeable(panel);
	double number;

	if (!info)
		return false;
	if (!info->def.type) {
		snprintf(panel->message, sizeof panel->message, "%s has no default", info->name);
		return false;
	}
	if (panel->component != PANEL_WHOLE)
		return panel_value_get(&info->def, panel->component, &number) &&
		       put(panel, info, number);
	struct gg_control_value *slot = gg_control_list_slot(&panel->change, info->id, info->name);
	if (slot && gg_control_value_copy(slot, &info->def) == 0)
		return true;
	gg_control_list_remove(&panel->change, info->id);
	return complain(panel, info, -ENOMEM);
}

/* Is it what an automatic decides that is on by default? */
static bool is_automatic(const struct panel *panel, const struct gg_control_info *info)
{
	double off, number;
	const struct gg_control_info *automatic =
		automatic_find(panel->controls.infos, panel->controls.n, info->name, &off);

	return automatic && gg_control_value_number(&automatic->def, 0, &number) && number != off;
}

bool panel_reset_all(struct panel *panel)
{
	panel->message[0] = '\0';
	for (size_t i = 0; i < panel->controls.n; i++) {
		const struct gg_control_info *info = &panel->controls.infos[i];
		const struct gg_control_value *value = panel_value(panel, info);

		if (info->read_only || !info->def.type || panel_value_agrees(value, &info->def) ||
		    is_automatic(panel, info))
			continue;
		struct gg_control_value *slot =
			gg_control_list_slot(&panel->change, info->id, info->name);
		if (!slot || gg_control_value_copy(slot, &info->def)) {
			gg_control_list_clear(&panel->change);
			return complain(panel, info, -ENOMEM);
		}
	}
	if (panel->change.n == 0)
		snprintf(panel->message, sizeof panel->message, "all controls have their defaults");
	return panel->change.n > 0;
}

/* What is typed for the chosen component, put into change. */
static int parse_component(struct panel *panel, const struct gg_control_info *info,
			   struct gg_error *error)
{
	/* As the text of a control that is a single number. */
	struct gg_control_info single = *info;
	struct gg_control_value value = { 0 };
	double number = 0;

	single.is_array = false;
	if (info->type == GG_CONTROL_RECTANGLE || info->type == GG_CONTROL_SIZE ||
	    info->type == GG_CONTROL_POINT) {
		single.type = GG_CONTROL_INT64;
		single.min = single.max = (struct gg_control_value){ 0 };
	}
	int ret = gg_control_value_parse(&value, &single, panel->text, error);
	if (ret == 0)
		gg_control_value_number(&value, 0, &number);
	gg_control_value_finish(&value);
	if (ret)
		return ret;
	struct gg_control_value *slot = change_slot(panel, info);
	ret = slot ? panel_value_put(slot, info, panel->component, number) : -ENOMEM;
	return ret ? gg_error_set(error, ret, "%s: no memory", info->name) : 0;
}

static bool accept_value(struct panel *panel)
{
	const struct gg_control_info *info = changeable(panel);
	struct gg_error error = { "" };
	int ret;

	if (!info)
		return false;
	if (panel->component != PANEL_WHOLE) {
		ret = parse_component(panel, info, &error);
	} else {
		struct gg_control_value *slot =
			gg_control_list_slot(&panel->change, info->id, info->name);
		ret = slot ? gg_control_value_parse(slot, info, panel->text, &error)
			   : gg_error_set(&error, -ENOMEM, "%s: no memory", info->name);
	}
	if (ret == 0)
		return true;
	gg_control_list_remove(&panel->change, info->id);
	snprintf(panel->message, sizeof panel->message, "%s", error.text);
	return false;
}

bool panel_accept(struct panel *panel)
{
	const enum panel_typing typing = panel->typing;
	bool changed = false;

	panel->message[0] = '\0';
	if (typing == PANEL_TYPES_VALUE)
		changed = accept_value(panel);
	if (!panel->message[0]) /* else there is something to be put right */
		panel->typing = PANEL_NO_TYPING;
	return changed;
}

void panel_cancel(struct panel *panel)
{
	if (panel->typing == PANEL_TYPES_FILTER)
		panel->filter[0] = '\0';
	panel->typing = PANEL_NO_TYPING;
}

void panel_begin_filter(struct panel *panel)
{
	panel->open = true;
	panel->typing = PANEL_TYPES_FILTER;
	snprintf(panel->text, sizeof panel->text, "%s", panel->filter);
	panel->cursor = strlen(panel->text);
	panel->fresh = panel->cursor > 0;
}

void panel_back(struct panel *panel)
{
	if (panel->typing)
		panel_cancel(panel);
	else if (panel->filter[0])
		panel->filter[0] = '\0';
	else
		panel->open = false;
}
