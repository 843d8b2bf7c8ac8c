/* SPDX-License-Identifier: BSD-2-Clause */
#include "v4l2_controls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <groundglass/log.h>

#include "v4l2_control.h"

/* What a driver that counts on without an end is good for. */
enum { MOST_CONTROLS = 256, MOST_ITEMS = 256 };

struct gg_v4l2 {
	int fd;
	size_t first; /* in camera->controls; all that follow are ours too */
};

/* Where libcamera's handler sets all its controls on the one node. */
static const char *const drivers[] = { "uvcvideo" };

static int node_ioctl(int fd, unsigned long request, void *argument)
{
	int ret;

	do
		ret = ioctl(fd, request, argument);
	while (ret < 0 && errno == EINTR);
	return ret < 0 ? -errno : 0;
}

static bool is_ours(int fd)
{
	struct v4l2_capability capability = { 0 };

	if (node_ioctl(fd, VIDIOC_QUERYCAP, &capability))
		return false;
	for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
		if (strncmp((const char *)capability.driver, drivers[i],
			    sizeof capability.driver) == 0)
			return true;
	return false;
}

static int add_items(int fd, struct gg_control_info *info, const struct v4l2_query_ext_ctrl *query)
{
	int ret = 0;

	if (!gg_v4l2_control_has_menu(query) || query->minimum < 0)
		return 0;
	for (int64_t i = 0; ret == 0 && i < MOST_ITEMS && query->minimum + i <= query->maximum;
	     i++) {
		struct v4l2_querymenu item = { .id = query->id,
					       .index = (uint32_t)(query->minimum + i) };
		if (node_ioctl(fd, VIDIOC_QUERYMENU, &item) == 0)
			ret = gg_v4l2_control_add_item(info, query, &item);
	}
	return ret;
}

/* Append one control to the camera's, where it is one for us. 0 or -ENOMEM. */
static int add_control(struct gg_camera *camera, int fd, size_t n_theirs,
		       const struct v4l2_query_ext_ctrl *query)
{
	if (gg_v4l2_control_is_mapped(query->id, camera->controls, n_theirs))
		return 0;
	struct gg_control_info *grown =
		reallocarray(camera->controls, camera->n_controls + 1, sizeof *camera->controls);
	if (!grown)
		return -ENOMEM;
	camera->controls = grown;

	struct gg_control_info *info = &grown[camera->n_controls];
	*info = (struct gg_control_info){ 0 };
	int ret = gg_v4l2_control_info(info, query);
	if (ret == 0)
		ret = add_items(fd, info, query);
	if (ret)
		gg_control_info_finish(info);
	else
		camera->n_controls++;
	return ret == -ENOTSUP ? 0 : ret;
}

static int add_controls(struct gg_camera *camera, int fd)
{
	const size_t n_theirs = camera->n_controls;
	uint32_t last = n_theirs ? camera->controls[n_theirs - 1].id : 0;
	int ret = 0;

	for (unsigned i = 0; ret == 0 && i < MOST_CONTROLS; i++) {
		struct v4l2_query_ext_ctrl query = { .id = last | V4L2_CTRL_FLAG_NEXT_CTRL };
		if (node_ioctl(fd, VIDIOC_QUERY_EXT_CTRL, &query) || query.id <= last)
			break;
		last = query.id;
		ret = add_control(camera, fd, n_theirs, &query);
	}
	return ret;
}

int gg_v4l2_controls_open(struct gg_camera *camera)
{
	const char *node = camera->info.device;
	const size_t first = camera->n_controls;
	int ret = -ENOMEM;

	if (!node)
		return 0;
	int fd = open(node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0) {
		gg_log(GG_LOG_WARNING, "camera", "%s: cannot open %s for more controls: %s",
		       camera->info.id, node, strerror(errno));
		return 0;
	}
	struct gg_v4l2 *v4l2 = calloc(1, sizeof *v4l2);
	if (v4l2)
		ret = is_ours(fd) ? add_controls(camera, fd) : 0;
	if (ret || camera->n_controls == first) {
		free(v4l2);
		close(fd);
		return ret;
	}
	v4l2->fd = fd;
	v4l2->first = first;
	camera->v4l2 = v4l2;
	return 0;
}

void gg_v4l2_controls_close(struct gg_camera *camera)
{
	if (!camera->v4l2)
		return;
	close(camera->v4l2->fd);
	free(camera->v4l2);
	camera->v4l2 = NULL;
}

static const struct gg_control_info *find(const struct gg_camera *camera, uint32_t id)
{
	const struct gg_v4l2 *v4l2 = camera->v4l2;
	return v4l2 ? gg_control_info_by_id(camera->controls + v4l2->first,
					    camera->n_controls - v4l2->first, id)
		    : NULL;
}

bool gg_v4l2_controls_has(const struct gg_camera *camera, uint32_t id)
{
	return find(camera, id);
}

