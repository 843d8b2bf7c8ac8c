/* SPDX-License-Identifier: BSD-2-Clause */
#include "gl_analysis.h"

#include <errno.h>
#include <stdio.h>

#include "gl_program.h"
#include "histogram.h"
#include "notice.h"
#include "shaders.h"

static const char *const uniform_names[GL_ANALYSIS_UNIFORMS] = {
	[GL_ANALYSIS_LINE] = "line",	     [GL_ANALYSIS_KEPT] = "kept",
	[GL_ANALYSIS_EXPOSURE] = "exposure", [GL_ANALYSIS_PEAKING] = "peaking",
	[GL_ANALYSIS_STRIPE] = "stripe",     [GL_ANALYSIS_BANDS] = "bands",
};

static void target_finish(struct gl_target *target)
{
	glDeleteTextures(1, &target->texture);
	glDeleteFramebuffers(1, &target->framebuffer);
	*target = (struct gl_target){ 0 };
}

void gl_analysis_finish(struct gl_analysis *analysis)
{
	target_finish(&analysis->marked);
	target_finish(&analysis->reference);
	target_finish(&analysis->samples);
	glDeleteProgram(analysis->program);
	glDeleteProgram(analysis->sample_program);
	*analysis = (struct gl_analysis){ 0 };
}

/* Have a target of that size; its texture is bound then. */
static int target_resize(struct gl_target *target, uint32_t width, uint32_t height,
			 struct gg_error *error)
{
	if (!target->texture) {
		glGenTextures(1, &target->texture);
		glGenFramebuffers(1, &target->framebuffer);
	}
	glBindTexture(GL_TEXTURE_2D, target->texture);
	if (target->width == width && target->height == height)
		return 0;
	target->width = target->height = 0;
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
	glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, (GLsizei)width, (GLsizei)height, 0, GL_RGBA,
		     GL_UNSIGNED_BYTE, NULL);
	const bool good = glGetError() == GL_NO_ERROR;
	glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer);
	glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target->texture,
			       0);
	if (!good || glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
		return gg_error_set(error, -ENOMEM,
				    "the OpenGL driver has no memory for one more picture of "
				    "%ux%u; -R surface may work",
				    width, height);
	target->width = width;
	target->height = height;
	return 0;
}

/* Fill the target, of which program draws each pixel. */
static void draw(GLuint program, const struct gl_target *target, struct gl_picture *picture)
{
	glBindTexture(GL_TEXTURE_2D, picture->texture);
	/* With a filter that wants smaller copies the texture might lack them, and read as black.
	 */
	glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
	glViewport(0, 0, (GLsizei)target->width, (GLsizei)target->height);
	glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer);
	glUseProgram(program);
	glDrawArrays(GL_TRIANGLES, 0, 3);
}

static void set_bands(GLint uniform)
{
	GLint bands[ANALYSIS_BANDS][4];

	for (unsigned i = 0; i < ANALYSIS_BANDS; i++) {
		const struct analysis_band *band = &analysis_bands[i];
		bands[i][0] = (GLint)analysis_band_end(i);
		bands[i][1] = band->name ? (GLint)(band->rgb >> 16) : -1;
		bands[i][2] = (GLint)(band->rgb >> 8 & 255);
		bands[i][3] = (GLint)(band->rgb & 255);
	}
	glUniform4iv(uniform, ANALYSIS_BANDS, bands[0]);
}

static int have_program(struct gl_analysis *analysis, struct gg_error *error)
{
	char defines[512];
	const char *const parts[GL_SHADER_PARTS] = { defines, shader_analysis };

	if (analysis->program)
		return 0;
	snprintf(defines, sizeof defines,
		 "#define ZEBRA %d\n#define FALSE_COLOR %d\n#define BANDS %d\n"
		 "#define BRIGHT %d\n#define CLIPPED %d\n#define EDGE %d\n"
		 "#define BRIGHT_COLOR %d\n#define CLIPPED_COLOR %d\n#define EDGE_COLOR %d\n"
		 "#define LINE_COLOR %d\n",
		 ANALYSIS_ZEBRA, ANALYSIS_FALSE_COLOR, ANALYSIS_BANDS, ANALYSIS_BRIGHT,
		 ANALYSIS_CLIPPED, ANALYSIS_EDGE, ANALYSIS_BRIGHT_COLOR, ANALYSIS_CLIPPED_COLOR,
		 ANALYSIS_EDGE_COLOR, ANALYSIS_LINE_COLOR);
	const int ret = gl_program_create(&analysis->program, parts, error);
	if (ret)
		return ret;
	for (int i = 0; i < GL_ANALYSIS_UNIFORMS; i++)
		analysis->uniforms[i] = glGetUniformLocation(analysis->program, uniform_names[i]);
	glUseProgram(analysis->program);
	glUniform1i(glGetUniformLocation(analysis->program, "reference"), 1);
	set_bands(analysis->uniforms[GL_ANALYSIS_BANDS]);
	return 0;
}

