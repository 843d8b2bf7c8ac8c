/* SPDX-License-Identifier: BSD-2-Clause */
/* The control panel's model: rows, steps, typing, resets and what is written of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "overlay.h"
#include "panel.h"
#include "panel_input.h"
#include "panel_text.h"

enum id {
	AE_ENABLE = 1,
	EXPOSURE,
	GAIN,
	AWB_MODE,
	COLOUR_GAINS,
	CROP,
	WINDOWS,
	BRIGHTNESS,
	TEMPERATURE,
	FRAMES,
	LUX,
	LABEL,
	ODD,
	N_CONTROLS = ODD
};

static char auto_name[] = "AwbAuto", incandescent[] = "AwbIncandescent", indoor[] = "AwbIndoor",
	    custom[] = "AwbCustom";
static struct gg_control_enumerator modes[] = {
	{ 0, auto_name },
	{ 1, incandescent },
	{ 4, indoor },
	{ 7, custom },
};

/* One of every type, in another order than the groups'. */
static const struct {
	enum id id;
	const char *name;
	enum gg_control_type type;
	double min, max, def; /* NAN: none */
	bool read_only;
	uint32_t array_size;
} table[N_CONTROLS] = {
	{ ODD, "OdysseyMode", GG_CONTROL_INT32, 0, 10, 3, false, 0 },
	{ BRIGHTNESS, "Brightness", GG_CONTROL_FLOAT, -1, 1, 0, false, 0 },
	{ CROP, "ScalerCrop", GG_CONTROL_RECTANGLE, 0, 0, 0, false, 0 },
	{ WINDOWS, "AfWindows", GG_CONTROL_RECTANGLE, 0, 0, 0, false, 2 },
	{ AWB_MODE, "AwbMode", GG_CONTROL_INT32, 0, 4, 0, false, 0 },
	{ COLOUR_GAINS, "ColourGains", GG_CONTROL_FLOAT, 0, 32, 1, false, 2 },
	{ TEMPERATURE, "ColourTemperature", GG_CONTROL_INT32, 2000, 10000, 4500, false, 0 },
	{ AE_ENABLE, "AeEnable", GG_CONTROL_BOOL, 0, 1, 1, false, 0 },
	{ EXPOSURE, "ExposureTime", GG_CONTROL_INT32, 1, 100000000, 10000, false, 0 },
	{ GAIN, "AnalogueGain", GG_CONTROL_FLOAT, 1, 16, 1, false, 0 },
	{ FRAMES, "SomeCounter", GG_CONTROL_INT64, 0, 9e18, 0, false, 0 },
	{ LUX, "Lux", GG_CONTROL_FLOAT, 0, 0, 0, true, 0 },
	{ LABEL, "Label", GG_CONTROL_STRING, 0, 0, 0, false, 0 },
};

static struct gg_control_info infos[N_CONTROLS];
static struct gg_control_list asked, reported;
static struct panel panel;

static void set_up_info(struct gg_control_info *info, size_t i)
{
	static const struct gg_rectangle whole = { 0, 0, 1920, 1080 };

	*info = (struct gg_control_info){ .id = table[i].id,
					  .name = strdup(table[i].name),
					  .type = table[i].type,
					  .is_array = table[i].array_size > 0,
					  .array_size = table[i].array_size,
					  .read_only = table[i].read_only };
	if (info->type == GG_CONTROL_RECTANGLE) {
		gg_control_value_set(&info->max, info->type, false, &whole, 1);
		if (!info->is_array)
			gg_control_value_set(&info->def, info->type, false, &whole, 1);
	} else if (table[i].max > table[i].min) {
		gg_control_value_set_number(&info->min, info->type, table[i].min);
		gg_control_value_set_number(&info->max, info->type, table[i].max);
		if (!info->is_array)
			gg_control_value_set_number(&info->def, info->type, table[i].def);
	}
	if (info->id == AWB_MODE) {
		info->n_enumerators = 4;
		info->enumerators = modes;
	}
}

static void sync_panel(void)
{
	panel_sync(&panel, &(struct panel_controls){ N_CONTROLS, infos, &asked, &reported });
}

