/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How the camera behaves: a scenario is one row of a table, chosen by --scenario NAME.
 */
#ifndef VM_UVC_SCENARIO_H
#define VM_UVC_SCENARIO_H

struct uvc_scenario {
	const char *name;
	const char *description;
};

/* NULL where there is none of that name. */
const struct uvc_scenario *uvc_scenario_find(const char *name);

/* Print the scenarios, a line each. */
void uvc_scenario_list(void);

#endif
