/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The presenter that lets the GPU do the work. A picture goes up as it is, plane by plane; a first
 * pass converts it to RGBA at its own size; a second one draws that and the overlay into the
 * window. Nothing here depends on a thread, only on the context being current.
 */
#include "presenter.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "display.h"
#include "gl_analysis.h"
#include "gl_picture.h"
#include "gl_program.h"
#include "shaders.h"

struct gl {
	SDL_GLContext context;
	bool attached;
	GLuint vertices; /* empty, but a core profile draws nothing without one */
	GLuint picture_program, overlay_program;
	GLint transposed, flipped, zoom; /* of picture_program */
	struct gl_picture picture;
	struct gl_analysis analysis;
	bool overlay_known;
	unsigned overlay_serial; /* of what is in blocks */
	GLuint blocks[OVERLAY_ANCHORS];
};

/* rect is in the pixels of the window, y downwards. */
static void draw(GLuint program, GLuint texture, SDL_Rect rect, int window_height)
{
	glViewport(rect.x, window_height - rect.y - rect.h, rect.w, rect.h);
	glUseProgram(program);
	glBindTexture(GL_TEXTURE_2D, texture);
	glDrawArrays(GL_TRIANGLES, 0, 3);
}

/* For picture.frag. */
static void set_orientation(const struct gl *gl, enum gg_orientation orientation)
{
	const bool mirror = orientation & GG_ORIENTATION_MIRROR;
	const bool flip = orientation & GG_ORIENTATION_FLIP;

	glUniform1i(gl->transposed, gg_orientation_is_sideways(orientation));
	glUniform2f(gl->flipped, mirror, flip);
}

/* For picture.frag, which finds the place in the whole of it. The part is inside the drawable. */
static SDL_Rect set_zoom(const struct gl *gl, const struct scene *scene,
			 const struct placement *placement, SDL_Rect rect)
{
	const SDL_Rect drawable = { 0, 0, scene->width, scene->height };
	SDL_Rect part = rect;

	glUniform4i(gl->zoom, rect.x, rect.y, scene->height, placement->scale);
	if (placement->scale && !SDL_IntersectRect(&drawable, &rect, &part))
		part = (SDL_Rect){ 0 };
	return part;
}

static void draw_grid(const struct scene *scene, const SDL_Rect *picture)
{
	const struct grid_lines lines =
		grid_lines(&scene->grid, picture, scene->width, scene->height);
	const SDL_Rect *const rects[] = { lines.dark, lines.light };
	const float greys[] = { GRID_DARK / 255.f, GRID_LIGHT / 255.f };

	if (!lines.n)
		return;
	glEnable(GL_SCISSOR_TEST);
	for (int i = 0; i < 2; i++) {
		glClearColor(greys[i], greys[i], greys[i], 1);
		for (const SDL_Rect *rect = rects[i]; rect < rects[i] + lines.n; rect++) {
			glScissor(rect->x, scene->height - rect->y - rect->h, rect->w, rect->h);
			glClear(GL_COLOR_BUFFER_BIT);
		}
	}
	glDisable(GL_SCISSOR_TEST);
	glClearColor(0, 0, 0, 1);
}

static void draw_picture(struct gl *gl, const struct scene *scene, struct gl_shown shown)
{
	const struct gl_picture *picture = &gl->picture;
	const struct placement placement = presenter_place(picture->width, picture->height, scene);
	const SDL_Rect rect = placement_rect(&placement);
	const bool sideways = gg_orientation_is_sideways(scene->orientation);
	const int64_t columns = sideways ? rect.h : rect.w, rows = sideways ? rect.w : rect.h;
	/* Linear filtering reads 2x2 texels: below half the size it would skip some. */
	const bool small = columns * 2 < picture->width || rows * 2 < picture->height;

	glBindTexture(GL_TEXTURE_2D, shown.texture);
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER,
			small ? GL_LINEAR_MIPMAP_LINEAR : GL_LINEAR);
	if (small && !*shown.mipmapped) {
		glGenerateMipmap(GL_TEXTURE_2D);
		*shown.mipmapped = true;
	}
	glUseProgram(gl->picture_program);
	set_orientation(gl, scene->orientation);
	const SDL_Rect part = set_zoom(gl, scene, &placement, rect);
	draw(gl->picture_program, shown.texture, part, scene->height);
	draw_grid(scene, &rect);
}

static bool block_fits(const struct gl *gl, const struct overlay_block *block)
{
	const uint32_t limit = (uint32_t)gl->picture.max_size;
	return block->width && block->height && block->width <= limit && block->height <= limit;
}

static void upload_overlay(struct gl *gl, const struct overlay *overlay)
{
	if (gl->overlay_known && gl->overlay_serial == overlay->serial)
		return;
	for (unsigned i = 0; i < OVERLAY_ANCHORS; i++) {
		const struct overlay_block *block = &overlay->blocks[i];
		if (!block_fits(gl, block))
			continue;
		glBindTexture(GL_TEXTURE_2D, gl->blocks[i]);
		glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, (GLsizei)block->width,
			     (GLsizei)block->height, 0, GL_RGBA, GL_UNSIGNED_BYTE, block->pixels);
	}
	gl->overlay_known = true;
	gl->overlay_serial = overlay->serial;
}

