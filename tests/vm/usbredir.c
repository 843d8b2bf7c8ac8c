/* SPDX-License-Identifier: BSD-2-Clause */
#include "usbredir.h"

#include "bytes.h"
#include "camera_log.h"
#include "uvc_descriptors.h"
#include "uvc_function.h"
#include "uvc_stream.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

/* Message types (usb-redirection-protocol.md of the usbredir project). */
enum message_type {
	HELLO = 0,
	DEVICE_CONNECT = 1,
	RESET = 3,
	INTERFACE_INFO = 4,
	ENDPOINT_INFO = 5,
	SET_CONFIGURATION = 6,
	GET_CONFIGURATION = 7,
	CONFIGURATION_STATUS = 8,
	SET_ALT_SETTING = 9,
	GET_ALT_SETTING = 10,
	ALT_SETTING_STATUS = 11,
	CANCEL_DATA_PACKET = 21,
	CONTROL_PACKET = 100,
	BULK_PACKET = 101,
};

enum { STATUS_SUCCESS = 0, STATUS_CANCELLED = 1, STATUS_STALL = 4 };

enum {
	CAPABILITY_CONNECT_DEVICE_VERSION = 1 << 1,
	CAPABILITY_MAX_PACKET_SIZE = 1 << 4,
	CAPABILITY_64BIT_IDS = 1 << 5,
	CAPABILITY_32BIT_BULK_LENGTH = 1 << 6,
};

enum {
	HEADER_LENGTH = 16,
	HELLO_HEADER_LENGTH = 12, /* ids have 32 bits until both sides have said hello */
	HELLO_VERSION_LENGTH = 64,
	PACKET_HEADER_LENGTH = 10, /* of control and bulk packets, behind the message's */
	MAX_BODY = 65536,
	MAX_TRANSFERS = 256,
	MAX_INTERFACES = 32,
	MAX_ENDPOINTS = 32,
	SPEED_HIGH = 2,
	TYPE_CONTROL = 0,
	TYPE_BULK = 2,
	TYPE_NONE = 255,
};

/* A bulk transfer that the host waits for. */
struct transfer {
	uint64_t id;
	uint32_t length;
};

struct message {
	uint32_t type, length;
	uint64_t id;
	uint8_t body[MAX_BODY];
};

static int socket_fd = -1;
static bool greeted;				 /* the host has said hello */
static struct transfer transfers[MAX_TRANSFERS]; /* oldest first */
static size_t n_transfers;

