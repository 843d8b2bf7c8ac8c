/* SPDX-License-Identifier: BSD-2-Clause */
/* The words of an overlay: fonts by fontconfig, drawn by SDL_ttf letter by letter on a grid. */
#include "overlay.h"

#if GG_HAVE_TEXT

#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>

enum { SMALLEST_WIDTH = 64, PADDING = 7, CORNER = 4 };
enum { OTHER_FONTS = 4, ENOUGH_COLUMNS = 48, LONGEST = 16384 };

/* The system's monospaced font; and behind it those that have what it lacks. */
static TTF_Font *fonts[1 + OTHER_FONTS];
static int n_fonts, font_pixels;

static const SDL_Color inks[] = {
	['\x01'] = { 0xf2, 0xf4, 0xf6, 255 }, /* plain */
	['\x02'] = { 0x9a, 0xa4, 0xae, 255 }, /* dim */
	['\x03'] = { 0x6c, 0xc4, 0xff, 255 }, /* accent */
	['\x04'] = { 0xff, 0xb8, 0x4d, 255 }, /* warn */
	['\x05'] = { 0xff, 0xff, 0xff, 255 }, /* row */
	['\x07'] = { 0xff, 0xff, 0xff, 255 }, /* field */
	['\x08'] = { 0xff, 0xff, 0xff, 255 }, /* chosen */
};
static const SDL_Color box_color = { 0x10, 0x13, 0x17, 255 };
static const SDL_Color row_color = { 0x22, 0x4b, 0x6b, 255 };
static const SDL_Color field_color = { 0x05, 0x07, 0x09, 255 };
static const SDL_Color track_color = { 0x46, 0x4e, 0x57, 255 };

