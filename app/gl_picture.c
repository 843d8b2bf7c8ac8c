/* SPDX-License-Identifier: BSD-2-Clause */
#include "gl_picture.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "clock.h"

/* Of each format: with texels of 1, 2 and 4 bytes, each in a fast and a fine way. */
enum { MAX_VARIANTS = 6 };

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
	picture->conversions =
		calloc(MAX_VARIANTS * gg_format_count(), sizeof *picture->conversions);
	if (!picture->conversions)
		return gg_error_set(error, -ENOMEM, "no memory for the shaders");

	glGetIntegerv(GL_MAX_TEXTURE_SIZE, &picture->max_size);
	glGenFramebuffers(1, &picture->framebuffer);
	glGenFramebuffers(1, &picture->light_framebuffer);
	glGenTextures(1, &picture->texture);
	texture_init(picture->texture, GL_LINEAR);
	glGenTextures(1, &picture->light);
	texture_init(picture->light, GL_NEAREST);
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
		gl_conversion_finish(&picture->conversions[i]);
	free(picture->conversions);
	glDeleteTextures(GG_MAX_PLANES, picture->planes);
	glDeleteTextures(1, &picture->light);
	glDeleteTextures(1, &picture->texture);
	glDeleteFramebuffers(1, &picture->light_framebuffer);
	glDeleteFramebuffers(1, &picture->framebuffer);
	*picture = (struct gl_picture){ 0 };
}

/* The conversion of a variant, made at its first use. */
static int conversion_find(struct gl_picture *picture, const struct gl_variant *variant,
			   const struct gl_conversion **found, struct gg_error *error)
{
	struct gl_conversion *end = picture->conversions + picture->n_conversions;

	*found = picture->conversions;
	while (*found < end && !gl_conversion_is(*found, variant))
		(*found)++;
	if (*found < end)
		return 0;

	const int ret = gl_conversion_init(end, variant, error);
	if (!ret)
		picture->n_conversions++;
	return ret;
}

/* May the last plane be read in whole texels of that many bytes? */
static bool fits(const struct gg_image *image, size_t row, unsigned texel_bytes)
{
	const unsigned last = image->n_planes - 1;
	const struct gg_plane *plane = &image->planes[last];
	const uint32_t rows = gg_format_rows(image->format, last, image->height);

	return plane->stride % texel_bytes == 0 &&
	       plane->stride * (rows - 1) + row <= plane->length;
}

static size_t round_up(size_t n, unsigned step)
{
	return (n + step - 1) / step * step;
}

/*
 * Texels of the last plane, which has the largest groups: the largest that groups and rows are made
 * of. Rows that would have too many texels then may end within one.
 */
static unsigned choose_texel(const struct gl_picture *picture, const struct gg_image *image)
{
	const unsigned last = image->n_planes - 1;
	const unsigned group = image->format->planes[last].group_bytes;
	const size_t row = gg_format_row_bytes(image->format, last, image->width);
	unsigned bytes = 4;

	while (bytes > 1 && (group % bytes || !fits(image, row, bytes)))
		bytes /= 2;
	if (row / bytes > (size_t)picture->max_size && fits(image, round_up(row, 4), 4))
		bytes = 4;
	return bytes;
}

static unsigned texel_bytes(const struct gl_variant *variant, unsigned plane)
{
	return plane + 1 < variant->format->n_planes ? 1 : variant->texel_bytes;
}

/* Texels in a row of a plane. */
static size_t row_texels(const struct gl_variant *variant, const struct gg_image *image,
			 unsigned plane)
{
	const unsigned bytes = texel_bytes(variant, plane);
	return round_up(gg_format_row_bytes(image->format, plane, image->width), bytes) / bytes;
}

