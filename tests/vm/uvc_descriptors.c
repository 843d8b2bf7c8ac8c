/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_descriptors.h"

#include "uvc_controls.h"
#include "uvc_formats.h"

#include <errno.h>
#include <string.h>

/* Descriptor types (USB 2.0, table 9-5; UVC 1.1, table A-4). */
enum {
	DEVICE = 1,
	CONFIGURATION = 2,
	STRING = 3,
	INTERFACE = 4,
	ENDPOINT = 5,
	ASSOCIATION = 11,
	CLASS_INTERFACE = 0x24,
};

/* Subtypes of class-specific descriptors (UVC 1.1, tables ). */
enum {
	VC_HEADER = 1,
	VC_INPUT_TERMINAL = 2,
	VC_OUTPUT_TERMINAL = 3,
	VC_PROCESSING_UNIT = 5,
	VS_INPUT_HEADER = 1,
	VS_FORMAT_UNCOMPRESSED = 4,
	VS_FRAME_UNCOMPRESSED = 5,
	VS_FORMAT_MJPEG = 6,
	VS_FRAME_MJPEG = 7,
	VS_COLOR_FORMAT = 13,
};

static const char *const strings[] = { NULL, "Groundglass", "Groundglass Test Camera", "0001" };

enum { STRING_MANUFACTURER = 1, STRING_PRODUCT = 2, STRING_SERIAL = 3, N_STRINGS = 4 };

static void put_header(struct bytes *bytes, unsigned length, unsigned type)
{
	put8(bytes, length);
	put8(bytes, type);
}

static void put_class_header(struct bytes *bytes, unsigned length, unsigned subtype)
{
	put_header(bytes, length, CLASS_INTERFACE);
	put8(bytes, subtype);
}

static void put_device(struct bytes *bytes)
{
	put_header(bytes, 18, DEVICE);
	put16(bytes, 0x0200); /* USB 2.0 */
	put8(bytes, 0xef);    /* miscellaneous: interfaces are associated */
	put8(bytes, 2);
	put8(bytes, 1);
	put8(bytes, 64); /* packet size of endpoint 0 */
	put16(bytes, UVC_VENDOR_ID);
	put16(bytes, UVC_PRODUCT_ID);
	put16(bytes, UVC_DEVICE_VERSION);
	put8(bytes, STRING_MANUFACTURER);
	put8(bytes, STRING_PRODUCT);
	put8(bytes, STRING_SERIAL);
	put8(bytes, 1); /* configurations */
}

static void put_association(struct bytes *bytes)
{
	put_header(bytes, 8, ASSOCIATION);
	put8(bytes, UVC_CONTROL_INTERFACE);
	put8(bytes, 2); /* interfaces */
	put8(bytes, USB_CLASS_VIDEO);
	put8(bytes, 3); /* video interface collection */
	put8(bytes, 0);
	put8(bytes, 0); /* no name of its own */
}

static void put_interface(struct bytes *bytes, unsigned number, unsigned endpoints,
			  unsigned subclass)
{
	put_header(bytes, 9, INTERFACE);
	put8(bytes, number);
	put8(bytes, 0); /* alternate setting */
	put8(bytes, endpoints);
	put8(bytes, USB_CLASS_VIDEO);
	put8(bytes, subclass);
	put8(bytes, 0);
	put8(bytes, 0); /* no name of its own */
}

static void put_bitmap24(struct bytes *bytes, uint32_t bitmap)
{
	put8(bytes, 3);
	put16(bytes, bitmap & 0xffff);
	put8(bytes, bitmap >> 16);
}

static void put_camera_terminal(struct bytes *bytes)
{
	put_class_header(bytes, 18, VC_INPUT_TERMINAL);
	put8(bytes, UVC_CAMERA_TERMINAL);
	put16(bytes, 0x0201); /* a camera sensor */
	put8(bytes, 0);
	put8(bytes, 0);
	put16(bytes, 0); /* no optical zoom: focal lengths */
	put16(bytes, 0);
	put16(bytes, 0);
	put_bitmap24(bytes, uvc_controls_bitmap(UVC_CAMERA_TERMINAL));
}

static void put_processing_unit(struct bytes *bytes)
{
	put_class_header(bytes, 13, VC_PROCESSING_UNIT);
	put8(bytes, UVC_PROCESSING_UNIT);
	put8(bytes, UVC_CAMERA_TERMINAL); /* source */
	put16(bytes, 0);
	put_bitmap24(bytes, uvc_controls_bitmap(UVC_PROCESSING_UNIT));
	put8(bytes, 0);
	put8(bytes, 0);
}

static void put_output_terminal(struct bytes *bytes)
{
	put_class_header(bytes, 9, VC_OUTPUT_TERMINAL);
	put8(bytes, UVC_OUTPUT_TERMINAL);
	put16(bytes, 0x0101); /* USB streaming */
	put8(bytes, 0);
	put8(bytes, UVC_PROCESSING_UNIT); /* source */
	put8(bytes, 0);
}

static void put_control_interface(struct bytes *bytes)
{
	size_t start;

	put_interface(bytes, UVC_CONTROL_INTERFACE, 0, USB_SUBCLASS_VIDEO_CONTROL);
	start = bytes->length;
	put_class_header(bytes, 13, VC_HEADER);
	put16(bytes, 0x0110); /* UVC 1.1 */
	put16(bytes, 0);      /* the length of all that follows, below */
	put32(bytes, UVC_CLOCK_HZ);
	put8(bytes, 1); /* streaming interfaces */
	put8(bytes, UVC_STREAMING_INTERFACE);
	put_camera_terminal(bytes);
	put_processing_unit(bytes);
	put_output_terminal(bytes);
	set16(bytes->data + start + 5, (unsigned)(bytes->length - start));
}

