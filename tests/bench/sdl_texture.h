/* SPDX-License-Identifier: BSD-2-Clause */
/* A picture as a texture of SDL's renderer. Main thread. */
#ifndef GG_BENCH_SDL_TEXTURE_H
#define GG_BENCH_SDL_TEXTURE_H

#include <stdbool.h>

#include <SDL.h>

#include <groundglass/image.h>

struct sdl_texture {
	SDL_Renderer *renderer;
	SDL_Texture *texture;
};

/* False where SDL does not know the image's format, or its renderer has no room. */
bool sdl_texture_create(struct sdl_texture *texture, SDL_Renderer *renderer,
			const struct gg_image *image);
void sdl_texture_destroy(struct sdl_texture *texture); /* a zeroed one is accepted */

/* Take an image like the one it was made for, and present it. 0, or -1 (SDL_GetError()). */
int sdl_texture_show(struct sdl_texture *texture, const struct gg_image *image);

#endif
