/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * V4L2's controls as ours, and the order in which a node is asked for them: the test stands in for
 * ioctl() (linked with --wrap), and is a device of a few controls.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include <cmocka.h>

#include "v4l2_control.h"
#include "v4l2_controls.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DRIVER_CID = V4L2_CID_CAMERA_CLASS_BASE + 0x1000 };

static const struct v4l2_query_ext_ctrl first_controls[] = {
	{ .id = V4L2_CID_USER_CLASS, .type = V4L2_CTRL_TYPE_CTRL_CLASS, .name = "User Controls" },
	{ .id = V4L2_CID_BRIGHTNESS,
	  .type = V4L2_CTRL_TYPE_INTEGER,
	  .name = "Brightness",
	  .minimum = -64,
	  .maximum = 64,
	  .step = 1 },
	{ .id = V4L2_CID_HUE,
	  .type = V4L2_CTRL_TYPE_INTEGER,
	  .name = "Hue",
	  .flags = V4L2_CTRL_FLAG_DISABLED },
	{ .id = V4L2_CID_AUTO_WHITE_BALANCE,
	  .type = V4L2_CTRL_TYPE_BOOLEAN,
	  .name = "White Balance, Automatic",
	  .maximum = 1,
	  .step = 1,
	  .default_value = 1 },
	{ .id = V4L2_CID_GAIN, .type = V4L2_CTRL_TYPE_INTEGER, .name = "Gain", .maximum = 255 },
	{ .id = V4L2_CID_POWER_LINE_FREQUENCY,
	  .type = V4L2_CTRL_TYPE_MENU,
	  .name = "Power Line Frequency",
	  .maximum = 3,
	  .step = 1,
	  .default_value = 1 },
	{ .id = V4L2_CID_WHITE_BALANCE_TEMPERATURE,
	  .type = V4L2_CTRL_TYPE_INTEGER,
	  .name = "White Balance Temperature",
	  .minimum = 2800,
	  .maximum = 6500,
	  .step = 10,
	  .default_value = 4600 },
	{ .id = V4L2_CID_EXPOSURE_ABSOLUTE,
	  .type = V4L2_CTRL_TYPE_INTEGER,
	  .name = "Exposure Time, Absolute",
	  .minimum = 1,
	  .maximum = 5000,
	  .flags = V4L2_CTRL_FLAG_READ_ONLY },
	{ .id = V4L2_CID_PAN_RESET, .type = V4L2_CTRL_TYPE_BUTTON, .name = "Pan, Reset" },
	{ .id = DRIVER_CID, .type = V4L2_CTRL_TYPE_U8, .name = "Matrix", .nr_of_dims = 2 },
};

enum { N_CONTROLS = COUNT(first_controls), MOST_SETS = 8 };

/* The device of the test that runs. */
static struct {
	struct v4l2_query_ext_ctrl controls[N_CONTROLS];
	const char *driver;
	int32_t values[N_CONTROLS];
	bool endless; /* behind its controls come more and more */
	bool gone;
	unsigned silent; /* so many reads from now on time out */
	int set_result;
	unsigned n_sets;
	struct v4l2_ext_control sets[MOST_SETS];
} device;

static int find(uint32_t id)
{
	for (int i = 0; i < N_CONTROLS; i++)
		if (device.controls[i].id == id)
			return i;
	return -1;
}

static int query(struct v4l2_query_ext_ctrl *query)
{
	const uint32_t id = query->id & ~V4L2_CTRL_FLAG_NEXT_CTRL;

	if (id == query->id) {
		if (find(id) < 0)
			return -EINVAL;
		*query = device.controls[find(id)];
		/* As uvcvideo has it. */
		if (id == V4L2_CID_WHITE_BALANCE_TEMPERATURE &&
		    device.values[find(V4L2_CID_AUTO_WHITE_BALANCE)])
			query->flags |= V4L2_CTRL_FLAG_INACTIVE;
		return 0;
	}
	for (int i = 0; i < N_CONTROLS; i++) {
		if (device.controls[i].id > id) {
			*query = device.controls[i];
			return 0;
		}
	}
	if (!device.endless)
		return -EINVAL;
	*query = (struct v4l2_query_ext_ctrl){
		.id = id + 1, .type = V4L2_CTRL_TYPE_INTEGER, .name = "More", .maximum = 1
	};
	return 0;
}