static void put_format(struct bytes *bytes, unsigned index)
{
	static const uint8_t yuy2_guid[16] = { 'Y',  'U',  'Y',	 '2',  0x00, 0x00, 0x10, 0x00,
					       0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71 };
	const struct uvc_format *format = &uvc_formats[index - 1];

	if (format->compressed)
		put_class_header(bytes, 11, VS_FORMAT_MJPEG);
	else
		put_class_header(bytes, 27, VS_FORMAT_UNCOMPRESSED);
	put8(bytes, index);
	put8(bytes, format->n_sizes);
	if (format->compressed) {
		put8(bytes, 0); /* flags: payloads differ in length */
	} else {
		memcpy(bytes->data + bytes->length, yuy2_guid, sizeof yuy2_guid);
		bytes->length += sizeof yuy2_guid;
		put8(bytes, 16); /* bits a pixel */
	}
	put8(bytes, 1); /* default size */
	put8(bytes, 0); /* aspect ratio */
	put8(bytes, 0);
	put8(bytes, 0); /* not interlaced */
	put8(bytes, 0); /* may be copied */
}

static void put_frame(struct bytes *bytes, const struct uvc_format *format, unsigned index)
{
	struct uvc_size size = format->sizes[index - 1];
	uint32_t frame_bytes = uvc_frame_bytes(size);

	put_class_header(bytes, 26 + 4 * UVC_N_INTERVALS,
			 format->compressed ? VS_FRAME_MJPEG : VS_FRAME_UNCOMPRESSED);
	put8(bytes, index);
	put8(bytes, 0); /* no still pictures */
	put16(bytes, size.width);
	put16(bytes, size.height);
	put32(bytes, frame_bytes * 8 * 10); /* bits a second, lowest and highest */
	put32(bytes, frame_bytes * 8 * 30);
	put32(bytes, frame_bytes);
	put32(bytes, uvc_intervals[0]);
	put8(bytes, UVC_N_INTERVALS);
	for (unsigned i = 0; i < UVC_N_INTERVALS; i++)
		put32(bytes, uvc_intervals[i]);
}

static void put_color(struct bytes *bytes)
{
	put_class_header(bytes, 6, VS_COLOR_FORMAT);
	put8(bytes, 1); /* primaries: BT.709, sRGB */
	put8(bytes, 1); /* transfer: BT.709 */
	put8(bytes, 4); /* matrix: SMPTE 170M, which is BT.601's */
}

static void put_streaming_header(struct bytes *bytes)
{
	put_class_header(bytes, 13 + UVC_N_FORMATS, VS_INPUT_HEADER);
	put8(bytes, UVC_N_FORMATS);
	put16(bytes, 0); /* the length of all that follows, set by the caller */
	put8(bytes, UVC_ENDPOINT);
	put8(bytes, 0);
	put8(bytes, UVC_OUTPUT_TERMINAL);
	put8(bytes, 0); /* still pictures, trigger: none */
	put8(bytes, 0);
	put8(bytes, 0);
	put8(bytes, 1); /* bytes of each bit map that follows */
	for (unsigned i = 0; i < UVC_N_FORMATS; i++)
		put8(bytes, 0);
}

static void put_streaming_interface(struct bytes *bytes)
{
	size_t start;

	put_interface(bytes, UVC_STREAMING_INTERFACE, 1, USB_SUBCLASS_VIDEO_STREAMING);
	start = bytes->length;
	put_streaming_header(bytes);
	for (unsigned i = 0; i < UVC_N_FORMATS; i++) {
		put_format(bytes, i + 1);
		for (unsigned j = 0; j < uvc_formats[i].n_sizes; j++)
			put_frame(bytes, &uvc_formats[i], j + 1);
		put_color(bytes);
	}
	set16(bytes->data + start + 4, (unsigned)(bytes->length - start));

	put_header(bytes, 7, ENDPOINT);
	put8(bytes, UVC_ENDPOINT);
	put8(bytes, 2); /* bulk */
	put16(bytes, UVC_MAX_PACKET);
	put8(bytes, 0);
}

static void put_configuration(struct bytes *bytes)
{
	size_t start = bytes->length;

	put_header(bytes, 9, CONFIGURATION);
	put16(bytes, 0); /* the length of all, below */
	put8(bytes, 2);	 /* interfaces */
	put8(bytes, 1);
	put8(bytes, 0);
	put8(bytes, 0x80); /* powered by the bus */
	put8(bytes, 250);  /* in 2 mA */
	put_association(bytes);
	put_control_interface(bytes);
	put_streaming_interface(bytes);
	set16(bytes->data + start + 2, (unsigned)(bytes->length - start));
}

static int put_string(struct bytes *bytes, unsigned index)
{
	const char *text;

	if (index == 0) {
		put_header(bytes, 4, STRING);
		put16(bytes, 0x0409); /* languages: English (United States) */
		return 0;
	}
	if (index >= N_STRINGS)
		return -EPIPE;
	text = strings[index];
	put_header(bytes, (unsigned)(2 + 2 * strlen(text)), STRING);
	for (; *text; text++)
		put16(bytes, (unsigned char)*text);
	return 0;
}

int uvc_descriptor(struct bytes *bytes, unsigned type, unsigned index)
{
	switch (type) {
	case DEVICE:
		put_device(bytes);
		return 0;
	case CONFIGURATION:
		put_configuration(bytes);
		return 0;
	case STRING:
		return put_string(bytes, index);
	default:
		return -EPIPE;
	}
}
