/* SPDX-License-Identifier: BSD-2-Clause */
#include "panel_text.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "overlay.h"

/* Widths in letters, the widest that fits; what is 0 is left out. */
static const struct layout {
	int name, value, bar, reported;
} layouts[] = {
	{ 24, 15, OVERLAY_BAR_CELLS, 14 },
	{ 24, 14, OVERLAY_BAR_CELLS, 0 },
	{ 22, 13, 0, 0 },
	{ 18, 11, 0, 0 },
};

enum { MARK_CELLS = 2, HEAD_LINES = 1, FOOT_LINES = 3, LEAST_LINES = 3 };

static int layout_width(const struct layout *layout)
{
	return layout->name + layout->value + layout->bar + layout->reported + MARK_CELLS;
}

/* Letters that the names of all enumerators begin with, up to where a word begins. */
static size_t common_beginning(const struct gg_control_info *info)
{
	const char *first = info->n_enumerators ? info->enumerators[0].name : "";
	size_t length = info->n_enumerators > 1 ? strlen(first) : 0;

	for (unsigned i = 1; i < info->n_enumerators; i++) {
		size_t same = 0;
		while (same < length && first[same] == info->enumerators[i].name[same])
			same++;
		length = same;
	}
	for (bool words = false; length && !words;) {
		words = true;
		for (unsigned i = 0; i < info->n_enumerators; i++)
			words &= isupper((unsigned char)info->enumerators[i].name[length]) ||
				 isdigit((unsigned char)info->enumerators[i].name[length]);
		length -= !words;
	}
	return length;
}

static const struct gg_control_enumerator *enumerator_of(const struct gg_control_info *info,
							 double number)
{
	for (unsigned i = 0; i < info->n_enumerators; i++)
		if (info->enumerators[i].value == number)
			return &info->enumerators[i];
	return NULL;
}

static const char *unit_of(const char *name)
{
	static const struct {
		const char *end, *unit;
	} units[] = { { "ExposureTime", " µs" },
		      { "FrameDuration", " µs" },
		      { "ColourTemperature", " K" } };
	const size_t length = strlen(name);

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		const size_t ending = strlen(units[i].end);
		if (length >= ending && strcmp(name + length - ending, units[i].end) == 0)
			return units[i].unit;
	}
	return "";
}

/* A value, or a component of it, as people read it. */
static void format_value(const struct gg_control_info *info, const struct gg_control_value *value,
			 int component, char *text, size_t size)
{
	const bool single = component != PANEL_WHOLE || panel_value_components(info, value) == 0;
	const struct gg_control_enumerator *name;
	double number;

	if (!value) {
		snprintf(text, size, "–");
		return;
	}
	if (!single || value->type == GG_CONTROL_STRING ||
	    !panel_value_get(value, component, &number)) {
		gg_control_value_format(value, info, text, size);
		return;
	}
	if (value->type == GG_CONTROL_BOOL)
		snprintf(text, size, "%s", number != 0 ? "on" : "off");
	else if ((name = enumerator_of(info, number)))
		snprintf(text, size, "%s", name->name + common_beginning(info));
	else if (component != PANEL_WHOLE)
		snprintf(text, size, "%.6g", number);
	else {
		const size_t length = gg_control_value_format(value, info, text, size);
		if (length < size)
			snprintf(text + length, size - length, "%s", unit_of(info->name));
	}
}

/* Does the camera say what was asked? */
enum confirmation { NOTHING_ASKED, CONFIRMED, DIFFERS, UNCONFIRMED, TOO_EARLY };

static enum confirmation confirm(const struct panel *panel, const struct gg_control_info *info)
{
	const struct gg_control_value *asked = gg_control_list_get(panel->controls.asked, info->id);
	const struct gg_control_value *reported =
		gg_control_list_get(panel->controls.reported, info->id);

	if (!asked)
		return NOTHING_ASKED;
	if (reported && panel_value_agrees(asked, reported))
		return CONFIRMED;
	if (panel->settling)
		return TOO_EARLY;
	return reported ? DIFFERS : UNCONFIRMED;
}

static const struct {
	const char *style, *mark;
} confirmations[] = {
	[NOTHING_ASKED] = { OVERLAY_DIM, "  " }, [CONFIRMED] = { OVERLAY_DIM, " =" },
	[DIFFERS] = { OVERLAY_WARN, " ≠" },	 [UNCONFIRMED] = { OVERLAY_DIM, " ?" },
	[TOO_EARLY] = { OVERLAY_DIM, "  " },
};

static void add_bar(struct cells *out, const struct panel *panel, const struct panel_row *row,
		    const struct gg_control_value *value)
{
	const struct gg_control_info *info = panel_info(panel, row);
	double number, def = -1;

	if (info->read_only) {
		cells_add(out, OVERLAY_DIM);
		cells_fit(out, " read only", OVERLAY_BAR_CELLS);
		return;
	}
	const bool apart = row->component == PANEL_WHOLE && panel_value_components(info, value) > 0;
	if (apart || !panel_value_get(value, row->component, &number) ||
	    panel_value_place(info, row->component, number) < 0) {
		cells_fit(out, "", OVERLAY_BAR_CELLS);
		return;
	}
	if (panel_value_get(&info->def, row->component, &def))
		def = panel_value_place(info, row->component, def);
	cells_add(out, overlay_bar(panel_value_place(info, row->component, number), def).text);
}