static int query_item(struct v4l2_querymenu *item)
{
	static const char *const items[] = { "Disabled", "50 Hz", NULL, "Auto" };

	assert_int_equal(item->id, V4L2_CID_POWER_LINE_FREQUENCY);
	assert_true(item->index < COUNT(items));
	if (!items[item->index])
		return -EINVAL;
	snprintf((char *)item->name, sizeof item->name, "%s", items[item->index]);
	return 0;
}

static int get(struct v4l2_ext_controls *controls)
{
	assert_int_equal(controls->count, 1);
	int i = find(controls->controls->id);
	if (device.silent) {
		device.silent--;
		return -ETIMEDOUT;
	}
	if (i < 0 || device.controls[i].type == V4L2_CTRL_TYPE_BUTTON)
		return -EACCES;
	controls->controls->value = device.values[i];
	return 0;
}

static int set(const struct v4l2_ext_controls *controls)
{
	assert_int_equal(controls->count, 1);
	int i = find(controls->controls->id);
	assert_true(i >= 0 && device.n_sets < MOST_SETS);
	if (device.set_result)
		return device.set_result;
	device.sets[device.n_sets++] = *controls->controls;
	device.values[i] = controls->controls->value;
	return 0;
}

static int serve(unsigned long request, void *argument)
{
	struct v4l2_capability *capability = argument;

	if (device.gone)
		return -ENODEV;
	switch (request) {
	case VIDIOC_QUERYCAP:
		snprintf((char *)capability->driver, sizeof capability->driver, "%s",
			 device.driver);
		return 0;
	case VIDIOC_QUERY_EXT_CTRL:
		return query(argument);
	case VIDIOC_QUERYMENU:
		return query_item(argument);
	case VIDIOC_G_EXT_CTRLS:
		return get(argument);
	case VIDIOC_S_EXT_CTRLS:
		return set(argument);
	default:
		return -ENOTTY;
	}
}

/* Linked in place of ioctl(). */
int __wrap_ioctl(int fd, unsigned long request, void *argument);
int __wrap_ioctl(int fd, unsigned long request, void *argument)
{
	(void)fd;
	int ret = serve(request, argument);
	errno = -ret;
	return ret ? -1 : 0;
}

/* A camera of which libcamera has a control of that name. */
static struct gg_camera open_camera(const char *libcamera)
{
	struct gg_camera camera = { .info = { .id = (char *)"test", .device = (char *)"/dev/null" },
				    .n_controls = 1 };
	camera.controls = calloc(1, sizeof *camera.controls);
	assert_non_null(camera.controls);
	camera.controls->id = 12;
	camera.controls->type = GG_CONTROL_FLOAT;
	camera.controls->name = strdup(libcamera);
	assert_int_equal(gg_v4l2_controls_open(&camera), 0);
	return camera;
}

static void close_camera(struct gg_camera *camera)
{
	gg_v4l2_controls_close(camera);
	assert_null(camera->v4l2);
	for (size_t i = 0; i < camera->n_controls; i++)
		gg_control_info_finish(&camera->controls[i]);
	free(camera->controls);
}

static int reset(void **state)
{
	(void)state;
	memset(&device, 0, sizeof device);
	memcpy(device.controls, first_controls, sizeof first_controls);
	device.driver = "uvcvideo";
	device.values[find(V4L2_CID_AUTO_WHITE_BALANCE)] = 1;
	device.values[find(V4L2_CID_WHITE_BALANCE_TEMPERATURE)] = 5000;
	return 0;
}

/* Put the value in list as it is read from text. */
static const struct gg_control_info *ask(struct gg_control_list *list,
					 const struct gg_camera *camera, const char *name,
					 const char *text)
{
	struct gg_error error = { "" };
	const struct gg_control_info *info =
		gg_control_info_find(camera->controls, camera->n_controls, name);

	assert_non_null(info);
	assert_int_equal(gg_control_value_parse(gg_control_list_slot(list, info->id, info->name),
						info, text, &error),
			 0);
	return info;
}

