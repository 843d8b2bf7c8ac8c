/* SPDX-License-Identifier: BSD-2-Clause */
#include "gl_conversion.h"

#include <errno.h>
#include <stdio.h>

#include "gl_program.h"
#include "shaders.h"

/* What a layout's shader consists of, or why there is none. */
static const struct {
	const char *parts[3];
	const char *refusal;
} layouts[] = {
	[GG_LAYOUT_RGB] = { { shader_rgb }, NULL },
	[GG_LAYOUT_GREY] = { { shader_sample, shader_yuv, shader_grey }, NULL },
	[GG_LAYOUT_YUV_PACKED] = { { shader_yuv, shader_yuv_packed }, NULL },
	[GG_LAYOUT_YUV_SEMIPLANAR] = { { shader_yuv, shader_yuv_semiplanar }, NULL },
	[GG_LAYOUT_YUV_PLANAR] = { { shader_yuv, shader_yuv_planar }, NULL },
	[GG_LAYOUT_BAYER] = { { shader_sample, shader_bayer }, NULL },
	[GG_LAYOUT_JPEG] = { { NULL }, "it is to be decoded first" },
	[GG_LAYOUT_PISP] = { { NULL },
			     "it is compressed in a way that only the Raspberry Pi's "
			     "image processor reads" },
};

static const char *const uniform_names[GL_N_UNIFORMS] = {
	[GL_UNIFORM_TO_RGB] = "to_rgb", [GL_UNIFORM_SITING] = "siting",
	[GL_UNIFORM_LAST] = "last",	[GL_UNIFORM_BLACK] = "black",
	[GL_UNIFORM_GAINS] = "gains",	[GL_UNIFORM_MATRIX] = "matrix",
	[GL_UNIFORM_CURVE] = "curve",
};

/* As transfer() in convert.frag takes them: IEC 61966-2-1, ITU-R BT.709-6, straight throughout. */
static const float curves[][5] = {
	[GG_TRANSFER_SRGB] = { 0.0031308f, 12.92f, 1.055f, 1 / 2.4f, 0.055f },
	[GG_TRANSFER_709] = { 0.018f, 4.5f, 1.099f, 0.45f, 0.099f },
	[GG_TRANSFER_LINEAR] = { 1, 1, 0, 1, 0 },
};

int gl_conversion_supports(const struct gg_format *format, struct gg_error *error)
{
	if (layouts[format->layout].parts[0])
		return 0;
	return gg_error_set(error, -ENOTSUP, "there is no shader that shows %s: %s", format->name,
			    layouts[format->layout].refusal);
}

bool gl_conversion_is(const struct gl_conversion *conversion, const struct gl_variant *variant)
{
	const struct gl_variant *own = &conversion->variant;

	return own->format == variant->format && own->texel_bytes == variant->texel_bytes &&
	       own->chroma == variant->chroma && own->demosaic == variant->demosaic;
}

static void write_defines(const struct gl_variant *variant, char *text, size_t size)
{
	const struct gg_format *format = variant->format;
	const struct gg_format_plane *plane = &format->planes[format->n_planes - 1];

	snprintf(
		text, size,
		"#define TEXEL_BYTES %u\n#define LINEAR %d\n#define MHC %d\n"
		"#define PACKING_565 %d\n#define PACKING_565_BE %d\n#define PACKING_CSI2 %d\n"
		"#define PACKING_IPU3 %d\n#define PACKING %d\n#define BITS %d\n"
		"#define GROUP_WIDTH %d\n#define GROUP_BYTES %d\n#define HSUB %d\n#define VSUB %d\n"
		"#define ORDER0 %d\n#define ORDER1 %d\n#define ORDER2 %d\n#define ORDER3 %d\n",
		variant->texel_bytes, variant->chroma == GG_CHROMA_LINEAR,
		variant->demosaic == GG_DEMOSAIC_MHC, GG_PACKING_565, GG_PACKING_565_BE,
		GG_PACKING_CSI2, GG_PACKING_IPU3, format->packing, format->bits, plane->group_width,
		plane->group_bytes, format->hsub, format->vsub, format->order[0], format->order[1],
		format->order[2], format->order[3]);
}

static int pass_init(struct gl_pass *pass, const char *const parts[GL_SHADER_PARTS],
		     struct gg_error *error)
{
	static const GLint units[GG_MAX_PLANES] = { 0, 1, 2 };
	const int ret = gl_program_create(&pass->program, parts, error);
	if (ret)
		return ret;

