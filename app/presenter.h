/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How pictures reach a person: a window with GL textures (gl), a window with a CPU surface
 * (surface), or no window (null). One presenter is one window showing one stream.
 *
 * The presenter keeps what it needs of the last picture (textures, or a converted copy), so that
 * redraw() and snapshot() work at any time and no frame is held.
 */
#ifndef GG_PRESENTER_H
#define GG_PRESENTER_H

#include <stdbool.h>
#include <stdint.h>

#include <SDL.h>

#include <groundglass/convert.h>
#include <groundglass/orientation.h>

#include "analysis.h"
#include "grid.h"
#include "overlay.h"
#include "picture.h"
#include "viewport.h"

/* How the picture is to be drawn, besides its pixels. */
struct scene {
	int width, height;		 /* of the window's drawable, pixels */
	const struct overlay *overlay;	 /* may be NULL */
	enum gg_orientation orientation; /* to turn the picture to; not the overlay */
	struct viewport viewport;	 /* the part of it */
	struct grid grid;
	struct analysis analysis; /* what to draw into the picture; not into snapshots */
};

/* A pixel of the last picture. */
struct shown_pixel {
	uint32_t x, y; /* in the picture before it is turned */
	uint8_t rgb[3];
};

/* Where the time of a show() went; 0 where there is no such step. */
struct show_times {
	uint64_t convert_ns;
	uint64_t upload_ns;
};

struct presenter;

struct presenter_class {
	const char *name;
	enum gg_chroma chroma; /* what it has time for */
	enum gg_demosaic demosaic;
	/*
	 * Main thread: make the window (presenter->window stays NULL where there is none). The GL
	 * context is created here and released from this thread. 0 or -errno.
	 */
	int (*create)(struct presenter *presenter, const char *title, const SDL_Rect *geometry,
		      Uint32 window_flags, struct gg_error *error);
	/* Main thread, after detach. */
	void (*destroy)(struct presenter *presenter);
	/* Render thread, first and last call there. Fills presenter->driver. */
	int (*attach)(struct presenter *presenter, struct gg_error *error);
	void (*detach)(struct presenter *presenter);
	/*
	 * Render thread: take a new, validated picture of any format but JPEG, and how to convert
	 * it, and present it. Returns 1 when it has been presented; 0 when it is ready for the
	 * main thread to paint(), replacing one that is ready but not painted yet; -errno when it
	 * cannot be shown. stamp is handed on to paint(); it is 0 where the picture has been shown
	 * before.
	 */
	int (*show)(struct presenter *presenter, const struct gg_image *image,
		    const struct gg_convert_params *params, const struct scene *scene,
		    uint64_t stamp, struct show_times *times, struct gg_error *error);
	/*
	 * Render thread: the same of a JPEG that was converted when it was decoded; leaves other
	 * memory in pixels. NULL: planes are wanted.
	 */
	int (*take)(struct presenter *presenter, struct gg_jpeg_pixels *pixels, uint64_t stamp);
	/* Render thread: present the last picture again, black before the first. */
	void (*redraw)(struct presenter *presenter, const struct scene *scene);
	/* Render thread: a copy of the last picture, not turned; -ENODATA before the first. */
	int (*snapshot)(struct presenter *presenter, struct picture *picture,
			struct gg_error *error);
	/* Render thread: what is at x, y of the scene's drawable; -ENODATA where no picture is. */
	int (*pixel)(struct presenter *presenter, const struct scene *scene, int x, int y,
		     struct shown_pixel *pixel);
	/*
	 * Render thread, NULL where there is no window: what histogram_sample() takes of the last
	 * picture; -ENODATA before the first.
	 */
	int (*sample)(struct presenter *presenter, struct picture *samples, struct gg_error *error);
	/* Render thread, NULL where there is no window: a copy of what that shows of the scene. */
	int (*window_snapshot)(struct presenter *presenter, const struct scene *scene,
			       struct picture *picture, struct gg_error *error);
	/*
	 * Main thread, NULL where show() presents: put the last ready picture into the window where
	 * it has not been painted before, or again is set. Returns whether it had not been painted
	 * before, and then its stamp.
	 */
	bool (*paint)(struct presenter *presenter, const struct scene *scene, bool again,
		      uint64_t *stamp);
};

struct presenter {
	const struct presenter_class *class;
	SDL_Window *window; /* NULL: none */
	char driver[128];   /* "llvmpipe (LLVM 15.0.6, 256 bits)", "x11" */
	bool keep_all; /* show() waits until the picture before was painted: none is replaced */
	unsigned lost_reference; /* atomic: number of the last that is no longer kept */
	void *data;
};

extern const struct presenter_class presenter_gl, presenter_surface, presenter_null;

/* Where a picture of that size, before it is turned, is in the drawable. */
struct placement presenter_place(uint32_t width, uint32_t height, const struct scene *scene);

/* Which of its pixels is at x, y of the drawable; false: none. */
bool presenter_pixel(uint32_t width, uint32_t height, const struct scene *scene, int x, int y,
		     struct shown_pixel *pixel);

/* What of a picture of that size shows what, where the scene has a reference of its size, or not.
 */
struct analysis_parts presenter_parts(uint32_t width, uint32_t height, const struct scene *scene,
				      bool has_reference);

/* The scene's reference cannot be shown any more: say why, and that it is gone. */
void presenter_lose_reference(struct presenter *presenter, const struct scene *scene,
			      const char *why);

/*
 * The class for -R NAME, or for auto the one that fits this machine: gl on a real GPU, surface
 * where GL is software or missing. why (size bytes) says the reason of auto's choice. NULL: no such
 * name, or not in this build. SDL's video must be up unless name is null.
 */
const struct presenter_class *presenter_choose(const char *name, char *why, size_t size);

/* Does the GL that it is attached to draw on the CPU? */
bool presenter_is_software(const struct presenter *presenter);

#endif