static int set_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_CONTROLS; i++)
		set_up_info(&infos[i], i);
	panel.open = true;
	sync_panel();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_CONTROLS; i++) {
		infos[i].n_enumerators = 0;
		infos[i].enumerators = NULL;
		gg_control_info_finish(&infos[i]);
	}
	panel_finish(&panel);
	gg_control_list_finish(&asked);
	gg_control_list_finish(&reported);
	return 0;
}

static const struct gg_control_info *info_of(const char *name)
{
	return gg_control_info_find(infos, N_CONTROLS, name);
}

static void choose(const char *name, int component)
{
	for (size_t i = 0; i < panel.n_rows; i++)
		if (strcmp(infos[panel.rows[i].control].name, name) == 0 &&
		    panel.rows[i].component == component) {
			panel_choose(&panel, i);
			return;
		}
	fail_msg("no row %s %d", name, component);
}

/* What comes of it is asked, as text. */
static const char *taken(const char *name)
{
	static char text[256];
	const struct gg_control_info *info = info_of(name);

	assert_int_equal(gg_control_list_merge(&asked, &panel.change), 0);
	gg_control_list_clear(&panel.change);
	sync_panel();
	const struct gg_control_value *value = gg_control_list_get(&asked, info->id);
	if (!value)
		return "";
	gg_control_value_format(value, info, text, sizeof text);
	return text;
}

static void type(const char *text)
{
	assert_false(panel_enter(&panel));
	assert_int_equal(panel.typing, PANEL_TYPES_VALUE);
	panel_type(&panel, text);
}

static void test_groups(void **state)
{
	static const char *const order[] = {
		"AeEnable",    "ExposureTime",	    "AnalogueGain", "Lux",	  "AwbMode",
		"ColourGains", "ColourTemperature", "AfWindows",    "Brightness", "ScalerCrop",
		"OdysseyMode", "SomeCounter",	    "Label",
	};
	int groups[PANEL_GROUPS] = { 0 };

	(void)state;
	assert_int_equal(panel.n_rows, N_CONTROLS);
	for (size_t i = 0; i < panel.n_rows; i++) {
		groups[panel.rows[i].group]++;
		assert_true(i == 0 || panel.rows[i].group >= panel.rows[i - 1].group);
		bool known = false;
		for (size_t k = 0; k < sizeof order / sizeof *order; k++)
			known |= strcmp(order[k], infos[panel.rows[i].control].name) == 0;
		assert_true(known);
	}
	assert_int_equal(groups[PANEL_EXPOSURE], 4);
	assert_int_equal(groups[PANEL_COLOUR], 3);
	assert_int_equal(groups[PANEL_FOCUS], 1);
	assert_int_equal(groups[PANEL_PICTURE], 2);
	assert_int_equal(groups[PANEL_VENDOR], 3);
	assert_int_equal(panel_group_of("power_line_frequency"), PANEL_EXPOSURE);
	assert_int_equal(panel_group_of("White Balance, Automatic"), PANEL_COLOUR);
	assert_int_equal(panel_group_of("Brightnesses"), PANEL_VENDOR);
	assert_int_equal(panel_group_of(""), PANEL_VENDOR);
}

static void test_choice(void **state)
{
	(void)state;
	choose("Brightness", PANEL_WHOLE);
	panel_move(&panel, 1);
	assert_string_equal(panel_info(&panel, panel_chosen(&panel))->name, "ScalerCrop");
	panel_move(&panel, 1000000);
	assert_int_equal(panel.row, panel.n_rows - 1);
	panel_move(&panel, -1000000);
	assert_int_equal(panel.row, 0);
	panel_move(&panel, -1);
	assert_int_equal(panel.row, 0);
	/* A camera without controls has no rows to fall over. */
	panel_sync(&panel, &(struct panel_controls){ 0, NULL, &asked, &reported });
	assert_null(panel_chosen(&panel));
	assert_false(panel_turn(&panel, 1));
	assert_false(panel_enter(&panel));
	assert_false(panel_reset(&panel));
	panel_move(&panel, 1);
	panel_back(&panel);
	assert_false(panel.open);
}

