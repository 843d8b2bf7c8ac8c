/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the gl presenter makes of every format, against the model: a table of the worst errors.
 *
 * Every format meets every shape, with each chroma and siting or demosaic. All matrices and ranges
 * do so where chroma is not interpolated, one of them where it is: that is another program, but the
 * same uniforms. All raw parameters do so for the first of the four Bayer orders; the other three
 * share its packing and its weights, and get one demosaic, by their depth, and two shapes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <epoxy/gl.h>

#include "guarded_image.h"
#include "model.h"
#include "presenter.h"

enum { SKIPPED = 77, TOLERANCE = 2, N_MATRICES = 3, N_COLORS = 6 };

/* Packed groups end in all ways; IPU3 has 25 pixels in one. */
static const struct guarded_shape shapes[] = {
	{ 54, 22, 0, 0 }, { 27, 23, 0, 0 }, { 1, 1, 0, 0 },    { 1, 1, 5, 3 },	 { 2, 1, 0, 0 },
	{ 1, 2, 0, 0 },	  { 3, 3, 0, 0 },   { 54, 22, 32, 0 }, { 54, 22, 1, 0 }, { 27, 23, 5, 3 },
};
enum { N_SHAPES = sizeof shapes / sizeof shapes[0], N_FEW_SHAPES = 2 };

#define SENSOR_MATRIX                                                                              \
	{                                                                                          \
		{ 1.8f, -.6f, -.2f }, { -.3f, 1.5f, -.2f },                                        \
		{                                                                                  \
			.1f, -.7f, 1.6f                                                            \
		}                                                                                  \
	}
#define UNIT_MATRIX                                                                                \
	{                                                                                          \
		{ 1, 0, 0 }, { 0, 1, 0 },                                                          \
		{                                                                                  \
			0, 0, 1                                                                    \
		}                                                                                  \
	}

static const struct gg_raw raws[] = {
	{ 0.0625f, { 1.9f, 1, 1.6f }, SENSOR_MATRIX, GG_TRANSFER_SRGB },
	{ 0, { 1, 1, 1 }, UNIT_MATRIX, GG_TRANSFER_SRGB },
	{ 0.25f, { 0.5f, 1, 3 }, UNIT_MATRIX, GG_TRANSFER_709 },
	{ 0, { 1, 1, 1 }, SENSOR_MATRIX, GG_TRANSFER_LINEAR },
	{ 0.01f, { 1.2f, 1, 2 }, UNIT_MATRIX, GG_TRANSFER_LINEAR },
};
enum { N_RAWS = sizeof raws / sizeof raws[0] };

/* The presenter, what it gives back, and how far that may be and was from the model. */
struct bench {
	struct presenter presenter;
	struct picture picture;
	double worst;
	unsigned n_pictures;
};

static void show(struct bench *bench, const struct gg_image *image,
		 const struct gg_convert_params *params)
{
	const struct scene scene = { .width = 64, .height = 64 };
	struct presenter *presenter = &bench->presenter;
	struct show_times times = { 0 };
	struct gg_error error = { "" };

	if (presenter->class->show(presenter, image, params, &scene, 0, &times, &error) != 1)
		fail_msg("%s", error.text);
	assert_int_equal(glGetError(), GL_NO_ERROR);
}

static void compare(struct bench *bench, const struct gg_image *image,
		    const struct gg_convert_params *params)
{
	const struct picture *picture = &bench->picture;

	assert_int_equal(picture->width, image->width);
	assert_int_equal(picture->height, image->height);
	for (uint32_t y = 0; y < image->height; y++) {
		for (uint32_t x = 0; x < image->width; x++) {
			const uint8_t *pixel =
				picture->pixels + y * picture->stride + 4 * (size_t)x;
			double rgb[3];

			model_rgb(image, params, x, y, rgb);
			for (unsigned i = 0; i < 3; i++) {
				const double error = fabs(pixel[2 - i] - rgb[i]);
				if (!(error <= TOLERANCE))
					fail_msg("%s %ux%u stride %zu %s %s chroma %d siting %d "
						 "demosaic %d: component %u at %u,%u is %d, not "
						 "%.2f",
						 image->format->name, image->width, image->height,
						 image->planes[0].stride,
						 gg_matrix_name(params->color.matrix),
						 gg_range_name(params->color.range), params->chroma,
						 image->siting, params->demosaic, i, x, y,
						 pixel[2 - i], rgb[i]);
				bench->worst = fmax(bench->worst, error);
			}
			assert_int_equal(pixel[3], 255);
		}
	}
}

static void check(struct bench *bench, const struct gg_image *image,
		  const struct gg_convert_params *params)
{
	struct presenter *presenter = &bench->presenter;
	struct gg_error error = { "" };

	show(bench, image, params);
	assert_int_equal(presenter->class->snapshot(presenter, &bench->picture, &error), 0);
	compare(bench, image, params);
	bench->n_pictures++;
}

