/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_function.h"

#include "bytes.h"
#include "camera_log.h"
#include "uvc_controls.h"
#include "uvc_descriptors.h"
#include "uvc_stream.h"

#include <errno.h>
#include <string.h>

/* Fields of a setup packet's type (USB 2.0, table 9-2). */
enum { TYPE_MASK = 0x60, TYPE_STANDARD = 0x00, TYPE_CLASS = 0x20, RECIPIENT_ENDPOINT = 0x02 };

enum { GET_STATUS = 0, CLEAR_FEATURE = 1, GET_DESCRIPTOR = 6 };

/* The control of the video control interface itself that tells why a request was stalled. */
enum { REQUEST_ERROR_CODE = 2, ERROR_INVALID_CONTROL = 6 };

static int get_descriptor(const struct usb_setup *setup, uint8_t *data)
{
	struct bytes descriptor = { 0 };
	int ret = uvc_descriptor(&descriptor, setup->value >> 8, setup->value & 0xff);

	if (ret < 0)
		return ret;
	memcpy(data, descriptor.data, descriptor.length);
	return (int)descriptor.length;
}

static int standard_request(const struct usb_setup *setup, uint8_t *data)
{
	switch (setup->request) {
	case GET_DESCRIPTOR:
		return get_descriptor(setup, data);
	case GET_STATUS:
		set16(data, 0);
		return 2;
	case CLEAR_FEATURE: /* of the endpoint: how the host stops a bulk stream */
		if (setup->type == RECIPIENT_ENDPOINT)
			uvc_stream_stop();
		return 0;
	default:
		return -EPIPE;
	}
}

static int class_request(const struct usb_setup *setup, uint8_t *data, unsigned length)
{
	unsigned selector = setup->value >> 8;
	unsigned unit = setup->index >> 8;

	if ((setup->index & 0xff) == UVC_STREAMING_INTERFACE)
		return uvc_stream_request(selector, setup->request, data, length);
	if (unit == 0 && selector == REQUEST_ERROR_CODE) {
		data[0] = ERROR_INVALID_CONTROL;
		return 1;
	}
	return uvc_controls_request(unit, selector, setup->request, data, length);
}

int uvc_function_control(const struct usb_setup *setup, uint8_t *data, unsigned length)
{
	int ret = -EPIPE;

	if ((setup->type & TYPE_MASK) == TYPE_STANDARD)
		ret = standard_request(setup, data);
	else if ((setup->type & TYPE_MASK) == TYPE_CLASS)
		ret = class_request(setup, data, length);
	if (ret < 0)
		camera_log("STALL type %02x request %02x value %04x index %04x length %u",
			   setup->type, setup->request, setup->value, setup->index, setup->length);
	return ret > setup->length ? setup->length : ret;
}
