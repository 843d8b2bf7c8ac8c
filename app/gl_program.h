/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * GL programs from the embedded shaders, for GLES 3.0 and GL 3.3 alike. The thread on which the
 * context is current; the caller deletes what it gets.
 */
#ifndef GG_GL_PROGRAM_H
#define GG_GL_PROGRAM_H

#include <stdbool.h>

#include <epoxy/gl.h>

#include <groundglass/error.h>
#include <groundglass/format.h>

/*
 * Compile and link a program that fills the viewport with the fragment shader source; its samplers
 * are on texture unit 0. 0, or -EIO with the driver's words in error.
 */
int gl_program_create(GLuint *program, const char *source, struct gg_error *error);

/*
 * The program that converts format to RGB, reading plane n from texture unit n: groups of bytes as
 * texels, or single bytes where bytes is set. *to_rgb is the location of its matrix, -1 where the
 * format needs none. 0; -ENOTSUP for a format that has no shader; -EIO.
 */
int gl_program_create_convert(GLuint *program, GLint *to_rgb, const struct gg_format *format,
			      bool bytes, struct gg_error *error);

#endif
