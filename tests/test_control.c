/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <groundglass/control.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct gg_control_info info_of(const char *name, enum gg_control_type type)
{
	return (struct gg_control_info){ .id = 1, .name = (char *)name, .type = type };
}

static void assert_text(const struct gg_control_value *value, const struct gg_control_info *info,
			const char *expected)
{
	char text[256];
	size_t length = gg_control_value_format(value, info, text, sizeof text);
	assert_string_equal(text, expected);
	assert_int_equal(length, strlen(expected));
}

static void test_types(void **state)
{
	(void)state;
	static const struct {
		enum gg_control_type type;
		const char *name;
		size_t size;
	} types[] = {
		{ GG_CONTROL_NONE, "none", 0 },	    { GG_CONTROL_BOOL, "bool", 1 },
		{ GG_CONTROL_UINT8, "uint8", 1 },   { GG_CONTROL_UINT16, "uint16", 2 },
		{ GG_CONTROL_UINT32, "uint32", 4 }, { GG_CONTROL_INT32, "int32", 4 },
		{ GG_CONTROL_INT64, "int64", 8 },   { GG_CONTROL_FLOAT, "float", 4 },
		{ GG_CONTROL_STRING, "string", 1 }, { GG_CONTROL_RECTANGLE, "rectangle", 16 },
		{ GG_CONTROL_SIZE, "size", 8 },	    { GG_CONTROL_POINT, "point", 8 },
	};
	for (size_t i = 0; i < COUNT(types); i++) {
		assert_string_equal(gg_control_type_name(types[i].type), types[i].name);
		assert_int_equal(gg_control_type_size(types[i].type), types[i].size);
	}
	assert_int_equal(gg_control_type_size((enum gg_control_type)99), 0);
}

static void test_value_grows_and_keeps_memory(void **state)
{
	(void)state;
	struct gg_control_value value = { 0 };
	int32_t numbers[64];
	for (int i = 0; i < 64; i++)
		numbers[i] = i * 7;

	assert_int_equal(gg_control_value_set(&value, GG_CONTROL_INT32, true, numbers, 4), 0);
	assert_int_equal(value.capacity, 0);
	assert_memory_equal(gg_control_value_data(&value), numbers, 16);
	assert_int_equal(gg_control_value_set(&value, GG_CONTROL_INT32, true, numbers, 5), 0);
	assert_int_equal(value.capacity, 20);
	assert_int_equal(gg_control_value_set(&value, GG_CONTROL_INT32, true, numbers, 64), 0);
	const void *heap = gg_control_value_data(&value);
	assert_memory_equal(heap, numbers, sizeof numbers);

	assert_int_equal(gg_control_value_set(&value, GG_CONTROL_BOOL, false, "\1", 1), 0);
	assert_ptr_equal(gg_control_value_data(&value), heap);
	assert_int_equal(gg_control_value_set(&value, GG_CONTROL_INT32, true, numbers, 64), 0);
	assert_ptr_equal(gg_control_value_data(&value), heap);
	assert_int_equal(value.capacity, sizeof numbers);

	/* From its own memory, overlapping. */
	assert_int_equal(gg_control_value_set(&value, GG_CONTROL_INT32, true,
					      (const int32_t *)gg_control_value_data(&value) + 1,
					      63),
			 0);
	assert_memory_equal(gg_control_value_data(&value), numbers + 1, 63 * sizeof *numbers);

	assert_int_equal(
		gg_control_value_set(&value, GG_CONTROL_RECTANGLE, true, numbers, UINT32_MAX),
		-ENOMEM);
	assert_int_equal(value.count, 63);
	assert_int_equal(gg_control_value_set(&value, GG_CONTROL_STRING, false, NULL, 0), 0);
	gg_control_value_finish(&value);
	assert_int_equal(value.type, GG_CONTROL_NONE);
	assert_int_equal(value.capacity, 0);
	gg_control_value_finish(&value);
}

