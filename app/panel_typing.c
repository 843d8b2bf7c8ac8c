/* SPDX-License-Identifier: BSD-2-Clause */
/* The text that is typed in the panel. */
#include "panel.h"

#include <stdio.h>
#include <string.h>

/* The filter works while it is typed. */
static void follow(struct panel *panel)
{
	panel->fresh = false;
	if (panel->typing == PANEL_TYPES_FILTER)
		snprintf(panel->filter, sizeof panel->filter, "%.63s", panel->text);
}

void panel_type(struct panel *panel, const char *letters)
{
	const size_t most =
		panel->typing == PANEL_TYPES_FILTER ? sizeof panel->filter : sizeof panel->text;

	if (panel->fresh) {
		panel->text[0] = '\0';
		panel->cursor = 0;
	}
	const size_t length = strlen(panel->text), more = strlen(letters);
	if (length + more < most) {
		memmove(panel->text + panel->cursor + more, panel->text + panel->cursor,
			length - panel->cursor + 1);
		memcpy(panel->text + panel->cursor, letters, more);
		panel->cursor += more;
	}
	follow(panel);
}

/* Is the byte one of a letter that has begun before? */
static bool goes_on(char byte)
{
	return (byte & 0xc0) == 0x80;
}

static size_t before(const char *text, size_t at)
{
	while (at > 0 && goes_on(text[--at]))
		;
	return at;
}

static size_t after(const char *text, size_t at)
{
	if (text[at])
		at++;
	while (goes_on(text[at]))
		at++;
	return at;
}

static void cut(struct panel *panel, size_t from, size_t to)
{
	memmove(panel->text + from, panel->text + to, strlen(panel->text + to) + 1);
	panel->cursor = from;
}

void panel_type_key(struct panel *panel, enum panel_text_key key)
{
	const char *text = panel->text;

	switch (key) {
	case PANEL_TEXT_LEFT:
		panel->cursor = before(text, panel->cursor);
		break;
	case PANEL_TEXT_RIGHT:
		panel->cursor = after(text, panel->cursor);
		break;
	case PANEL_TEXT_HOME:
		panel->cursor = 0;
		break;
	case PANEL_TEXT_END:
		panel->cursor = strlen(text);
		break;
	case PANEL_TEXT_BACKSPACE:
		cut(panel, before(text, panel->cursor), panel->cursor);
		break;
	case PANEL_TEXT_DELETE:
		cut(panel, panel->cursor, after(text, panel->cursor));
		break;
	}
	follow(panel);
}
