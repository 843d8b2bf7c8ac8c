/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * analysis.h on the GPU: a pass between the converted picture and the window, and only where
 * something is on; and the samples of a histogram. What it needs is made at its first use. The
 * thread on which the context is current.
 */
#ifndef GG_GL_ANALYSIS_H
#define GG_GL_ANALYSIS_H

#include "gl_picture.h"
#include "presenter.h"

enum gl_analysis_uniform {
	GL_ANALYSIS_LINE,
	GL_ANALYSIS_KEPT,
	GL_ANALYSIS_EXPOSURE,
	GL_ANALYSIS_PEAKING,
	GL_ANALYSIS_STRIPE,
	GL_ANALYSIS_BANDS,
	GL_ANALYSIS_UNIFORMS,
};

/* A texture that can be drawn into. */
struct gl_target {
	uint32_t width, height; /* 0: there is none */
	GLuint texture, framebuffer;
};

struct gl_analysis {
	bool failed; /* the driver cannot do it, which has been said */
	GLuint program;
	GLint uniforms[GL_ANALYSIS_UNIFORMS];
	struct gl_target marked;    /* the picture with what is on */
	bool mipmapped;		    /* and its smaller copies are made */
	struct gl_target reference; /* the one that is kept */
	unsigned reference_number;

	GLuint sample_program;
	GLint grid; /* of sample_program */
	struct gl_target samples;
};

/* Accepts a zeroed one, which is how it begins. */
void gl_analysis_finish(struct gl_analysis *analysis);

/* A texture, and whether its smaller copies are made. */
struct gl_shown {
	GLuint texture;
	bool *mipmapped;
};

/*
 * What to show of a picture that is ready: its own texture, or that of the pass. The framebuffer
 * and the viewport may be others then.
 */
struct gl_shown gl_analysis_apply(struct gl_analysis *analysis, struct presenter *presenter,
				  struct gl_picture *picture, const struct scene *scene);

/* What histogram_sample() does. 0; -ENODATA where there is no picture; -ENOMEM, -EIO. */
int gl_analysis_sample(struct gl_analysis *analysis, struct gl_picture *picture,
		       struct picture *samples, struct gg_error *error);

#endif
