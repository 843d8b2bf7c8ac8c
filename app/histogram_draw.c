/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The graph of a histogram, below a line that says what it is. Heights are roots of parts of all
 * samples, not of the highest: a picture that stays does not jump.
 */
#include "histogram.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>

enum { WIDTH = 256, HEIGHT = 100, PADDING = 7, QUARTERS = 4 };
enum { FULL = 16, BRIGHTEST = 6 }; /* bins and levels with so many times their share fill it */

static const uint32_t box_color = 0xff101317, line_color = 0xff38404a, ink_color = 0xffd8dde2;
static const uint32_t black_color = 0xff4c8cff, white_color = 0xffff5a4d;
static const double clipped_enough = 0.001;

static const char *const names[HISTOGRAM_MODES] = {
	[HISTOGRAM_OF_LUMA] = "luma",
	[HISTOGRAM_OF_RGB] = "RGB",
	[HISTOGRAM_WAVEFORM] = "wave",
};

/* What is drawn into. */
struct graph {
	const struct histogram *histogram;
	uint32_t *pixels; /* the first of it */
	size_t stride;	  /* pixels */
	int width, height;
};

static uint32_t *graph_at(const struct graph *graph, int x, int y)
{
	return graph->pixels + (size_t)y * graph->stride + x;
}

/* Of n things beside each other on size pixels: those on pixel i, one at least. */
static void things_at(int i, int size, int n, int *first, int *end)
{
	*first = (int)((int64_t)i * n / size);
	*end = SDL_max((int)((int64_t)(i + 1) * n / size), *first + 1);
}

/* Pixels that the bins in column x are high. */
static int bar_height(const struct graph *graph, enum histogram_channel channel, int x)
{
	const double share = SDL_max(graph->histogram->samples, 1) / 256.0;
	uint32_t highest = 0;
	int first, end;

	things_at(x, graph->width, 256, &first, &end);
	for (int i = first; i < end; i++)
		highest = SDL_max(highest, graph->histogram->counts[channel][i]);
	const double height = sqrt(highest / share / FULL);
	return (int)ceil(SDL_min(height, 1) * graph->height);
}

static void draw_luma(const struct graph *graph)
{
	for (int x = 0; x < graph->width; x++)
		for (int y = graph->height - bar_height(graph, HISTOGRAM_LUMA, x);
		     y < graph->height; y++)
			*graph_at(graph, x, y) = ink_color;
}

/* Each in its colour, and where they meet in the sum. */
static void draw_rgb(const struct graph *graph)
{
	for (int x = 0; x < graph->width; x++)
		for (int channel = HISTOGRAM_RED; channel <= HISTOGRAM_BLUE; channel++) {
			const int shift = 8 * (HISTOGRAM_BLUE - channel);
			const int height = bar_height(graph, (enum histogram_channel)channel, x);
			for (int y = graph->height - height; y < graph->height; y++)
				*graph_at(graph, x, y) |= 0xffu << 24 | 0xe8u << shift;
		}
}

static void draw_wave(const struct graph *graph)
{
	const struct histogram *histogram = graph->histogram;

	for (int x = 0; x < graph->width; x++) {
		const int column = (int)((int64_t)x * histogram->columns / graph->width);
		const double share = histogram->column_samples[column] / (double)HISTOGRAM_LEVELS;
		for (int y = 0; y < graph->height; y++) {
			int first, end, most = 0;
			things_at(graph->height - 1 - y, graph->height, HISTOGRAM_LEVELS, &first,
				  &end);
			for (int i = first; i < end; i++)
				most = SDL_max(most, histogram->wave[column][i]);
			if (!most)
				continue;
			const double bright = sqrt(SDL_min(most / share / BRIGHTEST, 1));
			const uint32_t light = (uint32_t)(0x48 + bright * (0xf0 - 0x48));
			*graph_at(graph, x, y) = 0xff000000 | light * 0x010101;
		}
	}
}

static void (*const draws[HISTOGRAM_MODES])(const struct graph *graph) = {
	[HISTOGRAM_OF_LUMA] = draw_luma,
	[HISTOGRAM_OF_RGB] = draw_rgb,
	[HISTOGRAM_WAVEFORM] = draw_wave,
};

