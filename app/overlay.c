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

enum { MARGIN = 8 }; /* between the blocks and the window's edges */

#if GG_HAVE_TEXT

enum { FONT_PIXELS = 15, SMALLEST_PIXELS = 9, SMALLEST_WIDTH = 64, PADDING = 6 };

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

/* Does the text fit into that many pixels? All letters are of the same width. */
static bool text_fits(const char *text, int width, int height)
{
	int letter = 0, column = 0, columns = 0, lines = 1;

	TTF_SizeUTF8(font, "m", &letter, NULL);
	for (; *text; text++) {
		if (*text == '\n') {
			lines++;
			column = 0;
		} else if ((*text & 0xc0) != 0x80) { /* no later byte of a letter */
			column++;
			columns = SDL_max(columns, column);
		}
	}
	return columns * letter <= width && lines * TTF_FontLineSkip(font) <= height;
}

/* Open the font in the size for all of the texts. */
static bool choose_font(const char *const texts[OVERLAY_ANCHORS], float scale, int width,
			int height)
{
	int pixels = (int)(FONT_PIXELS * scale + 0.5f);
	int smallest = (int)(SMALLEST_PIXELS * scale + 0.5f);

	for (int i = 0; i < OVERLAY_ANCHORS; i++) {
		if (!open_font(pixels))
			return false;
		while (texts[i] && pixels > smallest && !text_fits(texts[i], width, height))
			if (!open_font(--pixels))
				return false;
	}
	return true;
}

/* White text on a dark box; lines wider than width go on in the next. */
static void render_block(struct overlay_block *block, const char *text, int width, int padding)
{
	SDL_Surface *words = TTF_RenderUTF8_Blended_Wrapped(
		font, text, (SDL_Color){ 255, 255, 255, 255 }, (Uint32)width);
	if (!words)
		return;
	width = words->w + 2 * padding;
	int height = words->h + 2 * padding;
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

struct overlay *overlay_create(const char *const texts[OVERLAY_ANCHORS], float scale,
			       int drawable_width, int drawable_height)
{
	static unsigned serial;
	const int padding = (int)(PADDING * scale);
	const int width = SDL_max(drawable_width - 2 * (MARGIN + padding), SMALLEST_WIDTH);

	if (!choose_font(texts, scale, width, drawable_height - 2 * padding))
		return NULL;
	struct overlay *overlay = calloc(1, sizeof *overlay);
	if (!overlay)
		return NULL;
	overlay->refs = 1;
	overlay->serial = ++serial;
	for (int i = 0; i < OVERLAY_ANCHORS; i++)
		if (texts[i] && texts[i][0])
			render_block(&overlay->blocks[i], texts[i], width, padding);
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

struct overlay *overlay_create(const char *const texts[OVERLAY_ANCHORS], float scale,
			       int drawable_width, int drawable_height)
{
	(void)texts, (void)scale, (void)drawable_width, (void)drawable_height;
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

	*x = MARGIN;
	*y = MARGIN;
	if (anchor == OVERLAY_BOTTOM_LEFT)
		*y = drawable_height - (int)block->height - MARGIN;
	if (anchor == OVERLAY_CENTER) {
		*x = SDL_max((drawable_width - (int)block->width) / 2, 0);
		*y = SDL_max((drawable_height - (int)block->height) / 2, 0);
	}
}
