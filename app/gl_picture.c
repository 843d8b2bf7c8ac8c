/* SPDX-License-Identifier: BSD-2-Clause */
#include "gl_picture.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "clock.h"
#include "gl_program.h"

/* The format of a texel of that many bytes. */
static GLenum texel_format(unsigned bytes)
{
	static const GLenum formats[] = { [1] = GL_RED, [2] = GL_RG, [4] = GL_RGBA };
	return formats[bytes];
}

/* Returns whether the driver had the memory. glTexStorage2D() is not in GL 3.3. */
static bool texture_allocate(GLuint texture, unsigned bytes, size_t width, uint32_t height)
{
	static const GLint formats[] = { [1] = GL_R8, [2] = GL_RG8, [4] = GL_RGBA8 };

	glBindTexture(GL_TEXTURE_2D, texture);
	glTexImage2D(GL_TEXTURE_2D, 0, formats[bytes], (GLsizei)width, (GLsizei)height, 0,
		     texel_format(bytes), GL_UNSIGNED_BYTE, NULL);
	return glGetError() == GL_NO_ERROR;
}

static void texture_init(GLuint texture, GLint filter)
{
	glBindTexture(GL_TEXTURE_2D, texture);
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

int gl_picture_init(struct gl_picture *picture, struct gg_error *error)
{
	*picture = (struct gl_picture){ 0 };
	/* Each format comes as groups and as bytes. */
	picture->conversions = calloc(2 * gg_format_count(), sizeof *picture->conversions);
	if (!picture->conversions)
		return gg_error_set(error, -ENOMEM, "no memory for the shaders");

	glGetIntegerv(GL_MAX_TEXTURE_SIZE, &picture->max_size);
	glGenFramebuffers(1, &picture->framebuffer);
	glGenTextures(1, &picture->texture);
	texture_init(picture->texture, GL_LINEAR);
	glGenTextures(GG_MAX_PLANES, picture->planes);
	for (unsigned i = 0; i < GG_MAX_PLANES; i++)
		texture_init(picture->planes[i], GL_NEAREST);
	return 0;
}

void gl_picture_finish(struct gl_picture *picture)
{
	if (!picture->conversions)
		return;
	for (unsigned i = 0; i < picture->n_conversions; i++)
		glDeleteProgram(picture->conversions[i].program);
	free(picture->conversions);
	glDeleteTextures(GG_MAX_PLANES, picture->planes);
	glDeleteTextures(1, &picture->texture);
	glDeleteFramebuffers(1, &picture->framebuffer);
	*picture = (struct gl_picture){ 0 };
}

/* The conversion of a format, made at its first use. */
static int conversion_find(struct gl_picture *picture, const struct gg_format *format, bool bytes,
			   const struct gl_conversion **found, struct gg_error *error)
{
	struct gl_conversion *end = picture->conversions + picture->n_conversions;

	for (const struct gl_conversion *c = picture->conversions; c < end; c++) {
		if (c->format == format && c->bytes == bytes) {
			*found = c;
			return 0;
		}
	}

	const int ret =
		gl_program_create_convert(&end->program, &end->to_rgb, format, bytes, error);
	if (ret)
		return ret;
	end->format = format;
	end->bytes = bytes;
	picture->n_conversions++;
	*found = end;
	return 0;
}

/* Bytes in a texel of a plane: its group, or one. */
static unsigned texel_bytes(const struct gl_conversion *conversion, unsigned plane)
{
	return conversion->bytes ? 1 : conversion->format->planes[plane].group_bytes;
}

static int check_size(const struct gl_picture *picture, const struct gl_conversion *conversion,
		      const struct gg_image *image, struct gg_error *error)
{
	const size_t limit = (size_t)picture->max_size;
	size_t width = image->width;

	for (unsigned i = 0; i < image->n_planes; i++) {
		const size_t texels = gg_format_row_bytes(image->format, i, image->width) /
				      texel_bytes(conversion, i);
		if (texels > width)
			width = texels;
	}
	if (width <= limit && image->height <= limit)
		return 0;
	return gg_error_set(error, -E2BIG,
			    "a %ux%u %s picture needs a texture of %zux%u, the OpenGL driver takes "
			    "%zux%zu; -R surface has no such limit",
			    image->width, image->height, image->format->name, width, image->height,
			    limit, limit);
}

static int allocate(struct gl_picture *picture, const struct gl_conversion *conversion,
		    const struct gg_image *image, struct gg_error *error)
{
	const struct gg_format *format = image->format;
	bool good = true;

	picture->ready = false;
	picture->conversion = NULL;
	for (unsigned i = 0; i < format->n_planes; i++) {
		const unsigned bytes = texel_bytes(conversion, i);
		good &= texture_allocate(picture->planes[i], bytes,
					 gg_format_row_bytes(format, i, image->width) / bytes,
					 gg_format_rows(format, i, image->height));
	}
	good &= texture_allocate(picture->texture, 4, image->width, image->height);

	glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
	glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D,
			       picture->texture, 0);
	good &= glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
	if (!good)
		return gg_error_set(error, -ENOMEM,
				    "the OpenGL driver has no memory for a %ux%u %s picture; a "
				    "smaller size or -R surface may work",
				    image->width, image->height, format->name);

	picture->conversion = conversion;
	picture->width = image->width;
	picture->height = image->height;
	return 0;
}

