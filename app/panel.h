/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The control panel without its looks: rows of controls in groups, one of them chosen, a filter,
 * a text being typed, and the changes that come of it, which the caller takes out of change and
 * sets. It knows neither camera nor screen. Main thread.
 */
#ifndef GG_PANEL_H
#define GG_PANEL_H

#include <stdbool.h>

#include <groundglass/control.h>

#include "panel_groups.h"
#include "panel_value.h"

enum panel_typing { PANEL_NO_TYPING, PANEL_TYPES_VALUE, PANEL_TYPES_FILTER };

/* Keys within a text. */
enum panel_text_key {
	PANEL_TEXT_LEFT,
	PANEL_TEXT_RIGHT,
	PANEL_TEXT_HOME,
	PANEL_TEXT_END,
	PANEL_TEXT_BACKSPACE,
	PANEL_TEXT_DELETE,
};

struct panel_row {
	size_t control; /* index in infos */
	int component;	/* PANEL_WHOLE: the control itself */
	enum panel_group group;
};

/* Borrowed until the next panel_sync(). */
struct panel_controls {
	size_t n;
	const struct gg_control_info *infos;
	const struct gg_control_list *asked;	/* by the person */
	const struct gg_control_list *reported; /* by the camera, in metadata */
};

/* Lines of the panel as it was formatted last, for the mouse. */
enum { PANEL_LINES = 96 };

/* Zero-initialised it is closed. */
struct panel {
	bool open;
	bool settling; /* what was asked just now cannot have been reported yet */
	struct panel_controls controls;
	size_t n_rows, capacity;
	struct panel_row *rows;

	uint32_t chosen; /* the control's id */
	int component;	 /* of it */
	size_t row;	 /* where that is */
	bool has_opened;
	uint32_t opened; /* the control whose components have rows */

	bool dragging; /* a bar */
	enum panel_typing typing;
	char text[256]; /* what is typed */
	size_t cursor;	/* bytes before it */
	bool fresh;	/* the first letter replaces it all */
	char filter[64];

	size_t top;		      /* first line of the list that is shown */
	int room, height;	      /* lines that the list may have, and has had */
	int lines[PANEL_LINES];	      /* the row on each line, -1: none */
	int value_column, bar_column; /* 0: there is none */

	struct gg_control_list change; /* for the caller to take */
	char message[512];	       /* why nothing changed, or "" */
};

void panel_finish(struct panel *panel);

/* Look at the controls anew. Before any other call and whenever they may have changed. */
void panel_sync(struct panel *panel, const struct panel_controls *controls);

/* The chosen row and its control; NULL where there is none. */
const struct panel_row *panel_chosen(const struct panel *panel);
const struct gg_control_info *panel_info(const struct panel *panel, const struct panel_row *row);

/* What a control is: as asked, else as reported, else its default; NULL where nobody says. */
const struct gg_control_value *panel_value(const struct panel *panel,
					   const struct gg_control_info *info);

/* Choose another row, so many on. */
void panel_move(struct panel *panel, int rows);
void panel_choose(struct panel *panel, size_t row);

/*
 * What the keys do; each returns whether change has something. Right on what comes apart opens it,
 * Left closes it; steps may be fractions.
 */
bool panel_turn(struct panel *panel, double steps);
bool panel_enter(struct panel *panel);
bool panel_reset(struct panel *panel);
bool panel_reset_all(struct panel *panel);

/* Set the chosen row to a place 0..1 in its range. */
bool panel_place(struct panel *panel, double place);

/* Typing: begin a filter; take letters (UTF-8); move and delete; end, and keep it or not. */
void panel_begin_filter(struct panel *panel);
void panel_type(struct panel *panel, const char *letters);
void panel_type_key(struct panel *panel, enum panel_text_key key);
bool panel_accept(struct panel *panel);
void panel_cancel(struct panel *panel);

/* Leave the typing, else the filter, else the panel. */
void panel_back(struct panel *panel);

#endif