static void test_filter(void **state)
{
	(void)state;
	choose("ColourGains", PANEL_WHOLE);
	panel_begin_filter(&panel);
	panel_type(&panel, "g");
	panel_type(&panel, "ain");
	sync_panel();
	assert_int_equal(panel.n_rows, 2); /* in any case */
	assert_string_equal(panel_info(&panel, panel_chosen(&panel))->name, "ColourGains");
	panel_type_key(&panel, PANEL_TEXT_BACKSPACE);
	panel_type(&panel, "x");
	sync_panel();
	assert_int_equal(panel.n_rows, 0);
	panel_cancel(&panel);
	sync_panel();
	assert_int_equal(panel.n_rows, N_CONTROLS);

	panel_begin_filter(&panel);
	panel_type(&panel, "focus"); /* a group's name */
	assert_false(panel_accept(&panel));
	sync_panel();
	assert_int_equal(panel.n_rows, 1);
	panel_back(&panel); /* the filter, then the panel */
	assert_true(panel.open);
	sync_panel();
	assert_int_equal(panel.n_rows, N_CONTROLS);
	panel_back(&panel);
	assert_false(panel.open);
}

static void test_switches(void **state)
{
	(void)state;
	choose("AeEnable", PANEL_WHOLE);
	assert_true(panel_enter(&panel));
	assert_string_equal(taken("AeEnable"), "false");
	assert_true(panel_turn(&panel, 1));
	assert_string_equal(taken("AeEnable"), "true");
	assert_true(panel_turn(&panel, -1));
	assert_string_equal(taken("AeEnable"), "false");
}

/* Round and round, by name, and never to one that is out of the limits. */
static void test_enumerations(void **state)
{
	static const char *const names[] = { "AwbIncandescent", "AwbIndoor", "AwbAuto",
					     "AwbIncandescent" };
	(void)state;
	choose("AwbMode", PANEL_WHOLE);
	for (size_t i = 0; i < 4; i++) {
		assert_true(i % 2 ? panel_turn(&panel, 1) : panel_enter(&panel));
		assert_string_equal(taken("AwbMode"), names[i]);
	}
	assert_true(panel_turn(&panel, -1));
	assert_true(strcmp(taken("AwbMode"), "AwbAuto") == 0);
	assert_true(panel_turn(&panel, -0.1));
	assert_string_equal(taken("AwbMode"), "AwbIndoor");
	assert_true(panel_turn(&panel, 10));
	assert_string_equal(taken("AwbMode"), "AwbAuto");
}

static void test_linear_steps(void **state)
{
	(void)state;
	choose("Brightness", PANEL_WHOLE);
	for (int i = 0; i < 3; i++) {
		assert_true(panel_turn(&panel, 1));
		taken("Brightness");
	}
	assert_string_equal(taken("Brightness"), "0.15");
	for (int i = 0; i < 3; i++) {
		assert_true(panel_turn(&panel, -1));
		taken("Brightness");
	}
	assert_string_equal(taken("Brightness"), "0"); /* not -0, not 1e-17 */
	assert_true(panel_turn(&panel, 0.1));
	assert_string_equal(taken("Brightness"), "0.005");
	assert_true(panel_turn(&panel, 1000));
	assert_string_equal(taken("Brightness"), "1");

	choose("ColourTemperature", PANEL_WHOLE);
	assert_true(panel_turn(&panel, 1));
	assert_string_equal(taken("ColourTemperature"), "4700");
	assert_true(panel_turn(&panel, 10));
	assert_string_equal(taken("ColourTemperature"), "6700");
	choose("OdysseyMode", PANEL_WHOLE);
	assert_true(panel_turn(&panel, 0.1)); /* by 1 at least */
	assert_string_equal(taken("OdysseyMode"), "4");
}

static int steps_to(const char *name, double steps, const char *end)
{
	choose(name, PANEL_WHOLE);
	for (int i = 1; i < 1000; i++) {
		assert_true(panel_turn(&panel, steps));
		if (strcmp(taken(name), end) == 0)
			return i;
	}
	fail_msg("%s does not get to %s", name, end);
	return 0;
}