static int check_size(const struct gl_picture *picture, const struct gl_variant *variant,
		      const struct gg_image *image, struct gg_error *error)
{
	const size_t limit = (size_t)picture->max_size;
	size_t width = image->width;

	for (unsigned i = 0; i < image->n_planes; i++) {
		const size_t texels = row_texels(variant, image, i);
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

/* A texture to draw into. */
static bool target_allocate(GLuint framebuffer, GLuint texture, unsigned bytes, uint32_t width,
			    uint32_t height)
{
	const bool good = texture_allocate(texture, bytes, width, height);

	glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
	glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
	return good && glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

/* Columns or rows of light: bayer.frag says why. */
static uint32_t at_least_two(uint32_t size)
{
	return size < 2 ? 2 : size;
}

static int allocate(struct gl_picture *picture, const struct gl_conversion *conversion,
		    const struct gg_image *image, struct gg_error *error)
{
	const struct gg_format *format = image->format;
	bool good = true;

	picture->ready = false;
	picture->conversion = NULL;
	for (unsigned i = 0; i < format->n_planes; i++)
		good &= texture_allocate(picture->planes[i], texel_bytes(&conversion->variant, i),
					 row_texels(&conversion->variant, image, i),
					 gg_format_rows(format, i, image->height));
	if (conversion->demosaic.program)
		good &= target_allocate(picture->light_framebuffer, picture->light, 2,
					at_least_two(image->width), at_least_two(image->height));
	good &= target_allocate(picture->framebuffer, picture->texture, 4, image->width,
				image->height);
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

/* Have textures and programs that fit the image. */
static int prepare(struct gl_picture *picture, const struct gg_image *image,
		   const struct gg_convert_params *params, struct gg_error *error)
{
	const struct gg_format *format = image->format;
	const struct gl_conversion *conversion = picture->conversion;
	int ret = gl_conversion_supports(format, error);
	if (ret)
		return ret;

	const struct gl_variant variant = {
		.format = format,
		.texel_bytes = choose_texel(picture, image),
		.chroma = format->hsub > 1 ? params->chroma : GG_CHROMA_NEAREST,
		.demosaic =
			format->layout == GG_LAYOUT_BAYER ? params->demosaic : GG_DEMOSAIC_BILINEAR,
	};
	if (conversion && gl_conversion_is(conversion, &variant) &&
	    picture->width == image->width && picture->height == image->height)
		return 0;

	ret = check_size(picture, &variant, image, error);
	if (!ret)
		ret = conversion_find(picture, &variant, &conversion, error);
	if (!ret)
		ret = allocate(picture, conversion, image, error);
	return ret;
}

/* Rows are read to their last pixel and no further: the plane may end there. */
static int upload(const struct gl_picture *picture, const struct gg_image *image,
		  struct gg_error *error)
{
	const struct gl_variant *variant = &picture->conversion->variant;

	glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
	for (unsigned i = 0; i < image->n_planes; i++) {
		const struct gg_plane *plane = &image->planes[i];
		const unsigned bytes = texel_bytes(variant, i);

		if (plane->stride > INT_MAX)
			return gg_error_set(error, -E2BIG,
					    "OpenGL takes no rows of %zu bytes; -R surface does",
					    plane->stride);
		glBindTexture(GL_TEXTURE_2D, picture->planes[i]);
		glPixelStorei(GL_UNPACK_ROW_LENGTH, (GLint)(plane->stride / bytes));
		glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, (GLsizei)row_texels(variant, image, i),
				(GLsizei)gg_format_rows(image->format, i, image->height),
				texel_format(bytes), GL_UNSIGNED_BYTE, plane->data);
	}
	glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
	return 0;
}

static void draw(const struct gl_pass *pass, GLuint framebuffer, uint32_t width, uint32_t height)
{
	glViewport(0, 0, (GLsizei)width, (GLsizei)height);
	glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
	glUseProgram(pass->program);
	glDrawArrays(GL_TRIANGLES, 0, 3);
}

static void convert(struct gl_picture *picture, const struct gg_image *image,
		    const struct gg_convert_params *params)
{
	const struct gl_conversion *conversion = picture->conversion;
	const uint32_t width = picture->width, height = picture->height;

	gl_conversion_set(conversion, image, params);
	for (unsigned i = 0; i < image->n_planes; i++) {
		glActiveTexture(GL_TEXTURE0 + i);
		glBindTexture(GL_TEXTURE_2D, picture->planes[i]);
	}
	glActiveTexture(GL_TEXTURE0);
	if (conversion->demosaic.program) {
		draw(&conversion->convert, picture->light_framebuffer, at_least_two(width),
		     at_least_two(height));
		glBindTexture(GL_TEXTURE_2D, picture->light);
		draw(&conversion->demosaic, picture->framebuffer, width, height);
	} else {
		draw(&conversion->convert, picture->framebuffer, width, height);
	}
	picture->ready = true;
	picture->mipmapped = false;
}

int gl_picture_take(struct gl_picture *picture, const struct gg_image *image,
		    const struct gg_convert_params *params, struct show_times *times,
		    struct gg_error *error)
{
	int ret = prepare(picture, image, params, error);
	if (ret)
		return ret;

	const uint64_t start = clock_ns();
	ret = upload(picture, image, error);
	if (ret)
		return ret;
	const uint64_t uploaded = clock_ns();
	convert(picture, image, params);
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

int gl_framebuffer_read(GLuint framebuffer, uint32_t width, uint32_t height, struct picture *copy,
			struct gg_error *error)
{
	const int ret = picture_resize(copy, width, height, error);
	if (ret)
		return ret;

	glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
	glPixelStorei(GL_PACK_ROW_LENGTH, (GLint)(copy->stride / 4));
	glReadPixels(0, 0, (GLsizei)width, (GLsizei)height, GL_RGBA, GL_UNSIGNED_BYTE,
		     copy->pixels);
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

int gl_picture_read(const struct gl_picture *picture, struct picture *copy, struct gg_error *error)
{
	if (!picture->ready)
		return gg_error_set(error, -ENODATA, "there is no picture yet");
	return gl_framebuffer_read(picture->framebuffer, picture->width, picture->height, copy,
				   error);
}
