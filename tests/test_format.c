/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/format.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define CSI2 0x0b00000000000001u
#define IPU3 0x010000000000000du
#define PISP 0x0c00000000000001u

/*
 * Written from drm_fourcc.h and libcamera's formats.h, not from the table under test: the code as
 * a number, and the bytes of every plane of a 5x3 picture.
 */
static const struct {
	const char *name;
	uint32_t fourcc;
	unsigned n_planes, hsub, vsub;
	size_t bytes[GG_MAX_PLANES];
	unsigned bits; /* 0 where unknown */
	uint64_t modifier;
} expected[] = {
	{ "RGB888", 0x34324752, 1, 1, 1, { 45 }, 8, 0 },
	{ "BGR888", 0x34324742, 1, 1, 1, { 45 }, 8, 0 },
	{ "XRGB8888", 0x34325258, 1, 1, 1, { 60 }, 8, 0 },
	{ "ARGB8888", 0x34325241, 1, 1, 1, { 60 }, 8, 0 },
	{ "XBGR8888", 0x34324258, 1, 1, 1, { 60 }, 8, 0 },
	{ "ABGR8888", 0x34324241, 1, 1, 1, { 60 }, 8, 0 },
	{ "RGBX8888", 0x34325852, 1, 1, 1, { 60 }, 8, 0 },
	{ "RGBA8888", 0x34324152, 1, 1, 1, { 60 }, 8, 0 },
	{ "BGRX8888", 0x34325842, 1, 1, 1, { 60 }, 8, 0 },
	{ "BGRA8888", 0x34324142, 1, 1, 1, { 60 }, 8, 0 },
	{ "R8", 0x20203852, 1, 1, 1, { 15 }, 8, 0 },
	{ "YUYV", 0x56595559, 1, 2, 1, { 36 }, 8, 0 },
	{ "YVYU", 0x55595659, 1, 2, 1, { 36 }, 8, 0 },
	{ "UYVY", 0x59565955, 1, 2, 1, { 36 }, 8, 0 },
	{ "VYUY", 0x59555956, 1, 2, 1, { 36 }, 8, 0 },
	{ "NV12", 0x3231564e, 2, 2, 2, { 15, 12 }, 8, 0 },
	{ "NV21", 0x3132564e, 2, 2, 2, { 15, 12 }, 8, 0 },
	{ "NV16", 0x3631564e, 2, 2, 1, { 15, 18 }, 8, 0 },
	{ "NV61", 0x3136564e, 2, 2, 1, { 15, 18 }, 8, 0 },
	{ "NV24", 0x3432564e, 2, 1, 1, { 15, 30 }, 8, 0 },
	{ "NV42", 0x3234564e, 2, 1, 1, { 15, 30 }, 8, 0 },
	{ "YUV420", 0x32315559, 3, 2, 2, { 15, 6, 6 }, 8, 0 },
	{ "YVU420", 0x32315659, 3, 2, 2, { 15, 6, 6 }, 8, 0 },
	{ "YUV422", 0x36315559, 3, 2, 1, { 15, 9, 9 }, 8, 0 },
	{ "YVU422", 0x36315659, 3, 2, 1, { 15, 9, 9 }, 8, 0 },
	{ "YUV444", 0x34325559, 3, 1, 1, { 15, 15, 15 }, 8, 0 },
	{ "YVU444", 0x34325659, 3, 1, 1, { 15, 15, 15 }, 8, 0 },
	{ "MJPEG", 0x47504a4d, 1, 1, 1, { 0 }, 8, 0 },
	{ "RGB565", 0x36314752, 1, 1, 1, { 30 }, 5, 0 },
	{ "RGB565_BE", 0xb6314752, 1, 1, 1, { 30 }, 5, 0 },
	{ "RGB161616", 0x38344752, 1, 1, 1, { 90 }, 16, 0 },
	{ "BGR161616", 0x38344742, 1, 1, 1, { 90 }, 16, 0 },
	{ "R10", 0x20303152, 1, 1, 1, { 30 }, 10, 0 },
	{ "R12", 0x20323152, 1, 1, 1, { 30 }, 12, 0 },
	{ "R16", 0x20363152, 1, 1, 1, { 30 }, 16, 0 },
	{ "R10_CSI2P", 0x20303152, 1, 1, 1, { 30 }, 10, CSI2 },
	{ "R12_CSI2P", 0x20323152, 1, 1, 1, { 27 }, 12, CSI2 },
	{ "AVUY8888", 0x59555641, 1, 1, 1, { 60 }, 8, 0 },
	{ "XVUY8888", 0x59555658, 1, 1, 1, { 60 }, 8, 0 },
	{ "SRGGB8", 0x42474752, 1, 1, 1, { 15 }, 8, 0 },
	{ "SGRBG8", 0x47425247, 1, 1, 1, { 15 }, 8, 0 },
	{ "SGBRG8", 0x47524247, 1, 1, 1, { 15 }, 8, 0 },
	{ "SBGGR8", 0x31384142, 1, 1, 1, { 15 }, 8, 0 },
	{ "SRGGB10", 0x30314752, 1, 1, 1, { 30 }, 10, 0 },
	{ "SGRBG10", 0x30314142, 1, 1, 1, { 30 }, 10, 0 },
	{ "SGBRG10", 0x30314247, 1, 1, 1, { 30 }, 10, 0 },
	{ "SBGGR10", 0x30314742, 1, 1, 1, { 30 }, 10, 0 },
	{ "SRGGB12", 0x32314752, 1, 1, 1, { 30 }, 12, 0 },
	{ "SGRBG12", 0x32314142, 1, 1, 1, { 30 }, 12, 0 },
	{ "SGBRG12", 0x32314247, 1, 1, 1, { 30 }, 12, 0 },
	{ "SBGGR12", 0x32314742, 1, 1, 1, { 30 }, 12, 0 },
	{ "SRGGB14", 0x34314752, 1, 1, 1, { 30 }, 14, 0 },
	{ "SGRBG14", 0x34314142, 1, 1, 1, { 30 }, 14, 0 },
	{ "SGBRG14", 0x34314247, 1, 1, 1, { 30 }, 14, 0 },
	{ "SBGGR14", 0x34314742, 1, 1, 1, { 30 }, 14, 0 },
	{ "SRGGB16", 0x36424752, 1, 1, 1, { 30 }, 16, 0 },
	{ "SGRBG16", 0x36315247, 1, 1, 1, { 30 }, 16, 0 },
	{ "SGBRG16", 0x36314247, 1, 1, 1, { 30 }, 16, 0 },
	{ "SBGGR16", 0x32525942, 1, 1, 1, { 30 }, 16, 0 },
	{ "SRGGB10_CSI2P", 0x30314752, 1, 1, 1, { 30 }, 10, CSI2 },
	{ "SGRBG10_CSI2P", 0x30314142, 1, 1, 1, { 30 }, 10, CSI2 },
	{ "SGBRG10_CSI2P", 0x30314247, 1, 1, 1, { 30 }, 10, CSI2 },
	{ "SBGGR10_CSI2P", 0x30314742, 1, 1, 1, { 30 }, 10, CSI2 },
	{ "SRGGB12_CSI2P", 0x32314752, 1, 1, 1, { 27 }, 12, CSI2 },
	{ "SGRBG12_CSI2P", 0x32314142, 1, 1, 1, { 27 }, 12, CSI2 },
	{ "SGBRG12_CSI2P", 0x32314247, 1, 1, 1, { 27 }, 12, CSI2 },
	{ "SBGGR12_CSI2P", 0x32314742, 1, 1, 1, { 27 }, 12, CSI2 },
	{ "SRGGB14_CSI2P", 0x34314752, 1, 1, 1, { 42 }, 14, CSI2 },
	{ "SGRBG14_CSI2P", 0x34314142, 1, 1, 1, { 42 }, 14, CSI2 },
	{ "SGBRG14_CSI2P", 0x34314247, 1, 1, 1, { 42 }, 14, CSI2 },
	{ "SBGGR14_CSI2P", 0x34314742, 1, 1, 1, { 42 }, 14, CSI2 },
	{ "SRGGB10_IPU3", 0x30314752, 1, 1, 1, { 96 }, 10, IPU3 },
	{ "SGRBG10_IPU3", 0x30314142, 1, 1, 1, { 96 }, 10, IPU3 },
	{ "SGBRG10_IPU3", 0x30314247, 1, 1, 1, { 96 }, 10, IPU3 },
	{ "SBGGR10_IPU3", 0x30314742, 1, 1, 1, { 96 }, 10, IPU3 },
	{ "RGGB_PISP_COMP1", 0x36424752, 1, 1, 1, { 0 }, 0, PISP },
	{ "GRBG_PISP_COMP1", 0x36315247, 1, 1, 1, { 0 }, 0, PISP },
	{ "GBRG_PISP_COMP1", 0x36314247, 1, 1, 1, { 0 }, 0, PISP },
	{ "BGGR_PISP_COMP1", 0x32525942, 1, 1, 1, { 0 }, 0, PISP },
	{ "MONO_PISP_COMP1", 0x20363152, 1, 1, 1, { 0 }, 0, PISP },
};