static void test_huge_ranges(void **state)
{
	(void)state;
	choose("ExposureTime", PANEL_WHOLE);
	assert_true(panel_turn(&panel, 1));
	assert_string_equal(taken("ExposureTime"), "11000");
	assert_true(panel_turn(&panel, -1));
	assert_string_equal(taken("ExposureTime"), "10000");
	assert_true(panel_turn(&panel, 10));
	assert_string_equal(taken("ExposureTime"), "25937");
	assert_true(panel_turn(&panel, 0.1));
	assert_string_equal(taken("ExposureTime"), "26185");
	assert_true(steps_to("ExposureTime", 1, "100000000") < 100);
	assert_true(steps_to("ExposureTime", -1, "1") < 200); /* down among 3, 2, 1 too */
	assert_true(steps_to("ExposureTime", 10, "100000000") < 25);

	assert_true(steps_to("SomeCounter", 1, "1") == 1); /* 0 is no end */
	assert_true(steps_to("SomeCounter", 10, "9000000000000000000") < 50);
	assert_true(steps_to("SomeCounter", -10, "0") < 50);
	assert_true(steps_to("AnalogueGain", 1, "16") < 40);
}

static void test_places(void **state)
{
	const struct gg_control_info *time = info_of("ExposureTime");

	(void)state;
	assert_true(panel_value_place(time, PANEL_WHOLE, 1) == 0);
	assert_true(panel_value_place(time, PANEL_WHOLE, 1e8) == 1);
	assert_int_equal((int)(1000 * panel_value_place(time, PANEL_WHOLE, 10000) + 0.5), 500);
	assert_true(panel_value_at(time, PANEL_WHOLE, 0.5) == 10000);
	assert_true(panel_value_place(info_of("AeEnable"), PANEL_WHOLE, 1) < 0);
	assert_true(panel_value_place(info_of("Lux"), PANEL_WHOLE, 1) < 0);

	choose("Brightness", PANEL_WHOLE);
	assert_true(panel_place(&panel, 0.75));
	assert_string_equal(taken("Brightness"), "0.5");
	choose("AeEnable", PANEL_WHOLE);
	assert_false(panel_place(&panel, 0.75));
	assert_int_equal(panel.change.n, 0);
}

static void test_arrays(void **state)
{
	static const float gains[2] = { 1.5f, 2 };

	(void)state;
	choose("ColourGains", PANEL_WHOLE);
	assert_false(panel_turn(&panel, 1)); /* opens */
	assert_int_equal(panel.n_rows, N_CONTROLS + 2);
	choose("ColourGains", 1);
	assert_false(panel_turn(&panel, 1)); /* there is no other element to keep */
	assert_non_null(strstr(panel.message, "has no value yet"));
	assert_int_equal(panel.change.n, 0);

	gg_control_value_set(gg_control_list_slot(&reported, COLOUR_GAINS, "ColourGains"),
			     GG_CONTROL_FLOAT, true, gains, 2);
	sync_panel();
	choose("ColourGains", 1);
	assert_true(panel_reset(&panel) || panel.message[0]);
	assert_int_equal(panel.change.n, 0); /* no default */
	type("3.25");
	assert_true(panel_accept(&panel));
	assert_string_equal(taken("ColourGains"), "[ 1.5, 3.25 ]");
	choose("ColourGains", 0);
	assert_true(panel_turn(&panel, 1));
	assert_string_equal(taken("ColourGains"), "[ 2, 3.25 ]");

	choose("ColourGains", PANEL_WHOLE);
	type("4, 5");
	assert_true(panel_accept(&panel));
	assert_string_equal(taken("ColourGains"), "[ 4, 5 ]");
	type("4, 5, 6");
	assert_false(panel_accept(&panel));
	assert_non_null(strstr(panel.message, "2 values"));
	panel_cancel(&panel);
	assert_false(panel_turn(&panel, -1)); /* closes */
	assert_int_equal(panel.n_rows, N_CONTROLS);
}

