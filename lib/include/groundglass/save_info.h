/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is known of a picture besides its pixels: what EXIF and DNG keep. Values only; any thread.
 */
#ifndef GROUNDGLASS_SAVE_INFO_H
#define GROUNDGLASS_SAVE_INFO_H

#include <stdint.h>

#include <groundglass/camera.h>
#include <groundglass/control.h>
#include <groundglass/raw.h>

#ifdef __cplusplus
extern "C" {
#endif

struct gg_save_info {
	char model[128];		 /* of the camera; "": not known */
	int64_t taken_s;		 /* seconds since 1970; 0: not known */
	double exposure_us;		 /* 0: not known */
	double gain;			 /* analogue times digital; 0: not known */
	enum gg_orientation orientation; /* what makes the picture upright */
	struct gg_raw raw;		 /* how its samples are developed */
};

/* Nothing known, samples developed as gg_raw_neutral() says. */
struct gg_save_info gg_save_info_unknown(void);

/*
 * Take exposure_us and gain from a frame's metadata: ExposureTime, AnalogueGain and DigitalGain
 * (libcamera's control_ids.yaml). What is not there, or makes no sense, becomes not known.
 */
void gg_save_info_from_metadata(struct gg_save_info *info, const struct gg_control_list *metadata);

#ifdef __cplusplus
}
#endif
#endif
