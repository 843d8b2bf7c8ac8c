/* SPDX-License-Identifier: BSD-2-Clause */
/* The input is a capture script, for controls of every type. */
#include <groundglass/camera.h>

#include "fuzz.h"
#include "script.h"

static struct gg_camera *camera;

/* Frames rise, and each has the controls that were asked of it. */
static void check(struct script *script)
{
	for (size_t i = 0; i < script->n_frames; i++) {
		const struct script_frame *frame = &script->frames[i];
		FUZZ_REQUIRE(i == 0 || frame->number > script->frames[i - 1].number);
		if (!script->loop || frame->number < script->loop)
			FUZZ_REQUIRE(script_controls(script, frame->number) == &frame->controls);
		for (size_t j = 0; j < frame->controls.n; j++)
			FUZZ_REQUIRE(frame->controls.items[j].value.type != GG_CONTROL_NONE);
	}
	script_controls(script, 0);
	script_controls(script, UINT64_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct script *script = NULL;
	struct gg_error error = { "" };
	const char *path = fuzz_file(0, data, size);

	if (!camera)
		FUZZ_REQUIRE(!gg_camera_open(&camera, "pattern:controls=every", NULL));
	if (script_load(&script, path, camera, &error))
		FUZZ_REQUIRE(error.text[0] != '\0');
	else
		check(script);
	script_destroy(script);
	return 0;
}