static void test_rectangles(void **state)
{
	(void)state;
	choose("ScalerCrop", PANEL_WHOLE);
	assert_false(panel_turn(&panel, 1));
	assert_int_equal(panel.n_rows, N_CONTROLS + 4);
	choose("ScalerCrop", 2);
	type("640");
	assert_true(panel_accept(&panel));
	assert_string_equal(taken("ScalerCrop"), "(0, 0)/640x1080");
	choose("ScalerCrop", 0);
	assert_true(panel_turn(&panel, -1));
	taken("ScalerCrop");
	choose("ScalerCrop", 3);
	assert_true(panel_turn(&panel, -1000000)); /* no less than none */
	assert_non_null(strstr(taken("ScalerCrop"), "/640x0"));
	choose("ScalerCrop", PANEL_WHOLE);
	type("(10, 20)/30x40");
	assert_true(panel_accept(&panel));
	assert_string_equal(taken("ScalerCrop"), "(10, 20)/30x40");
	assert_true(panel_reset(&panel));
	assert_string_equal(taken("ScalerCrop"), "(0, 0)/1920x1080");
	type("10, 20");
	assert_false(panel_accept(&panel));
	assert_non_null(strstr(panel.message, "(X, Y)/WIDTHxHEIGHT"));
	panel_cancel(&panel);

	/* Arrays of them come apart into each number. */
	choose("AfWindows", PANEL_WHOLE);
	type("(1, 2)/3x4, (5, 6)/7x8");
	assert_true(panel_accept(&panel));
	taken("AfWindows");
	panel_turn(&panel, 1);
	assert_int_equal(panel.n_rows, N_CONTROLS + 8);
	choose("AfWindows", 5);
	type("60");
	assert_true(panel_accept(&panel));
	assert_string_equal(taken("AfWindows"), "[ (1, 2)/3x4, (5, 60)/7x8 ]");
}

static void test_typing(void **state)
{
	(void)state;
	choose("ExposureTime", PANEL_WHOLE);
	type("1/100");
	assert_true(panel_accept(&panel));
	assert_string_equal(taken("ExposureTime"), "10000");
	type("0");
	assert_false(panel_accept(&panel));
	assert_non_null(strstr(panel.message, "it takes 1..100000000"));
	assert_int_equal(panel.typing, PANEL_TYPES_VALUE); /* to be put right */
	assert_int_equal(panel.change.n, 0);
	panel_type_key(&panel, PANEL_TEXT_HOME);
	panel_type(&panel, "2");
	panel_type_key(&panel, PANEL_TEXT_RIGHT);
	panel_type(&panel, "ms");
	assert_true(panel_accept(&panel));
	assert_string_equal(taken("ExposureTime"), "20000");
	/* What is there is kept by a move, and replaced by a letter. */
	panel_enter(&panel);
	assert_string_equal(panel.text, "20000");
	panel_type_key(&panel, PANEL_TEXT_LEFT);
	panel_type_key(&panel, PANEL_TEXT_DELETE);
	assert_true(panel_accept(&panel));
	assert_string_equal(taken("ExposureTime"), "2000");

	choose("Label", PANEL_WHOLE);
	type("grün");
	panel_type_key(&panel, PANEL_TEXT_BACKSPACE);
	panel_type_key(&panel, PANEL_TEXT_BACKSPACE); /* a letter of two bytes */
	assert_string_equal(panel.text, "gr");
	for (int i = 0; i < 300; i++)
		panel_type(&panel, "ü");
	assert_true(strlen(panel.text) < sizeof panel.text);
	panel_cancel(&panel);
	assert_int_equal(panel.change.n, 0);
}

static void test_read_only(void **state)
{
	(void)state;
	choose("Lux", PANEL_WHOLE);
	assert_false(panel_turn(&panel, 1));
	assert_non_null(strstr(panel.message, "Lux cannot be set"));
	assert_false(panel_enter(&panel));
	assert_false(panel_reset(&panel));
	assert_int_equal(panel.typing, PANEL_NO_TYPING);
	assert_int_equal(panel.change.n, 0);
}