	glUseProgram(pass->program);
	glUniform1iv(glGetUniformLocation(pass->program, "planes"), GG_MAX_PLANES, units);
	for (unsigned i = 0; i < GL_N_UNIFORMS; i++)
		pass->uniforms[i] = glGetUniformLocation(pass->program, uniform_names[i]);
	return 0;
}

int gl_conversion_init(struct gl_conversion *conversion, const struct gl_variant *variant,
		       struct gg_error *error)
{
	const enum gg_layout layout = variant->format->layout;
	const char *const *own = layouts[layout].parts;
	char defines[512];

	write_defines(variant, defines, sizeof defines);
	const char *const convert[] = { defines, shader_convert, own[0], own[1], own[2] };
	const char *const demosaic[] = { defines, shader_convert, shader_demosaic, NULL, NULL };

	*conversion = (struct gl_conversion){ .variant = *variant };
	int ret = pass_init(&conversion->convert, convert, error);
	if (!ret && layout == GG_LAYOUT_BAYER)
		ret = pass_init(&conversion->demosaic, demosaic, error);
	if (ret)
		gl_conversion_finish(conversion);
	return ret;
}

void gl_conversion_finish(struct gl_conversion *conversion)
{
	glDeleteProgram(conversion->convert.program);
	glDeleteProgram(conversion->demosaic.program);
	*conversion = (struct gl_conversion){ 0 };
}

static void set_yuv(const struct gl_pass *pass, const struct gg_image *image, struct gg_color color)
{
	const unsigned bits = image->format->bits;
	float to_rgb[3][4];

	gg_color_to_rgb(color, to_rgb);
	/* Limited range ends at 235 of 8 bits, 4 * 235 of 10: not at the same part of all ones. */
	if (color.range == GG_RANGE_LIMITED)
		for (unsigned i = 0; i < 3; i++)
			to_rgb[i][0] *= (float)((1u << bits) - 1) / (float)(255u << (bits - 8));
	glUniform4fv(pass->uniforms[GL_UNIFORM_TO_RGB], 3, to_rgb[0]);
	glUniform1f(pass->uniforms[GL_UNIFORM_SITING],
		    image->siting == GG_SITING_CENTER ? 0.5f : 0);
	glUniform2i(pass->uniforms[GL_UNIFORM_LAST], (GLint)image->width - 1,
		    (GLint)image->height - 1);
}

static void set_bayer(const struct gl_conversion *conversion, const struct gg_image *image,
		      const struct gg_convert_params *params)
{
	const struct gl_pass *convert = &conversion->convert, *demosaic = &conversion->demosaic;
	const struct gg_raw *raw = &params->raw;
	/* Means of codes look the same as codes of means: where that is all, one curve will do. */
	const bool codes = params->demosaic == GG_DEMOSAIC_BILINEAR && !gg_raw_has_matrix(raw);
	float gains[4];

	for (unsigned i = 0; i < 4; i++)
		gains[i] = raw->gains[image->format->order[i]] / (1 - raw->black);
	glUseProgram(convert->program);
	glUniform1f(convert->uniforms[GL_UNIFORM_BLACK], raw->black);
	glUniform4fv(convert->uniforms[GL_UNIFORM_GAINS], 1, gains);
	glUniform2i(convert->uniforms[GL_UNIFORM_LAST], (GLint)image->width - 1,
		    (GLint)image->height - 1);
	glUniform1fv(convert->uniforms[GL_UNIFORM_CURVE], 5,
		     curves[codes ? raw->transfer : GG_TRANSFER_LINEAR]);

	glUseProgram(demosaic->program);
	glUniformMatrix3fv(demosaic->uniforms[GL_UNIFORM_MATRIX], 1, GL_TRUE, raw->matrix[0]);
	glUniform1fv(demosaic->uniforms[GL_UNIFORM_CURVE], 5,
		     curves[codes ? GG_TRANSFER_LINEAR : raw->transfer]);
}

void gl_conversion_set(const struct gl_conversion *conversion, const struct gg_image *image,
		       const struct gg_convert_params *params)
{
	if (conversion->demosaic.program) {
		set_bayer(conversion, image, params);
	} else if (conversion->convert.uniforms[GL_UNIFORM_TO_RGB] >= 0) {
		glUseProgram(conversion->convert.program);
		set_yuv(&conversion->convert, image, params->color);
	}
}