/*
 * Have textures and a program that fit the image. The last plane has the largest groups; they go
 * up as single bytes where there is no such texel (3 bytes), or no such row length.
 */
static int prepare(struct gl_picture *picture, const struct gg_image *image, struct gg_error *error)
{
	const unsigned last = image->n_planes - 1;
	const unsigned group = image->format->planes[last].group_bytes;
	const bool bytes = group == 3 || (group && image->planes[last].stride % group);
	const struct gl_conversion *conversion = picture->conversion;

	if (conversion && conversion->format == image->format && conversion->bytes == bytes &&
	    picture->width == image->width && picture->height == image->height)
		return 0;

	int ret = conversion_find(picture, image->format, bytes, &conversion, error);
	if (!ret)
		ret = check_size(picture, conversion, image, error);
	if (!ret)
		ret = allocate(picture, conversion, image, error);
	return ret;
}

/* Rows are read to their last pixel and no further: the plane may end there. */
static int upload(const struct gl_picture *picture, const struct gg_image *image,
		  struct gg_error *error)
{
	glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
	for (unsigned i = 0; i < image->n_planes; i++) {
		const struct gg_plane *plane = &image->planes[i];
		const unsigned bytes = texel_bytes(picture->conversion, i);
		const size_t row = gg_format_row_bytes(image->format, i, image->width);

		if (plane->stride > INT_MAX)
			return gg_error_set(error, -E2BIG,
					    "OpenGL takes no rows of %zu bytes; -R surface does",
					    plane->stride);
		glBindTexture(GL_TEXTURE_2D, picture->planes[i]);
		glPixelStorei(GL_UNPACK_ROW_LENGTH, (GLint)(plane->stride / bytes));
		glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, (GLsizei)(row / bytes),
				(GLsizei)gg_format_rows(image->format, i, image->height),
				texel_format(bytes), GL_UNSIGNED_BYTE, plane->data);
	}
	glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
	return 0;
}

static void convert(struct gl_picture *picture, struct gg_color color)
{
	float to_rgb[3][4];

	gg_color_to_rgb(color, to_rgb);
	for (unsigned i = 0; i < picture->conversion->format->n_planes; i++) {
		glActiveTexture(GL_TEXTURE0 + i);
		glBindTexture(GL_TEXTURE_2D, picture->planes[i]);
	}
	glActiveTexture(GL_TEXTURE0);
	glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
	glViewport(0, 0, (GLsizei)picture->width, (GLsizei)picture->height);
	glUseProgram(picture->conversion->program);
	glUniform4fv(picture->conversion->to_rgb, 3, to_rgb[0]);
	glDrawArrays(GL_TRIANGLES, 0, 3);
	picture->ready = true;
	picture->mipmapped = false;
}

int gl_picture_take(struct gl_picture *picture, const struct gg_image *image, struct gg_color color,
		    struct show_times *times, struct gg_error *error)
{
	int ret = prepare(picture, image, error);
	if (ret)
		return ret;

	const uint64_t start = clock_ns();
	ret = upload(picture, image, error);
	if (ret)
		return ret;
	const uint64_t uploaded = clock_ns();
	convert(picture, color);
	times->upload_ns = uploaded - start;
	times->convert_ns = clock_ns() - uploaded;
	return 0;
}

static void swap_red_blue(uint8_t *pixel, uint32_t width)
{
	for (; width; width--, pixel += 4) {
		const uint8_t red = pixel[0];
		pixel[0] = pixel[2];
		pixel[2] = red;
	}
}

int gl_picture_read(const struct gl_picture *picture, struct picture *copy, struct gg_error *error)
{
	if (!picture->ready)
		return gg_error_set(error, -ENODATA, "there is no picture yet");

	const int ret = picture_resize(copy, picture->width, picture->height, error);
	if (ret)
		return ret;

	glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
	glPixelStorei(GL_PACK_ROW_LENGTH, (GLint)(copy->stride / 4));
	glReadPixels(0, 0, (GLsizei)picture->width, (GLsizei)picture->height, GL_RGBA,
		     GL_UNSIGNED_BYTE, copy->pixels);
	glPixelStorei(GL_PACK_ROW_LENGTH, 0);
	const GLenum failure = glGetError();
	if (failure != GL_NO_ERROR)
		return gg_error_set(error, -EIO,
				    "the OpenGL driver does not give the picture back (error "
				    "0x%x); -R surface does",
				    failure);
	for (uint32_t y = 0; y < copy->height; y++)
		swap_red_blue(copy->pixels + y * copy->stride, copy->width);
	return 0;
}