static void draw_overlay(struct gl *gl, const struct scene *scene)
{
	upload_overlay(gl, scene->overlay);
	glEnable(GL_BLEND);
	for (unsigned i = 0; i < OVERLAY_ANCHORS; i++) {
		const struct overlay_block *block = &scene->overlay->blocks[i];
		if (!block_fits(gl, block))
			continue;
		SDL_Rect rect = { .w = (int)block->width, .h = (int)block->height };
		overlay_place(scene->overlay, (enum overlay_anchor)i, scene->width, scene->height,
			      &rect.x, &rect.y);
		draw(gl->overlay_program, gl->blocks[i], rect, scene->height);
	}
	glDisable(GL_BLEND);
}

/* Into the framebuffer, 0 for the window's. */
static void draw_scene(struct presenter *presenter, const struct scene *scene, GLuint framebuffer)
{
	struct gl *gl = presenter->data;
	struct gl_shown shown = { 0 };

	if (gl->picture.ready)
		shown = gl_analysis_apply(&gl->analysis, presenter, &gl->picture, scene);
	glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
	glClear(GL_COLOR_BUFFER_BIT);
	if (gl->picture.ready)
		draw_picture(gl, scene, shown);
	if (scene->overlay)
		draw_overlay(gl, scene);
}

static void gl_redraw(struct presenter *presenter, const struct scene *scene)
{
	if (scene->width <= 0 || scene->height <= 0 || display_is_lost())
		return;
	draw_scene(presenter, scene, 0);
	SDL_GL_SwapWindow(presenter->window);
}

static int gl_show(struct presenter *presenter, const struct gg_image *image,
		   const struct gg_convert_params *params, const struct scene *scene,
		   uint64_t stamp, struct show_times *times, struct gg_error *error)
{
	struct gl *gl = presenter->data;

	(void)stamp;
	const int ret = gl_picture_take(&gl->picture, image, params, times, error);
	if (ret)
		return ret;
	gl_redraw(presenter, scene);
	return 1;
}

static int gl_snapshot(struct presenter *presenter, struct picture *picture, struct gg_error *error)
{
	const struct gl *gl = presenter->data;
	return gl_picture_read(&gl->picture, picture, error);
}

static int gl_pixel(struct presenter *presenter, const struct scene *scene, int x, int y,
		    struct shown_pixel *pixel)
{
	const struct gl_picture *picture = &((const struct gl *)presenter->data)->picture;
	uint8_t rgba[4] = { 0 };

	if (!picture->ready ||
	    !presenter_pixel(picture->width, picture->height, scene, x, y, pixel))
		return -ENODATA;
	glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
	glReadPixels((GLint)pixel->x, (GLint)pixel->y, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
	memcpy(pixel->rgb, rgba, sizeof pixel->rgb);
	return 0;
}

static int gl_sample(struct presenter *presenter, struct picture *samples, struct gg_error *error)
{
	struct gl *gl = presenter->data;
	return gl_analysis_sample(&gl->analysis, &gl->picture, samples, error);
}

static void turn_over(struct picture *picture)
{
	for (uint32_t y = 0; y < picture->height / 2; y++) {
		uint32_t *upper = (uint32_t *)(picture->pixels + picture->stride * y);
		uint32_t *lower =
			(uint32_t *)(picture->pixels + picture->stride * (picture->height - 1 - y));
		for (uint32_t x = 0; x < picture->width; x++) {
			const uint32_t pixel = upper[x];
			upper[x] = lower[x];
			lower[x] = pixel;
		}
	}
}

/* Drawn once more: what is in front of a window may lack in its own framebuffer. */
static int gl_window_snapshot(struct presenter *presenter, const struct scene *scene,
			      struct picture *picture, struct gg_error *error)
{
	GLuint texture, framebuffer;

	if (scene->width <= 0 || scene->height <= 0)
		return gg_error_set(error, -ENODATA, "the window has no size yet");
	glGenTextures(1, &texture);
	glBindTexture(GL_TEXTURE_2D, texture);
	glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, scene->width, scene->height, 0, GL_RGBA,
		     GL_UNSIGNED_BYTE, NULL);
	glGenFramebuffers(1, &framebuffer);
	glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
	glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);

	draw_scene(presenter, scene, framebuffer);
	const int ret = gl_framebuffer_read(framebuffer, (uint32_t)scene->width,
					    (uint32_t)scene->height, picture, error);
	if (ret == 0)
		turn_over(picture);
	glDeleteFramebuffers(1, &framebuffer);
	glDeleteTextures(1, &texture);
	return ret;
}

