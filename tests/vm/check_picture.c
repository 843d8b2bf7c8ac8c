/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Does a screenshot show the camera's picture? Looks at the middle of each colour bar; whether
 * something is drawn over the middle of the picture it says with --covered. Knows PNG files and the
 * dump that Xvfb -fbdir keeps of its screen (X11's XWD format).
 */
#include "uvc_formats.h"
#include "uvc_picture.h"

#include <png.h>

#include <getopt.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOLERANCE = 6, COMPONENTS = 3 };

struct screenshot {
	unsigned width, height;
	uint8_t *rgb; /* three bytes a pixel, without padding */
};

struct expectation {
	struct uvc_size size; /* of the picture, shown pixel by pixel */
	unsigned left, top;   /* where its corner is in the screenshot */
	int brightness;
	bool full_range;
	bool covered; /* something is drawn over the middle, between two bars */
};

static bool read_png(struct screenshot *screenshot, const char *path)
{
	png_image png = { .version = PNG_IMAGE_VERSION };

	if (!png_image_begin_read_from_file(&png, path)) {
		printf("%s: BAD: %s\n", path, png.message);
		return false;
	}
	png.format = PNG_FORMAT_RGB;
	screenshot->width = png.width;
	screenshot->height = png.height;
	screenshot->rgb = malloc(PNG_IMAGE_SIZE(png));
	if (!screenshot->rgb || !png_image_finish_read(&png, NULL, screenshot->rgb, 0, NULL)) {
		printf("%s: BAD: %s\n", path, png.message);
		free(screenshot->rgb);
		return false;
	}
	return true;
}

/* The fields of an XWD header that matter here, as indices of its big-endian words. */
enum {
	XWD_HEADER_SIZE = 0,
	XWD_WIDTH = 4,
	XWD_HEIGHT = 5,
	XWD_BITS_PER_PIXEL = 11,
	XWD_BYTES_PER_LINE = 12,
	XWD_COLORS = 19,
	XWD_WORDS = 25,
	XWD_COLOR_BYTES = 12,
};

static bool read_xwd_header(FILE *file, uint32_t words[XWD_WORDS])
{
	for (unsigned i = 0; i < XWD_WORDS; i++) {
		uint8_t bytes[4];

		if (fread(bytes, 1, sizeof bytes, file) != sizeof bytes)
			return false;
		words[i] = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
			   (uint32_t)bytes[2] << 8 | bytes[3];
	}
	return words[XWD_BITS_PER_PIXEL] == 32;
}

/* Rows of 32 bit pixels: blue, green, red, nothing. */
static bool read_xwd_rows(FILE *file, const uint32_t words[XWD_WORDS], uint8_t *rgb)
{
	uint8_t *row = malloc(words[XWD_BYTES_PER_LINE]);
	bool good = row != NULL;

	for (unsigned y = 0; good && y < words[XWD_HEIGHT]; y++) {
		good = fread(row, 1, words[XWD_BYTES_PER_LINE], file) == words[XWD_BYTES_PER_LINE];
		for (size_t x = 0; good && x < words[XWD_WIDTH]; x++) {
			*rgb++ = row[4 * x + 2];
			*rgb++ = row[4 * x + 1];
			*rgb++ = row[4 * x];
		}
	}
	free(row);
	return good;
}

static bool read_xwd(struct screenshot *screenshot, const char *path)
{
	FILE *file = fopen(path, "rbe");
	uint32_t words[XWD_WORDS];
	bool good = file && read_xwd_header(file, words);

	screenshot->rgb = NULL;
	if (good) {
		long pixels =
			(long)words[XWD_HEADER_SIZE] + (long)words[XWD_COLORS] * XWD_COLOR_BYTES;

		screenshot->width = words[XWD_WIDTH];
		screenshot->height = words[XWD_HEIGHT];
		screenshot->rgb =
			malloc((size_t)screenshot->width * screenshot->height * COMPONENTS);
		good = screenshot->rgb && fseek(file, pixels, SEEK_SET) == 0 &&
		       read_xwd_rows(file, words, screenshot->rgb);
	}
	if (file)
		fclose(file);
	if (!good) {
		printf("%s: BAD: no XWD file with 32 bits a pixel\n", path);
		free(screenshot->rgb);
	}
	return good;
}

static uint8_t to_byte(double value)
{
	return (uint8_t)lround(fmin(fmax(value, 0), 255));
}

/* BT.601, written out here so that it shares nothing with what is tested. */
static void to_rgb(struct picture_color color, bool full_range, uint8_t rgb[COMPONENTS])
{
	double y = full_range ? color.y : (color.y - 16) * 255.0 / 219;
	double scale = full_range ? 1 : 255.0 / 224;
	double u = (color.u - 128) * scale, v = (color.v - 128) * scale;

	rgb[0] = to_byte(y + 1.402 * v);
	rgb[1] = to_byte(y - 0.344136 * u - 0.714136 * v);
	rgb[2] = to_byte(y + 1.772 * u);
}

static bool check_pixel(const struct screenshot *screenshot, unsigned x, unsigned y, unsigned bar,
			const uint8_t expected[COMPONENTS])
{
	const uint8_t *rgb = screenshot->rgb + ((size_t)y * screenshot->width + x) * COMPONENTS;

	for (unsigned i = 0; i < COMPONENTS; i++) {
		if (abs(rgb[i] - expected[i]) <= TOLERANCE)
			continue;
		printf("BAD: bar %u at %u,%u is %u,%u,%u, not %u,%u,%u\n", bar, x, y, rgb[0],
		       rgb[1], rgb[2], expected[0], expected[1], expected[2]);
		return false;
	}
	return true;
}

/* Three pixels of each bar: near its top, its middle and its bottom. */
static bool check_bars(const struct screenshot *screenshot, const struct expectation *expectation)
{
	unsigned height = picture_bars_height(expectation->size);
	bool good = true;

	for (unsigned bar = 0; bar < PICTURE_BARS; bar++) {
		unsigned x = (2 * bar + 1) * expectation->size.width / (2 * PICTURE_BARS);
		uint8_t rgb[COMPONENTS];

		to_rgb(picture_bar(bar, expectation->brightness), expectation->full_range, rgb);
		for (unsigned i = 1; i <= 3; i++)
			good &= check_pixel(screenshot, expectation->left + x,
					    expectation->top + i * height / 4, bar, rgb);
	}
	return good;
}

/* Is a box in the middle of the picture, across two bars, of other colours than these? */
static bool check_covered(const struct screenshot *screenshot,
			  const struct expectation *expectation)
{
	enum { HALF_WIDTH = 20, HALF_HEIGHT = 4, FAR = 40 };
	unsigned x = expectation->left + expectation->size.width / 2U - HALF_WIDTH;
	unsigned y = expectation->top + expectation->size.height / 2U - HALF_HEIGHT;
	unsigned n_covered = 0, n = 4U * HALF_WIDTH * HALF_HEIGHT;

	for (unsigned i = 0; i < n; i++) {
		unsigned column = i % (2 * HALF_WIDTH), row = i / (2 * HALF_WIDTH);
		const uint8_t *rgb =
			screenshot->rgb +
			((size_t)(y + row) * screenshot->width + x + column) * COMPONENTS;
		unsigned bar = PICTURE_BARS / 2U - (column < HALF_WIDTH);
		uint8_t expected[COMPONENTS];
		bool far = false;

		to_rgb(picture_bar(bar, expectation->brightness), expectation->full_range,
		       expected);
		for (unsigned k = 0; k < COMPONENTS; k++)
			far |= abs(rgb[k] - expected[k]) > FAR;
		n_covered += far;
	}
	if (n_covered >= n * 3 / 4)
		return true;
	printf("BAD: nothing covers the middle: %u of %u pixels there are the picture's\n",
	       n - n_covered, n);
	return false;
}

static bool check(const char *path, const struct expectation *expectation)
{
	const char *extension = strrchr(path, '.');
	bool png = extension && strcmp(extension, ".png") == 0;
	struct screenshot screenshot;
	bool good;

	if (!(png ? read_png : read_xwd)(&screenshot, path))
		return false;
	if (expectation->left + expectation->size.width > screenshot.width ||
	    expectation->top + expectation->size.height > screenshot.height) {
		printf("%s: BAD: %ux%u pixels hold no picture of %ux%u at %u,%u\n", path,
		       screenshot.width, screenshot.height, expectation->size.width,
		       expectation->size.height, expectation->left, expectation->top);
		good = false;
	} else {
		good = check_bars(&screenshot, expectation) &&
		       (!expectation->covered || check_covered(&screenshot, expectation));
		printf("%s: %s\n", path, good ? "ok" : "BAD");
	}
	free(screenshot.rgb);
	return good;
}

/* Returns whether all could be understood. */
static bool parse(struct expectation *expectation, int argc, char **argv)
{
	static const struct option options[] = {
		{ "at", required_argument, NULL, 'a' },
		{ "brightness", required_argument, NULL, 'b' },
		{ "covered", no_argument, NULL, 'c' },
		{ "full", no_argument, NULL, 'f' },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'a':
			if (sscanf(optarg, "%u,%u", &expectation->left, &expectation->top) != 2)
				return false;
			break;
		case 'b':
			if (sscanf(optarg, "%d", &expectation->brightness) != 1)
				return false;
			break;
		case 'c':
			expectation->covered = true;
			break;
		case 'f':
			expectation->full_range = true;
			break;
		default:
			return false;
		}
	}
	return argc - optind == 2 && sscanf(argv[optind], "%hux%hu", &expectation->size.width,
					    &expectation->size.height) == 2;
}

int main(int argc, char **argv)
{
	struct expectation expectation = { 0 };

	if (!parse(&expectation, argc, argv)) {
		fprintf(stderr, "usage: check_picture [--at X,Y] [--brightness N] [--covered] "
				"[--full] WxH FILE.png|FILE.xwd\n");
		return 2;
	}
	return check(argv[optind + 1], &expectation) ? 0 : 1;
}