/* The path of the font that fits best and has the letter (0: any), to be freed; NULL: none. */
static char *find_font(Uint32 letter)
{
	FcPattern *pattern = FcNameParse((const FcChar8 *)"monospace");
	FcCharSet *letters = FcCharSetCreate();
	FcResult result;
	FcChar8 *file;
	char *path = NULL;

	if (letter) {
		FcCharSetAddChar(letters, letter);
		FcPatternAddCharSet(pattern, FC_CHARSET, letters);
	}
	FcConfigSubstitute(NULL, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	FcPattern *match = FcFontMatch(NULL, pattern, &result);
	if (match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch)
		path = strdup((const char *)file);
	if (match)
		FcPatternDestroy(match);
	FcCharSetDestroy(letters);
	FcPatternDestroy(pattern);
	return path;
}

static TTF_Font *add_font(Uint32 letter, int pixels)
{
	char *path = find_font(letter);
	TTF_Font *font = path ? TTF_OpenFont(path, pixels) : NULL;

	free(path);
	if (font)
		fonts[n_fonts++] = font;
	return font;
}

static bool open_font(int pixels)
{
	if (!TTF_WasInit() && TTF_Init())
		return false;
	if (n_fonts == 0 && !add_font(0, pixels))
		return false;
	for (int i = 0; i < n_fonts && font_pixels != pixels; i++)
		if (TTF_SetFontSize(fonts[i], pixels))
			return false;
	font_pixels = pixels;
	return true;
}

/* Which font has the letter? Where none has, the first, which shows a box. */
static TTF_Font *font_of(Uint32 letter)
{
	if (letter < 0x80)
		return fonts[0];
	for (int i = 0; i < n_fonts; i++)
		if (TTF_GlyphIsProvided32(fonts[i], letter))
			return fonts[i];
	if (n_fonts <= OTHER_FONTS) {
		TTF_Font *font = add_font(letter, font_pixels);
		if (font && TTF_GlyphIsProvided32(font, letter))
			return font;
	}
	return fonts[0];
}

/* All letters of the first font are of one width. */
static float letter_width(void)
{
	int width = 0;

	TTF_SizeUTF8(fonts[0], "mmmmmmmmmmmmmmmm", &width, NULL);
	return width > 16 ? (float)width / 16 : 1;
}

/* One letter, or one mark, of a text. */
struct piece {
	const char *start;
	int bytes;
	Uint32 letter; /* a mark: below ' ' */
	int cells;
};

static struct piece piece_at(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;
	struct piece piece = { text, 1, *c, 1 };

	if (*c >= 0xc0) {
		const int more = *c >= 0xf0 ? 3 : *c >= 0xe0 ? 2 : 1;
		piece.letter = *c & (0x3fu >> more);
		while (piece.bytes <= more && (c[piece.bytes] & 0xc0) == 0x80)
			piece.letter = piece.letter << 6 | (c[piece.bytes++] & 0x3f);
	}
	if (*c < 0x20)
		piece.cells = 0;
	if (*c == OVERLAY_BAR[0]) {
		while (piece.bytes < 3 && text[piece.bytes])
			piece.bytes++;
		piece.cells = OVERLAY_BAR_CELLS;
	}
	/* Wide and full-width letters: hangul, kana, han, emoji. */
	if ((piece.letter >= 0x1100 && piece.letter <= 0x115f) ||
	    (piece.letter >= 0x2e80 && piece.letter <= 0xd7ff) ||
	    (piece.letter >= 0xf900 && piece.letter <= 0xfaff) ||
	    (piece.letter >= 0xff00 && piece.letter <= 0xff60) ||
	    (piece.letter >= 0x1f300 && piece.letter <= 0x1faff))
		piece.cells = 2;
	return piece;
}

/* What a text takes. */
struct extent {
	int columns, lines;
};

/* Copy text into to (size bytes) with lines of at most so many columns, broken at blanks. */
static struct extent wrap(const char *text, int columns, char *to, size_t size)
{
	struct extent extent = { 0, 1 };
	size_t length = 0, blank = 0;
	int column = 0, blank_column = 0;

	while (*text) {
		const struct piece piece = piece_at(text);
		if (length + (size_t)piece.bytes + 2 > size)
			break;
		if (*text == '\n') {
			column = 0;
			blank = 0;
			extent.lines++;
		} else if (column + piece.cells > columns && column > 0) {
			extent.lines++;
			if (blank) {
				to[blank] = '\n';
				column -= blank_column + 1;
				blank = 0;
			} else {
				to[length++] = '\n';
				column = 0;
			}
		}
		if (*text == ' ') {
			blank = length;
			blank_column = column;
		}
		column += piece.cells;
		extent.columns = SDL_max(extent.columns, column);
		memcpy(to + length, text, (size_t)piece.bytes);
		length += (size_t)piece.bytes;
		text += piece.bytes;
	}
	to[length] = '\0';
	return extent;
}

/* The largest font in which the text fits, and the text as it is broken there. */
static bool choose_font(const char *text, float scale, int width, int height, char *wrapped,
			struct extent *extent)
{
	const int smallest = (int)(OVERLAY_SMALLEST * scale + 0.5f);

	for (int pixels = (int)(OVERLAY_NORMAL * scale + 0.5f);; pixels--) {
		if (!open_font(pixels))
			return false;
		const float letter = letter_width();
		*extent = wrap(text, (int)((float)width / letter), wrapped, LONGEST);
		if (pixels <= smallest)
			return true;
		const struct extent whole = wrap(text, LONGEST, wrapped, LONGEST);
		if ((float)whole.columns * letter <= (float)width &&
		    whole.lines * TTF_FontLineSkip(fonts[0]) <= height) {
			*extent = whole;
			return true;
		}
	}
}

static void fill(SDL_Surface *box, SDL_Rect rect, SDL_Color color)
{
	SDL_FillRect(box, &rect, SDL_MapRGBA(box->format, color.r, color.g, color.b, color.a));
}

static SDL_Color ink_of(char mark)
{
	return inks[(unsigned char)mark];
}

/* Draws text from left to right. */
struct pen {
	SDL_Surface *box; /* a line high */
	const struct overlay_block *block;
	int column;
	char mark;
};

static int pen_x(const struct pen *pen, double columns)
{
	return pen->block->padding +
	       (int)((pen->column + columns) * (double)pen->block->letter + 0.5);
}

static void draw_bar(const struct pen *pen, double value, double tick)
{
	const int left = pen_x(pen, 0.5), right = pen_x(pen, OVERLAY_BAR_CELLS - 0.5);
	const int thick = SDL_max(pen->block->line / 5, 2);
	const int y = pen->block->line * 4 / 7 - thick / 2; /* half of a letter's height */
	const int x = left + (int)((right - left) * value + 0.5);

	fill(pen->box, (SDL_Rect){ left, y, right - left, thick }, track_color);
	if (value >= 0) {
		fill(pen->box, (SDL_Rect){ left, y, x - left, thick }, ink_of(OVERLAY_ACCENT[0]));
		fill(pen->box, (SDL_Rect){ x - thick / 2, y - thick, thick, 3 * thick },
		     ink_of(OVERLAY_PLAIN[0]));
	}
	if (tick >= 0)
		fill(pen->box,
		     (SDL_Rect){ left + (int)((right - left) * tick + 0.5), y + 2 * thick,
				 SDL_max(thick / 3, 1), thick },
		     ink_of(OVERLAY_DIM[0]));
}

static void draw_words(struct pen *pen, TTF_Font *font, const char *start, size_t bytes, int cells)
{
	char words[512];
	const SDL_Color ink = ink_of(pen->mark);

	if (bytes >= sizeof words)
		bytes = sizeof words - 1;
	memcpy(words, start, bytes);
	words[bytes] = '\0';
	if (pen->mark == OVERLAY_FIELD[0] || pen->mark == OVERLAY_CHOSEN[0])
		fill(pen->box,
		     (SDL_Rect){ pen_x(pen, 0), 0, pen_x(pen, cells) - pen_x(pen, 0),
				 pen->block->line },
		     pen->mark == OVERLAY_FIELD[0] ? field_color : row_color);
	SDL_Surface *drawn = bytes ? TTF_RenderUTF8_Blended(font, words, ink) : NULL;
	if (drawn) {
		SDL_Rect place = { pen_x(pen, 0), TTF_FontAscent(fonts[0]) - TTF_FontAscent(font),
				   0, 0 };
		SDL_BlitSurface(drawn, NULL, pen->box, &place);
		SDL_FreeSurface(drawn);
	}
	pen->column += cells;
}

/* Marks that are letters: what has a look of its own is no box. */
static bool is_mark(Uint32 letter)
{
	return letter >= 1 && letter <= 8;
}

static double bar_value(char place)
{
	return place <= ' ' ? -1 : (place - ' ' - 1) / (double)OVERLAY_BAR_STEPS;
}

static void draw_mark(struct pen *pen, const struct piece *piece)
{
	if (piece->letter != (Uint32)OVERLAY_BAR[0]) {
		pen->mark = (char)piece->letter;
		if (pen->mark == OVERLAY_ROW[0])
			fill(pen->box, (SDL_Rect){ 0, 0, pen->box->w, pen->block->line },
			     row_color);
		return;
	}
	draw_bar(pen, bar_value(piece->bytes > 1 ? piece->start[1] : ' '),
		 bar_value(piece->bytes > 2 ? piece->start[2] : ' '));
	pen->column += piece->cells;
}

/* A line up to its newline or the end. */
static void draw_line(struct pen *pen, const char *text)
{
	while (*text && *text != '\n') {
		struct piece piece = piece_at(text);
		const char *start = text;
		int cells = 0;

		if (is_mark(piece.letter)) {
			draw_mark(pen, &piece);
			text += piece.bytes;
			continue;
		}
		TTF_Font *font = font_of(piece.letter);
		while (*text && *text != '\n' && !is_mark(piece.letter) &&
		       font_of(piece.letter) == font) {
			text += piece.bytes;
			cells += piece.cells;
			piece = piece_at(text);
		}
		draw_words(pen, font, start, (size_t)(text - start), cells);
	}
}

/* Take a few pixels off each corner. */
static void round_corners(struct overlay_block *block, int radius)
{
	uint32_t *top = block->pixels;
	uint32_t *bottom = top + (size_t)(block->height - 1) * block->width;
	const int right = (int)block->width - 1;

	for (int y = 0; y < radius; y++, top += block->width, bottom -= block->width)
		for (int x = 0; x < radius; x++) {
			const int dx = radius - x, dy = radius - y;
			if (dx * dx + dy * dy <= radius * radius + 1)
				continue;
			top[x] = top[right - x] = 0;
			bottom[x] = bottom[right - x] = 0;
		}
}

/* The first rows of strip into the block, opaque: SDL's blending leaves less than that. */
static void put(const SDL_Surface *strip, int rows, struct overlay_block *block, int y)
{
	for (int row = 0; row < rows; row++) {
		const uint32_t *from = (const uint32_t *)((const uint8_t *)strip->pixels +
							  (ptrdiff_t)row * strip->pitch);
		uint32_t *to = block->pixels + (size_t)(y + row) * block->width;
		for (uint32_t x = 0; x < block->width; x++)
			to[x] = from[x] | 0xffu << 24;
	}
}

static const char *next_line(const char *text)
{
	const char *end = strchr(text, '\n');
	return end ? end + 1 : NULL;
}

static bool is_same_line(const char *a, const char *b)
{
	const size_t length = strcspn(a, "\n");
	return strcspn(b, "\n") == length && memcmp(a, b, length) == 0;
}

static bool is_like(const struct overlay_block *block, const struct overlay_block *before)
{
	return before && before->lines && before->width == block->width &&
	       before->height == block->height && before->font == block->font &&
	       before->scale == block->scale;
}

/* A line at a time is drawn on strip: those that before does not have in the same place. */
static void draw_block(struct overlay_block *block, const struct overlay_block *before,
		       SDL_Surface *strip)
{
	const SDL_Rect whole = { 0, 0, strip->w, strip->h };
	const char *old = is_like(block, before) ? before->lines : NULL;
	int y = block->padding;

	if (old) {
		memcpy(block->pixels, before->pixels, (size_t)block->width * block->height * 4);
	} else {
		fill(strip, whole, box_color);
		put(strip, block->padding, block, 0);
		put(strip, block->padding, block, (int)block->height - block->padding);
		round_corners(block, block->corner);
	}
	for (const char *line = block->lines; line; line = next_line(line), y += block->line) {
		if (!old || !is_same_line(line, old)) {
			struct pen pen = { .box = strip, .block = block, .mark = OVERLAY_PLAIN[0] };
			fill(strip, whole, box_color);
			draw_line(&pen, line);
			put(strip, block->line, block, y);
		}
		old = old ? next_line(old) : NULL;
	}
}

static void make_pixels(struct overlay_block *block, const struct overlay_block *before,
			struct extent extent)
{
	const int width =
		(int)((float)extent.columns * block->letter + 0.999f) + 2 * block->padding;
	const int height = extent.lines * block->line + 2 * block->padding;
	SDL_Surface *strip = SDL_CreateRGBSurfaceWithFormat(
		0, width, SDL_max(block->line, block->padding), 32, SDL_PIXELFORMAT_ARGB8888);

	block->pixels = strip ? malloc((size_t)width * (size_t)height * 4) : NULL;
	if (block->pixels) {
		block->width = (uint32_t)width;
		block->height = (uint32_t)height;
		draw_block(block, before, strip);
	}
	SDL_FreeSurface(strip);
}

void overlay_render(struct overlay_block *block, const char *text,
		    const struct overlay_block *before, float scale, int width, int height)
{
	struct extent extent;
	const int padding = (int)(PADDING * scale);
	char *wrapped = malloc(LONGEST);

	width = SDL_max(width - 2 * padding, SMALLEST_WIDTH);
	if (wrapped && choose_font(text, scale, width, height - 2 * padding, wrapped, &extent) &&
	    (block->lines = strdup(wrapped))) {
		block->scale = scale;
		block->font = font_pixels;
		block->letter = letter_width();
		block->line = TTF_FontLineSkip(fonts[0]);
		block->padding = padding;
		block->corner = (int)(CORNER * scale);
		make_pixels(block, before, extent);
	}
	free(wrapped);
}

bool overlay_room(float scale, int drawable_width, int drawable_height, struct overlay_room *room)
{
	const int edge = OVERLAY_MARGIN + (int)(PADDING * scale);
	const int smallest = (int)(OVERLAY_SMALLEST * scale + 0.5f);

	for (int pixels = (int)(OVERLAY_NORMAL * scale + 0.5f);; pixels--) {
		if (!open_font(pixels))
			return false;
		room->columns = (int)((float)(drawable_width - 2 * edge) / letter_width());
		room->rows = (drawable_height - 2 * edge) / TTF_FontLineSkip(fonts[0]);
		room->letter = (int)((float)pixels / scale + 0.5f);
		if (pixels <= smallest || room->columns >= ENOUGH_COLUMNS)
			return true;
	}
}

void overlay_quit(void)
{
	while (n_fonts > 0)
		TTF_CloseFont(fonts[--n_fonts]);
	if (TTF_WasInit())
		TTF_Quit();
	FcFini();
}

#else

void overlay_render(struct overlay_block *block, const char *text,
		    const struct overlay_block *before, float scale, int width, int height)
{
	(void)block, (void)text, (void)before, (void)scale, (void)width, (void)height;
}

bool overlay_room(float scale, int drawable_width, int drawable_height, struct overlay_room *room)
{
	(void)scale, (void)drawable_width, (void)drawable_height, (void)room;
	return false;
}

void overlay_quit(void)
{
}

#endif
