/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The shaders that convert the planes of a format to RGB, and their parameters. The thread on which
 * the context is current.
 */
#ifndef GG_GL_CONVERSION_H
#define GG_GL_CONVERSION_H

#include <epoxy/gl.h>

#include <groundglass/convert.h>

/* What a shader is compiled for. */
struct gl_variant {
	const struct gg_format *format;
	unsigned texel_bytes;	   /* of the last plane: 1, 2 or 4; those before it have 1 */
	enum gg_chroma chroma;	   /* NEAREST where it is not subsampled */
	enum gg_demosaic demosaic; /* BILINEAR where there is no Bayer pattern */
};

enum gl_uniform {
	GL_UNIFORM_TO_RGB,
	GL_UNIFORM_SITING,
	GL_UNIFORM_LAST,
	GL_UNIFORM_BLACK,
	GL_UNIFORM_GAINS,
	GL_UNIFORM_MATRIX,
	GL_UNIFORM_CURVE,
	GL_N_UNIFORMS,
};

struct gl_pass {
	GLuint program; /* reads plane n from texture unit n */
	GLint uniforms[GL_N_UNIFORMS];
};

struct gl_conversion {
	struct gl_variant variant;
	struct gl_pass convert;	 /* to RGB, of Bayer to light (bayer.frag) */
	struct gl_pass demosaic; /* from there to RGB; program 0 where it is no Bayer format */
};

/* 0; -ENOTSUP and why for a format that cannot be read here. */
int gl_conversion_supports(const struct gg_format *format, struct gg_error *error);

/* Is it the conversion of that variant? */
bool gl_conversion_is(const struct gl_conversion *conversion, const struct gl_variant *variant);

/* Compile for a supported format. 0 or -EIO. finish() deletes the programs. */
int gl_conversion_init(struct gl_conversion *conversion, const struct gl_variant *variant,
		       struct gg_error *error);
void gl_conversion_finish(struct gl_conversion *conversion);

/* Set what image and params, which fit the variant, ask for; the program in use is another then. */
void gl_conversion_set(const struct gl_conversion *conversion, const struct gg_image *image,
		       const struct gg_convert_params *params);

#endif
