/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_controls.h"

#include "bytes.h"
#include "camera_log.h"
#include "uvc_scenario.h"
#include "uvc_stream.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

struct control {
	const char *name;
	uint8_t unit, selector;
	uint8_t bit;  /* in the unit's bit map */
	uint8_t size; /* bytes of the value; 8: two values of 4 */
	int minimum, maximum, step, initial, value;
	int second; /* of two values; limits are the same */
};

enum { BRIGHTNESS = 0, N_CONTROLS = 18 };

#define CT UVC_CAMERA_TERMINAL
#define PU UVC_PROCESSING_UNIT
/* clang-format off */
static struct control controls[N_CONTROLS] = {
	[BRIGHTNESS] =
	{ "brightness",         PU, 0x02,  0, 2,   -64,   64,  1,    0,    0, 0 },
	{ "contrast",           PU, 0x03,  1, 2,     0,   95,  1,   32,   32, 0 },
	{ "saturation",         PU, 0x07,  3, 2,     0,  100,  1,   55,   55, 0 },
	{ "hue",                PU, 0x06,  2, 2, -2000, 2000,  1,    0,    0, 0 },
	{ "sharpness",          PU, 0x08,  4, 2,     1,    7,  1,    2,    2, 0 },
	{ "gamma",              PU, 0x09,  5, 2,    64,  300,  1,  100,  100, 0 },
	{ "gain",               PU, 0x04,  9, 2,     0,  255,  1,   16,   16, 0 },
	{ "backlight",          PU, 0x01,  8, 2,     0,    1,  1,    0,    0, 0 },
	{ "powerline",          PU, 0x05, 10, 1,     0,    2,  1,    1,    1, 0 },
	{ "white-balance",      PU, 0x0a,  6, 2,  2800, 6500, 10, 4600, 4600, 0 },
	{ "auto-white-balance", PU, 0x0b, 12, 1,     0,    1,  1,    1,    1, 0 },
	{ "exposure-mode",      CT, 0x02,  1, 1,     1,    8,  9,    8,    8, 0 }, /* step: the modes as bits */
	{ "exposure-priority",  CT, 0x03,  2, 1,     0,    1,  1,    0,    0, 0 },
	{ "exposure",           CT, 0x04,  3, 4,     1, 5000,  1,  157,  157, 0 },
	{ "focus",              CT, 0x06,  5, 2,     0,  255,  5,    0,    0, 0 },
	{ "autofocus",          CT, 0x08, 17, 1,     0,    1,  1,    1,    1, 0 },
	{ "zoom",               CT, 0x0b,  9, 2,   100,  400,  1,  100,  100, 0 },
	{ "pan-tilt",           CT, 0x0d, 11, 8, -36000, 36000, 3600, 0, 0, 0 },
};
/* clang-format on */

static const char *refused; /* the control that cannot be set, NULL: none */

void uvc_controls_init(const struct uvc_scenario *scenario)
{
	controls[BRIGHTNESS].value = scenario->brightness;
	refused = scenario->refused;
}

static struct control *find_control(unsigned unit, unsigned selector)
{
	for (size_t i = 0; i < N_CONTROLS; i++)
		if (controls[i].unit == unit && controls[i].selector == selector)
			return &controls[i];
	return NULL;
}

uint32_t uvc_controls_bitmap(unsigned unit)
{
	uint32_t bitmap = 0;

	for (size_t i = 0; i < N_CONTROLS; i++)
		if (controls[i].unit == unit)
			bitmap |= UINT32_C(1) << controls[i].bit;
	return bitmap;
}

/* Values of two bytes may be negative; none of the others is. */
static int read_value(const uint8_t *data, unsigned size)
{
	switch (size) {
	case 1:
		return data[0];
	case 2:
		return (int16_t)get16(data);
	default:
		return (int)get32(data);
	}
}

static int answer(uint8_t *data, int value, unsigned size)
{
	for (unsigned i = 0; i < size; i++)
		data[i] = (uint8_t)((unsigned)value >> 8 * (i % 4));
	return (int)size;
}

static int answer_current(uint8_t *data, const struct control *control)
{
	answer(data, control->value, control->size);
	if (control->size == 8)
		answer(data + 4, control->second, 4);
	return control->size;
}

static void set_second(struct control *control, const uint8_t *data)
{
	int value = read_value(data + 4, 4);

	camera_log("SET second %s %d (was %d)", control->name, value, control->second);
	control->second = value;
}

static int set_value(struct control *control, const uint8_t *data, unsigned length)
{
	int value;

	if (length < control->size)
		return -EPIPE;
	value = read_value(data, control->size);
	if (refused && strcmp(control->name, refused) == 0) {
		camera_log("REFUSE %s %d", control->name, value);
		return -EPIPE;
	}
	camera_log("SET %s %d (was %d) after %u frames", control->name, value, control->value,
		   uvc_stream_frames());
	control->value = value;
	if (control->size == 8)
		set_second(control, data);
	return 0;
}

int uvc_controls_request(unsigned unit, unsigned selector, unsigned request, uint8_t *data,
			 unsigned length)
{
	struct control *control = find_control(unit, selector);

	if (!control)
		return -EPIPE;
	switch (request) {
	case UVC_SET_CUR:
		return set_value(control, data, length);
	case UVC_GET_CUR:
		return answer_current(data, control);
	case UVC_GET_MIN:
		return answer(data, control->minimum, control->size);
	case UVC_GET_MAX:
		return answer(data, control->maximum, control->size);
	case UVC_GET_RES:
		return answer(data, control->step, control->size);
	case UVC_GET_DEF:
		return answer(data, control->initial, control->size);
	case UVC_GET_LEN:
		return answer(data, control->size, 2);
	case UVC_GET_INFO:
		return answer(data, 3, 1); /* can be read and set */
	default:
		return -EPIPE;
	}
}

int uvc_controls_brightness(void)
{
	return controls[BRIGHTNESS].value;
}
