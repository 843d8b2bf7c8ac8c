/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_hide.h"

#include "view.h"
#include "view_analysis.h"
#include "view_inspect.h"
#include "view_panel.h"

struct view_drawn view_hide_all(const struct view *view)
{
	const struct view_drawn *hidden = &view->hidden;
	const struct analysis *analysis = &view->analysis;

	return (struct view_drawn){
		.info = view->info || hidden->info,
		.help = view->help || hidden->help,
		.panel = view->panel.open || hidden->panel,
		.inspector = view->inspector || hidden->inspector,
		.grid = view->grid | hidden->grid,
		.histogram = view->histogram ? view->histogram : hidden->histogram,
		.exposure = analysis->exposure ? analysis->exposure : hidden->exposure,
		.peaking = analysis->peaking || hidden->peaking,
	};
}

static void draw(struct view *view, const struct view_drawn *drawn)
{
	view->info = drawn->info;
	view->help = drawn->help;
	view->grid = drawn->grid;
	view->analysis.exposure = drawn->exposure;
	view->analysis.peaking = drawn->peaking;
	if (view->histogram != drawn->histogram)
		view_set_histogram(view, drawn->histogram);
	if (view->panel.open != drawn->panel)
		view_panel_toggle(view);
	if (view->inspector != drawn->inspector)
		view_inspect_toggle(view);
	view->next_info_ns = 0;
}

void view_hide_end(struct view *view, const struct view_drawn *drawn)
{
	view->hides = false;
	view->hidden = (struct view_drawn){ 0 };
	draw(view, drawn);
}

void view_hide_toggle(struct view *view)
{
	const struct view_drawn all = view_hide_all(view), none = { 0 };

	if (view->hides) {
		view_hide_end(view, &all);
	} else {
		view->hides = true;
		view->hidden = all;
		draw(view, &none);
	}
	view_redraw(view);
}
