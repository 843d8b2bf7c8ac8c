/* SPDX-License-Identifier: BSD-2-Clause */
/* All of libgroundglass. */
#ifndef GROUNDGLASS_GROUNDGLASS_H
#define GROUNDGLASS_GROUNDGLASS_H

#include <groundglass/camera.h>
#include <groundglass/color.h>
#include <groundglass/control.h>
#include <groundglass/convert.h>
#include <groundglass/error.h>
#include <groundglass/format.h>
#include <groundglass/frame.h>
#include <groundglass/frame_queue.h>
#include <groundglass/image.h>
#include <groundglass/jpeg.h>
#include <groundglass/jpeg_pool.h>
#include <groundglass/log.h>
#include <groundglass/mapped_buffer.h>
#include <groundglass/orientation.h>
#include <groundglass/pixel.h>
#include <groundglass/raw.h>
#include <groundglass/recording.h>
#include <groundglass/save.h>
#include <groundglass/save_info.h>
#include <groundglass/text.h>

#endif
