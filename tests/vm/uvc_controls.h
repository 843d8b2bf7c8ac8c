/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The camera's controls, and the requests by which the host reads and sets them (UVC 1.1, 4.2).
 */
#ifndef VM_UVC_CONTROLS_H
#define VM_UVC_CONTROLS_H

#include <stdint.h>

/* The units of the camera's topology. */
enum { UVC_CAMERA_TERMINAL = 1, UVC_PROCESSING_UNIT = 2, UVC_OUTPUT_TERMINAL = 3 };

/* Class-specific requests (UVC 1.1, table A-8). */
enum uvc_request {
	UVC_SET_CUR = 0x01,
	UVC_GET_CUR = 0x81,
	UVC_GET_MIN = 0x82,
	UVC_GET_MAX = 0x83,
	UVC_GET_RES = 0x84,
	UVC_GET_LEN = 0x85,
	UVC_GET_INFO = 0x86,
	UVC_GET_DEF = 0x87,
};

struct uvc_scenario;

/* Start with the scenario's values, and refuse what it refuses. */
void uvc_controls_init(const struct uvc_scenario *scenario);

/* The bit map of a unit's controls for its descriptor. */
uint32_t uvc_controls_bitmap(unsigned unit);

/*
 * Serve a request to a control of a unit. A SET takes its value from data, a GET puts its answer
 * there. Returns the bytes of the answer, 0 for a SET, or -EPIPE to stall.
 */
int uvc_controls_request(unsigned unit, unsigned selector, unsigned request, uint8_t *data,
			 unsigned length);

/* The value of the brightness control, -64..64: the picture shows it. */
int uvc_controls_brightness(void);

#endif
