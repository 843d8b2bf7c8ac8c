/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a window shows: read_window FILE WxH[+X+Y] CHARTWxH. FILE is a PNG, or the dump that
 * Xvfb -fbdir keeps of its screen (X11's XWD format); WxH+X+Y is the window in it; CHARTWxH the
 * size of the test pattern that fills the window but for black bars. Prints assignments for a
 * shell:
 *
 *   bars='ok'       every colour bar has its colour; else what is wrong
 *   edges='ok'      the pattern ends where its aspect says, and all around it is black
 *   number=17       the frame number that the pattern shows
 *   top_left=191 center=127 bottom_left=255 bottom_right=255
 *                   mean brightness where the overlay has its texts
 *   box=174         lines from its top that the text at the top left takes
 *   sharpness=255   how black and white the pattern's finest lines are; 255 is a pixel for a pixel
 *
 * Or read_window FILE WxH[+X+Y] PICTURE.png LEFT,TOP,SCALE: the window is to show that picture, its
 * top left corner there in the window, SCALE / 256 times as large, in pixels that are as they were,
 * and black around it:
 *
 *   zoomed='ok'     every pixel of the window is the right one; else which is not
 */
#include <png.h>

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pattern_chart.h"

enum { TOLERANCE = 3, SAME = 2, DARK = 3, BRIGHT = 128 };

/* Pixels of four bytes: blue, green, red, nothing. */
struct screen {
	unsigned width, height;
	size_t stride; /* bytes */
	const uint8_t *pixels;
};

/* A part of the screen, in its pixels. */
struct part {
	int x, y, width, height;
};

static bool read_png(struct screen *screen, const char *path)
{
	png_image png = { .version = PNG_IMAGE_VERSION };

	if (!png_image_begin_read_from_file(&png, path))
		return false;
	png.format = PNG_FORMAT_BGRA;
	uint8_t *pixels = malloc(PNG_IMAGE_SIZE(png));
	if (!pixels || !png_image_finish_read(&png, NULL, pixels, 0, NULL)) {
		free(pixels);
		return false;
	}
	*screen = (struct screen){ png.width, png.height, (size_t)png.width * 4, pixels };
	return true;
}

static uint32_t big_endian(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

/* Words of XWD's header (X11/XWDFile.h); behind it come colours of 12 bytes, then the rows. */
static bool read_xwd(struct screen *screen, const char *path)
{
	enum {
		HEADER_SIZE,
		WIDTH = 4,
		HEIGHT,
		BITS_PER_PIXEL = 11,
		STRIDE,
		COLORS = 19,
		WORDS = 25
	};
	uint32_t words[WORDS];
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &status) || (size_t)status.st_size < sizeof words)
		return false;
	const size_t size = (size_t)status.st_size;
	const uint8_t *file = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (file == MAP_FAILED)
		return false;
	for (size_t i = 0; i < WORDS; i++)
		words[i] = big_endian(file + 4 * i);

	const size_t start = words[HEADER_SIZE] + (size_t)words[COLORS] * 12;
	if (words[BITS_PER_PIXEL] != 32 || words[STRIDE] < words[WIDTH] * 4 ||
	    start + (size_t)words[STRIDE] * words[HEIGHT] > size)
		return false;
	*screen = (struct screen){ words[WIDTH], words[HEIGHT], words[STRIDE], file + start };
	return true;
}

static const uint8_t *pixel(const struct screen *screen, int x, int y)
{
	return screen->pixels + (size_t)y * screen->stride + (size_t)x * 4;
}

static int brightness(const struct screen *screen, int x, int y)
{
	const uint8_t *bgr = pixel(screen, x, y);
	return (bgr[0] + bgr[1] + bgr[2]) / 3;
}

/* Where a picture of that size belongs: as large as the window permits, in its middle. */
static struct part fit(const struct part *window, int width, int height)
{
	struct part part = *window;

	if ((long)window->width * height > (long)window->height * width)
		part.width = (int)((long)window->height * width / height);
	else
		part.height = (int)((long)window->width * height / width);
	part.x += (window->width - part.width) / 2;
	part.y += (window->height - part.height) / 2;
	return part;
}