static void add_name(struct cells *out, const struct panel *panel, const struct panel_row *row,
		     int cells)
{
	const struct gg_control_info *info = panel_info(panel, row);
	const bool apart = panel_value_components(info, panel_value(panel, info)) > 0;
	const bool open = panel->has_opened && panel->opened == info->id;
	char part[32];

	if (row->component != PANEL_WHOLE) {
		panel_value_component_name(info, row->component, part, sizeof part);
		cells_format(out, cells - 1, "    %s", part);
	} else {
		cells_format(out, cells - 1, "%s%s",
			     !apart ? "  "
			     : open ? "▾ "
				    : "▸ ",
			     info->name);
	}
	cells_add(out, " ");
}

/* The text that is typed, with its cursor in sight. */
static void add_field(struct cells *out, const struct panel *panel, int cells)
{
	const char *text = panel->text;
	char field[2 * sizeof panel->text];
	size_t start = 0;

	while (cells_of(text + start) > cells - 2 && panel->cursor > start &&
	       (int)(panel->cursor - start) > cells - 2)
		for (start++; cells_goes_on(text[start]); start++)
			;
	snprintf(field, sizeof field, "%.*s%s%s", (int)(panel->cursor - start), text + start,
		 panel->fresh ? "" : "▏", text + panel->cursor);
	cells_add(out, panel->fresh ? OVERLAY_FIELD OVERLAY_ACCENT : OVERLAY_FIELD);
	cells_fit(out, field, cells);
}

static void add_row(struct cells *out, const struct panel *panel, const struct layout *layout,
		    const struct panel_row *row)
{
	const struct gg_control_info *info = panel_info(panel, row);
	const struct gg_control_value *value = panel_value(panel, info);
	const struct gg_control_value *reported =
		gg_control_list_get(panel->controls.reported, info->id);
	const bool chosen = row == panel_chosen(panel);
	const enum confirmation confirmation = confirm(panel, info);
	char text[256];

	cells_add(out, chosen ? OVERLAY_ROW : info->read_only ? OVERLAY_DIM : OVERLAY_PLAIN);
	add_name(out, panel, row, layout->name);
	if (chosen && panel->typing == PANEL_TYPES_VALUE) {
		add_field(out, panel, layout_width(layout) - layout->name);
		return;
	}
	format_value(info, value, row->component, text, sizeof text);
	cells_fit(out, text, layout->value - 1);
	cells_add(out, " ");
	if (layout->bar)
		add_bar(out, panel, row, value);
	cells_add(out, confirmations[confirmation].style);
	cells_add(out, confirmations[confirmation].mark);
	if (layout->reported) {
		if (reported)
			format_value(info, reported, row->component, text, sizeof text);
		else
			snprintf(text, sizeof text, "%s",
				 confirmation == UNCONFIRMED ? "not reported" : "");
		cells_add(out, " ");
		cells_fit(out, text, layout->reported - 1);
	}
}

/* The title; the filter beside it. */
static void add_head(struct cells *out, const struct panel *panel, const struct layout *layout)
{
	const int rest = layout_width(layout) - layout->name;

	cells_add(out, OVERLAY_ACCENT);
	cells_format(out, layout->name, "Controls %zu of %zu", panel->n_rows ? panel->row + 1 : 0,
		     panel->n_rows);
	if (panel->typing == PANEL_TYPES_FILTER) {
		cells_add(out, "/");
		add_field(out, panel, rest - 1);
	} else if (panel->filter[0]) {
		cells_format(out, rest, "/%s", panel->filter);
	} else {
		cells_add(out, OVERLAY_DIM);
		cells_fit(out, "value", layout->value + layout->bar + MARK_CELLS);
		if (layout->reported)
			cells_fit(out, " reported", layout->reported);
	}
}

static void format_limit(const struct gg_control_info *info, double limit, char *text, size_t size)
{
	if (info->type == GG_CONTROL_FLOAT || !(fabs(limit) < 1e18))
		snprintf(text, size, "%g", limit);
	else
		snprintf(text, size, "%.0f", limit);
}