enum { N_EXPECTED = sizeof expected / sizeof expected[0] };

static void test_every_format_is_there(void **state)
{
	(void)state;
	assert_int_equal(gg_format_count(), N_EXPECTED);
	assert_null(gg_format_at(N_EXPECTED));

	for (size_t i = 0; i < N_EXPECTED; i++) {
		const struct gg_format *f =
			gg_format_by_fourcc(expected[i].fourcc, expected[i].modifier);

		assert_non_null(f);
		assert_string_equal(f->name, expected[i].name);
		assert_ptr_equal(f, gg_format_by_name(expected[i].name));
		assert_int_equal(f->n_planes, expected[i].n_planes);
		assert_int_equal(f->hsub, expected[i].hsub);
		assert_int_equal(f->vsub, expected[i].vsub);
		assert_int_equal(f->bits, expected[i].bits);
		assert_null(gg_format_by_fourcc(expected[i].fourcc, 1));
	}
}

static void test_bytes_of_odd_sizes(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_EXPECTED; i++) {
		const struct gg_format *f = gg_format_by_name(expected[i].name);

		for (unsigned p = 0; p < GG_MAX_PLANES; p++)
			assert_int_equal(gg_format_row_bytes(f, p, 5) * gg_format_rows(f, p, 3),
					 expected[i].bytes[p]);
	}
}

