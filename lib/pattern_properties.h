/* SPDX-License-Identifier: BSD-2-Clause */
/* The test pattern's properties: names and types are libcamera's. Private to the library. */
#ifndef GG_PATTERN_PROPERTIES_H
#define GG_PATTERN_PROPERTIES_H

#include "camera_backend.h"

/* Fill in properties and property_infos, both empty. 0 or -ENOMEM: closing frees them. */
int gg_pattern_properties_set(struct gg_camera *camera);

#endif
