/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How the camera behaves: a scenario is one row of a table, chosen by --scenario NAME. Frames are
 * counted from 0 at each start of the stream. The host may miss the first: libcamera starts a
 * stream before it hands in buffers.
 */
#ifndef VM_UVC_SCENARIO_H
#define VM_UVC_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "uvc_damage.h"

struct uvc_scenario {
	const char *name;
	const char *description;
	/* From first on and before end (0: no end) each step-th frame is bad; step 0: none is. */
	uint32_t bad_first, bad_end, bad_step;
	bool bad_while_bright; /* and only while the brightness is above 0: a test says when */
	/* What is bad about them: */
	uvc_damage *damage; /* of JPEGs; NULL: none */
	bool other_size;    /* a JPEG of the format's next size is sent */
	bool error_bit;	    /* the payloads' headers say that there was an error */

	uint32_t slow_from;   /* from this frame on they come at half the rate; 0: never */
	uint32_t stall_after; /* so many frames no more come until the next start; 0: never */
	const char *refused;  /* the control that cannot be set, NULL: none */
	int brightness;	      /* until it is set */
};

/* NULL where there is none of that name. */
const struct uvc_scenario *uvc_scenario_find(const char *name);

bool uvc_scenario_is_bad(const struct uvc_scenario *scenario, uint32_t frame, int brightness);

/* Print the scenarios, a line each. */
void uvc_scenario_list(void);

#endif