/* Keep the picture where the scene asks for it, and no longer than it does. */
static void follow_reference(struct gl_analysis *analysis, struct presenter *presenter,
			     const struct gl_picture *picture, const struct scene *scene)
{
	struct gl_target *reference = &analysis->reference;
	const unsigned number = scene->analysis.reference;

	if (number != analysis->reference_number) {
		analysis->reference_number = number;
		target_finish(reference);
		if (number && target_resize(reference, picture->width, picture->height, NULL)) {
			target_finish(reference);
			presenter_lose_reference(presenter, scene, "OpenGL has no memory for it");
		} else if (number) {
			glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
			glCopyTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 0, 0, (GLsizei)picture->width,
					    (GLsizei)picture->height);
		}
	}
	if (reference->width &&
	    (reference->width != picture->width || reference->height != picture->height)) {
		target_finish(reference);
		presenter_lose_reference(presenter, scene, "the picture has another size now");
	}
}

static void set_part(GLint uniform, SDL_Rect part)
{
	glUniform4i(uniform, part.x, part.y, part.x + part.w, part.y + part.h);
}

static int mark(struct gl_analysis *analysis, struct gl_picture *picture, const struct scene *scene,
		struct gg_error *error)
{
	const uint32_t width = picture->width, height = picture->height;
	const struct analysis_parts parts =
		presenter_parts(width, height, scene, analysis->reference.width != 0);
	const GLint *uniforms = analysis->uniforms;
	int ret = have_program(analysis, error);

	if (ret == 0)
		ret = target_resize(&analysis->marked, width, height, error);
	if (ret)
		return ret;
	glUseProgram(analysis->program);
	set_part(uniforms[GL_ANALYSIS_LINE], parts.line);
	set_part(uniforms[GL_ANALYSIS_KEPT], parts.reference);
	glUniform1i(uniforms[GL_ANALYSIS_EXPOSURE], (GLint)scene->analysis.exposure);
	glUniform1i(uniforms[GL_ANALYSIS_PEAKING], scene->analysis.peaking);
	glUniform1i(uniforms[GL_ANALYSIS_STRIPE], (GLint)analysis_stripe(width, height));
	glActiveTexture(GL_TEXTURE1);
	glBindTexture(GL_TEXTURE_2D, analysis->reference.texture);
	glActiveTexture(GL_TEXTURE0);
	draw(analysis->program, &analysis->marked, picture);
	analysis->mipmapped = false;
	return 0;
}

struct gl_shown gl_analysis_apply(struct gl_analysis *analysis, struct presenter *presenter,
				  struct gl_picture *picture, const struct scene *scene)
{
	const struct gl_shown plain = { picture->texture, &picture->mipmapped };
	struct gg_error error;

	follow_reference(analysis, presenter, picture, scene);
	if (!analysis_is_on(&scene->analysis) || analysis->failed)
		return plain;
	if (mark(analysis, picture, scene, &error)) {
		analysis->failed = true;
		notice_post(NOTICE_ERROR, "zebra, peaking and the like cannot be shown: %s",
			    error.text);
		return plain;
	}
	return (struct gl_shown){ analysis->marked.texture, &analysis->mipmapped };
}

int gl_analysis_sample(struct gl_analysis *analysis, struct gl_picture *picture,
		       struct picture *samples, struct gg_error *error)
{
	static const char *const parts[GL_SHADER_PARTS] = { shader_samples };
	uint32_t across, down;
	int ret = 0;

	if (!picture->ready)
		return gg_error_set(error, -ENODATA, "there is no picture yet");
	if (!analysis->sample_program) {
		ret = gl_program_create(&analysis->sample_program, parts, error);
		if (ret)
			return ret;
		analysis->grid = glGetUniformLocation(analysis->sample_program, "grid");
	}
	histogram_grid(picture->width, picture->height, &across, &down);
	ret = target_resize(&analysis->samples, across, down, error);
	if (ret)
		return ret;
	glUseProgram(analysis->sample_program);
	glUniform2i(analysis->grid, (GLint)across, (GLint)down);
	draw(analysis->sample_program, &analysis->samples, picture);
	return gl_framebuffer_read(analysis->samples.framebuffer, across, down, samples, error);
}
