/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Everything a key can do: one table of keys, action name and help text. Keys, --do and the help
 * screen all read it. Main thread.
 */
#ifndef GG_ACTIONS_H
#define GG_ACTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct view;

struct action {
	const char *keys; /* that run it unless keys.conf has others: "f F11" */
	const char *name; /* for --do: "fullscreen" */
	const char *help;
	bool repeats;  /* again and again while a key is held */
	bool in_panel; /* the keys are the panel's own, while it is there */
	void (*run)(struct view *view);
	/* Instead of run, with what to do and how much of it. */
	void (*apply)(struct view *view, int what, double steps);
	int what;
	double steps;
};

/* The rows, in the order of the help screen. */
size_t action_count(void);
const struct action *action_at(size_t index);

/* The action of that name, or NULL. */
const struct action *action_by_name(const char *name);

void action_run(const struct action *action, struct view *view);

#endif