static void test_rows(void **state)
{
	const struct gg_format *nv12 = gg_format_by_name("NV12");
	const struct gg_format *nv16 = gg_format_by_name("NV16");
	const struct gg_format *mjpeg = gg_format_by_name("MJPEG");

	(void)state;
	assert_int_equal(gg_format_rows(nv12, 0, 1080), 1080);
	assert_int_equal(gg_format_rows(nv12, 1, 1080), 540);
	assert_int_equal(gg_format_rows(nv12, 1, 1), 1);
	assert_int_equal(gg_format_rows(nv16, 1, 1080), 1080);
	assert_int_equal(gg_format_rows(mjpeg, 0, 1080), 1);
	assert_int_equal(gg_format_row_bytes(mjpeg, 0, 1920), 0);
	assert_int_equal(gg_format_row_bytes(nv12, 2, 1920), 0);
	assert_int_equal(gg_format_rows(nv12, 2, 1080), 0);
	/* No wrap at the largest width that there can be. */
	assert_int_equal(gg_format_row_bytes(gg_format_by_name("YUYV"), 0, UINT32_MAX),
			 0x80000000ull * 4);
}

/* The bytes of one pixel or pair in memory, by name of the component, from drm_fourcc.h. */
static void test_order_of_components(void **state)
{
	static const struct {
		const char *name, *memory;
	} rgb[] = {
		{ "RGB888", "BGR" },	{ "BGR888", "RGB" },	{ "XRGB8888", "BGRX" },
		{ "ARGB8888", "BGRA" }, { "XBGR8888", "RGBX" }, { "ABGR8888", "RGBA" },
		{ "RGBX8888", "XBGR" }, { "RGBA8888", "ABGR" }, { "BGRX8888", "XRGB" },
		{ "BGRA8888", "ARGB" },
	};
	static const char *const packed[] = { "YUYV", "YVYU", "UYVY", "VYUY" };

	(void)state;
	for (size_t i = 0; i < sizeof rgb / sizeof rgb[0]; i++) {
		const uint8_t *order = gg_format_by_name(rgb[i].name)->order;
		const char *alpha = strchr(rgb[i].memory, 'A');

		for (unsigned c = 0; c < 3; c++)
			assert_int_equal(rgb[i].memory[order[c]], "RGB"[c]);
		assert_int_equal(order[3], alpha ? alpha - rgb[i].memory : 255);
	}
	for (size_t i = 0; i < sizeof packed / sizeof packed[0]; i++) {
		const uint8_t *order = gg_format_by_name(packed[i])->order;

		for (unsigned c = 0; c < 3; c++)
			assert_int_equal(packed[i][order[c]], "YUV"[c]);
		assert_int_equal(packed[i][order[0] + 2], 'Y');
	}
}