/* The middle of a rectangle of the chart, as a place on the screen. */
static void middle(const struct part *picture, int width, int height,
		   const struct gg_chart_rect *rect, int *x, int *y)
{
	*x = picture->x + (int)(2 * rect->x + rect->width) * picture->width / (2 * width);
	*y = picture->y + (int)(2 * rect->y + rect->height) * picture->height / (2 * height);
}

static void print_bars(const struct screen *screen, const struct part *picture, int width,
		       int height)
{
	for (unsigned bar = 0; bar < GG_CHART_BARS; bar++) {
		const struct gg_chart_rect rect =
			gg_chart_bar((uint32_t)width, (uint32_t)height, bar);
		const uint8_t *wanted = gg_chart_bars[bar];
		int x, y;

		middle(picture, width, height, &rect, &x, &y);
		const uint8_t *bgr = pixel(screen, x, y);
		if (abs(bgr[2] - wanted[0]) <= TOLERANCE && abs(bgr[1] - wanted[1]) <= TOLERANCE &&
		    abs(bgr[0] - wanted[2]) <= TOLERANCE)
			continue;
		printf("bars='bar %u at %d,%d is %u,%u,%u, not %u,%u,%u'\n", bar, x, y, bgr[2],
		       bgr[1], bgr[0], wanted[0], wanted[1], wanted[2]);
		return;
	}
	puts("bars='ok'");
}

/*
 * Walks from the middle of each side inwards: black up to the picture, and there the white border
 * of the chart. A line to either side is left out: it may be a mixture.
 */
static void print_edges(const struct screen *screen, const struct part *window,
			const struct part *picture)
{
	const int across = window->x + window->width / 2, down = window->y + window->height / 2;
	const int right = window->x + window->width - 1, bottom = window->y + window->height - 1;
	const struct {
		const char *name;
		int x, y, dx, dy, n;
	} sides[] = {
		{ "left", window->x, down, 1, 0, picture->x - window->x },
		{ "right", right, down, -1, 0, right + 1 - picture->x - picture->width },
		{ "top", across, window->y, 0, 1, picture->y - window->y },
		{ "bottom", across, bottom, 0, -1, bottom + 1 - picture->y - picture->height },
	};

	for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++) {
		int n = 0, x = sides[i].x, y = sides[i].y;

		while (n < sides[i].n + 2 && brightness(screen, x, y) <= DARK) {
			n++;
			x += sides[i].dx;
			y += sides[i].dy;
		}
		if (abs(n - sides[i].n) <= 1 && brightness(screen, x, y) >= BRIGHT)
			continue;
		printf("edges='%d black pixels at the %s, not %d'\n", n, sides[i].name, sides[i].n);
		return;
	}
	puts("edges='ok'");
}

static void print_number(const struct screen *screen, const struct part *picture, int width,
			 int height)
{
	uint32_t number = 0;

	for (unsigned bit = 0; bit < GG_CHART_BITS; bit++) {
		const struct gg_chart_rect rect =
			gg_chart_bit((uint32_t)width, (uint32_t)height, bit);
		int x, y;

		middle(picture, width, height, &rect, &x, &y);
		number = number << 1 | (brightness(screen, x, y) >= BRIGHT);
	}
	printf("number=%u\n", number);
}

/* The mean over a few letters' room. */
static void print_shade(const struct screen *screen, const char *name, int left, int top)
{
	enum { WIDTH = 48, HEIGHT = 8 };
	int sum = 0;

	for (int y = top; y < top + HEIGHT; y++)
		for (int x = left; x < left + WIDTH; x++)
			sum += brightness(screen, x, y);
	printf("%s=%d\n", name, sum / (WIDTH * HEIGHT));
}

/* Down its left margin, where no letter is, until it is as bright as the pattern's first bar. */
static void print_box(const struct screen *screen, const struct part *window)
{
	enum { X = 10, TOP = 9, Y = 20, TEXT = 110 }; /* below its round corner */
	int height = 0;

	while (Y + height < window->height &&
	       brightness(screen, window->x + X, window->y + Y + height) < TEXT)
		height++;
	printf("box=%d\n", height ? height + Y - TOP : 0);
}

