/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_analysis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"

#define HISTOGRAM_NS (1000000000u / 10)

/* What its colours mean, from the table. */
static void describe_false_color(char *text, size_t size)
{
	size_t length = (size_t)snprintf(text, size, "false colour by luma in %%:");
	unsigned first = 0, n = 0;

	for (unsigned i = 0; i < ANALYSIS_BANDS && length < size; i++) {
		const struct analysis_band *band = &analysis_bands[i];
		if (band->name)
			length +=
				(size_t)snprintf(text + length, size - length, "%s %s %u–%u",
						 n++ ? "," : "", band->name, first, band->percent);
		first = band->percent;
	}
}

void view_cycle_exposure(struct view *view)
{
	static const char *const says[ANALYSIS_EXPOSURES] = {
		[ANALYSIS_PLAIN] = "neither zebra nor false colour",
		[ANALYSIS_ZEBRA] = "zebra: luma of 95 % and more; magenta: clipped",
	};
	enum analysis_exposure *exposure = &view->analysis.exposure;
	char text[256];

	*exposure = (*exposure + 1) % ANALYSIS_EXPOSURES;
	view_redraw(view);
	describe_false_color(text, sizeof text);
	view_say(view, says[*exposure] ? says[*exposure] : text);
}

void view_toggle_peaking(struct view *view)
{
	bool *peaking = &view->analysis.peaking;

	*peaking = !*peaking;
	view_redraw(view);
	view_say(view, *peaking ? "peaking: sharp edges are red" : "no peaking");
}

void view_set_histogram(struct view *view, enum histogram_mode mode)
{
	if (view->histogram == HISTOGRAM_OFF) { /* what was counted before is old */
		free(view->counts);
		view->counts = NULL;
	}
	view->histogram = mode;
	view->graph_scale = 0;
	view->next_histogram_ns = 0;
}

void view_cycle_histogram(struct view *view)
{
	static const char *const says[HISTOGRAM_MODES] = {
		[HISTOGRAM_OFF] = "no histogram",
		[HISTOGRAM_OF_LUMA] = "histogram of luma",
		[HISTOGRAM_OF_RGB] = "histogram of red, green and blue",
		[HISTOGRAM_WAVEFORM] = "waveform of luma",
	};

	view_set_histogram(view, (view->histogram + 1) % HISTOGRAM_MODES);
	view_say(view, says[view->histogram]);
}

void view_toggle_reference(struct view *view)
{
	struct analysis *analysis = &view->analysis;
	const unsigned lost = __atomic_load_n(&view->presenter.lost_reference, __ATOMIC_RELAXED);

	if (analysis->reference && analysis->reference != lost) {
		analysis->reference = 0;
	} else {
		analysis->reference = ++view->n_references;
		analysis->wipe = 0.5f;
	}
	view_redraw(view);
	view_say(view, analysis->reference
			       ? "the picture is kept at the left: the pointer moves the line"
			       : "live on both sides");
}

void view_move_wipe(struct view *view, int x)
{
	int width, height;

	if (!view->analysis.reference)
		return;
	SDL_GetWindowSize(view->presenter.window, &width, &height);
	view->analysis.wipe = (float)x / (float)SDL_max(width, 1);
	view_redraw(view);
}

/* Take what the render thread has counted, where it is other than before. */
static void fetch(struct view *view)
{
	struct histogram *counts = malloc(sizeof *counts);

	if (!counts || !render_fetch_histogram(view->render, counts) ||
	    (view->counts && memcmp(view->counts, counts, sizeof *counts) == 0)) {
		free(counts);
		return;
	}
	free(view->counts);
	view->counts = counts;
	view->graph_scale = 0;
}

struct overlay_text view_histogram(struct view *view, uint64_t now_ns, float scale, int width,
				   int height)
{
	const int room = width - 2 * OVERLAY_MARGIN;

	if (view->histogram == HISTOGRAM_OFF)
		return (struct overlay_text){ 0 };
	fetch(view);
	if (now_ns >= view->next_histogram_ns) {
		view->next_histogram_ns = now_ns + HISTOGRAM_NS;
		render_measure(view->render);
	}
	if (!view->counts)
		return (struct overlay_text){ 0 };
	if (view->graph_scale < scale || view->graph_scale > scale || view->graph_width != room ||
	    view->graph_height != height) {
		free(view->graph.pixels);
		histogram_draw(view->counts, view->histogram, scale, room, height, &view->graph);
		view->graph_scale = scale;
		view->graph_width = room;
		view->graph_height = height;
		view->graph_serial++;
	}
	return (struct overlay_text){ .drawn = &view->graph, .serial = view->graph_serial };
}

void view_analysis_close(struct view *view)
{
	free(view->counts);
	free(view->graph.pixels);
}
