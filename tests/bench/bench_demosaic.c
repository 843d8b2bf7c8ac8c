/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench_demosaic.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>

#include <groundglass/convert.h>

#include "buffer.h"
#include "peers.h"
#include "scene.h"

enum { WIDTH = 1920, HEIGHT = 1080, BORDER = 8 };

struct pictures {
	struct buffer original; /* R, G, B */
	struct buffer mosaic;	/* SRGGB8 */
	struct buffer made;
};

static void draw(struct pictures *pictures, const struct gg_format *format)
{
	for (uint32_t y = 0; y < HEIGHT; y++) {
		for (uint32_t x = 0; x < WIDTH; x++) {
			const size_t i = (size_t)y * WIDTH + x;
			uint8_t *rgb = pictures->original.data + 3 * i;

			scene_pixel(WIDTH, HEIGHT, x, y, rgb);
			pictures->mosaic.data[i] = rgb[format->order[y % 2 * 2 + x % 2]];
		}
	}
}

/*
 * Of pixels of bytes B, G, R and others, which lie up rows above those of the original; the borders
 * are left out. In dB.
 */
static double psnr(const struct pictures *pictures, unsigned pixel_bytes, unsigned up)
{
	double sum = 0;

	for (uint32_t y = BORDER; y < HEIGHT - BORDER; y++) {
		for (uint32_t x = BORDER; x < WIDTH - BORDER; x++) {
			const size_t i = (size_t)y * WIDTH + x;
			const uint8_t *made =
				pictures->made.data + pixel_bytes * (i - (size_t)up * WIDTH);
			for (unsigned c = 0; c < 3; c++) {
				const int difference =
					pictures->original.data[3 * i + c] - made[2 - c];
				sum += difference * difference;
			}
		}
	}
	const double n = 3.0 * (WIDTH - 2 * BORDER) * (HEIGHT - 2 * BORDER);
	return 10 * log10(255.0 * 255.0 * n / sum);
}

static int compare_ours(struct pictures *pictures, const struct gg_image *image)
{
	static const char *const names[] = {
		[GG_DEMOSAIC_BILINEAR] = "bilinear",
		[GG_DEMOSAIC_MHC] = "Malvar, He, Cutler",
	};
	struct gg_converter *converter = gg_converter_create(1);
	struct gg_convert_params params = { .raw = gg_raw_neutral() };
	struct gg_error error = { "no memory" };
	int ret = converter ? 0 : -ENOMEM;

	params.raw.transfer = GG_TRANSFER_LINEAR;
	for (size_t i = 0; !ret && i < sizeof names / sizeof names[0]; i++) {
		params.demosaic = (enum gg_demosaic)i;
		ret = gg_converter_run(converter, image, &params, pictures->made.data,
				       (size_t)4 * WIDTH, &error);
		if (ret == 0)
			printf("groundglass %-18s %6.2f dB\n", names[i], psnr(pictures, 4, 0));
	}
	if (ret)
		fprintf(stderr, "%s\n", error.text);
	gg_converter_destroy(converter);
	return ret;
}

static void compare_opencv(struct pictures *pictures)
{
	static const char *const names[N_OPENCV_DEMOSAICS] = {
		[OPENCV_BILINEAR] = "bilinear",
		[OPENCV_VNG] = "variable gradients",
		[OPENCV_EA] = "edge aware",
	};

	for (unsigned i = 0; i < N_OPENCV_DEMOSAICS; i++) {
		if (!opencv_demosaic((enum opencv_demosaic)i, pictures->mosaic.data, WIDTH, HEIGHT,
				     pictures->made.data))
			return;
		/* OpenCV 4.6 moves what it makes by variable gradients up. */
		const double there = psnr(pictures, 3, 0), above = psnr(pictures, 3, 2);
		printf("opencv      %-18s %6.2f dB%s\n", names[i], fmax(there, above),
		       above > there ? ", moved back down by its two rows" : "");
	}
}

int bench_demosaic(void)
{
	const struct gg_format *format = gg_format_by_name("SRGGB8");
	struct pictures pictures = { 0 };
	struct gg_image image;

	int ret = buffer_init_image(&pictures.mosaic, &image, format, WIDTH, HEIGHT);
	if (!ret)
		ret = buffer_init(&pictures.original, (size_t)WIDTH * HEIGHT * 3);
	if (!ret)
		ret = buffer_init(&pictures.made, (size_t)WIDTH * HEIGHT * 4);
	if (!ret) {
		puts("\nPictures from a mosaic, against the original (PSNR):");
		draw(&pictures, format);
		if (gg_convert_supports(format))
			ret = compare_ours(&pictures, &image);
		else
			printf("groundglass cannot convert %s\n", format->name);
		compare_opencv(&pictures);
	}
	buffer_finish(&pictures.made);
	buffer_finish(&pictures.original);
	buffer_finish(&pictures.mosaic);
	return ret;
}
