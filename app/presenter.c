/* SPDX-License-Identifier: BSD-2-Clause */
#include "presenter.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "notice.h"

static const struct presenter_class *const classes[] = {
#if GG_HAVE_GL
	&presenter_gl,
#endif
	&presenter_surface,
	&presenter_null,
};

static struct viewport_sizes sizes_of(uint32_t width, uint32_t height, const struct scene *scene)
{
	return (struct viewport_sizes){ width, height, scene->orientation, scene->width,
					scene->height };
}

struct placement presenter_place(uint32_t width, uint32_t height, const struct scene *scene)
{
	const struct viewport_sizes sizes = sizes_of(width, height, scene);
	return viewport_place(&scene->viewport, &sizes);
}

bool presenter_pixel(uint32_t width, uint32_t height, const struct scene *scene, int x, int y,
		     struct shown_pixel *pixel)
{
	const struct viewport_sizes sizes = sizes_of(width, height, scene);

	return width && height && scene->width > 0 && scene->height > 0 &&
	       viewport_pixel(&scene->viewport, &sizes, x, y, &pixel->x, &pixel->y);
}

struct analysis_parts presenter_parts(uint32_t width, uint32_t height, const struct scene *scene,
				      bool has_reference)
{
	const struct placement placement = presenter_place(width, height, scene);
	const SDL_Rect rect = placement_rect(&placement);
	const double x = (double)scene->analysis.wipe * scene->width;

	if (!has_reference)
		return analysis_whole(width, height);
	return analysis_split(width, height, scene->orientation, (x - rect.x) / rect.w);
}

void presenter_lose_reference(struct presenter *presenter, const struct scene *scene,
			      const char *why)
{
	__atomic_store_n(&presenter->lost_reference, scene->analysis.reference, __ATOMIC_RELAXED);
	notice_post(NOTICE_INFO, "the kept reference is let go: %s", why);
}

static const struct presenter_class *class_by_name(const char *name)
{
	for (size_t i = 0; i < SDL_arraysize(classes); i++)
		if (strcmp(classes[i]->name, name) == 0)
			return classes[i];
	return NULL;
}

/* Is there a GPU that draws, rather than a CPU in its place? Without opening a window. */
static bool has_gpu(void)
{
	glob_t nodes;
	bool found = glob("/dev/dri/renderD*", 0, NULL, &nodes) == 0;
	globfree(&nodes);

	const char *software = getenv("LIBGL_ALWAYS_SOFTWARE");
	if (software && software[0] && strcmp(software, "0") != 0 && strcmp(software, "false") != 0)
		return false;
	return found || access("/dev/nvidiactl", F_OK) == 0;
}

const struct presenter_class *presenter_choose(const char *name, char *why, size_t size)
{
	why[0] = '\0';
	if (strcmp(name, "auto") != 0)
		return class_by_name(name);

	const struct presenter_class *gl = class_by_name("gl");
	if (!gl)
		snprintf(why, size, "built without GL");
	else if (!has_gpu())
		snprintf(why, size, "no GPU: GL would be software");
	else
		snprintf(why, size, "there is a GPU");
	return gl && has_gpu() ? gl : &presenter_surface;
}

bool presenter_is_software(const struct presenter *presenter)
{
	static const char *const names[] = { "llvmpipe", "softpipe", "swrast", "SWR", "Software" };

	for (size_t i = 0; i < SDL_arraysize(names); i++)
		if (strstr(presenter->driver, names[i]))
			return true;
	return false;
}