static struct gg_color color_at(unsigned i)
{
	return (struct gg_color){ (enum gg_matrix)(GG_MATRIX_601 + i % N_MATRICES),
				  (enum gg_range)(GG_RANGE_FULL + i / N_MATRICES) };
}

static void check_rgb(struct bench *bench, const struct gg_format *format)
{
	/* Nothing but the format counts. */
	const struct gg_convert_params params = { 0 };

	for (unsigned s = 0; s < N_SHAPES; s++) {
		const struct gg_image image = guarded_image(format, &shapes[s]);
		check(bench, &image, &params);
	}
}

/* Y'CbCr and grey. */
static void check_luma(struct bench *bench, const struct gg_format *format)
{
	for (unsigned s = 0; s < N_SHAPES; s++) {
		struct gg_image image = guarded_image(format, &shapes[s]);

		for (unsigned c = 0; c < N_COLORS; c++) {
			const struct gg_convert_params params = { .color = color_at(c) };
			check(bench, &image, &params);
		}
		for (int siting = GG_SITING_LEFT; siting <= GG_SITING_CENTER; siting++) {
			const struct gg_convert_params params = { .color = color_at(s % N_COLORS),
								  .chroma = GG_CHROMA_LINEAR };
			image.siting = (enum gg_siting)siting;
			check(bench, &image, &params);
		}
	}
}

static void check_bayer(struct bench *bench, const struct gg_format *format)
{
	for (unsigned s = 0; s < N_SHAPES; s++) {
		const struct gg_image image = guarded_image(format, &shapes[s]);

		for (unsigned r = 0; r < 2 * N_RAWS; r++) {
			const struct gg_convert_params params = {
				.demosaic = r % 2 ? GG_DEMOSAIC_MHC : GG_DEMOSAIC_BILINEAR,
				.raw = raws[r / 2],
			};
			check(bench, &image, &params);
		}
	}
}

/* What other orders share with the first is not tried again. */
static void check_bayer_order(struct bench *bench, const struct gg_format *format)
{
	const struct gg_convert_params params = {
		.demosaic = format->bits % 4 ? GG_DEMOSAIC_MHC : GG_DEMOSAIC_BILINEAR,
		.raw = raws[0],
	};

	for (unsigned s = 0; s < N_FEW_SHAPES; s++) {
		const struct gg_image image = guarded_image(format, &shapes[s]);
		check(bench, &image, &params);
	}
}

static void (*const checks[])(struct bench *, const struct gg_format *) = {
	[GG_LAYOUT_RGB] = check_rgb,
	[GG_LAYOUT_GREY] = check_luma,
	[GG_LAYOUT_YUV_PACKED] = check_luma,
	[GG_LAYOUT_YUV_SEMIPLANAR] = check_luma,
	[GG_LAYOUT_YUV_PLANAR] = check_luma,
	[GG_LAYOUT_BAYER] = check_bayer,
	[GG_LAYOUT_JPEG] = NULL, /* these are refused: test_presenter_gl.c */
	[GG_LAYOUT_PISP] = NULL,
};

static void every_format_matches_the_model(void **state)
{
	struct bench *bench = *state;

	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *format = gg_format_at(i);

		bench->worst = 0;
		bench->n_pictures = 0;
		if (!checks[format->layout])
			continue;
		if (format->layout == GG_LAYOUT_BAYER && format->order[0] != 0)
			check_bayer_order(bench, format);
		else
			checks[format->layout](bench, format);
		print_message("%-15s on GL: largest error %.2f of 255, in %u pictures\n",
			      format->name, bench->worst, bench->n_pictures);
	}
}

/* Rows of more bytes than a texture has texels go up four by four, unless the plane ends there. */
static void wide_rows_are_shown(void **state)
{
	static const char *const names[] = { "RGB888", "SRGGB10_CSI2P", "SRGGB12_CSI2P",
					     "SRGGB14_CSI2P", "R12_CSI2P" };
	static const struct gg_convert_params params = { .color = { GG_MATRIX_601, GG_RANGE_FULL },
							 .raw = { .gains = { 1, 1, 1 } } };
	GLint limit = 0;

	glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const struct gg_format *format = gg_format_by_name(names[i]);
		const uint32_t width = (uint32_t)SDL_min(limit, GG_MAX_SIZE) - 1;
		const size_t row = gg_format_row_bytes(format, 0, width);
		const struct guarded_shape shape = { width, 2, (4 - row % 4) % 4,
						     (4 - row % 4) % 4 };
		const struct gg_image image = guarded_image(format, &shape);

		assert_true(row > (size_t)limit);
		check(*state, &image, &params);
	}
}

