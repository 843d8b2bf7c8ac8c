/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_hide.h"

#include "view.h"
#include "view_inspect.h"
#include "view_panel.h"

void view_hide_toggle(struct view *view)
{
	const struct view_drawn before = view->hidden;
	const struct view_drawn now = {
		view->info, view->help,	     view->panel.open,	      view->inspector,
		view->grid, view->histogram, view->analysis.exposure, view->analysis.peaking
	};

	view->hides = !view->hides;
	view->hidden = view->hides ? now : (struct view_drawn){ 0 };
	view->info = !view->hides && (now.info || before.info);
	view->help = !view->hides && (now.help || before.help);
	view->grid = view->hides ? 0 : now.grid | before.grid;
	view->histogram = view->hides	  ? HISTOGRAM_OFF
			  : now.histogram ? now.histogram
					  : before.histogram;
	view->analysis.exposure = view->hides	 ? ANALYSIS_PLAIN
				  : now.exposure ? now.exposure
						 : before.exposure;
	view->analysis.peaking = !view->hides && (now.peaking || before.peaking);
	view->next_info_ns = 0;
	if (now.panel != (!view->hides && (now.panel || before.panel)))
		view_panel_toggle(view);
	if (now.inspector != (!view->hides && (now.inspector || before.inspector)))
		view_inspect_toggle(view);
	view_redraw(view);
}
