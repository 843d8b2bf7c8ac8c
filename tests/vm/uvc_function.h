/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The camera as a USB function: its answers on endpoint 0 (USB 2.0, 9.3; UVC 1.1, 4).
 */
#ifndef VM_UVC_FUNCTION_H
#define VM_UVC_FUNCTION_H

#include <stdint.h>

struct usb_setup {
	uint8_t type, request;
	uint16_t value, index, length;
};

enum { USB_CONTROL_ROOM = 1024 };

/*
 * Serve a control transfer. Data holds length bytes from the host and has room for
 * USB_CONTROL_ROOM. Returns the bytes of the answer, at most setup->length, or -EPIPE to stall.
 */
int uvc_function_control(const struct usb_setup *setup, uint8_t *data, unsigned length);

#endif
