/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/save_info.h>

#include "save_info.h"

/* An hour of exposure, and more gain than sensors have. */
static const double MAX_EXPOSURE_US = 3600e6, MAX_GAIN = 10000;

struct gg_save_info gg_save_info_unknown(void)
{
	return (struct gg_save_info){ .raw = gg_raw_neutral() };
}

/* A number above 0 and up to most, else 0. */
static double read_number(const struct gg_control_list *metadata, const char *name, double most)
{
	const struct gg_control_value *value = gg_control_list_find(metadata, name);
	double number;

	if (!value || !gg_control_value_number(value, 0, &number))
		return 0;
	return number > 0 && number <= most ? number : 0;
}

void gg_save_info_from_metadata(struct gg_save_info *info, const struct gg_control_list *metadata)
{
	const double digital = read_number(metadata, "DigitalGain", MAX_GAIN);

	info->exposure_us = read_number(metadata, "ExposureTime", MAX_EXPOSURE_US);
	info->gain = read_number(metadata, "AnalogueGain", MAX_GAIN) * (digital > 0 ? digital : 1);
}

unsigned gg_save_info_iso(const struct gg_save_info *info)
{
	const double iso = info->gain > 0 ? info->gain * 100 + 0.5 : 0;

	return iso < 65535 ? (unsigned)iso : 65535;
}

unsigned gg_save_info_orientation(const struct gg_save_info *info)
{
	static const unsigned char values[] = {
		[GG_ORIENTATION_ROT0] = 1,   [GG_ORIENTATION_ROT90] = 6,
		[GG_ORIENTATION_ROT180] = 3, [GG_ORIENTATION_ROT270] = 8,
		[GG_ORIENTATION_MIRROR] = 2, [GG_ORIENTATION_FLIP] = 4,
	};

	return values[info->orientation];
}

bool gg_save_info_date(const struct gg_save_info *info, char date[GG_SAVE_DATE_SIZE])
{
	const time_t taken = (time_t)info->taken_s;
	struct tm local;

	return info->taken_s > 0 && localtime_r(&taken, &local) &&
	       strftime(date, GG_SAVE_DATE_SIZE, "%Y:%m:%d %H:%M:%S", &local) ==
		       GG_SAVE_DATE_SIZE - 1;
}
