/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_scenario.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct uvc_scenario scenarios[] = {
	{ .name = "plain", .description = "a camera that does what it should" },
	{ .name = "no-tables",
	  .description = "its JPEGs have no Huffman tables",
	  .bad_step = 1,
	  .damage = uvc_damage_drop_tables },
	{ .name = "truncated",
	  .description = "while its brightness is above 0 its JPEGs are cut in half",
	  .bad_while_bright = true,
	  .bad_step = 1,
	  .damage = uvc_damage_truncate },
	{ .name = "trailing",
	  .description = "there are zeros behind its JPEGs",
	  .bad_step = 1,
	  .damage = uvc_damage_add_zeros },
	{ .name = "wrong-size",
	  .description = "from frame 4 on each second JPEG has another size than was agreed",
	  .bad_first = 4,
	  .bad_step = 2,
	  .other_size = true },
	{ .name = "corrupt-first",
	  .description = "the first 10 JPEGs are none",
	  .bad_step = 1,
	  .bad_end = 10,
	  .damage = uvc_damage_overwrite },
	{ .name = "half-rate",
	  .description = "from frame 10 on it takes twice the time",
	  .slow_from = 10 },
	{ .name = "stall", .description = "after 8 frames no more come", .stall_after = 8 },
	{ .name = "error-bit",
	  .description = "frames 2, 5, 8 ... carry the error bit",
	  .bad_first = 2,
	  .bad_step = 3,
	  .error_bit = true },
	{ .name = "refusal",
	  .description = "the brightness cannot be set",
	  .refused = "brightness" },
	{ .name = "bright", .description = "its brightness is 20 at first", .brightness = 20 },
};

enum { N_SCENARIOS = sizeof scenarios / sizeof scenarios[0] };

const struct uvc_scenario *uvc_scenario_find(const char *name)
{
	for (size_t i = 0; i < N_SCENARIOS; i++)
		if (strcmp(scenarios[i].name, name) == 0)
			return &scenarios[i];
	return NULL;
}

bool uvc_scenario_is_bad(const struct uvc_scenario *scenario, uint32_t frame, int brightness)
{
	if (scenario->bad_while_bright && brightness <= 0)
		return false;
	if (scenario->bad_step == 0 || frame < scenario->bad_first)
		return false;
	if (scenario->bad_end != 0 && frame >= scenario->bad_end)
		return false;
	return (frame - scenario->bad_first) % scenario->bad_step == 0;
}

void uvc_scenario_list(void)
{
	for (size_t i = 0; i < N_SCENARIOS; i++)
		printf("  %-13s %s\n", scenarios[i].name, scenarios[i].description);
}