static void test_value_copy_and_equal(void **state)
{
	(void)state;
	struct gg_control_value a = { 0 }, b = { 0 };
	const int64_t numbers[] = { 1, -2, 3 };

	gg_control_value_set(&a, GG_CONTROL_INT64, true, numbers, 3);
	assert_false(gg_control_value_equal(&a, &b));
	assert_int_equal(gg_control_value_copy(&b, &a), 0);
	assert_true(gg_control_value_equal(&a, &b));
	assert_ptr_not_equal(gg_control_value_data(&a), gg_control_value_data(&b));
	assert_int_equal(gg_control_value_copy(&a, &a), 0);
	assert_true(gg_control_value_equal(&a, &b));

	gg_control_value_set(&b, GG_CONTROL_INT64, true, numbers, 2);
	assert_false(gg_control_value_equal(&a, &b));
	gg_control_value_set(&a, GG_CONTROL_INT64, false, numbers, 1);
	gg_control_value_set(&b, GG_CONTROL_INT64, true, numbers, 1);
	assert_false(gg_control_value_equal(&a, &b));
	gg_control_value_set_number(&a, GG_CONTROL_INT32, 1);
	gg_control_value_set_number(&b, GG_CONTROL_UINT32, 1);
	assert_false(gg_control_value_equal(&a, &b));
	gg_control_value_set_number(&b, GG_CONTROL_INT32, 2);
	assert_false(gg_control_value_equal(&a, &b));
	gg_control_value_finish(&a);
	gg_control_value_finish(&b);
}

static void test_numbers_round_and_clamp(void **state)
{
	(void)state;
	static const struct {
		enum gg_control_type type;
		double in, out;
	} cases[] = {
		{ GG_CONTROL_BOOL, 5, 1 },
		{ GG_CONTROL_BOOL, 0, 0 },
		{ GG_CONTROL_UINT8, 254.5, 255 },
		{ GG_CONTROL_UINT8, 256, 255 },
		{ GG_CONTROL_UINT8, -1, 0 },
		{ GG_CONTROL_UINT16, 1e9, 65535 },
		{ GG_CONTROL_UINT32, 1e10, 4294967295.0 },
		{ GG_CONTROL_UINT32, 4e9, 4e9 },
		{ GG_CONTROL_INT32, -2.5, -3 },
		{ GG_CONTROL_INT32, 1e10, INT32_MAX },
		{ GG_CONTROL_INT32, -1e10, INT32_MIN },
		{ GG_CONTROL_INT64, 1e10, 1e10 },
		{ GG_CONTROL_INT64, INFINITY, 0x1p63 },
		{ GG_CONTROL_INT64, -INFINITY, -0x1p63 },
		{ GG_CONTROL_FLOAT, 0.5, 0.5 },
		{ GG_CONTROL_FLOAT, 1e300, FLT_MAX },
	};
	struct gg_control_value value = { 0 };
	double number;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(gg_control_value_set_number(&value, cases[i].type, cases[i].in),
				 0);
		assert_true(gg_control_value_number(&value, 0, &number));
		assert_true(number == cases[i].out);
		assert_false(gg_control_value_number(&value, 1, &number));
	}
	gg_control_value_set_number(&value, GG_CONTROL_INT64, INFINITY);
	assert_text(&value, NULL, "9223372036854775807");
	assert_int_equal(gg_control_value_set_number(&value, GG_CONTROL_STRING, 1), -EINVAL);
	assert_int_equal(gg_control_value_set_number(&value, GG_CONTROL_SIZE, 1), -EINVAL);
	assert_int_equal(gg_control_value_set_number(&value, GG_CONTROL_INT32, NAN), -EINVAL);
	gg_control_value_set(&value, GG_CONTROL_STRING, false, "12", 2);
	assert_false(gg_control_value_number(&value, 0, &number));

	const float gains[] = { 1.5F, 2.25F };
	gg_control_value_set(&value, GG_CONTROL_FLOAT, true, gains, 2);
	assert_true(gg_control_value_number(&value, 1, &number) && number == 2.25);
	gg_control_value_finish(&value);
}

static void test_infos(void **state)
{
	(void)state;
	struct gg_control_info infos[] = { info_of("Brightness", GG_CONTROL_FLOAT),
					   info_of("ISO", GG_CONTROL_INT32) };
	struct gg_control_info v4l2[] = { info_of("Focus, Absolute", GG_CONTROL_INT32),
					  info_of("Zoom, Absolute", GG_CONTROL_INT32),
					  info_of("Focus Absolute", GG_CONTROL_INT32) };
	infos[1].id = 77;
	assert_ptr_equal(gg_control_info_find(infos, 2, "iso"), &infos[1]);
	assert_ptr_equal(gg_control_info_find(infos, 2, "BRIGHTNESS"), &infos[0]);
	assert_null(gg_control_info_find(infos, 2, "Bright"));
	assert_null(gg_control_info_find(infos, 2, "Brightnesses"));
	assert_null(gg_control_info_find(NULL, 0, "ISO"));
	assert_ptr_equal(gg_control_info_find(v4l2, 3, "zoom_absolute"), &v4l2[1]);
	assert_ptr_equal(gg_control_info_find(v4l2, 3, "ZoomAbsolute"), &v4l2[1]);
	assert_ptr_equal(gg_control_info_find(v4l2, 3, "focus_absolute"), &v4l2[0]);
	assert_ptr_equal(gg_control_info_find(v4l2, 3, "focus absolute"), &v4l2[2]);
	assert_null(gg_control_info_find(v4l2, 3, "zoom_"));
	assert_null(gg_control_info_find(v4l2, 3, "zoom_absolute_2"));
	assert_ptr_equal(gg_control_info_by_id(infos, 2, 77), &infos[1]);
	assert_null(gg_control_info_by_id(infos, 2, 78));

	struct gg_control_info owned = info_of("x", GG_CONTROL_INT32);
	owned.name = strdup("AwbMode");
	owned.enumerators = calloc(1, sizeof *owned.enumerators);
	owned.n_enumerators = 1;
	owned.enumerators[0].name = strdup("AwbAuto");
	gg_control_value_set(&owned.def, GG_CONTROL_STRING, false, "longer than sixteen", 19);
	gg_control_info_finish(&owned);
	assert_null(owned.name);
	assert_int_equal(owned.n_enumerators, 0);
}

