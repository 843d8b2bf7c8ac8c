/* SPDX-License-Identifier: BSD-2-Clause */
#include "info.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
	char format[32], zoom[16];

	viewport_text(&view->viewport, zoom, sizeof zoom);
	snprintf(text, size, "groundglass – %s%s%s – %ux%u %s, %.1f fps%s%s%s", camera_name(view),
		 several ? " – " : "", several ? view->stream->name : "", config->width,
		 config->height, format_name(config, format, sizeof format), view->capture_fps,
		 view->viewport.scale ? " – " : "", view->viewport.scale ? zoom : "",
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

/* A line's label; lines of figures have two beside each other, all in the same place. */
static void add_label(struct text *text, const char *label)
{
	add(text, "%s" OVERLAY_DIM "%-10s" OVERLAY_PLAIN, text->length ? "\n" : "", label);
}

/* Figures of one label: those that exist, two a line. */
struct figures {
	struct text *text;
	const char *label; /* of the first line */
	unsigned n;
};

__attribute__((format(printf, 3, 4))) static void
add_figure(struct figures *figures, const char *name, const char *format, ...)
{
	char figure[64];
	va_list args;

	va_start(args, format);
	vsnprintf(figure, sizeof figure, format, args);
	va_end(args);
	if (figures->n % 2 == 0)
		add_label(figures->text, figures->n ? "" : figures->label);
	else
		add(figures->text, "   ");
	add(figures->text, OVERLAY_DIM "%-9s" OVERLAY_PLAIN "%9s", name, figure);
	figures->n++;
}

static void add_ms(struct figures *figures, const char *name, double ms)
{
	if (ms >= 0)
		add_figure(figures, name, "%.2f ms", ms);
}

static void add_stats(struct text *text, const struct view *view)
{
	const struct stats *stats = &view->stream->stats;
	const uint64_t dropped = stats_dropped(stats, gg_frame_queue_dropped(view->stream->queue));
	struct figures rate = { text, "rate", 0 }, frames = { text, "frames", 0 };
	struct figures times = { text, "time", 0 };

	add_figure(&rate, "captured", "%.1f fps", view->capture_fps);
	add_figure(&rate, "shown", "%.1f fps", view->shown_fps);
	add_figure(&frames, "captured", "%" PRIu64, (uint64_t)stats->captured);
	add_figure(&frames, "dropped", "%" PRIu64, dropped);
	add_figure(&frames, "failed", "%" PRIu64, stats_failed(stats));
	add_figure(&frames, "lost", "%" PRIu64, (uint64_t)stats->gaps);
	add_ms(&times, "latency", stats_latency_ms(stats, 0.5));
	add_ms(&times, "p99", stats_latency_ms(stats, 0.99));
	add_ms(&times, "decode", stats_mean_ms(&stats->decode));
	add_ms(&times, "convert", stats_mean_ms(&stats->convert));
	add_ms(&times, "upload", stats_mean_ms(&stats->upload));
}

/* What the camera reports, by libcamera's names and V4L2's. */
static const struct {
	const char *label, *name, *control;
	uint32_t element;
	double scale;
	const char *unit; /* NULL: on or off */
	int digits;
} reports[] = {
	{ "exposure", "time", "ExposureTime", 0, 1e-3, " ms", 2 },
	{ "exposure", "gain", "AnalogueGain", 0, 1, "", 2 },
	{ "exposure", "digital", "DigitalGain", 0, 1, "", 2 },
	{ "exposure", "light", "Lux", 0, 1, " lx", 0 },
	{ "white", "red", "ColourGains", 0, 1, "", 2 },
	{ "white", "blue", "ColourGains", 1, 1, "", 2 },
	{ "white", "colour", "ColourTemperature", 0, 1, " K", 0 },
	{ "white", "colour", "White Balance Temperature", 0, 1, " K", 0 },
	{ "white", "automatic", "White Balance, Automatic", 0, 1, NULL, 0 },
	{ "focus", "lens", "LensPosition", 0, 1, "", 2 },
	{ "focus", "lens", "Focus, Absolute", 0, 1, "", 0 },
	{ "focus", "automatic", "Focus, Automatic Continuous", 0, 1, NULL, 0 },
	{ "focus", "figure", "FocusFoM", 0, 1, "", 0 },
};

static void add_reports(struct text *text, const struct view *view)
{
	struct figures figures = { text, "", 0 };
	double value;

	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
		if (strcmp(figures.label, reports[i].label) != 0)
			figures = (struct figures){ text, reports[i].label, 0 };
		if (!capture_reported_element(view->capture, reports[i].control, reports[i].element,
					      &value))
			continue;
		if (reports[i].unit)
			add_figure(&figures, reports[i].name, "%.*f%s", reports[i].digits,
				   value * reports[i].scale, reports[i].unit);
		else
			add_figure(&figures, reports[i].name, "%s", value != 0 ? "on" : "off");
	}
}

void info_overlay(const struct view *view, char *text, size_t size)
{
	const struct gg_stream_config *config = &view->stream->config;
	struct text info = { text, 0, size };
	char format[32], color[128];

	add_label(&info, "camera");
	add(&info, "%s", camera_name(view));
	add_label(&info, "presenter");
	add(&info, "%s, %s", view->presenter.class->name, view->presenter.driver);
	add_label(&info, "stream");
	add(&info, "%ux%u %s %s", config->width, config->height,
	    format_name(config, format, sizeof format), config->colorspace);
	info_color(view, color, sizeof color);
	if (color[0]) {
		add_label(&info, "colour");
		add(&info, "%s", color);
	}
	add_stats(&info, view);
	add_reports(&info, view);
}
