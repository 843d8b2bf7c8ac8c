/* SPDX-License-Identifier: BSD-2-Clause */
#include "script.h"

#include <errno.h>
#include <stdlib.h>

#if !GG_HAVE_YAML
int script_read(struct script *script, const char *path, const struct gg_camera *camera,
		struct gg_error *error)
{
	(void)script;
	(void)camera;
	return gg_error_set(error, -ENOTSUP,
			    "cannot read %.200s: this build has no scripts (libyaml was not "
			    "there); --set sets controls at the start",
			    path);
}
#endif

int script_load(struct script **script, const char *path, const struct gg_camera *camera,
		struct gg_error *error)
{
	struct script *loaded = calloc(1, sizeof *loaded);
	int ret = loaded ? script_read(loaded, path, camera, error)
			 : gg_error_set(error, -ENOMEM, "no memory for %.200s", path);

	if (ret) {
		script_destroy(loaded);
		return ret;
	}
	*script = loaded;
	return 0;
}

void script_destroy(struct script *script)
{
	if (!script)
		return;
	for (size_t i = 0; i < script->n_frames; i++) {
		struct gg_control_list *controls = &script->frames[i].controls;
		for (size_t k = 0; k < controls->n; k++)
			free((char *)controls->items[k].name);
		gg_control_list_finish(controls);
	}
	free(script->frames);
	free(script);
}

static int compare_frames(const void *number, const void *frame)
{
	const uint64_t a = *(const uint64_t *)number;
	const uint64_t b = ((const struct script_frame *)frame)->number;
	return (a > b) - (a < b);
}

const struct gg_control_list *script_controls(void *data, uint64_t frame)
{
	const struct script *script = data;
	const uint64_t number = script->loop ? frame % script->loop : frame;
	const struct script_frame *found = NULL;

	if (script->n_frames)
		found = bsearch(&number, script->frames, script->n_frames, sizeof *script->frames,
				compare_frames);
	return found ? &found->controls : NULL;
}
