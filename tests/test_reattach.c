/* SPDX-License-Identifier: BSD-2-Clause */
/* Which camera is the one that was gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reattach.h"

/* Ids as libcamera makes them: of the firmware's path, port, interface, vendor and product. */
#define HOST	   "\\_SB_.PCI0.XHC_"
#define PORT_1	   HOST "-1:1.0-046d:0825"
#define PORT_2	   HOST "-2:1.0-046d:0825"
#define HUB_PORT   HOST "-3.4:1.0-046d:0825"
#define INFRARED_2 HOST "-2:1.2-046d:0825"
#define OTHER_MAKE HOST "-2:1.0-0c45:6366"
#define MODEL	   "Webcam C270"

enum { MOST = 2 };

struct listed {
	const char *id, *model;
};

static const struct {
	const char *what;
	struct listed lost, before[MOST], now[MOST]; /* up to the first without an id */
	const char *taken, *expected;
} cases[] = {
	{ "nothing is there", .lost = { PORT_1, MODEL } },
	{ "it is back", .lost = { PORT_1, MODEL }, .now = { { PORT_1, MODEL } },
	  .expected = PORT_1 },
	{ "it is listed still, or again", .lost = { PORT_1, MODEL },
	  .before = { { PORT_1, MODEL } }, .now = { { PORT_1, MODEL } }, .expected = PORT_1 },
	{ "it is on another port", .lost = { PORT_1, MODEL }, .before = { { PORT_1, MODEL } },
	  .now = { { PORT_2, MODEL } }, .expected = PORT_2 },
	{ "it is behind a hub", .lost = { PORT_1, MODEL }, .now = { { HUB_PORT, MODEL } },
	  .expected = HUB_PORT },
	{ "its own port goes before another", .lost = { PORT_1, MODEL },
	  .now = { { PORT_2, MODEL }, { PORT_1, MODEL } }, .expected = PORT_1 },
	{ "one that was there is another", .lost = { PORT_1, MODEL },
	  .before = { { PORT_2, MODEL } }, .now = { { PORT_2, MODEL } } },
	{ "a new one beside that is ours", .lost = { PORT_1, MODEL },
	  .before = { { PORT_2, MODEL } }, .now = { { PORT_2, MODEL }, { HUB_PORT, MODEL } },
	  .expected = HUB_PORT },
	{ "another capture has it, or waits for it", .lost = { PORT_1, MODEL },
	  .now = { { PORT_2, MODEL } }, .taken = PORT_2 },
	{ "another model", .lost = { PORT_1, MODEL }, .now = { { PORT_2, "Webcam C310" } } },
	{ "another make of that name", .lost = { PORT_1, MODEL },
	  .now = { { OTHER_MAKE, MODEL } } },
	{ "the other eye of the same", .lost = { PORT_1, MODEL },
	  .now = { { INFRARED_2, MODEL }, { PORT_2, MODEL } }, .expected = PORT_2 },
	{ "ours has no model", .lost = { PORT_1, "" }, .now = { { PORT_2, "" } } },
	{ "theirs has no model", .lost = { PORT_1, MODEL }, .now = { { PORT_2, NULL } } },
	{ "ours is none of USB", .lost = { "pattern", MODEL }, .now = { { "camera", MODEL } } },
	{ "ids that look like it", .lost = { ":-", MODEL },
	  .now = { { "-", MODEL }, { "", MODEL } } },
};

static char *copy(const char *text)
{
	char *copied = text ? strdup(text) : NULL;

	assert_true(copied || !text);
	return copied;
}

static struct gg_camera_list list_of(const struct listed *cameras)
{
	struct gg_camera_list list = { .cameras = calloc(MOST, sizeof *list.cameras) };

	assert_non_null(list.cameras);
	for (; list.n < MOST && cameras[list.n].id; list.n++) {
		list.cameras[list.n].id = copy(cameras[list.n].id);
		list.cameras[list.n].model = copy(cameras[list.n].model);
	}
	return list;
}

static void test_choice(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct gg_camera_list before = list_of(cases[i].before);
		struct gg_camera_list now = list_of(cases[i].now);
		const struct reattach_lost lost = { .id = cases[i].lost.id,
						    .model = cases[i].lost.model,
						    .before = &before,
						    .taken = &cases[i].taken,
						    .n_taken = cases[i].taken ? 1 : 0 };
		const char *chosen = reattach_choose(&lost, &now);

		if (strcmp(chosen ? chosen : "none",
			   cases[i].expected ? cases[i].expected : "none") != 0)
			fail_msg("%s: it chooses %s", cases[i].what, chosen ? chosen : "none");
		gg_camera_list_finish(&before);
		gg_camera_list_finish(&now);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_choice) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
