/* SPDX-License-Identifier: BSD-2-Clause */
#include "info.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "view.h"

/* A text that grows in a buffer of fixed size. */
struct text {
	char *to;
	size_t length, size;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
	va_list args;

	if (text->length >= text->size)
		return;
	va_start(args, format);
	text->length +=
		(size_t)vsnprintf(text->to + text->length, text->size - text->length, format, args);
	va_end(args);
}

static const char *camera_name(const struct view *view)
{
	const struct gg_camera *camera = view->capture->camera;
	const char *model = camera ? gg_camera_info(camera)->model : NULL;
	return model ? model : view->capture->id;
}

static const char *format_name(const struct gg_stream_config *config, char *text, size_t size)
{
	return gg_format_name(config->fourcc, config->modifier, text, size);
}

void info_title(const struct view *view, char *text, size_t size)
{
	const struct gg_stream_config *config = &view->stream->config;
	const bool several = view->options->n_cameras > 1 || view->capture->n_streams > 1;
	char format[32];

	snprintf(text, size, "groundglass – %s%s%s – %ux%u %s, %.1f fps%s", camera_name(view),
		 several ? " – " : "", several ? view->stream->name : "", config->width,
		 config->height, format_name(config, format, sizeof format), view->capture_fps,
		 view->paused ? " – paused" : "");
}

/* Who says so, in the order of who is believed. */
static const char *origin(bool chosen, bool jpeg, bool declared)
{
	return chosen ? " (chosen)" : jpeg ? " (JPEG)" : declared ? "" : " (assumed)";
}

void info_color(const struct view *view, char *text, size_t size)
{
	const struct gg_stream_config *config = &view->stream->config;
	const struct gg_color chosen = view->look.color, stream = config->color;

	text[0] = '\0';
	if (!config->format || config->format->layout == GG_LAYOUT_RGB)
		return;
	if (gg_format_is_bayer(config->format)) {
		const struct development development = render_development(view->render);
		const float *gains = development.raw.gains;
		snprintf(text, size, "raw, gains %.2f %.2f %.2f%s, black %.3f", (double)gains[0],
			 (double)gains[1], (double)gains[2],
			 development.estimated ? " (assumed)" : "", (double)development.raw.black);
		return;
	}
	const bool jpeg = config->format->layout == GG_LAYOUT_JPEG;
	const struct gg_color color =
		gg_color_resolve(stream, chosen, config->format, config->height, NULL);
	const char *range = origin(chosen.range, jpeg, stream.range);
	if (config->format->layout == GG_LAYOUT_GREY)
		snprintf(text, size, "%s range%s", gg_range_name(color.range), range);
	else
		snprintf(text, size, "BT.%s%s, %s range%s", gg_matrix_name(color.matrix),
			 origin(chosen.matrix, jpeg, stream.matrix), gg_range_name(color.range),
			 range);
}

static void add_ms(struct text *text, const char *name, double ms)
{
	if (ms >= 0)
		add(text, "%s %.1f ", name, ms);
}

/* A control's last reported value, where the camera reports it. */
static bool find_reported(const struct view *view, const char *name, double *value)
{
	size_t n;
	const struct gg_camera *camera = view->capture->camera;
	const struct gg_control_info *infos = camera ? gg_camera_controls(camera, &n) : NULL;
	const struct gg_control_info *info = infos ? gg_control_info_find(infos, n, name) : NULL;

	return info && capture_reported(view->capture, info->id, value);
}

/* A value, and whether its automatic decides it. */
static void add_automatic(struct text *text, const struct view *view, const char *label,
			  const char *name, const char *switch_name)
{
	double value, automatic = 0;

	if (!find_reported(view, name, &value))
		return;
	find_reported(view, switch_name, &automatic);
	add(text, "%-9s %.0f%s\n", label, value, automatic != 0 ? " (automatic)" : "");
}

static void add_exposure(struct text *text, const struct view *view)
{
	double us, gain;

	if (find_reported(view, "ExposureTime", &us))
		add(text, "exposure  %.3g ms\n", us / 1000);
	if (find_reported(view, "AnalogueGain", &gain))
		add(text, "gain      %.3g\n", gain);
	add_automatic(text, view, "white", "White Balance Temperature", "White Balance, Automatic");
	add_automatic(text, view, "focus", "Focus, Absolute", "Focus, Automatic Continuous");
}

void info_overlay(const struct view *view, char *text, size_t size)
{
	const struct gg_stream_config *config = &view->stream->config;
	const struct stats *stats = &view->stream->stats;
	struct text info = { text, 0, size };
	char format[32], color[128];

	add(&info, "camera    %s\n", camera_name(view));
	add(&info, "stream    %ux%u %s %s\n", config->width, config->height,
	    format_name(config, format, sizeof format), config->colorspace);
	info_color(view, color, sizeof color);
	if (color[0])
		add(&info, "colour    %s\n", color);
	add(&info, "presenter %s, %s\n", view->presenter.class->name, view->presenter.driver);
	add(&info, "rate      %.1f fps captured, %.1f shown\n", view->capture_fps, view->shown_fps);
	add(&info,
	    "frames    %" PRIu64 " captured, %" PRIu64 " dropped, %" PRIu64 " failed, %" PRIu64
	    " lost\n",
	    (uint64_t)stats->captured,
	    stats_dropped(stats, gg_frame_queue_dropped(view->stream->queue)), stats_failed(stats),
	    (uint64_t)stats->gaps);
	add(&info, "ms        ");
	add_ms(&info, "latency", stats_latency_ms(stats, 0.5));
	add_ms(&info, "p99", stats_latency_ms(stats, 0.99));
	add_ms(&info, "decode", stats_mean_ms(&stats->decode));
	add_ms(&info, "convert", stats_mean_ms(&stats->convert));
	add_ms(&info, "upload", stats_mean_ms(&stats->upload));
	add(&info, "\n");
	add_exposure(&info, view);
	if (info.length && info.length < size && text[info.length - 1] == '\n')
		text[info.length - 1] = '\0';
}
