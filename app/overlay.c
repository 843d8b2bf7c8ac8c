/* SPDX-License-Identifier: BSD-2-Clause */
#include "overlay.h"

#include <stdlib.h>
#include <string.h>

#include <SDL.h>

static size_t block_bytes(const struct overlay_block *block)
{
	return (size_t)block->width * block->height * sizeof *block->pixels;
}

static void finish_block(struct overlay_block *block)
{
	free(block->pixels);
	free(block->text);
	free(block->lines);
}

/* Is it what the block shows, but for its alpha? */
static bool is_same(const struct overlay_block *block, const char *text, float scale, int width,
		    int height)
{
	return block->text && strcmp(block->text, text) == 0 && block->scale == scale &&
	       block->room_width == width && block->room_height == height;
}

static void fade(struct overlay_block *block, uint8_t alpha)
{
	uint8_t *byte = (uint8_t *)block->pixels;

	for (size_t i = 0; alpha < 255 && i < block_bytes(block); i++)
		byte[i] = (uint8_t)(byte[i] * alpha / 255);
	block->alpha = alpha;
}

static void copy_block(struct overlay_block *block, const struct overlay_block *source)
{
	uint32_t *pixels = malloc(block_bytes(source));
	char *text = strdup(source->text), *lines = strdup(source->lines);

	if (!pixels || !text || !lines) {
		free(pixels);
		free(text);
		free(lines);
		return;
	}
	*block = *source;
	block->text = text;
	block->lines = lines;
	block->pixels = memcpy(pixels, source->pixels, block_bytes(source));
}

static void copy_drawn(struct overlay_block *block, const struct overlay_block *drawn)
{
	uint32_t *pixels = malloc(block_bytes(drawn));

	if (!pixels)
		return;
	*block = (struct overlay_block){ .width = drawn->width,
					 .height = drawn->height,
					 .alpha = 255,
					 .corner = drawn->corner };
	block->pixels = memcpy(pixels, drawn->pixels, block_bytes(drawn));
}

static void make_block(struct overlay_block *block, const struct overlay_text *text,
		       const struct overlay_block *before, float scale, int width, int height)
{
	if (before && before->alpha < 255)
		before = NULL;
	if (before && is_same(before, text->text, scale, width, height)) {
		copy_block(block, before);
	} else {
		overlay_render(block, text->text, before, scale, width, height);
		if (!block->pixels)
			return;
		block->text = strdup(text->text);
		block->room_width = width;
		block->room_height = height;
	}
	fade(block, text->alpha);
}

/* Where a block that begins at y may end at the right. */
static int right_edge(const struct overlay *overlay, int y, int drawable_width)
{
	const struct overlay_block *right = &overlay->blocks[OVERLAY_RIGHT];
	const int edge = drawable_width - OVERLAY_MARGIN;

	if (!right->width || OVERLAY_MARGIN + (int)right->height <= y)
		return edge;
	return edge - (int)right->width - OVERLAY_MARGIN;
}

/* What is at the bottom right gives way where there is no room for it beside what is at the right.
 */
static void make_way(struct overlay *overlay, int drawable_width, int drawable_height)
{
	struct overlay_block *block = &overlay->blocks[OVERLAY_BOTTOM_RIGHT];
	const int y = drawable_height - (int)block->height - OVERLAY_MARGIN;

	if (!overlay->blocks[OVERLAY_RIGHT].width ||
	    right_edge(overlay, y, drawable_width) >= (int)block->width + OVERLAY_MARGIN)
		return;
	finish_block(block);
	*block = (struct overlay_block){ 0 };
}

struct overlay *overlay_create(const struct overlay_text texts[OVERLAY_ANCHORS],
			       const struct overlay *before, float scale, int drawable_width,
			       int drawable_height)
{
	static unsigned serial;
	const int width = drawable_width - 2 * OVERLAY_MARGIN;
	const int height = drawable_height - 2 * OVERLAY_MARGIN;

	struct overlay *overlay = calloc(1, sizeof *overlay);
	if (!overlay)
		return NULL;
	overlay->refs = 1;
	overlay->serial = ++serial;
	for (int i = 0; i < OVERLAY_ANCHORS; i++)
		if (texts[i].drawn && texts[i].drawn->pixels)
			copy_drawn(&overlay->blocks[i], texts[i].drawn);
		else if (texts[i].text && texts[i].text[0])
			make_block(&overlay->blocks[i], &texts[i],
				   before ? &before->blocks[i] : NULL, scale, width, height);
	make_way(overlay, drawable_width, drawable_height);
	return overlay;
}

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
		finish_block(&overlay->blocks[i]);
	free(overlay);
}

void overlay_place(const struct overlay *overlay, enum overlay_anchor anchor, int drawable_width,
		   int drawable_height, int *x, int *y)
{
	const struct overlay_block *block = &overlay->blocks[anchor];

	*x = OVERLAY_MARGIN;
	*y = OVERLAY_MARGIN;
	if (anchor == OVERLAY_RIGHT)
		*x = SDL_max(drawable_width - (int)block->width - OVERLAY_MARGIN, 0);
	if (anchor == OVERLAY_BOTTOM_LEFT || anchor == OVERLAY_BOTTOM_RIGHT)
		*y = drawable_height - (int)block->height - OVERLAY_MARGIN;
	if (anchor == OVERLAY_BOTTOM_RIGHT)
		*x = SDL_max(right_edge(overlay, *y, drawable_width) - (int)block->width, 0);
	if (anchor == OVERLAY_CENTER) {
		*x = SDL_max((drawable_width - (int)block->width) / 2, 0);
		*y = SDL_max((drawable_height - (int)block->height) / 2, 0);
	}
}

bool overlay_hit(const struct overlay *overlay, enum overlay_anchor anchor, int drawable_width,
		 int drawable_height, int x, int y, float *column, int *row)
{
	const struct overlay_block *block = overlay ? &overlay->blocks[anchor] : NULL;
	int left, top;

	if (!block || !block->width || block->letter <= 0 || block->line <= 0)
		return false;
	overlay_place(overlay, anchor, drawable_width, drawable_height, &left, &top);
	*column = (float)(x - left - block->padding) / block->letter;
	*row = (y - top - block->padding) / block->line;
	return x >= left && x < left + (int)block->width && y >= top + block->padding &&
	       y < top + (int)block->height;
}

static char bar_place(double place)
{
	if (!(place >= 0))
		return ' ';
	return (char)(' ' + 1 + (int)(SDL_min(place, 1) * OVERLAY_BAR_STEPS + 0.5));
}

struct overlay_bar overlay_bar(double value, double tick)
{
	return (struct overlay_bar){ { OVERLAY_BAR[0], bar_place(value), bar_place(tick), '\0' } };
}
