/* SPDX-License-Identifier: BSD-2-Clause */
#include "overlay.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#if GG_HAVE_TEXT
#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#endif

#if GG_HAVE_TEXT

enum { FONT_PIXELS = 15, PADDING = 6 };

static TTF_Font *font;
static int font_pixels;

/* The path of the system's monospaced font, to be freed; NULL: none. */
static char *find_font(void)
{
	FcPattern *pattern = FcNameParse((const FcChar8 *)"monospace");
	FcResult result;
	FcChar8 *file;
	char *path = NULL;

	FcConfigSubstitute(NULL, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	FcPattern *match = FcFontMatch(NULL, pattern, &result);
	if (match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch)
		path = strdup((const char *)file);
	if (match)
		FcPatternDestroy(match);
	FcPatternDestroy(pattern);
	return path;
}

static bool open_font(int pixels)
{
	if (font && font_pixels == pixels)
		return true;
	if (font)
		return TTF_SetFontSize(font, font_pixels = pixels) == 0;
	if (!TTF_WasInit() && TTF_Init())
		return false;
	char *path = find_font();
	font = path ? TTF_OpenFont(path, pixels) : NULL;
	font_pixels = pixels;
	free(path);
	return font != NULL;
}

/* White text on a dark box. */
static void render_block(struct overlay_block *block, const char *text, int padding)
{
	SDL_Surface *words =
		TTF_RenderUTF8_Blended_Wrapped(font, text, (SDL_Color){ 255, 255, 255, 255 }, 0);
	if (!words)
		return;
	int width = words->w + 2 * padding, height = words->h + 2 * padding;
	SDL_Surface *box =
		SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
	block->pixels = box ? malloc((size_t)width * (size_t)height * 4) : NULL;
	if (block->pixels) {
		SDL_FillRect(box, NULL, SDL_MapRGBA(box->format, 0, 0, 0, 176));
		SDL_Rect place = { padding, padding, 0, 0 };
		SDL_BlitSurface(words, NULL, box, &place);
		SDL_ConvertPixels(width, height, SDL_PIXELFORMAT_ARGB8888, box->pixels, box->pitch,
				  SDL_PIXELFORMAT_ARGB8888, block->pixels, width * 4);
		block->width = (uint32_t)width;
		block->height = (uint32_t)height;
	}
	SDL_FreeSurface(box);
	SDL_FreeSurface(words);
}

struct overlay *overlay_create(const char *const texts[OVERLAY_ANCHORS], float scale)
{
	static unsigned serial;

	if (!open_font((int)(FONT_PIXELS * scale + 0.5f)))
		return NULL;
	struct overlay *overlay = calloc(1, sizeof *overlay);
	if (!overlay)
		return NULL;
	overlay->refs = 1;
	overlay->serial = ++serial;
	for (int i = 0; i < OVERLAY_ANCHORS; i++)
		if (texts[i] && texts[i][0])
			render_block(&overlay->blocks[i], texts[i], (int)(PADDING * scale));
	return overlay;
}

void overlay_quit(void)
{
	if (font)
		TTF_CloseFont(font);
	font = NULL;
	if (TTF_WasInit())
		TTF_Quit();
	FcFini();
}

#else

struct overlay *overlay_create(const char *const texts[OVERLAY_ANCHORS], float scale)
{
	(void)texts, (void)scale;
	return NULL;
}

void overlay_quit(void)
{
}

#endif

struct overlay *overlay_ref(struct overlay *overlay)
{
	__atomic_add_fetch(&overlay->refs, 1, __ATOMIC_RELAXED);
	return overlay;
}

void overlay_unref(struct overlay *overlay)
{
	if (!overlay || __atomic_sub_fetch(&overlay->refs, 1, __ATOMIC_ACQ_REL))
		return;
	for (int i = 0; i < OVERLAY_ANCHORS; i++)
		free(overlay->blocks[i].pixels);
	free(overlay);
}

void overlay_place(const struct overlay *overlay, enum overlay_anchor anchor, int drawable_width,
		   int drawable_height, int *x, int *y)
{
	const struct overlay_block *block = &overlay->blocks[anchor];
	enum { MARGIN = 8 };

	*x = MARGIN;
	*y = MARGIN;
	if (anchor == OVERLAY_BOTTOM_LEFT)
		*y = drawable_height - (int)block->height - MARGIN;
	if (anchor == OVERLAY_CENTER) {
		*x = (drawable_width - (int)block->width) / 2;
		*y = (drawable_height - (int)block->height) / 2;
	}
}
