/* SPDX-License-Identifier: BSD-2-Clause */
#include "chooser_text.h"

#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "overlay.h"

static const char keys[] = "↑ ↓ ← → choose   Enter take   letters filter   Esc leave";
static const char few_keys[] = "↑ ↓ ← →  Enter take  Esc leave";
static const char *const headings[CHOOSER_COLUMNS] = { "Camera", "Format", "Size", "Rate" };

enum { MARK_CELLS = 2, GAP = 2, MOST_CELLS = 30, LEAST_CELLS = 14, LEAST_LINES = 3 };
enum { HEAD_LINES = 1, FOOT_LINES = 3 };

/* What a column takes for all of its items. */
static int wanted_cells(const struct chooser *chooser, enum chooser_column column)
{
	const struct chooser_list *list = &chooser->lists[column];
	int cells = cells_of(headings[column]);

	for (size_t i = 0; i < list->n; i++)
		if (cells_of(list->items[i].text) > cells)
			cells = cells_of(list->items[i].text);
	cells += MARK_CELLS;
	return cells < MOST_CELLS ? cells : MOST_CELLS;
}

/* Share columns out: the cameras give way. False: there is not room for all. */
static bool lay_out(const struct chooser *chooser, int columns, int cells[CHOOSER_COLUMNS])
{
	int sum = (CHOOSER_COLUMNS - 1) * GAP;

	for (int i = 0; i < CHOOSER_COLUMNS; i++) {
		cells[i] = wanted_cells(chooser, (enum chooser_column)i);
		sum += cells[i];
	}
	const int over = sum > columns ? sum - columns : 0;
	if (cells[CHOOSER_CAMERAS] - over < LEAST_CELLS && over)
		return false;
	cells[CHOOSER_CAMERAS] -= over;
	return true;
}

/* The item on a line of a list, or -1: of those that pass the filter, from top on. */
static int item_on(const struct chooser *chooser, enum chooser_column column, int line)
{
	const struct chooser_list *list = &chooser->lists[column];
	int left = list->top + line;

	if (column != CHOOSER_CAMERAS && !chooser_chosen(chooser, column))
		return -1;
	for (size_t i = 0; i < list->n; i++)
		if (chooser_passes(chooser, column, i) && left-- == 0)
			return (int)i;
	return -1;
}

/* Bring the chosen item into sight. */
static void scroll(struct chooser *chooser, enum chooser_column column)
{
	struct chooser_list *list = &chooser->lists[column];
	int n = 0, chosen = 0;

	for (size_t i = 0; i < list->n; i++) {
		if (i == list->chosen)
			chosen = n;
		n += chooser_passes(chooser, column, i);
	}
	if (chosen < list->top)
		list->top = chosen;
	if (chosen >= list->top + chooser->height)
		list->top = chosen + 1 - chooser->height;
	if (list->top + chooser->height > n)
		list->top = n > chooser->height ? n - chooser->height : 0;
}

static void add_item(struct cells *out, const struct chooser *chooser, enum chooser_column column,
		     int line, int cells)
{
	const struct chooser_list *list = &chooser->lists[column];
	const int index = item_on(chooser, column, line);
	const struct chooser_item *item = index >= 0 ? &list->items[index] : NULL;
	const bool chosen = item && item == chooser_chosen(chooser, column);

	if (!item) {
		cells_fit(out, "", cells);
		return;
	}
	if (chosen && column == chooser->column)
		cells_add(out, OVERLAY_CHOSEN);
	else
		cells_add(out, item->barred ? OVERLAY_DIM
			       : chosen	    ? OVERLAY_ACCENT
					    : OVERLAY_PLAIN);
	cells_add(out, item->current ? "• " : "  ");
	cells_fit(out, item->text, cells - MARK_CELLS);
	cells_add(out, OVERLAY_PLAIN);
}

/* A column's name; of one that has more items than are shown, also where the chosen one is. */
static void format_heading(const struct chooser *chooser, enum chooser_column column, char *text,
			   size_t size)
{
	const struct chooser_list *list = &chooser->lists[column];
	const bool counts = column == chooser->column && !chooser->filter[0] &&
			    list->n > (size_t)chooser->height;

	if (counts)
		snprintf(text, size, "%s %zu/%zu", headings[column], list->chosen + 1, list->n);
	else
		snprintf(text, size, "%s", headings[column]);
}