static void test_listing(void **state)
{
	(void)state;
	static const char *const names[] = {
		"Brightness",		"White Balance, Automatic",  "Gain",
		"Power Line Frequency", "White Balance Temperature", "Exposure Time, Absolute",
		"Pan, Reset",
	};
	struct gg_camera camera = open_camera("Brightness");

	assert_int_equal(camera.n_controls, COUNT(names));
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_string_equal(camera.controls[i].name, names[i]);
		assert_true(i == 0 || camera.controls[i].id > camera.controls[i - 1].id);
		assert_int_equal(gg_v4l2_controls_has(&camera, camera.controls[i].id), i > 0);
		assert_int_equal(camera.controls[i].read_only, i == 5);
	}
	const struct gg_control_info *menu = &camera.controls[3];
	assert_int_equal(menu->type, GG_CONTROL_INT32);
	assert_int_equal(menu->n_enumerators, 3);
	assert_int_equal(menu->enumerators[2].value, 3);
	assert_string_equal(menu->enumerators[2].name, "Auto");
	assert_true(camera.controls[4].step == 10);
	assert_int_equal(camera.controls[6].type, GG_CONTROL_BOOL);
	assert_int_equal(camera.controls[6].min.type, GG_CONTROL_NONE);
	close_camera(&camera);

	camera = open_camera("AnalogueGain"); /* libcamera's name of another of them */
	assert_int_equal(camera.n_controls, COUNT(names));
	assert_string_equal(camera.controls[1].name, "Brightness");
	assert_null(gg_control_info_find(camera.controls, camera.n_controls, "Gain"));
	close_camera(&camera);
}

/* Other drivers' nodes hold what libcamera drives elsewhere; and none is trusted to end. */
static void test_other_drivers(void **state)
{
	(void)state;
	device.driver = "sun6i-csi";
	struct gg_camera camera = open_camera("Brightness");
	assert_null(camera.v4l2);
	assert_int_equal(camera.n_controls, 1);
	close_camera(&camera);

	device.driver = "uvcvideo";
	device.endless = true;
	camera = open_camera("Brightness");
	assert_true(camera.n_controls < 300);
	close_camera(&camera);
}

static void test_set_order(void **state)
{
	(void)state;
	struct gg_camera camera = open_camera("Brightness");
	struct gg_control_list list = { 0 };
	struct gg_error error = { "" };

	ask(&list, &camera, "white_balance_temperature", "3000");
	ask(&list, &camera, "Brightness", "1");
	ask(&list, &camera, "white_balance_automatic", "off");
	ask(&list, &camera, "power_line_frequency", "auto");
	ask(&list, &camera, "pan_reset", "true");
	assert_int_equal(gg_v4l2_controls_set(&camera, &list, &error), 0);

	static const struct {
		uint32_t id;
		int32_t value;
	} expected[] = {
		{ V4L2_CID_AUTO_WHITE_BALANCE, 0 },
		{ V4L2_CID_POWER_LINE_FREQUENCY, 3 },
		{ V4L2_CID_PAN_RESET, 1 },
		{ V4L2_CID_WHITE_BALANCE_TEMPERATURE, 3000 },
	};
	assert_int_equal(device.n_sets, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++) {
		assert_int_equal(device.sets[i].id, expected[i].id);
		assert_int_equal(device.sets[i].value, expected[i].value);
	}
	gg_control_list_finish(&list);
	close_camera(&camera);
}

/* Set one control to a number, which parsing might have refused; what is said of it. */
static void check_refused(struct gg_camera *camera, const char *name, double number, int code,
			  const char *text)
{
	const struct gg_control_info *info =
		gg_control_info_find(camera->controls, camera->n_controls, name);
	struct gg_control_list list = { 0 };
	struct gg_error error = { "" };

	assert_non_null(info);
	gg_control_value_set_number(gg_control_list_slot(&list, info->id, info->name), info->type,
				    number);
	assert_int_equal(gg_v4l2_controls_set(camera, &list, &error), code);
	assert_string_equal(error.text, text);
	assert_int_equal(device.n_sets, 0);
	gg_control_list_finish(&list);
}

static void test_refusals(void **state)
{
	(void)state;
	struct gg_camera camera = open_camera("Brightness");

	check_refused(&camera, "White Balance Temperature", 3000, -EACCES,
		      "White Balance Temperature is inactive while White Balance, Automatic is on: "
		      "set that to false first");
	assert_false(gg_v4l2_controls_is_active(&camera, V4L2_CID_WHITE_BALANCE_TEMPERATURE));
	assert_true(gg_v4l2_controls_is_active(&camera, V4L2_CID_GAIN));
	check_refused(&camera, "White Balance Temperature", 6501, -ERANGE,
		      "cannot set White Balance Temperature to 6501: it takes 2800..6500");
	check_refused(&camera, "Power Line Frequency", 2, -ERANGE,
		      "cannot set Power Line Frequency to 2: it takes 0..3, and not all of them");
	device.set_result = -ERANGE;
	check_refused(&camera, "Power Line Frequency", 1, -ERANGE,
		      "cannot set Power Line Frequency to 50 Hz: the camera does not take that "
		      "value");
	device.set_result = -EIO;
	check_refused(&camera, "Gain", 1, -EIO, "cannot set Gain to 1: the camera refused it");
	device.gone = true;
	check_refused(&camera, "Gain", 1, -ENODEV, "cannot set Gain to 1: the camera is gone");
	close_camera(&camera);
}

