/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The camera's USB descriptors: a high-speed device with a video control and a video streaming
 * interface, the latter with one bulk endpoint.
 */
#ifndef VM_UVC_DESCRIPTORS_H
#define VM_UVC_DESCRIPTORS_H

#include "bytes.h"

enum {
	USB_CLASS_VIDEO = 0x0e,
	USB_SUBCLASS_VIDEO_CONTROL = 1,
	USB_SUBCLASS_VIDEO_STREAMING = 2,
	UVC_CONTROL_INTERFACE = 0,
	UVC_STREAMING_INTERFACE = 1,
	UVC_ENDPOINT = 0x81,
	UVC_MAX_PACKET = 512,
	UVC_CLOCK_HZ = 48000000,
	UVC_VENDOR_ID = 0x1d6b,
	UVC_PRODUCT_ID = 0x0102,
	UVC_DEVICE_VERSION = 0x0100,
};

/*
 * Append the descriptor of a type (1 device, 2 configuration, 3 string) and index. 0, or -EPIPE
 * where there is none.
 */
int uvc_descriptor(struct bytes *bytes, unsigned type, unsigned index);

#endif
