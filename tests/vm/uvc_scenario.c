/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_scenario.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct uvc_scenario scenarios[] = {
	{ "plain", "a camera that does what it should" },
};

enum { N_SCENARIOS = sizeof scenarios / sizeof scenarios[0] };

const struct uvc_scenario *uvc_scenario_find(const char *name)
{
	for (size_t i = 0; i < N_SCENARIOS; i++)
		if (strcmp(scenarios[i].name, name) == 0)
			return &scenarios[i];
	return NULL;
}

void uvc_scenario_list(void)
{
	for (size_t i = 0; i < N_SCENARIOS; i++)
		printf("  %-12s %s\n", scenarios[i].name, scenarios[i].description);
}
