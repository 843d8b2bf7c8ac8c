/* SPDX-License-Identifier: BSD-2-Clause */
#include "gl_program.h"

#include <errno.h>
#include <stddef.h>

#include "shaders.h"

static const char *preamble(void)
{
	return epoxy_is_desktop_gl() ? "#version 330 core\n"
				     : "#version 300 es\n"
				       "precision highp float;\n"
				       "precision highp int;\n"
				       "precision highp sampler2D;\n";
}

static int compile(GLuint *shader, GLenum type, const char *const parts[GL_SHADER_PARTS],
		   struct gg_error *error)
{
	const char *sources[1 + GL_SHADER_PARTS] = { preamble() };
	GLsizei count = 1;
	GLint good = GL_FALSE;

	for (unsigned i = 0; i < GL_SHADER_PARTS; i++)
		if (parts[i])
			sources[count++] = parts[i];
	*shader = glCreateShader(type);
	glShaderSource(*shader, count, sources, NULL);
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

int gl_program_create(GLuint *program, const char *const parts[GL_SHADER_PARTS],
		      struct gg_error *error)
{
	static const char *const quad[GL_SHADER_PARTS] = { shader_quad };
	GLuint vertex, fragment;
	int ret = compile(&vertex, GL_VERTEX_SHADER, quad, error);
	if (ret)
		return ret;

	ret = compile(&fragment, GL_FRAGMENT_SHADER, parts, error);
	if (ret)
		goto delete_vertex;
	ret = link_program(program, vertex, fragment, error);
	glDeleteShader(fragment);
delete_vertex:
	glDeleteShader(vertex);
	return ret;
}
