/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A picture on the GPU: images of any format go up plane by plane and are converted there to one
 * RGBA texture of the picture's size, whose row 0 is the top one. Textures and shaders are made
 * when the format or the size changes, and kept. The thread on which the context is current.
 */
#ifndef GG_GL_PICTURE_H
#define GG_GL_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include <epoxy/gl.h>

#include <groundglass/convert.h>

#include "gl_conversion.h"
#include "presenter.h"

struct gl_picture {
	uint32_t width, height; /* pixels */
	bool ready;		/* there is a picture in texture */
	bool mipmapped;		/* and its smaller copies are made */
	GLuint texture;
	GLuint framebuffer; /* that draws into texture */
	GLuint planes[GG_MAX_PLANES];
	GLuint light; /* of Bayer formats, before the demosaic (bayer.frag) */
	GLuint light_framebuffer;
	GLint max_size; /* texels of a texture, either way */
	unsigned n_conversions;
	struct gl_conversion *conversions;	/* room for all */
	const struct gl_conversion *conversion; /* that the planes are for, NULL: none */
};

/* Make the names of the GL objects. 0, or -ENOMEM. finish() accepts a zeroed picture. */
int gl_picture_init(struct gl_picture *picture, struct gg_error *error);
void gl_picture_finish(struct gl_picture *picture);

/*
 * Take an image; the last one is lost. Its memory is not used after the call. The times are those
 * of this thread, the GPU may work on after them. 0; -ENOTSUP for a compressed format;
 * -E2BIG, which keeps the last picture; -ENOMEM, -EIO from the driver.
 */
int gl_picture_take(struct gl_picture *picture, const struct gg_image *image,
		    const struct gg_convert_params *params, struct show_times *times,
		    struct gg_error *error);

/* Copy the picture back; waits for the GPU. 0; -ENODATA where there is none; -ENOMEM, -EIO. */
int gl_picture_read(const struct gl_picture *picture, struct picture *copy, struct gg_error *error);

/* Copy width x height pixels of a framebuffer back, lower row first; waits. 0; -ENOMEM, -EIO. */
int gl_framebuffer_read(GLuint framebuffer, uint32_t width, uint32_t height, struct picture *copy,
			struct gg_error *error);

#endif