/* A control's flags now, or 0 where they cannot be had. */
static uint32_t flags_of(const struct gg_camera *camera, uint32_t id)
{
	struct v4l2_query_ext_ctrl query = { .id = id };
	return node_ioctl(camera->v4l2->fd, VIDIOC_QUERY_EXT_CTRL, &query) ? 0 : query.flags;
}

bool gg_v4l2_controls_is_active(const struct gg_camera *camera, uint32_t id)
{
	return !(flags_of(camera, id) & V4L2_CTRL_FLAG_INACTIVE);
}

static const char *reason_of(int code)
{
	static const struct {
		int code;
		const char *reason;
	} reasons[] = {
		{ -EBUSY, "the camera is busy with it: try again" },
		{ -ERANGE, "the camera does not take that value" },
		{ -EACCES, "the driver does not let it be set now" },
		{ -ENODEV, "the camera is gone" },
		{ -ETIMEDOUT, "the camera does not answer" },
		{ -EIO, "the camera refused it" },
		{ -EPIPE, "the camera refused it" },
	};

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].code == code)
			return reasons[i].reason;
	return strerror(-code);
}

/* Why a control cannot be set while it is inactive. */
static int fail_inactive(const struct gg_camera *camera, const struct gg_control_info *info,
			 struct gg_error *error)
{
	const struct gg_control_info *automatic = find(camera, gg_v4l2_control_automatic(info->id));

	if (automatic)
		return gg_error_set(error, -EACCES,
				    "%s is inactive while %s is on: set that to %s first",
				    info->name, automatic->name,
				    automatic->type == GG_CONTROL_BOOL ? "false" : "manual");
	return gg_error_set(error, -EACCES,
			    "%s is inactive: another control of the camera decides it now",
			    info->name);
}

static int set_control(struct gg_camera *camera, const struct gg_control_info *info,
		       const struct gg_control_value *value, struct gg_error *error)
{
	struct v4l2_ext_control control;
	struct v4l2_ext_controls set = { .count = 1, .controls = &control };
	char text[64], low[32], high[32];

	int ret = gg_v4l2_control_to(&control, value, info);
	gg_control_value_format(value, info, text, sizeof text);
	if (ret) {
		gg_control_value_format(&info->min, NULL, low, sizeof low);
		gg_control_value_format(&info->max, NULL, high, sizeof high);
		return gg_error_set(error, ret, "cannot set %s to %s: it takes %s..%s%s",
				    info->name, text, low, high,
				    info->n_enumerators ? ", and not all of them" : "");
	}
	if (!gg_v4l2_controls_is_active(camera, info->id))
		return fail_inactive(camera, info, error);
	ret = node_ioctl(camera->v4l2->fd, VIDIOC_S_EXT_CTRLS, &set);
	if (ret)
		return gg_error_set(error, ret, "cannot set %s to %s: %s", info->name, text,
				    reason_of(ret));
	return 0;
}

/* Is it a switch or a menu, which others may hang on? */
static bool is_switch(const struct gg_control_info *info)
{
	return info->type == GG_CONTROL_BOOL || info->n_enumerators;
}

int gg_v4l2_controls_set(struct gg_camera *camera, const struct gg_control_list *list,
			 struct gg_error *error)
{
	int ret = 0;

	for (int others = 0; others < 2; others++) {
		for (size_t i = 0; ret == 0 && i < list->n; i++) {
			const struct gg_control_item *item = &list->items[i];
			const struct gg_control_info *info = find(camera, item->id);
			if (info && is_switch(info) == !others)
				ret = set_control(camera, info, &item->value, error);
		}
	}
	return ret;
}

int gg_v4l2_controls_read(struct gg_camera *camera, struct gg_control_list *list,
			  struct gg_error *error)
{
	enum { MOST_TIMEOUTS = 2 }; /* one control may be broken, but each takes seconds */
	const struct gg_v4l2 *v4l2 = camera->v4l2;
	unsigned timeouts = 0;

	for (size_t i = v4l2 ? v4l2->first : SIZE_MAX; i < camera->n_controls; i++) {
		const struct gg_control_info *info = &camera->controls[i];
		struct v4l2_ext_control control = { .id = info->id };
		struct v4l2_ext_controls get = { .count = 1, .controls = &control };

		int ret = node_ioctl(v4l2->fd, VIDIOC_G_EXT_CTRLS, &get);
		timeouts += ret == -ETIMEDOUT;
		if (ret == -ENODEV || timeouts == MOST_TIMEOUTS)
			return gg_error_set(error, ret, "cannot read %s: %s", info->name,
					    reason_of(ret));
		if (ret) /* a button, or write-only */
			continue;
		struct gg_control_value *slot = gg_control_list_slot(list, info->id, info->name);
		if (!slot || gg_v4l2_control_from(slot, &control, info))
			return gg_error_set(error, -ENOMEM, "no memory for controls");
	}
	return 0;
}
