/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_inspect.h"

#include <stdio.h>

#include "view.h"
#include "view_place.h"

#define INTERVAL_NS 100000000u

void view_inspect_toggle(struct view *view)
{
	view->inspector = !view->inspector;
	view->next_inspector_ns = 0;
	view->inspector_text[0] = '\0';
	if (!view->inspector)
		render_inspect_end(view->render);
}

/* "Y 235  U 128  V 128" and of how many bits that is, where not of 8. */
static void write_stored(const struct gg_pixel *pixel, char *text, size_t size)
{
	static const int digits[] = {
		[5] = 2, [6] = 2, [8] = 3, [10] = 4, [12] = 4, [14] = 5, [16] = 5
	};
	const struct gg_component *components = pixel->components;
	int length = 0;

	snprintf(text, size, "not kept");
	for (unsigned i = 0; i < pixel->n; i++)
		length += snprintf(text + length, size - (size_t)length, "%s%c %*u", i ? "  " : "",
				   components[i].name, digits[components[i].bits],
				   components[i].code);
	if (pixel->n == 3 && components[0].bits != components[1].bits)
		snprintf(text + length, size - (size_t)length, "  (%u, %u, %u bit)",
			 components[0].bits, components[1].bits, components[2].bits);
	else if (pixel->n && components[0].bits != 8)
		snprintf(text + length, size - (size_t)length, "  (%u bit)", components[0].bits);
}

void view_inspect_update(struct view *view, uint64_t now_ns)
{
	char stored[96];
	int x, y;

	if (!view->inspector || now_ns < view->next_inspector_ns)
		return;
	view->next_inspector_ns = now_ns + INTERVAL_NS;
	view_pointer(view, &x, &y);
	const struct probe_answer answer = render_inspect(view->render, x, y);
	const struct shown_pixel *shown = &answer.shown;
	if (!answer.known)
		return;
	if (!answer.there) {
		snprintf(view->inspector_text, sizeof view->inspector_text,
			 OVERLAY_DIM "pixel     " OVERLAY_PLAIN "none here");
		return;
	}
	write_stored(&answer.stored, stored, sizeof stored);
	snprintf(view->inspector_text, sizeof view->inspector_text,
		 OVERLAY_DIM "pixel     " OVERLAY_PLAIN "%u, %u\n" OVERLAY_DIM
			     "stored    " OVERLAY_PLAIN "%s\n" OVERLAY_DIM
			     "shown     " OVERLAY_PLAIN "R %3u  G %3u  B %3u  #%02x%02x%02x",
		 shown->x, shown->y, stored, shown->rgb[0], shown->rgb[1], shown->rgb[2],
		 shown->rgb[0], shown->rgb[1], shown->rgb[2]);
}
