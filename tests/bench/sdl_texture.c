/* SPDX-License-Identifier: BSD-2-Clause */
#include "sdl_texture.h"

#include <string.h>

static const struct {
	const char *name;
	Uint32 format;
} formats[] = {
	{ "RGB565", SDL_PIXELFORMAT_RGB565 },	  { "RGB888", SDL_PIXELFORMAT_BGR24 },
	{ "BGR888", SDL_PIXELFORMAT_RGB24 },	  { "XRGB8888", SDL_PIXELFORMAT_RGB888 },
	{ "ARGB8888", SDL_PIXELFORMAT_ARGB8888 }, { "XBGR8888", SDL_PIXELFORMAT_BGR888 },
	{ "ABGR8888", SDL_PIXELFORMAT_ABGR8888 }, { "RGBX8888", SDL_PIXELFORMAT_RGBX8888 },
	{ "RGBA8888", SDL_PIXELFORMAT_RGBA8888 }, { "BGRX8888", SDL_PIXELFORMAT_BGRX8888 },
	{ "BGRA8888", SDL_PIXELFORMAT_BGRA8888 }, { "YUYV", SDL_PIXELFORMAT_YUY2 },
	{ "YVYU", SDL_PIXELFORMAT_YVYU },	  { "UYVY", SDL_PIXELFORMAT_UYVY },
	{ "NV12", SDL_PIXELFORMAT_NV12 },	  { "NV21", SDL_PIXELFORMAT_NV21 },
	{ "YUV420", SDL_PIXELFORMAT_IYUV },	  { "YVU420", SDL_PIXELFORMAT_YV12 },
};

bool sdl_texture_create(struct sdl_texture *texture, SDL_Renderer *renderer,
			const struct gg_image *image)
{
	*texture = (struct sdl_texture){ .renderer = renderer };
	for (size_t i = 0; i < SDL_arraysize(formats); i++)
		if (strcmp(formats[i].name, image->format->name) == 0)
			texture->texture = SDL_CreateTexture(renderer, formats[i].format,
							     SDL_TEXTUREACCESS_STREAMING,
							     (int)image->width, (int)image->height);
	if (texture->texture)
		SDL_SetTextureBlendMode(texture->texture, SDL_BLENDMODE_NONE);
	return texture->texture;
}

void sdl_texture_destroy(struct sdl_texture *texture)
{
	if (texture->texture)
		SDL_DestroyTexture(texture->texture);
	*texture = (struct sdl_texture){ 0 };
}

static int update(SDL_Texture *texture, const struct gg_image *image)
{
	const struct gg_plane *planes = image->planes;
	const struct gg_plane *u = &planes[image->format->order[1]];
	const struct gg_plane *v = &planes[image->format->order[2]];

	switch (image->n_planes) {
	case 3:
		return SDL_UpdateYUVTexture(texture, NULL, planes[0].data, (int)planes[0].stride,
					    u->data, (int)u->stride, v->data, (int)v->stride);
	case 2:
		return SDL_UpdateNVTexture(texture, NULL, planes[0].data, (int)planes[0].stride,
					   planes[1].data, (int)planes[1].stride);
	default:
		return SDL_UpdateTexture(texture, NULL, planes[0].data, (int)planes[0].stride);
	}
}

int sdl_texture_show(struct sdl_texture *texture, const struct gg_image *image)
{
	if (update(texture->texture, image) || SDL_RenderClear(texture->renderer) ||
	    SDL_RenderCopy(texture->renderer, texture->texture, NULL, NULL))
		return -1;
	SDL_RenderPresent(texture->renderer);
	return 0;
}