static void ask(enum id id, const char *name, double number)
{
	gg_control_value_set_number(gg_control_list_slot(&asked, id, name), info_of(name)->type,
				    number);
	sync_panel();
}

static void test_reset(void **state)
{
	(void)state;
	ask(BRIGHTNESS, "Brightness", 0.5);
	choose("Brightness", PANEL_WHOLE);
	assert_true(panel_reset(&panel));
	assert_string_equal(taken("Brightness"), "0");
	choose("Label", PANEL_WHOLE);
	assert_false(panel_reset(&panel));
	assert_string_equal(panel.message, "Label has no default");

	assert_false(panel_reset_all(&panel));
	assert_non_null(strstr(panel.message, "have their defaults"));
	/* What the automatic will decide is not set beside it. */
	ask(AE_ENABLE, "AeEnable", 0);
	ask(EXPOSURE, "ExposureTime", 500);
	ask(AWB_MODE, "AwbMode", 4);
	assert_true(panel_reset_all(&panel));
	assert_int_equal(panel.change.n, 2);
	assert_non_null(gg_control_list_get(&panel.change, AE_ENABLE));
	assert_non_null(gg_control_list_get(&panel.change, AWB_MODE));
}

/* The line of the formatted panel that has a word. */
static const char *line_with(int columns, int rows, const char *word)
{
	static char text[16384], line[512];

	panel_text(&panel, columns, rows, text, sizeof text);
	for (const char *at = text; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
		snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
		if (strstr(line, word))
			return line;
	}
	return "";
}

static void report(enum id id, const char *name, double number)
{
	gg_control_value_set_number(gg_control_list_slot(&reported, id, name), info_of(name)->type,
				    number);
	sync_panel();
}

static void test_confirmation(void **state)
{
	(void)state;
	assert_null(strstr(line_with(80, 40, "AnalogueGain"), "="));
	ask(GAIN, "AnalogueGain", 2);
	assert_non_null(strstr(line_with(80, 40, "AnalogueGain"), "not reported"));
	assert_non_null(strstr(line_with(80, 40, "AnalogueGain"), " ?"));
	report(GAIN, "AnalogueGain", 1.5);
	assert_non_null(strstr(line_with(80, 40, "AnalogueGain"), OVERLAY_WARN " ≠"));
	panel.settling = true;
	assert_null(strstr(line_with(80, 40, "AnalogueGain"), "≠"));
	panel.settling = false;
	report(GAIN, "AnalogueGain", 2.00001);
	assert_non_null(strstr(line_with(80, 40, "AnalogueGain"), " ="));
	assert_non_null(strstr(line_with(80, 40, "Lux"), "read only"));
	assert_non_null(strstr(line_with(80, 40, "AwbMode"), "Auto"));
	assert_null(strstr(line_with(80, 40, "AwbMode"), "AwbAuto"));
}

/* In any room the chosen row is there, and no line is wider. */
static void test_room(void **state)
{
	static char text[16384];

	(void)state;
	for (int columns = 1; columns < 100; columns++)
		for (int rows = 1; rows < 40; rows += 3)
			for (size_t row = 0; row < panel.n_rows; row++) {
				bool shown = false;
				panel_choose(&panel, row);
				panel_text(&panel, columns, rows, text, sizeof text);
				for (int i = 0; i < PANEL_LINES; i++)
					shown |= panel.lines[i] == (int)row;
				assert_true(shown);
				assert_non_null(strstr(text, OVERLAY_ROW));
			}
	/* Too little memory for the text cuts it. */
	for (size_t size = 1; size < 200; size++) {
		panel_text(&panel, 80, 40, text, size);
		assert_true(strlen(text) < size);
	}
}

static int line_of(const char *name)
{
	static char text[16384];

	panel_text(&panel, 80, 40, text, sizeof text);
	for (int i = 0; i < PANEL_LINES; i++)
		if (panel.lines[i] >= 0 &&
		    strcmp(infos[panel.rows[panel.lines[i]].control].name, name) == 0)
			return i;
	fail_msg("no line for %s", name);
	return 0;
}