static void test_list(void **state)
{
	(void)state;
	struct gg_control_list list = { 0 };
	for (uint32_t id = 1; id <= 20; id++) {
		struct gg_control_value *value = gg_control_list_slot(&list, id, "Contrast");
		assert_non_null(value);
		assert_int_equal(value->type, GG_CONTROL_NONE);
		gg_control_value_set_number(value, GG_CONTROL_INT32, id * 10);
	}
	assert_int_equal(list.n, 20);
	for (uint32_t id = 1; id <= 20; id++) {
		assert_int_equal(list.items[id - 1].id, id);
		assert_text(gg_control_list_get(&list, id), NULL,
			    (char[]){ (char)('0' + id / 10), (char)('0' + id % 10), '0', 0 } +
				    (id < 10));
	}
	assert_null(gg_control_list_get(&list, 21));

	/* The same id is the same slot, and keeps its value and place. */
	struct gg_control_value *third = gg_control_list_slot(&list, 3, "Contrast");
	assert_text(third, NULL, "30");
	assert_int_equal(list.n, 20);
	assert_ptr_equal(gg_control_list_find(&list, "contrast"), &list.items[0].value);
	assert_null(gg_control_list_find(&list, "Gamma"));
	gg_control_list_finish(&list);
	assert_int_equal(list.n + list.capacity, 0);
}

static void test_list_keeps_memory(void **state)
{
	(void)state;
	struct gg_control_list list = { 0 };
	const int64_t numbers[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	const void *heap = NULL;
	const void *items = NULL;
	for (int frame = 0; frame < 3; frame++) {
		gg_control_list_clear(&list);
		assert_null(gg_control_list_get(&list, 9));
		struct gg_control_value *value = gg_control_list_slot(&list, 9, "Lux");
		assert_int_equal(value->type, GG_CONTROL_NONE);
		assert_int_equal(value->count, 0);
		gg_control_value_set(value, GG_CONTROL_INT64, true, numbers, 8);
		if (frame) {
			assert_ptr_equal(gg_control_value_data(value), heap);
			assert_ptr_equal(list.items, items);
		}
		heap = gg_control_value_data(value);
		items = list.items;
	}
	gg_control_list_finish(&list);
}

static void test_list_merge(void **state)
{
	(void)state;
	struct gg_control_list a = { 0 }, b = { 0 };
	gg_control_value_set_number(gg_control_list_slot(&a, 1, "One"), GG_CONTROL_INT32, 1);
	gg_control_value_set_number(gg_control_list_slot(&a, 2, "Two"), GG_CONTROL_INT32, 2);
	gg_control_value_set_number(gg_control_list_slot(&b, 2, "Two"), GG_CONTROL_FLOAT, 2.5);
	gg_control_value_set_number(gg_control_list_slot(&b, 3, "Three"), GG_CONTROL_BOOL, 1);
	assert_int_equal(gg_control_list_merge(&a, &b), 0);
	assert_int_equal(gg_control_list_merge(&a, &a), 0);
	assert_int_equal(a.n, 3);
	assert_text(gg_control_list_find(&a, "one"), NULL, "1");
	assert_text(gg_control_list_find(&a, "two"), NULL, "2.5");
	assert_text(gg_control_list_find(&a, "three"), NULL, "true");
	assert_int_equal(b.n, 2);
	gg_control_list_finish(&a);
	gg_control_list_finish(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_value_grows_and_keeps_memory),
		cmocka_unit_test(test_value_copy_and_equal),
		cmocka_unit_test(test_numbers_round_and_clamp),
		cmocka_unit_test(test_infos),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_list_keeps_memory),
		cmocka_unit_test(test_list_merge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
