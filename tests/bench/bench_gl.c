/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long a picture of each format takes to the screen through GL: the gl presenter next to SDL's
 * own renderer, in turns. The exit status is 0 whatever the figures, 1 when there are none, 2 for a
 * bad command line, 77 without a display.
 */
#include <stdio.h>

#include <SDL.h>
#include <epoxy/gl.h>

#include "bench_params.h"
#include "buffer.h"
#include "display.h"
#include "bench_options.h"
#include "presenter.h"
#include "sdl_texture.h"
#include "timing.h"

enum { NO_DISPLAY = 77 };

static const struct {
	uint32_t width, height;
} sizes[] = { { 1920, 1080 }, { 3840, 2160 } };

static const SDL_Rect window = { .x = 0, .y = 0, .w = 1280, .h = 720 };

struct job {
	struct presenter presenter;
	SDL_GLContext context; /* the presenter's */
	struct gg_image image;
	struct gg_convert_params params;
	struct scene scene;
	struct sdl_texture texture;
	SDL_Window *sdl_window;
	SDL_Renderer *renderer;
	bool failed;
	struct gg_error error;
};

static void run_ours(void *data)
{
	struct job *job = data;
	struct show_times times = { 0 };

	SDL_GL_MakeCurrent(job->presenter.window, job->context);
	if (job->presenter.class->show(&job->presenter, &job->image, &job->params, &job->scene, 0,
				       &times, &job->error) < 0)
		job->failed = true;
	glFinish();
}

static void run_sdl(void *data)
{
	struct job *job = data;

	if (sdl_texture_show(&job->texture, &job->image))
		job->failed = true;
	glFinish();
}

static void print(const struct bench_options *options, const struct job *job,
		  const struct timing *timing, bool sdl)
{
	const struct gg_image *image = &job->image;
	const double ms = timing_median(timing, 0);
	char size[32];

	if (options->csv) {
		printf("%s,%u,%u,%.4f,", image->format->name, image->width, image->height, ms);
		if (sdl)
			printf("%.4f,%.4f\n", timing_median(timing, 1), timing_ratio(timing, 0, 1));
		else
			puts(",");
		return;
	}
	snprintf(size, sizeof size, "%ux%u", image->width, image->height);
	printf("%-16s %9s %9.3f", image->format->name, size, ms);
	if (sdl)
		printf(" %9.3f %8.3f\n", timing_median(timing, 1), timing_ratio(timing, 0, 1));
	else
		printf(" %9s %8s\n", "-", "-");
}

/* A line, but none where the presenter cannot show the format. 0 or negative. */
static int measure(struct job *job, const struct bench_options *options)
{
	const struct timing_task tasks[] = { { run_ours, job }, { run_sdl, job } };
	struct timing timing;

	job->failed = false;
	run_ours(job);
	if (job->failed)
		return 0;
	const bool sdl = sdl_texture_create(&job->texture, job->renderer, &job->image);
	const struct timing_conditions conditions = options_conditions_by_clock(options);
	const int ret = timing_run(&timing, tasks, sdl ? 2 : 1, &conditions);
	if (!ret && !job->failed)
		print(options, job, &timing, sdl);
	fflush(stdout);
	timing_finish(&timing);
	sdl_texture_destroy(&job->texture);
	return job->failed ? -1 : ret;
}

static int measure_format(struct job *job, const struct bench_options *options,
			  const struct gg_format *format, uint32_t width, uint32_t height)
{
	struct buffer buffer;
	int ret = buffer_init_image(&buffer, &job->image, format, width, height);

	if (!ret) {
		job->params = bench_params(format, height, options->fine);
		ret = measure(job, options);
	}
	buffer_finish(&buffer);
	return ret;
}

static int measure_all(struct job *job, const struct bench_options *options)
{
	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *format = gg_format_at(i);
		if (format->layout == GG_LAYOUT_JPEG || format->layout == GG_LAYOUT_PISP ||
		    !options_match(options, format->name))
			continue;
		for (size_t s = 0; s < SDL_arraysize(sizes); s++) {
			const int ret = measure_format(job, options, format, sizes[s].width,
						       sizes[s].height);
			if (ret) {
				fprintf(stderr, "%s: %s\n", format->name,
					job->error.text[0] ? job->error.text : SDL_GetError());
				return ret;
			}
		}
	}
	return 0;
}

/* Both windows, neither waiting for the display. */
static int open_windows(struct job *job)
{
	struct presenter *presenter = &job->presenter;

	if (presenter->class->create(presenter, "groundglass", &window, 0, &job->error) ||
	    presenter->class->attach(presenter, &job->error))
		return -1;
	SDL_GL_SetSwapInterval(0);
	job->context = SDL_GL_GetCurrentContext();
	SDL_GL_GetDrawableSize(presenter->window, &job->scene.width, &job->scene.height);

	SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
	SDL_SetHint(SDL_HINT_RENDER_VSYNC, "0");
	job->sdl_window = SDL_CreateWindow("SDL", 0, 0, window.w, window.h, SDL_WINDOW_OPENGL);
	job->renderer = job->sdl_window
				? SDL_CreateRenderer(job->sdl_window, -1, SDL_RENDERER_ACCELERATED)
				: NULL;
	if (!job->renderer)
		return gg_error_set(&job->error, -1, "no renderer of SDL: %s", SDL_GetError());
	return 0;
}

static void close_windows(struct job *job)
{
	struct presenter *presenter = &job->presenter;

	SDL_DestroyRenderer(job->renderer);
	SDL_DestroyWindow(job->sdl_window);
	if (job->context) {
		SDL_GL_MakeCurrent(presenter->window, job->context);
		presenter->class->detach(presenter);
	}
	presenter->class->destroy(presenter);
}

static void print_head(const struct job *job, bool csv)
{
	SDL_RendererInfo info;

	SDL_GetRendererInfo(job->renderer, &info);
	if (csv) {
		puts("name,width,height,ms,sdl_ms,ratio_to_sdl");
		return;
	}
	printf("Upload and drawing into a window of %dx%d by %s; SDL's renderer is %s.\n"
	       "ms of a frame until glFinish() returns, the median of the rounds. Ours is "
	       "converted at\n"
	       "its own size first, and filtered where it is made smaller than half.\n",
	       window.w, window.h, job->presenter.driver, info.name);
	printf("%-16s %9s %9s %9s %8s\n", "format", "size", "ms", "SDL, ms", "by SDL");
}

int main(int argc, char **argv)
{
	struct bench_options options;
	struct job job = { .presenter = { .class = &presenter_gl } };
	const int status = options_read(&options, argc, argv,
					"upload and drawing of each format by GL", 3, false);
	if (status >= 0)
		return status;
	if (display_open(false, &job.error)) {
		fprintf(stderr, "%s\n", job.error.text);
		return NO_DISPLAY;
	}

	int ret = open_windows(&job);
	if (!ret) {
		print_head(&job, options.csv);
		ret = measure_all(&job, &options);
	} else {
		fprintf(stderr, "%s\n", job.error.text);
	}
	close_windows(&job);
	SDL_Quit();
	return ret ? 1 : 0;
}