static void test_mouse(void **state)
{
	(void)state;
	const int brightness = line_of("Brightness");
	const float bar = (float)panel.bar_column;

	panel_press(&panel, 3, brightness); /* the name: only chosen */
	assert_int_equal(panel.change.n, 0);
	assert_int_equal(panel.chosen, BRIGHTNESS);
	panel_press(&panel, bar + OVERLAY_BAR_CELLS * 0.5f, brightness);
	assert_string_equal(taken("Brightness"), "0");
	panel_drag(&panel, bar + 100);
	assert_string_equal(taken("Brightness"), "1");
	panel_drag(&panel, bar - 100);
	assert_string_equal(taken("Brightness"), "-1");
	panel.dragging = false;
	panel_drag(&panel, bar + 100);
	assert_int_equal(panel.change.n, 0);

	panel_press(&panel, (float)panel.value_column + 1, line_of("AeEnable"));
	assert_string_equal(taken("AeEnable"), "false");
	panel_wheel(&panel, (float)panel.value_column + 1, line_of("AwbMode"), 1);
	assert_string_equal(taken("AwbMode"), "AwbIncandescent");
	panel_wheel(&panel, 2, line_of("AwbMode"), -1);
	assert_int_not_equal(panel.chosen, AWB_MODE);
	panel_press(&panel, 2, line_of("ScalerCrop")); /* opens, closes */
	assert_int_equal(panel.n_rows, N_CONTROLS + 4);
	panel_press(&panel, 2, line_of("ScalerCrop"));
	assert_int_equal(panel.n_rows, N_CONTROLS);
	panel_press(&panel, 2, -1);
	panel_press(&panel, 2, 1000);
	panel_press(&panel, 2, 0);
	assert_int_equal(panel.change.n, 0);
}

static bool key(SDL_Keycode sym, Uint16 mod)
{
	return panel_key(&panel, &(SDL_Keysym){ .sym = sym, .mod = mod });
}

static void test_keys(void **state)
{
	(void)state;
	choose("ExposureTime", PANEL_WHOLE);
	assert_true(key(SDLK_RIGHT, 0));
	assert_string_equal(taken("ExposureTime"), "11000");
	assert_true(key(SDLK_LEFT, KMOD_LSHIFT));
	assert_string_equal(taken("ExposureTime"), "4241");
	assert_true(key(SDLK_RIGHT, KMOD_RCTRL));
	assert_string_equal(taken("ExposureTime"), "4282");
	assert_true(key(SDLK_DELETE, 0));
	assert_string_equal(taken("ExposureTime"), "10000");
	assert_false(key(SDLK_SPACE, 0)); /* not ours */
	assert_false(key(SDLK_F11, 0));
	assert_false(key(SDLK_LEFT, KMOD_LALT));
	assert_false(panel_letters(&panel, "q"));

	assert_true(key(SDLK_RETURN, 0));
	assert_true(panel_letters(&panel, "q"));
	assert_true(key(SDLK_UP, 0)); /* not out of the text */
	assert_int_equal(panel.typing, PANEL_TYPES_VALUE);
	assert_true(key(SDLK_BACKSPACE, 0));
	assert_true(panel_letters(&panel, "7"));
	assert_true(key(SDLK_KP_ENTER, 0));
	assert_string_equal(taken("ExposureTime"), "7");
	assert_true(key(SDLK_END, 0));
	assert_int_equal(panel.row, panel.n_rows - 1);
	assert_true(key(SDLK_HOME, 0));
	assert_int_equal(panel.row, 0);
	assert_true(key(SDLK_DELETE, KMOD_LCTRL));
	assert_string_equal(taken("AeEnable"), "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_groups),	CASE(test_choice),	 CASE(test_filter),
		CASE(test_switches),	CASE(test_enumerations), CASE(test_linear_steps),
		CASE(test_huge_ranges), CASE(test_places),	 CASE(test_arrays),
		CASE(test_rectangles),	CASE(test_typing),	 CASE(test_read_only),
		CASE(test_reset),	CASE(test_confirmation), CASE(test_room),
		CASE(test_mouse),	CASE(test_keys),
	};
	return cmocka_run_group_tests_name("panel", tests, NULL, NULL);
}