/* The headings, each above its column, or in a row; and where they are. */
static void add_headings(struct cells *out, struct chooser *chooser,
			 const int cells[CHOOSER_COLUMNS])
{
	int at = 0;

	for (int i = 0; i < CHOOSER_COLUMNS; i++) {
		const bool can = chooser_chosen(chooser, (enum chooser_column)i);
		char text[64];
		format_heading(chooser, (enum chooser_column)i, text, sizeof text);
		if (chooser->all_shown && cells_of(text) + MARK_CELLS > cells[i])
			snprintf(text, sizeof text, "%s", headings[i]);
		const int width = chooser->all_shown ? cells[i] : cells_of(text);
		if (i > 0) {
			cells_fit(out, "", GAP);
			at += GAP;
		}
		chooser->starts[i] = at;
		cells_add(out, i == (int)chooser->column ? OVERLAY_ACCENT
			       : can			 ? OVERLAY_PLAIN
							 : OVERLAY_DIM);
		cells_format(out, width, "%s%s", chooser->all_shown ? "  " : "", text);
		at += width;
	}
}

/* What Enter would take. */
static void describe(const struct chooser *chooser, char *text, size_t size)
{
	const struct chooser_item *camera = chooser_chosen(chooser, CHOOSER_CAMERAS);
	struct gg_stream_config config;
	char name[32], rate[32] = "";

	if (chooser->message[0]) {
		snprintf(text, size, "%s", chooser->message);
	} else if (chooser->column == CHOOSER_CAMERAS && camera) {
		snprintf(text, size, "%s", chooser->cameras[camera->source].id);
	} else {
		chooser_config(chooser, &config);
		if (config.framerate >= 0)
			snprintf(rate, sizeof rate, " at %.4g fps", config.framerate);
		snprintf(text, size, "%s %ux%u%s",
			 gg_format_name(config.fourcc, config.modifier, name, sizeof name),
			 config.width, config.height, rate);
	}
}

static void add_foot(struct cells *out, const struct chooser *chooser, int width)
{
	char text[512];

	describe(chooser, text, sizeof text);
	cells_add(out, "\n\n");
	cells_add(out, chooser->message[0] ? OVERLAY_WARN : OVERLAY_PLAIN);
	cells_fit(out, text, width);
	cells_add(out, "\n");
	if (chooser->filter[0]) {
		cells_add(out, OVERLAY_ACCENT);
		cells_format(out, width, "/%s▏", chooser->filter);
		return;
	}
	cells_add(out, OVERLAY_DIM);
	cells_fit(out, cells_of(keys) <= width ? keys : few_keys, width);
}

/* Lines for the longest list, as many as there is room for. */
static int height_for(const struct chooser *chooser, int room)
{
	size_t n = 1;

	for (int i = 0; i < CHOOSER_COLUMNS; i++)
		if (chooser->lists[i].n > n)
			n = chooser->lists[i].n;
	if (room < LEAST_LINES)
		room = LEAST_LINES;
	return n < (size_t)room ? (int)n : room;
}

void chooser_text(struct chooser *chooser, int columns, int rows, char *text, size_t size)
{
	struct cells out = { text, 0, size };
	int cells[CHOOSER_COLUMNS], width = 0;

	text[0] = '\0';
	chooser->all_shown = lay_out(chooser, columns, cells);
	chooser->height = height_for(chooser, rows - HEAD_LINES - FOOT_LINES);
	for (int i = 0; i < CHOOSER_COLUMNS; i++) {
		scroll(chooser, (enum chooser_column)i);
		width += cells[i] + (i > 0 ? GAP : 0);
	}
	if (!chooser->all_shown)
		width = columns < MOST_CELLS + GAP ? columns : MOST_CELLS + GAP;
	add_headings(&out, chooser, cells);
	for (int line = 0; line < chooser->height; line++) {
		cells_add(&out, "\n");
		for (int i = 0; chooser->all_shown && i < CHOOSER_COLUMNS; i++) {
			if (i > 0)
				cells_fit(&out, "", GAP);
			add_item(&out, chooser, (enum chooser_column)i, line, cells[i]);
		}
		if (!chooser->all_shown)
			add_item(&out, chooser, chooser->column, line, width);
	}
	add_foot(&out, chooser, width);
}

bool chooser_hit(const struct chooser *chooser, float at, int line, enum chooser_column *column,
		 int *item)
{
	if (line < 0 || line >= HEAD_LINES + chooser->height || at < 0)
		return false;
	*column = chooser->column;
	if (line < HEAD_LINES || chooser->all_shown)
		for (int i = 0; i < CHOOSER_COLUMNS; i++)
			if (at >= (float)chooser->starts[i])
				*column = (enum chooser_column)i;
	*item = line < HEAD_LINES ? -1 : item_on(chooser, *column, line - HEAD_LINES);
	return line < HEAD_LINES || *item >= 0;
}