/* The mean step from pixel to pixel across the pattern's field of vertical lines. */
static void print_sharpness(const struct screen *screen, const struct part *picture)
{
	const int y = picture->y + picture->height * 11 / 16;
	const int start = picture->x + picture->width / 16, n = picture->width / 8;
	int sum = 0;

	for (int x = start; x < start + n; x++)
		sum += abs(brightness(screen, x + 1, y) - brightness(screen, x, y));
	printf("sharpness=%d\n", sum / n);
}

/* The pixel of n that is shown so many behind where the picture begins; -1: none. */
static int source(int at, int scale, int n)
{
	const int pixel = at < 0 ? -1 : (2 * at + 1) * 128 / scale;
	return pixel < n ? pixel : -1;
}

static void print_zoomed(const struct screen *screen, const struct part *window,
			 const struct screen *picture, int left, int top, int scale)
{
	static const uint8_t black[4];

	for (int y = 0; y < window->height; y++)
		for (int x = 0; x < window->width; x++) {
			const int column = source(x - left, scale, (int)picture->width);
			const int row = source(y - top, scale, (int)picture->height);
			const uint8_t *is = pixel(screen, window->x + x, window->y + y);
			const uint8_t *wanted =
				column < 0 || row < 0 ? black : pixel(picture, column, row);

			if (abs(is[0] - wanted[0]) <= SAME && abs(is[1] - wanted[1]) <= SAME &&
			    abs(is[2] - wanted[2]) <= SAME)
				continue;
			printf("zoomed='%d,%d is %u,%u,%u, not pixel %d,%d, %u,%u,%u'\n", x, y,
			       is[2], is[1], is[0], column, row, wanted[2], wanted[1], wanted[0]);
			return;
		}
	puts("zoomed='ok'");
}

static int compare_zoomed(const struct screen *screen, const struct part *window, char **argv)
{
	static struct screen picture;
	int left, top, scale;

	if (sscanf(argv[4], "%d,%d,%d", &left, &top, &scale) != 3 || scale < 1 ||
	    !read_png(&picture, argv[3])) {
		fprintf(stderr, "read_window: %s %s: no picture and where it is\n", argv[3],
			argv[4]);
		return 1;
	}
	print_zoomed(screen, window, &picture, left, top, scale);
	return 0;
}

int main(int argc, char **argv)
{
	static struct screen screen; /* lives as long as the program */
	struct part window = { 0 };
	int width = 0, height = 0;

	if ((argc != 4 && argc != 5) ||
	    sscanf(argv[2], "%dx%d+%d+%d", &window.width, &window.height, &window.x, &window.y) <
		    2 ||
	    (argc == 4 &&
	     (sscanf(argv[3], "%dx%d", &width, &height) != 2 || width < 64 || height < 64))) {
		fprintf(stderr, "usage: read_window FILE.png|FILE.xwd WxH[+X+Y] CHARTWxH\n"
				"       read_window FILE.png|FILE.xwd WxH[+X+Y] PICTURE.png "
				"LEFT,TOP,SCALE\n");
		return 2;
	}
	const char *extension = strrchr(argv[1], '.');
	const bool png = extension && strcmp(extension, ".png") == 0;
	if (!(png ? read_png : read_xwd)(&screen, argv[1])) {
		fprintf(stderr, "read_window: %s is no picture of 32 bit a pixel\n", argv[1]);
		return 1;
	}
	if (window.x < 0 || window.y < 0 || window.width < 64 || window.height < 64 ||
	    window.x + window.width > (int)screen.width ||
	    window.y + window.height > (int)screen.height) {
		fprintf(stderr, "read_window: %s, %ux%u, has no such part: %s\n", argv[1],
			screen.width, screen.height, argv[2]);
		return 1;
	}
	if (argc == 5)
		return compare_zoomed(&screen, &window, argv);
	const struct part picture = fit(&window, width, height);

	print_bars(&screen, &picture, width, height);
	print_edges(&screen, &window, &picture);
	print_number(&screen, &picture, width, height);
	print_shade(&screen, "top_left", window.x + 12, window.y + 12);
	print_shade(&screen, "center", window.x + window.width / 2 - 24,
		    window.y + window.height / 2 - 4);
	print_shade(&screen, "bottom_left", window.x + 12, window.y + window.height - 30);
	print_shade(&screen, "bottom_right", window.x + window.width - 60,
		    window.y + window.height - 16);
	print_box(&screen, &window);
	print_sharpness(&screen, &picture);
	return 0;
}