static void test_order_of_planes(void **state)
{
	static const char *const u_first[] = {
		"NV12", "NV16", "NV24", "YUV420", "YUV422", "YUV444"
	};
	static const char *const v_first[] = {
		"NV21", "NV61", "NV42", "YVU420", "YVU422", "YVU444"
	};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		const struct gg_format *u = gg_format_by_name(u_first[i]);
		const struct gg_format *v = gg_format_by_name(v_first[i]);
		const unsigned first = i < 3 ? 0 : 1; /* byte of a pair, or plane */

		assert_int_equal(u->layout,
				 i < 3 ? GG_LAYOUT_YUV_SEMIPLANAR : GG_LAYOUT_YUV_PLANAR);
		assert_int_equal(u->layout, v->layout);
		assert_int_equal(u->order[0], 0);
		assert_int_equal(u->order[1], first);
		assert_int_equal(u->order[2], first + 1);
		assert_int_equal(v->order[1], first + 1);
		assert_int_equal(v->order[2], first);
	}
}

/* The colours of a Bayer format are in its name, row by row. */
static void test_order_of_bayer(void **state)
{
	unsigned n = 0;

	(void)state;
	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *f = gg_format_at(i);

		if (f->layout != GG_LAYOUT_BAYER)
			continue;
		n++;
		for (unsigned c = 0; c < 4; c++)
			assert_int_equal(f->name[1 + c], "RGB"[f->order[c]]);
	}
	assert_int_equal(n, 36);
}

static void test_lookup(void **state)
{
	(void)state;
	assert_ptr_equal(gg_format_by_name("yuyv"), gg_format_by_name("YUYV"));
	assert_ptr_equal(gg_format_by_name("Mjpeg"), gg_format_by_fourcc(0x47504a4d, 0));
	assert_null(gg_format_by_name("YUY"));
	assert_null(gg_format_by_name("YUYV2"));
	assert_null(gg_format_by_name(""));
	assert_null(gg_format_by_fourcc(0, 0));
}

static void test_is_yuv(void **state)
{
	(void)state;
	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *f = gg_format_at(i);
		const bool yuv = strstr(f->name, "YU") || strstr(f->name, "YV") ||
				 strstr(f->name, "VY") || strstr(f->name, "UY") ||
				 strstr(f->name, "NV") || strcmp(f->name, "MJPEG") == 0;

		assert_int_equal(gg_format_is_yuv(f), yuv);
	}
}

static void test_name(void **state)
{
	char text[64];

	(void)state;
	assert_ptr_equal(gg_format_name(0x56595559, 0, text, sizeof text), text);
	assert_string_equal(text, "YUYV");
	/* Not in the table: its characters. */
	assert_string_equal(gg_format_name(GG_FOURCC('p', 'R', 'A', 'A'), 0, text, sizeof text),
			    "pRAA");
	/* The modifier makes it another format: 10 bit Bayer, CSI-2 packed. */
	assert_string_equal(gg_format_name(GG_FOURCC('R', 'G', '1', '0'), CSI2, text, sizeof text),
			    "SRGGB10_CSI2P");
	assert_string_equal(gg_format_name(GG_FOURCC('R', 'G', '1', '0'), PISP, text, sizeof text),
			    "RG10:0xc00000000000001");
	assert_string_equal(gg_format_name(0x56595559, 2, text, sizeof text), "YUYV:0x2");
	assert_string_equal(gg_format_name(GG_FOURCC('A', 0, '\n', 0xff), 0, text, sizeof text),
			    "A???");

	memset(text, '#', sizeof text);
	assert_string_equal(gg_format_name(0x34325258, 0, text, 4), "XRG");
	assert_int_equal(text[4], '#');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_format_is_there),
		cmocka_unit_test(test_bytes_of_odd_sizes),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_order_of_components),
		cmocka_unit_test(test_order_of_planes),
		cmocka_unit_test(test_order_of_bayer),
		cmocka_unit_test(test_lookup),
		cmocka_unit_test(test_is_yuv),
		cmocka_unit_test(test_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
