/* SPDX-License-Identifier: BSD-2-Clause */
#include "panel_groups.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* Names of libcamera's and V4L2's controls; an asterisk ends what is the beginning of several. */
static const struct {
	const char *name;
	enum panel_group group;
} table[] = {
	{ "Ae*", PANEL_EXPOSURE },
	{ "AnalogueGain*", PANEL_EXPOSURE },
	{ "AutoExposure*", PANEL_EXPOSURE },
	{ "AutoGain", PANEL_EXPOSURE },
	{ "Backlight*", PANEL_EXPOSURE },
	{ "DigitalGain*", PANEL_EXPOSURE },
	{ "Exposure*", PANEL_EXPOSURE },
	{ "FrameDuration*", PANEL_EXPOSURE },
	{ "Gain*", PANEL_EXPOSURE },
	{ "Iris*", PANEL_EXPOSURE },
	{ "IsoSensitivity*", PANEL_EXPOSURE },
	{ "Lux", PANEL_EXPOSURE },
	{ "PowerLineFrequency", PANEL_EXPOSURE },
	{ "WideDynamicRange", PANEL_EXPOSURE },
	{ "Awb*", PANEL_COLOUR },
	{ "BlueBalance", PANEL_COLOUR },
	{ "Color*", PANEL_COLOUR },
	{ "Colour*", PANEL_COLOUR },
	{ "Hue*", PANEL_COLOUR },
	{ "RedBalance", PANEL_COLOUR },
	{ "Saturation", PANEL_COLOUR },
	{ "White*", PANEL_COLOUR },
	{ "Af*", PANEL_FOCUS },
	{ "AutoFocus*", PANEL_FOCUS },
	{ "Focus*", PANEL_FOCUS },
	{ "Lens*", PANEL_FOCUS },
	{ "Zoom*", PANEL_FOCUS },
	{ "Brightness", PANEL_PICTURE },
	{ "Contrast", PANEL_PICTURE },
	{ "DigitalZoom", PANEL_PICTURE },
	{ "Gamma*", PANEL_PICTURE },
	{ "Hdr*", PANEL_PICTURE },
	{ "HorizontalFlip", PANEL_PICTURE },
	{ "LocalToneMapping*", PANEL_PICTURE },
	{ "NoiseReduction*", PANEL_PICTURE },
	{ "Pan*", PANEL_PICTURE },
	{ "Rotate", PANEL_PICTURE },
	{ "ScalerCrop*", PANEL_PICTURE },
	{ "SensorBlackLevels", PANEL_PICTURE },
	{ "SensorTemperature", PANEL_PICTURE },
	{ "Sharpness", PANEL_PICTURE },
	{ "TestPattern*", PANEL_PICTURE },
	{ "Tilt*", PANEL_PICTURE },
	{ "VerticalFlip", PANEL_PICTURE },
};

static const char *const names[PANEL_GROUPS] = {
	[PANEL_EXPOSURE] = "Exposure", [PANEL_COLOUR] = "Colour", [PANEL_FOCUS] = "Focus",
	[PANEL_PICTURE] = "Picture",   [PANEL_VENDOR] = "Vendor",
};

/* In any case, and with the blanks and underscores of V4L2's names left out. */
static bool matches(const char *pattern, const char *name)
{
	for (;; pattern++, name++) {
		name += strspn(name, " _,");
		if (*pattern == '*')
			return true;
		if (!*pattern || strncasecmp(pattern, name, 1) != 0)
			return *pattern == *name;
	}
}

enum panel_group panel_group_of(const char *control)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (matches(table[i].name, control))
			return table[i].group;
	return PANEL_VENDOR;
}

const char *panel_group_name(enum panel_group group)
{
	return names[group];
}
