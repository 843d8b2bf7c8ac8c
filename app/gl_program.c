/* SPDX-License-Identifier: BSD-2-Clause */
#include "gl_program.h"

#include <errno.h>
#include <stdio.h>

#include "shaders.h"

/* The body of a conversion; JPEG has none, it is decoded first. */
static const char *const bodies[] = {
	[GG_LAYOUT_RGB] = shader_rgb,
	[GG_LAYOUT_GREY] = shader_grey,
	[GG_LAYOUT_YUV_PACKED] = shader_yuv_packed,
	[GG_LAYOUT_YUV_SEMIPLANAR] = shader_yuv_semiplanar,
	[GG_LAYOUT_YUV_PLANAR] = shader_yuv_planar,
	[GG_LAYOUT_JPEG] = NULL,
};

static const char *preamble(void)
{
	return epoxy_is_desktop_gl() ? "#version 330 core\n"
				     : "#version 300 es\n"
				       "precision highp float;\n"
				       "precision highp int;\n"
				       "precision highp sampler2D;\n";
}

static int compile(GLuint *shader, GLenum type, const char *defines, const char *common,
		   const char *body, struct gg_error *error)
{
	const char *const sources[] = { preamble(), defines, common, body };
	GLint good = GL_FALSE;

	*shader = glCreateShader(type);
	glShaderSource(*shader, sizeof sources / sizeof sources[0], sources, NULL);
	glCompileShader(*shader);
	glGetShaderiv(*shader, GL_COMPILE_STATUS, &good);
	if (good)
		return 0;

	char log[256] = "";
	glGetShaderInfoLog(*shader, sizeof log, NULL, log);
	glDeleteShader(*shader);
	return gg_error_set(error, -EIO,
			    "the OpenGL driver does not compile a shader (%s); -R surface works "
			    "without",
			    log);
}

static int link_program(GLuint *program, GLuint vertex, GLuint fragment, struct gg_error *error)
{
	GLint good = GL_FALSE;

	*program = glCreateProgram();
	glAttachShader(*program, vertex);
	glAttachShader(*program, fragment);
	glLinkProgram(*program);
	glGetProgramiv(*program, GL_LINK_STATUS, &good);
	if (good)
		return 0;

	char log[256] = "";
	glGetProgramInfoLog(*program, sizeof log, NULL, log);
	glDeleteProgram(*program);
	*program = 0;
	return gg_error_set(error, -EIO,
			    "the OpenGL driver does not link a program (%s); -R surface works "
			    "without",
			    log);
}

static int build(GLuint *program, const char *defines, const char *common, const char *body,
		 struct gg_error *error)
{
	GLuint vertex, fragment;
	int ret = compile(&vertex, GL_VERTEX_SHADER, "", "", shader_quad, error);
	if (ret)
		return ret;

	ret = compile(&fragment, GL_FRAGMENT_SHADER, defines, common, body, error);
	if (ret)
		goto delete_vertex;
	ret = link_program(program, vertex, fragment, error);
	glDeleteShader(fragment);
delete_vertex:
	glDeleteShader(vertex);
	return ret;
}

int gl_program_create(GLuint *program, const char *source, struct gg_error *error)
{
	return build(program, "", "", source, error);
}

int gl_program_create_convert(GLuint *program, GLint *to_rgb, const struct gg_format *format,
			      bool bytes, struct gg_error *error)
{
	static const GLint units[GG_MAX_PLANES] = { 0, 1, 2 };
	char defines[256];

	if (!bodies[format->layout])
		return gg_error_set(error, -ENOTSUP, "there is no shader that shows %s",
				    format->name);

	snprintf(defines, sizeof defines,
		 "#define BYTES %d\n#define GROUP_BYTES %d\n#define HSUB %d\n#define VSUB %d\n"
		 "#define ORDER0 %d\n#define ORDER1 %d\n#define ORDER2 %d\n#define ORDER3 %d\n",
		 bytes, format->planes[format->n_planes - 1].group_bytes, format->hsub,
		 format->vsub, format->order[0], format->order[1], format->order[2],
		 format->order[3]);
	const int ret = build(program, defines, shader_convert, bodies[format->layout], error);
	if (ret)
		return ret;

	glUseProgram(*program);
	glUniform1iv(glGetUniformLocation(*program, "planes"), GG_MAX_PLANES, units);
	*to_rgb = glGetUniformLocation(*program, "to_rgb");
	return 0;
}
