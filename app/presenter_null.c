/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * No window: pictures are converted all the same, so that timing, counting and screenshots are
 * those of a viewer.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"
#include "presenter.h"

struct null {
	struct picture picture;
	struct gg_converter *converter;
};

static int null_create(struct presenter *presenter, const char *title, const SDL_Rect *geometry,
		       Uint32 window_flags, struct gg_error *error)
{
	(void)title, (void)geometry, (void)window_flags;
	struct null *null = calloc(1, sizeof *null);
	if (!null || !(null->converter = gg_converter_create(0))) {
		free(null);
		return gg_error_set(error, -ENOMEM, "no memory for the picture");
	}
	presenter->data = null;
	return 0;
}

static void null_destroy(struct presenter *presenter)
{
	struct null *null = presenter->data;
	if (!null)
		return;
	gg_converter_destroy(null->converter);
	picture_finish(&null->picture);
	free(null);
	presenter->data = NULL;
}

static int null_attach(struct presenter *presenter, struct gg_error *error)
{
	(void)error;
	snprintf(presenter->driver, sizeof presenter->driver, "none");
	return 0;
}

static void null_detach(struct presenter *presenter)
{
	(void)presenter;
}

static int null_show(struct presenter *presenter, const struct gg_image *image,
		     const struct gg_convert_params *params, const struct scene *scene,
		     uint64_t stamp, struct show_times *times, struct gg_error *error)
{
	struct null *null = presenter->data;

	(void)scene, (void)stamp;
	int ret = picture_convert(&null->picture, null->converter, image, params, times, error);
	return ret ? ret : 1;
}

static int null_take(struct presenter *presenter, struct gg_jpeg_pixels *pixels, uint64_t stamp)
{
	struct null *null = presenter->data;

	(void)stamp;
	picture_swap(&null->picture, pixels);
	return 1;
}

static void null_redraw(struct presenter *presenter, const struct scene *scene)
{
	(void)presenter, (void)scene;
}

static int null_snapshot(struct presenter *presenter, struct picture *picture,
			 struct gg_error *error)
{
	const struct null *null = presenter->data;
	return picture_copy(picture, &null->picture, error);
}

static int null_pixel(struct presenter *presenter, const struct scene *scene, int x, int y,
		      struct shown_pixel *pixel)
{
	(void)presenter, (void)scene, (void)x, (void)y, (void)pixel;
	return -ENODATA; /* nobody looks */
}

const struct presenter_class presenter_null = {
	.name = "null",
	.create = null_create,
	.destroy = null_destroy,
	.attach = null_attach,
	.detach = null_detach,
	.show = null_show,
	.take = null_take,
	.redraw = null_redraw,
	.snapshot = null_snapshot,
	.pixel = null_pixel,
};