static unsigned n_allocations, n_uploads, n_compilations;
static PFNGLTEXIMAGE2DPROC tex_image;
static PFNGLTEXSUBIMAGE2DPROC tex_sub_image;
static PFNGLCOMPILESHADERPROC compile_shader;

static void APIENTRY count_tex_image(GLenum target, GLint level, GLint internal, GLsizei width,
				     GLsizei height, GLint border, GLenum format, GLenum type,
				     const void *pixels)
{
	n_allocations++;
	tex_image(target, level, internal, width, height, border, format, type, pixels);
}

static void APIENTRY count_tex_sub_image(GLenum target, GLint level, GLint x, GLint y,
					 GLsizei width, GLsizei height, GLenum format, GLenum type,
					 const void *pixels)
{
	n_uploads++;
	tex_sub_image(target, level, x, y, width, height, format, type, pixels);
}

static void APIENTRY count_compile_shader(GLuint shader)
{
	n_compilations++;
	compile_shader(shader);
}

/* epoxy calls through these pointers, which have been found by the first picture. */
static void count_calls(void)
{
	tex_image = glTexImage2D;
	tex_sub_image = glTexSubImage2D;
	compile_shader = glCompileShader;
	glTexImage2D = count_tex_image;
	glTexSubImage2D = count_tex_sub_image;
	glCompileShader = count_compile_shader;
	n_allocations = n_uploads = n_compilations = 0;
}

static void uncount_calls(void)
{
	glTexImage2D = tex_image;
	glTexSubImage2D = tex_sub_image;
	glCompileShader = compile_shader;
}

static void next_pictures_are_one_upload_a_plane(void **state)
{
	static const char *const names[] = { "RGB565",	"BGR161616",	 "R10",
					     "YUYV",	"NV12",		 "YUV420",
					     "SRGGB16", "SBGGR12_CSI2P", "SGRBG10_IPU3" };
	const struct guarded_shape shape = { .width = 54, .height = 22 };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const struct gg_format *format = gg_format_by_name(names[i]);
		struct gg_image image = guarded_image(format, &shape);
		struct gg_convert_params params = { .color = color_at(0),
						    .chroma = GG_CHROMA_LINEAR,
						    .demosaic = GG_DEMOSAIC_MHC,
						    .raw = raws[0] };

		show(*state, &image, &params);
		count_calls();
		for (unsigned j = 0; j < 10; j++) {
			params.color = color_at(j % N_COLORS);
			params.raw = raws[j % N_RAWS];
			image.siting = j % 2 ? GG_SITING_LEFT : GG_SITING_CENTER;
			show(*state, &image, &params);
		}
		uncount_calls();
		assert_int_equal(n_allocations, 0);
		assert_int_equal(n_compilations, 0);
		assert_int_equal(n_uploads, 10 * format->n_planes);
	}
}

/* A way to convert that was used before is still there, and other params do not disturb it. */
static void ways_to_convert_are_kept(void **state)
{
	static const char *const names[] = { "NV12", "SGBRG10_CSI2P" };
	const struct guarded_shape shape = { .width = 54, .height = 22 };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const struct gg_image image = guarded_image(gg_format_by_name(names[i]), &shape);
		struct gg_convert_params params = { .color = color_at(0), .raw = raws[0] };

		for (unsigned j = 0; j < 20; j++) {
			if (j == 2)
				count_calls();
			params.chroma = j % 2 ? GG_CHROMA_LINEAR : GG_CHROMA_NEAREST;
			params.demosaic = j % 2 ? GG_DEMOSAIC_MHC : GG_DEMOSAIC_BILINEAR;
			check(*state, &image, &params);
		}
		uncount_calls();
		assert_int_equal(n_compilations, 0);
	}
}

static struct bench bench = { .presenter = { .class = &presenter_gl } };

static int set_up(void **state)
{
	struct gg_error error = { "" };
	if (bench.presenter.class->attach(&bench.presenter, &error)) {
		print_message("%s\n", error.text);
		return -1;
	}
	*state = &bench;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	bench.presenter.class->detach(&bench.presenter);
	picture_finish(&bench.picture);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct SDL_Rect geometry = { SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, 64,
					   64 };
	struct gg_error error = { "" };

	if (SDL_Init(SDL_INIT_VIDEO)) {
		print_message("skipped: no display: %s\n", SDL_GetError());
		return SKIPPED;
	}
	if (bench.presenter.class->create(&bench.presenter, "test_gl_formats", &geometry, 0,
					  &error)) {
		print_message("skipped: %s\n", error.text);
		SDL_Quit();
		return SKIPPED;
	}

	const struct CMUnitTest tests[] = {
		TEST(every_format_matches_the_model),
		TEST(wide_rows_are_shown),
		TEST(next_pictures_are_one_upload_a_plane),
		TEST(ways_to_convert_are_kept),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	bench.presenter.class->destroy(&bench.presenter);
	SDL_Quit();
	return failed;
}