/* What the chosen control takes. */
static void format_range(const struct panel *panel, const struct gg_control_info *info, char *text,
			 size_t size)
{
	char low[32], high[32], def[128];
	double min, max;

	format_value(info, info->def.type ? &info->def : NULL, PANEL_WHOLE, def, sizeof def);
	panel_value_limits(info, panel->component, &min, &max);
	format_limit(info, min, low, sizeof low);
	format_limit(info, max, high, sizeof high);
	if (info->read_only)
		snprintf(text, size, "read only, %s", gg_control_type_name(info->type));
	else if (info->type == GG_CONTROL_BOOL)
		snprintf(text, size, "off, on   default %s", def);
	else if (info->n_enumerators)
		snprintf(text, size, "one of %u   default %s", info->n_enumerators, def);
	else if (isfinite(min) && isfinite(max))
		snprintf(text, size, "%s … %s%s   default %s", low, high, unit_of(info->name), def);
	else if (isfinite(min) || isfinite(max))
		snprintf(text, size, "at %s %s   default %s", isfinite(min) ? "least" : "most",
			 isfinite(min) ? low : high, def);
	else
		snprintf(text, size, "%s%s   default %s", info->is_array ? "array of " : "",
			 gg_control_type_name(info->type), def);
}

/* What there is to say of the chosen row, and what the keys do. */
static void add_foot(struct cells *out, const struct panel *panel, int width)
{
	const struct gg_control_info *info = panel_info(panel, panel_chosen(panel));
	char range[256] = "";

	if (info)
		format_range(panel, info, range, sizeof range);
	cells_add(out, "\n\n" OVERLAY_PLAIN);
	if (panel->message[0]) {
		cells_add(out, OVERLAY_WARN);
		cells_fit(out, panel->message, width);
	} else {
		cells_fit(out, info ? range : "no control has that in its name", width);
	}
	cells_add(out, "\n" OVERLAY_DIM);
	if (panel->typing)
		cells_fit(out, "Enter take   Esc leave it", width);
	else
		cells_fit(out,
			  width > 54
				  ? "← → change   Enter type   Del default   / filter   Esc leave"
				  : "← → change  Enter type  / filter",
			  width);
}

/* The lines of the list: a row's index, or of a heading -1 - its group. */
static int list_line(const struct panel *panel, size_t line)
{
	size_t at = 0;

	for (size_t i = 0; i < panel->n_rows; i++) {
		if (i == 0 || panel->rows[i].group != panel->rows[i - 1].group) {
			if (at++ == line)
				return -1 - (int)panel->rows[i].group;
		}
		if (at++ == line)
			return (int)i;
	}
	return -1 - PANEL_GROUPS;
}

/* How many lines the list has, and on which of them the chosen row is. */
static size_t count_lines(const struct panel *panel, size_t *chosen)
{
	size_t lines = 0;

	*chosen = 0;
	for (size_t i = 0; i < panel->n_rows; i++) {
		lines += i == 0 || panel->rows[i].group != panel->rows[i - 1].group;
		if (i == panel->row)
			*chosen = lines;
		lines++;
	}
	return lines;
}

/* Bring the chosen row into sight, and its heading where it is the first. */
static int scroll(struct panel *panel, int room)
{
	size_t chosen;
	const size_t lines = count_lines(panel, &chosen);

	if (panel->room != room)
		panel->height = 0;
	panel->room = room;
	if ((int)lines > panel->height)
		panel->height = (int)lines < room ? (int)lines : room;
	const size_t height = (size_t)panel->height;
	if (chosen < panel->top + 1)
		panel->top = chosen > 0 ? chosen - 1 : 0;
	if (height && chosen >= panel->top + height)
		panel->top = chosen + 1 - height;
	if (panel->top + height > lines)
		panel->top = lines > height ? lines - height : 0;
	return panel->height;
}

static const struct layout *choose_layout(int columns)
{
	const size_t n = sizeof layouts / sizeof *layouts;

	for (size_t i = 0; i + 1 < n; i++)
		if (layout_width(&layouts[i]) <= columns)
			return &layouts[i];
	return &layouts[n - 1];
}

void panel_text(struct panel *panel, int columns, int rows, char *text, size_t size)
{
	const struct layout *layout = choose_layout(columns);
	struct cells out = { text, 0, size };
	int room = rows - HEAD_LINES - FOOT_LINES;

	if (room > PANEL_LINES - HEAD_LINES - FOOT_LINES)
		room = PANEL_LINES - HEAD_LINES - FOOT_LINES;
	const int height = scroll(panel, room > LEAST_LINES ? room : LEAST_LINES);

	panel->value_column = layout->name;
	panel->bar_column = layout->bar ? layout->name + layout->value : 0;
	for (int i = 0; i < PANEL_LINES; i++)
		panel->lines[i] = -1;
	add_head(&out, panel, layout);
	for (int i = 0; i < height; i++) {
		const int row = list_line(panel, panel->top + (size_t)i);
		cells_add(&out, "\n");
		panel->lines[HEAD_LINES + i] = row >= 0 ? row : -1;
		if (row >= 0) {
			add_row(&out, panel, layout, &panel->rows[row]);
		} else if (row > -1 - PANEL_GROUPS) {
			cells_add(&out, OVERLAY_ACCENT);
			cells_add(&out, panel_group_name((enum panel_group)(-1 - row)));
		}
	}
	add_foot(&out, panel, layout_width(layout));
}