static void fill(const struct graph *graph, SDL_Rect rect, uint32_t color)
{
	for (int y = rect.y; y < rect.y + rect.h; y++)
		for (int x = rect.x; x < rect.x + rect.w; x++)
			*graph_at(graph, x, y) = color;
}

/* Quarters of what is counted: columns of a histogram, lines of a waveform. */
static void draw_grid(const struct graph *graph, enum histogram_mode mode)
{
	const bool wave = mode == HISTOGRAM_WAVEFORM;

	for (int i = 0; i <= QUARTERS; i++) {
		const int x = (graph->width - 1) * i / QUARTERS;
		const int y = (graph->height - 1) * i / QUARTERS;
		fill(graph,
		     wave ? (SDL_Rect){ 0, y, graph->width, 1 }
			  : (SDL_Rect){ x, 0, 1, graph->height },
		     line_color);
	}
}

/* The end at which something is clipped. */
static void draw_clipped(const struct graph *graph, enum histogram_mode mode)
{
	const int least = SDL_min(graph->width, graph->height);
	const int thick = SDL_min(SDL_max(graph->width / 64, 2), least);
	const int right = graph->width - thick, bottom = graph->height - thick;
	const bool wave = mode == HISTOGRAM_WAVEFORM;
	double black, white;

	histogram_clipped(graph->histogram, mode, &black, &white);
	if (black >= clipped_enough)
		fill(graph,
		     wave ? (SDL_Rect){ 0, bottom, graph->width, thick }
			  : (SDL_Rect){ 0, 0, thick, graph->height },
		     black_color);
	if (white >= clipped_enough)
		fill(graph,
		     wave ? (SDL_Rect){ 0, 0, graph->width, thick }
			  : (SDL_Rect){ right, 0, thick, graph->height },
		     white_color);
}

/* What it is, and how much of it is clipped: always as long. */
static void write_title(const struct histogram *histogram, enum histogram_mode mode, float scale,
			int width, int height, struct overlay_block *title)
{
	char text[96];
	double black, white;

	histogram_clipped(histogram, mode, &black, &white);
	snprintf(text, sizeof text,
		 "%-4s" OVERLAY_DIM "  black%s%5.1f%%" OVERLAY_DIM "  white%s%5.1f%%", names[mode],
		 black >= clipped_enough ? OVERLAY_WARN : OVERLAY_PLAIN, black * 100,
		 white >= clipped_enough ? OVERLAY_WARN : OVERLAY_PLAIN, white * 100);
	overlay_render(title, text, NULL, scale, width, height);
}

/* The title's letters on the block, without its round corners. */
static void paste(const struct overlay_block *title, struct overlay_block *block)
{
	for (uint32_t y = 0; title->pixels && y < title->height; y++)
		for (uint32_t x = 0; x < title->width; x++) {
			const uint32_t pixel = title->pixels[y * title->width + x];
			if (pixel >> 24)
				block->pixels[y * block->width + x] = pixel;
		}
}

void histogram_draw(const struct histogram *histogram, enum histogram_mode mode, float scale,
		    int room_width, int room_height, struct overlay_block *block)
{
	const int padding = (int)(PADDING * scale);
	const int width = SDL_max(SDL_min((int)(WIDTH * scale), room_width - 2 * padding), 1);
	const int height = SDL_max(SDL_min((int)(HEIGHT * scale), room_height / 3), 1);
	struct overlay_block title = { 0 };

	*block = (struct overlay_block){ 0 };
	write_title(histogram, mode, scale, width + 2 * padding, room_height, &title);
	const int above = title.pixels ? (int)title.height : padding;
	block->width = SDL_max((uint32_t)(width + 2 * padding), title.width);
	block->height = (uint32_t)(above + height + padding);
	block->pixels = malloc((size_t)block->width * block->height * sizeof *block->pixels);
	if (block->pixels) {
		for (size_t i = 0; i < (size_t)block->width * block->height; i++)
			block->pixels[i] = box_color;
		const struct graph graph = {
			.histogram = histogram,
			.pixels = block->pixels + (size_t)above * block->width + padding,
			.stride = block->width,
			.width = (int)block->width - 2 * padding,
			.height = height,
		};
		draw_grid(&graph, mode);
		draws[mode](&graph);
		draw_clipped(&graph, mode);
		paste(&title, block);
	} else {
		*block = (struct overlay_block){ 0 };
	}
	free(title.pixels);
	free(title.lines);
}