static int read_all(void *data, size_t length)
{
	uint8_t *at = data;

	while (length > 0) {
		ssize_t n = read(socket_fd, at, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : -EPIPE;
		at += n;
		length -= (size_t)n;
	}
	return 0;
}

static int write_all(const uint8_t *data, size_t length)
{
	while (length > 0) {
		ssize_t n = send(socket_fd, data, length, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		data += n;
		length -= (size_t)n;
	}
	return 0;
}

/* Pieces: what follows the header. */
static int send_message(enum message_type type, uint64_t id, const struct iovec *pieces,
			unsigned n_pieces)
{
	uint8_t header[HEADER_LENGTH];
	size_t length = 0;
	int ret;

	for (unsigned i = 0; i < n_pieces; i++)
		length += pieces[i].iov_len;
	set32(header, type);
	set32(header + 4, (uint32_t)length);
	set32(header + 8, (uint32_t)id);
	set32(header + 12, (uint32_t)(id >> 32));
	ret = write_all(header, type == HELLO ? HELLO_HEADER_LENGTH : HEADER_LENGTH);
	for (unsigned i = 0; ret == 0 && i < n_pieces; i++)
		ret = write_all(pieces[i].iov_base, pieces[i].iov_len);
	return ret;
}

static int send_body(enum message_type type, uint64_t id, void *body, size_t length)
{
	struct iovec piece = { body, length };

	return send_message(type, id, &piece, 1);
}

static int send_hello(void)
{
	uint8_t body[HELLO_VERSION_LENGTH + 4] = "groundglass test camera";

	set32(body + HELLO_VERSION_LENGTH,
	      CAPABILITY_CONNECT_DEVICE_VERSION | CAPABILITY_MAX_PACKET_SIZE |
		      CAPABILITY_64BIT_IDS | CAPABILITY_32BIT_BULK_LENGTH);
	return send_body(HELLO, 0, body, sizeof body);
}

static int send_interface_info(void)
{
	struct {
		uint8_t count[4];
		uint8_t number[MAX_INTERFACES], class[MAX_INTERFACES], subclass[MAX_INTERFACES];
		uint8_t protocol[MAX_INTERFACES];
	} info = {
		.count = { 2 },
		.number = { UVC_CONTROL_INTERFACE, UVC_STREAMING_INTERFACE },
		.class = { USB_CLASS_VIDEO, USB_CLASS_VIDEO },
		.subclass = { USB_SUBCLASS_VIDEO_CONTROL, USB_SUBCLASS_VIDEO_STREAMING },
	};

	return send_body(INTERFACE_INFO, 0, &info, sizeof info);
}

static int send_endpoint_info(void)
{
	enum { IN = 16, VIDEO = IN + (UVC_ENDPOINT & 0x0f) }; /* inputs follow the outputs */
	struct {
		uint8_t type[MAX_ENDPOINTS], interval[MAX_ENDPOINTS], interface[MAX_ENDPOINTS];
		uint8_t max_packet[MAX_ENDPOINTS][2];
	} info = { 0 };

	memset(info.type, TYPE_NONE, sizeof info.type);
	info.type[0] = info.type[IN] = TYPE_CONTROL;
	info.type[VIDEO] = TYPE_BULK;
	info.interface[VIDEO] = UVC_STREAMING_INTERFACE;
	set16(info.max_packet[0], 64);
	set16(info.max_packet[IN], 64);
	set16(info.max_packet[VIDEO], UVC_MAX_PACKET);
	return send_body(ENDPOINT_INFO, 0, &info, sizeof info);
}

static int send_device_connect(void)
{
	uint8_t body[10] = { SPEED_HIGH, 0xef, 2, 1 };

	set16(body + 4, UVC_VENDOR_ID);
	set16(body + 6, UVC_PRODUCT_ID);
	set16(body + 8, UVC_DEVICE_VERSION);
	return send_body(DEVICE_CONNECT, 0, body, sizeof body);
}

/* What the camera consists of goes first: the connect message makes the host look at it. */
static int receive_hello(const struct message *message)
{
	int ret;

	greeted = true;
	camera_log("HELLO from %.40s", message->length > 40 ? (const char *)message->body : "?");
	ret = send_interface_info();
	if (ret == 0)
		ret = send_endpoint_info();
	if (ret == 0)
		ret = send_device_connect();
	return ret;
}

static int receive_set_alt_setting(const struct message *message)
{
	uint8_t body[3] = { STATUS_SUCCESS, message->body[0], message->body[1] };

	uvc_stream_stop();
	return send_body(ALT_SETTING_STATUS, message->id, body, sizeof body);
}

static int receive_get_alt_setting(const struct message *message)
{
	uint8_t body[3] = { STATUS_SUCCESS, message->body[0], 0 };

	return send_body(ALT_SETTING_STATUS, message->id, body, sizeof body);
}

static int send_configuration_status(uint64_t id)
{
	uint8_t body[2] = { STATUS_SUCCESS, 1 };

	return send_body(CONFIGURATION_STATUS, id, body, sizeof body);
}

static int receive_control(struct message *message)
{
	uint8_t *header = message->body;
	uint8_t *data = header + PACKET_HEADER_LENGTH;
	struct usb_setup setup = {
		.type = header[2],
		.request = header[1],
		.value = get16(header + 4),
		.index = get16(header + 6),
		.length = get16(header + 8),
	};
	bool in = header[0] & 0x80;
	int ret = uvc_function_control(&setup, data, message->length - PACKET_HEADER_LENGTH);
	struct iovec pieces[2] = { { header, PACKET_HEADER_LENGTH },
				   { data, in && ret > 0 ? (size_t)ret : 0 } };

	header[3] = ret < 0 ? STATUS_STALL : STATUS_SUCCESS;
	if (in)
		set16(header + 8, (unsigned)pieces[1].iov_len);
	return send_message(CONTROL_PACKET, message->id, pieces, 2);
}

static int complete_transfer(size_t index, unsigned status, const struct uvc_payload *payload)
{
	uint8_t header[PACKET_HEADER_LENGTH] = { UVC_ENDPOINT, (uint8_t)status };
	struct iovec pieces[3] = { { header, sizeof header } };
	uint64_t id = transfers[index].id;
	uint32_t length = 0;

	n_transfers--;
	memmove(transfers + index, transfers + index + 1,
		(n_transfers - index) * sizeof transfers[0]);
	if (payload) {
		pieces[1] = (struct iovec){ (void *)payload->header, UVC_PAYLOAD_HEADER };
		pieces[2] = (struct iovec){ (void *)payload->data, payload->length };
		length = UVC_PAYLOAD_HEADER + (uint32_t)payload->length;
	}
	set16(header + 2, length & 0xffff);
	set16(header + 8, length >> 16);
	return send_message(BULK_PACKET, id, pieces, 3);
}

static int receive_bulk(const struct message *message)
{
	const uint8_t *header = message->body;
	uint32_t length = get16(header + 2) | (uint32_t)get16(header + 8) << 16;

	if (header[0] != UVC_ENDPOINT || length <= UVC_PAYLOAD_HEADER ||
	    n_transfers == MAX_TRANSFERS)
		return -EPROTO;
	transfers[n_transfers++] = (struct transfer){ message->id, length };
	return 0;
}

static int receive_cancel(const struct message *message)
{
	for (size_t i = 0; i < n_transfers; i++)
		if (transfers[i].id == message->id)
			return complete_transfer(i, STATUS_CANCELLED, NULL);
	return 0; /* completed meanwhile */
}

static int dispatch(struct message *message)
{
	switch (message->type) {
	case HELLO:
		return receive_hello(message);
	case RESET:
		uvc_stream_stop();
		n_transfers = 0;
		return 0;
	case SET_CONFIGURATION:
	case GET_CONFIGURATION:
		return send_configuration_status(message->id);
	case SET_ALT_SETTING:
		return receive_set_alt_setting(message);
	case GET_ALT_SETTING:
		return receive_get_alt_setting(message);
	case CANCEL_DATA_PACKET:
		return receive_cancel(message);
	case CONTROL_PACKET:
		return message->length < PACKET_HEADER_LENGTH ? -EPROTO : receive_control(message);
	case BULK_PACKET:
		return message->length < PACKET_HEADER_LENGTH ? -EPROTO : receive_bulk(message);
	default:
		return 0; /* what the other side tells about itself */
	}
}

static int receive(void)
{
	/* A control transfer is answered in place: there is room for the longest answer. */
	_Static_assert(MAX_BODY > PACKET_HEADER_LENGTH + USB_CONTROL_ROOM, "room for the answer");
	static struct message message;
	uint8_t header[HEADER_LENGTH] = { 0 };
	int ret = read_all(header, greeted ? HEADER_LENGTH : HELLO_HEADER_LENGTH);

	if (ret < 0)
		return ret;
	message.type = get32(header);
	message.length = get32(header + 4);
	message.id = get32(header + 8) | (uint64_t)get32(header + 12) << 32;
	if (message.length > MAX_BODY)
		return -EPROTO;
	ret = read_all(message.body, message.length);
	return ret < 0 ? ret : dispatch(&message);
}

/* Send what is due. *timeout_ms is how long until more is: -1 where the host has to act first. */
static int send_due(int *timeout_ms)
{
	*timeout_ms = -1;
	while (n_transfers > 0) {
		struct uvc_payload payload;
		int wait_ms = uvc_stream_wait_ms();
		int ret;

		if (wait_ms != 0) {
			*timeout_ms = wait_ms;
			return 0;
		}
		uvc_stream_next(&payload, transfers[0].length);
		ret = complete_transfer(0, STATUS_SUCCESS, &payload);
		if (ret < 0)
			return ret;
	}
	return 0;
}

int usbredir_serve(void)
{
	struct pollfd waited = { .fd = socket_fd, .events = POLLIN };
	int timeout_ms;
	int ret = send_due(&timeout_ms);

	if (ret < 0)
		return ret;
	ret = poll(&waited, 1, timeout_ms);
	if (ret < 0)
		return errno == EINTR ? 0 : -errno;
	return ret > 0 ? receive() : 0;
}

int usbredir_connect(const char *path, int timeout_ms)
{
	enum { RETRY_MS = 20 };
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof address.sun_path)
		return -ENAMETOOLONG;
	memcpy(address.sun_path, path, strlen(path) + 1);
	socket_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (socket_fd < 0)
		return -errno;
	while (connect(socket_fd, (struct sockaddr *)&address, sizeof address) < 0) {
		if (timeout_ms <= 0)
			return -errno;
		timeout_ms -= RETRY_MS;
		usleep(RETRY_MS * 1000);
	}
	return send_hello();
}

void usbredir_close(void)
{
	if (socket_fd >= 0)
		close(socket_fd);
	socket_fd = -1;
}