/* What stays the same while the context is attached. */
static void set_state(struct gl *gl)
{
	glGenVertexArrays(1, &gl->vertices);
	glBindVertexArray(gl->vertices);
	glGenTextures(OVERLAY_ANCHORS, gl->blocks);
	for (unsigned i = 0; i < OVERLAY_ANCHORS; i++) {
		glBindTexture(GL_TEXTURE_2D, gl->blocks[i]);
		glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
		glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
	}
	glDisable(GL_DITHER);
	/* The window stays opaque under the overlay: compositors look at its alpha. */
	glBlendFuncSeparate(GL_ONE, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
	glClearColor(0, 0, 0, 1);
}

static void gl_detach(struct presenter *presenter)
{
	struct gl *gl = presenter->data;

	if (!gl->attached)
		return;
	gl_picture_finish(&gl->picture);
	gl_analysis_finish(&gl->analysis);
	glDeleteProgram(gl->picture_program);
	glDeleteProgram(gl->overlay_program);
	glDeleteTextures(OVERLAY_ANCHORS, gl->blocks);
	glDeleteVertexArrays(1, &gl->vertices);
	SDL_GL_MakeCurrent(presenter->window, NULL);
	*gl = (struct gl){ .context = gl->context };
}

static int gl_attach(struct presenter *presenter, struct gg_error *error)
{
	struct gl *gl = presenter->data;

	if (SDL_GL_MakeCurrent(presenter->window, gl->context))
		return gg_error_set(error, -EIO, "cannot use OpenGL: %s; -R surface works without",
				    SDL_GetError());
	gl->attached = true;

	const char *driver = (const char *)glGetString(GL_RENDERER);
	snprintf(presenter->driver, sizeof presenter->driver, "%s", driver ? driver : "unknown");
	/* Real displays get whole pictures; software drivers would only sleep. */
	SDL_GL_SetSwapInterval(!presenter_is_software(presenter));

	static const char *const picture[GL_SHADER_PARTS] = { shader_picture };
	static const char *const overlay[GL_SHADER_PARTS] = { shader_overlay };
	set_state(gl);
	int ret = gl_picture_init(&gl->picture, error);
	if (!ret)
		ret = gl_program_create(&gl->picture_program, picture, error);
	if (!ret)
		ret = gl_program_create(&gl->overlay_program, overlay, error);
	if (ret) {
		gl_detach(presenter);
		return ret;
	}
	gl->transposed = glGetUniformLocation(gl->picture_program, "transposed");
	gl->flipped = glGetUniformLocation(gl->picture_program, "flipped");
	gl->zoom = glGetUniformLocation(gl->picture_program, "zoom");
	return 0;
}

/* What to ask for, best first: EGL serves X11 and Wayland alike, GLX what has no GLES. */
static const struct {
	int profile, major, minor;
	const char *egl;
} contexts[] = {
	{ SDL_GL_CONTEXT_PROFILE_ES, 3, 0, "1" },
	{ SDL_GL_CONTEXT_PROFILE_CORE, 3, 3, "0" },
};

static bool create_context(struct presenter *presenter, struct gl *gl, size_t index,
			   const char *title, const SDL_Rect *geometry, Uint32 window_flags)
{
	SDL_SetHint(SDL_HINT_VIDEO_X11_FORCE_EGL, contexts[index].egl);
	SDL_GL_ResetAttributes();
	SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, contexts[index].profile);
	SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, contexts[index].major);
	SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, contexts[index].minor);
	SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);

	presenter->window = SDL_CreateWindow(
		title, geometry->x, geometry->y, geometry->w, geometry->h,
		SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI | window_flags);
	if (!presenter->window)
		return false;
	gl->context = SDL_GL_CreateContext(presenter->window);
	if (gl->context) {
		SDL_GL_MakeCurrent(presenter->window, NULL);
		return true;
	}
	display_close_window(presenter->window);
	presenter->window = NULL;
	return false;
}

static int gl_create(struct presenter *presenter, const char *title, const SDL_Rect *geometry,
		     Uint32 window_flags, struct gg_error *error)
{
	struct gl *gl = calloc(1, sizeof *gl);
	if (!gl)
		return gg_error_set(error, -ENOMEM, "no memory for a window");

	for (size_t i = 0; i < sizeof contexts / sizeof contexts[0]; i++) {
		if (create_context(presenter, gl, i, title, geometry, window_flags)) {
			presenter->data = gl;
			return 0;
		}
	}
	free(gl);
	return gg_error_set(error, -ENODEV,
			    "cannot make a window with OpenGL ES 3.0 or OpenGL 3.3: %s; -R surface "
			    "works without",
			    SDL_GetError());
}

static void gl_destroy(struct presenter *presenter)
{
	struct gl *gl = presenter->data;

	if (!gl)
		return;
	SDL_GL_DeleteContext(gl->context);
	display_close_window(presenter->window);
	free(gl);
	presenter->window = NULL;
	presenter->data = NULL;
}

const struct presenter_class presenter_gl = {
	.name = "gl",
	.chroma = GG_CHROMA_LINEAR,
	.demosaic = GG_DEMOSAIC_MHC,
	.create = gl_create,
	.destroy = gl_destroy,
	.attach = gl_attach,
	.detach = gl_detach,
	.show = gl_show,
	.redraw = gl_redraw,
	.snapshot = gl_snapshot,
	.pixel = gl_pixel,
	.sample = gl_sample,
	.window_snapshot = gl_window_snapshot,
};
