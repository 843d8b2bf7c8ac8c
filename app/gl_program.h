/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * GL programs from the embedded shaders, for GLES 3.0 and GL 3.3 alike. The thread on which the
 * context is current; the caller deletes what it gets.
 */
#ifndef GG_GL_PROGRAM_H
#define GG_GL_PROGRAM_H

#include <epoxy/gl.h>

#include <groundglass/error.h>

enum { GL_SHADER_PARTS = 5 };

/*
 * Compile and link a program that fills the viewport with a fragment shader, whose text is the
 * parts one after the other, NULL ones left out; its samplers are on texture unit 0. 0, or -EIO
 * with the driver's words in error.
 */
int gl_program_create(GLuint *program, const char *const parts[GL_SHADER_PARTS],
		      struct gg_error *error);

#endif