static void test_read(void **state)
{
	(void)state;
	struct gg_camera camera = open_camera("Brightness");
	struct gg_control_list list = { 0 };
	struct gg_error error = { "" };
	double number;

	assert_int_equal(gg_v4l2_controls_read(&camera, &list, &error), 0);
	assert_int_equal(list.n, 5); /* not the button, nor libcamera's */
	assert_null(gg_control_list_find(&list, "Pan, Reset"));
	assert_true(gg_control_value_number(
		gg_control_list_get(&list, V4L2_CID_WHITE_BALANCE_TEMPERATURE), 0, &number));
	assert_true(number == 5000);
	gg_control_list_clear(&list);
	device.silent = 1; /* for a control that is broken the others are read */
	assert_int_equal(gg_v4l2_controls_read(&camera, &list, &error), 0);
	assert_int_equal(list.n, 4);
	gg_control_list_clear(&list);
	device.silent = 9; /* but not for a camera */
	assert_int_equal(gg_v4l2_controls_read(&camera, &list, &error), -ETIMEDOUT);
	assert_int_equal(list.n, 0);
	assert_int_equal(device.silent, 7);
	device.silent = 0;
	device.gone = true;
	assert_int_equal(gg_v4l2_controls_read(&camera, &list, &error), -ENODEV);
	assert_int_equal(list.n, 0);
	gg_control_list_finish(&list);
	close_camera(&camera);
}

/* Names and numbers as a driver should not give them. */
static void test_translation(void **state)
{
	(void)state;
	struct v4l2_query_ext_ctrl query = { .id = DRIVER_CID, .type = V4L2_CTRL_TYPE_INTEGER64 };
	struct v4l2_ext_control control;
	struct gg_control_value value = { 0 };
	struct gg_control_info info = { 0 };

	assert_int_equal(gg_v4l2_control_info(&info, &query), -ENOTSUP); /* no name */
	memset(query.name, 'x', sizeof query.name);			 /* without an end */
	query.name[3] = '\n';
	query.minimum = INT64_MIN;
	query.maximum = INT64_MAX;
	assert_int_equal(gg_v4l2_control_info(&info, &query), 0);
	assert_int_equal(strlen(info.name), sizeof query.name);
	assert_memory_equal(info.name, "xxx?x", 5);
	const int64_t big = INT64_MAX - 1; /* no double */
	assert_int_equal(gg_control_value_set(&value, GG_CONTROL_INT64, false, &big, 1), 0);
	assert_int_equal(gg_v4l2_control_to(&control, &value, &info), 0);
	assert_true(control.value64 == big);
	gg_control_info_finish(&info);

	query.type = V4L2_CTRL_TYPE_BITMASK;
	query.minimum = 0;
	query.maximum = 0xf0000001;
	assert_int_equal(gg_v4l2_control_info(&info, &query), 0);
	assert_int_equal(gg_control_value_set_number(&value, info.type, 0xf0000000), 0);
	assert_int_equal(gg_v4l2_control_to(&control, &value, &info), 0);
	assert_true((uint32_t)control.value == 0xf0000000);
	assert_int_equal(gg_v4l2_control_from(&value, &control, &info), 0);
	double number;
	assert_true(gg_control_value_number(&value, 0, &number) && number == 0xf0000000);
	gg_control_info_finish(&info);

	query.type = V4L2_CTRL_TYPE_INTEGER_MENU;
	assert_int_equal(gg_v4l2_control_info(&info, &query), 0);
	assert_true(gg_v4l2_control_has_menu(&query));
	const struct v4l2_querymenu item = { .index = 2, .value = -1600 };
	assert_int_equal(gg_v4l2_control_add_item(&info, &query, &item), 0);
	assert_string_equal(info.enumerators[0].name, "-1600");
	assert_int_equal(info.enumerators[0].value, 2);
	gg_control_info_finish(&info);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_listing, reset),
		cmocka_unit_test_setup(test_other_drivers, reset),
		cmocka_unit_test_setup(test_set_order, reset),
		cmocka_unit_test_setup(test_refusals, reset),
		cmocka_unit_test_setup(test_read, reset),
		cmocka_unit_test_setup(test_translation, reset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
