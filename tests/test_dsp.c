/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "curve.h"
#include "dsp.h"

/*
 * Every kernel of every table against the same of plain C: the same bytes for any number of pixels,
 * wherever they begin, and none before or behind them.
 */

enum { MAX_WIDTH = 290, CANARY = 0x5a, BEFORE = 64, SIZE = 8 * MAX_WIDTH + 4 * BEFORE, INPUTS = 5 };

static const struct gg_yuv_matrix matrices[] = {
	{ .y = 8160, .rv = 5743, .gu = -1410, .gv = -2925, .bu = 7258, .bias = 16 },
	{ .y = 9502, .rv = 7343, .gu = -873, .gv = -2183, .bu = 8652, .bias = -580 },
};

/* What a kernel is called with: bytes to read, n, a number that makes variants, and where to write.
 */
struct call {
	const uint8_t *in[INPUTS];
	size_t n;
	unsigned variant;
	uint8_t *out[3];
};

typedef void caller(const struct gg_dsp *dsp, const struct call *call);

static uint8_t inputs[INPUTS][SIZE];

static const struct gg_yuv_matrix *matrix_of(const struct call *call)
{
	return &matrices[call->variant % 2];
}

static void call_yuv444(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->yuv444(c->in[0], c->in[1], c->in[2], c->out[0], c->n, matrix_of(c));
}

static void call_yuv422(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->yuv422(c->in[0], c->in[1], c->in[2], c->out[0], c->n, matrix_of(c));
}

static void call_semiplanar(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->semiplanar(c->in[0], c->in[1], c->variant / 2 % 2, c->out[0], c->n, matrix_of(c));
}

static void call_semiplanar444(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->semiplanar444(c->in[0], c->in[1], c->variant / 2 % 2, c->out[0], c->n, matrix_of(c));
}

static void call_packed(const struct gg_dsp *dsp, const struct call *c)
{
	static const uint8_t orders[4][3] = { { 0, 1, 3 }, { 0, 3, 1 }, { 1, 0, 2 }, { 1, 2, 0 } };

	dsp->packed(c->in[0], orders[c->variant / 2], c->out[0], c->n, matrix_of(c));
}

static void call_packed444(const struct gg_dsp *dsp, const struct call *c)
{
	static const uint8_t orders[4][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 3, 0, 1 }, { 1, 2, 3 } };

	dsp->packed444(c->in[0], orders[c->variant / 2], c->out[0], c->n, matrix_of(c));
}

static void call_grey(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->grey(c->in[0], c->out[0], c->n, matrix_of(c));
}

/* Words of 16 bits are where the compiler may expect them, but at no greater boundary. */
static const uint16_t *words_at(const uint8_t *bytes)
{
	return (const uint16_t *)(const void *)(bytes + ((uintptr_t)bytes & 1));
}

static uint16_t *words_to(uint8_t *bytes)
{
	return (uint16_t *)(void *)(bytes + ((uintptr_t)bytes & 1));
}

static void call_yuv444_wide(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->yuv444_wide(c->in[0], (const int16_t *)words_at(c->in[1]),
			 (const int16_t *)words_at(c->in[2]), c->out[0], c->n, matrix_of(c));
}

static void call_rgb16(const struct gg_dsp *dsp, const struct call *c)
{
	static const uint8_t orders[2][3] = { { 4, 2, 0 }, { 0, 2, 4 } };

	dsp->rgb16(c->in[0], orders[c->variant % 2], c->out[0], c->n);
}

static void call_rgb32(const struct gg_dsp *dsp, const struct call *c)
{
	static const uint8_t orders[4][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 3 }, { 3, 2, 1 } };

	dsp->rgb32(c->in[0], orders[c->variant], c->out[0], c->n);
}

static void call_rgb565(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->rgb565(c->in[0], c->variant == 1, c->out[0], c->n);
}

/* A sensor's samples */

static void call_bytes(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->raw->bytes(c->in[0], words_to(c->out[0]), c->n);
}

static void call_words(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->raw->words(c->in[0], 10 + c->variant % 4 * 2, words_to(c->out[0]), c->n);
}

static void call_csi2(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->raw->csi2(c->in[0], 10 + c->variant % 3 * 2, words_to(c->out[0]), c->n);
}

static void call_ipu3(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->raw->ipu3(c->in[0], words_to(c->out[0]), c->n);
}

static const struct gg_light lights[] = {
	{ .black = 0, .clip = { 65535, 65535 }, .factor = { 65536, 32768 } },
	{ .black = 4096, .clip = { 43000, 32768 }, .factor = { 99880, 131070 } },
	{ .black = 16384, .clip = { 4095, 65535 }, .factor = { 1048576, 9000 } },
};

static uint16_t *copy_words(const struct call *c)
{
	uint16_t *words = words_to(c->out[0]);

	memcpy(words, c->in[0], 2 * c->n);
	return words;
}

static void call_light(const struct gg_dsp *dsp, const struct call *c)
{
	dsp->raw->light(copy_words(c), c->n, &lights[c->variant % 3]);
}

static void call_curve(const struct gg_dsp *dsp, const struct call *c)
{
	struct gg_curve curve;

	gg_curve_set(&curve, (enum gg_transfer)(c->variant % 3), 128);
	dsp->raw->curve(copy_words(c), c->n, &curve);
}

static void call_codes(const struct gg_dsp *dsp, const struct call *c)
{
	struct gg_curve curve;

	gg_curve_set(&curve, (enum gg_transfer)c->variant, 96);
	dsp->raw->codes(words_at(c->in[0]), c->out, c->n, &curve);
}

static void fill_tables(uint8_t tables[2][256])
{
	for (unsigned i = 0; i < 512; i++)
		tables[i / 256][i % 256] = (uint8_t)(i % 256 * (i / 256 ? 167 : 59) + i / 16);
}

static void call_develop_bytes(const struct gg_dsp *dsp, const struct call *c)
{
	uint8_t tables[2][256];

	fill_tables(tables);
	dsp->raw->develop_bytes(c->in[0], c->out, c->n, (const uint8_t(*)[256])tables);
}

static struct gg_bayer_line bayer_of(const struct call *c)
{
	return (struct gg_bayer_line){ .green_first = c->variant & 1,
				       .blue = c->variant & 2,
				       .streams = c->variant & 4 };
}

/* Rows of words with two before them. */
static void rows_of(const struct call *c, const uint16_t *rows[INPUTS])
{
	for (unsigned i = 0; i < INPUTS; i++)
		rows[i] = words_at(c->in[i]) + 2;
}

static void rgb_of(const struct call *c, uint16_t *rgb[3])
{
	for (unsigned i = 0; i < 3; i++)
		rgb[i] = words_to(c->out[i]);
}

static void code_rows_of(const struct call *c, const uint8_t *rows[3][2])
{
	for (unsigned i = 0; i < 6; i++)
		rows[i / 2][i % 2] = c->in[i / 2] + 1 + i % 2 * SIZE / 2;
}

static void call_bilinear(const struct gg_dsp *dsp, const struct call *c)
{
	const uint8_t *rows[3][2];

	code_rows_of(c, rows);
	dsp->raw->bilinear((const uint8_t *const(*)[2])rows, bayer_of(c), c->out[0], c->n);
}

/* What a kernel leaves is done by those that it stands for, which are all where there is none. */
static void preview(const struct gg_dsp *dsp, const struct call *c,
		    const struct gg_samples *samples)
{
	const struct gg_dsp_raw *raw = dsp->raw;
	const uint8_t *rows[3][2];
	uint8_t *const codes[2] = { c->out[1], c->out[2] };
	uint16_t light[MAX_WIDTH];

	code_rows_of(c, rows);
	const uint8_t *const(*const from)[2] = (const uint8_t *const(*)[2])rows;
	const size_t x =
		raw->preview ? raw->preview(samples, codes, from, bayer_of(c), c->out[0], c->n) : 0;
	assert_true(x <= c->n && x % 8 == 0);
	uint8_t *const to[2] = { codes[0] + x / 2, codes[1] + x / 2 };
	for (unsigned i = 0; i < 6; i++)
		rows[i / 2][i % 2] += x / 2;
	raw->bilinear(from, bayer_of(c), c->out[0] + 4 * x, c->n - x);
	switch (samples->kind) {
	case GG_SAMPLES_BYTES:
		raw->develop_bytes(samples->src + x, to, c->n - x, samples->tables);
		return;
	case GG_SAMPLES_WORDS:
		raw->words(samples->src, samples->bits, light, c->n);
		break;
	case GG_SAMPLES_CSI2:
		raw->csi2(samples->src, samples->bits, light, c->n);
		break;
	case GG_SAMPLES_IPU3:
		raw->ipu3(samples->src, light, c->n);
		break;
	}
	raw->light(light + x, c->n - x, samples->light);
	raw->codes(light + x, to, c->n - x, samples->curve);
}

/* Of bytes, what becomes of each. */
static void set_tables(const struct gg_samples *samples, uint8_t tables[2][256])
{
	enum { SAMPLES = 2 * 256 }; /* each in an even and an odd column */
	const struct gg_dsp_raw *raw = gg_dsp_at(0)->raw;
	uint8_t *const codes[2] = { tables[0], tables[1] };
	uint16_t light[SAMPLES];

	for (unsigned i = 0; i < SAMPLES; i++)
		light[i] = (uint16_t)(i / 2 << 8);
	raw->light(light, SAMPLES, samples->light);
	raw->codes(light, codes, SAMPLES, samples->curve);
}

static void preview_of(const struct gg_dsp *dsp, const struct call *c, enum gg_samples_kind kind,
		       unsigned bits)
{
	struct gg_curve curve = { 0 };
	uint8_t tables[2][256];
	const struct gg_samples samples = { .src = c->in[3],
					    .kind = kind,
					    .bits = bits,
					    .light = &lights[c->n % 3],
					    .curve = &curve,
					    .tables = (const uint8_t(*)[256])tables };

	gg_curve_set(&curve, GG_TRANSFER_SRGB, 96);
	set_tables(&samples, tables);
	preview(dsp, c, &samples);
}

static void call_preview_bytes(const struct gg_dsp *dsp, const struct call *c)
{
	preview_of(dsp, c, GG_SAMPLES_BYTES, 8);
}

static void call_preview_words(const struct gg_dsp *dsp, const struct call *c)
{
	preview_of(dsp, c, GG_SAMPLES_WORDS, 10 + c->variant / 8 * 2);
}

static void call_preview_csi2(const struct gg_dsp *dsp, const struct call *c)
{
	preview_of(dsp, c, GG_SAMPLES_CSI2, 10 + c->variant / 8 * 2);
}

static void call_preview_ipu3(const struct gg_dsp *dsp, const struct call *c)
{
	preview_of(dsp, c, GG_SAMPLES_IPU3, 10);
}

static void call_bilinear_light(const struct gg_dsp *dsp, const struct call *c)
{
	const uint16_t *rows[INPUTS];
	uint16_t *rgb[3];

	rows_of(c, rows);
	rgb_of(c, rgb);
	dsp->raw->bilinear_light(rows, bayer_of(c), rgb, c->n);
}

static void call_mhc(const struct gg_dsp *dsp, const struct call *c)
{
	const uint16_t *rows[INPUTS];
	uint16_t *rgb[3];

	rows_of(c, rows);
	rgb_of(c, rgb);
	dsp->raw->mhc(rows, bayer_of(c), rgb, c->n);
}

static void call_matrix(const struct gg_dsp *dsp, const struct call *c)
{
	static const float matrix[3][3] = { { 1.7f, -0.51f, -0.19f },
					    { -0.3f, 1.6f, -0.3f },
					    { 0.02f, -0.6f, 1.58f } };
	uint16_t *rgb[3];

	rgb_of(c, rgb);
	for (unsigned i = 0; i < 3; i++)
		memcpy(rgb[i], c->in[i], 2 * c->n);
	dsp->raw->matrix(rgb, c->n, matrix);
}

static void call_merge(const struct gg_dsp *dsp, const struct call *c)
{
	uint16_t rgb[3][MAX_WIDTH], *const rows[3] = { rgb[0], rgb[1], rgb[2] };

	for (unsigned i = 0; i < 3; i++)
		memcpy(rgb[i], c->in[i], 2 * c->n);
	dsp->raw->merge(rows, c->out[0], c->n);
}

static void call_grey_samples(const struct gg_dsp *dsp, const struct call *c)
{
	static const uint16_t factors[] = { 8168, 9539 };
	static const int16_t biases[] = { 16, -580 };

	dsp->raw->grey(words_at(c->in[0]), c->out[0], c->n, factors[c->variant % 2],
		       biases[c->variant % 2]);
}

enum { N_PIXEL_KERNELS = 11 }; /* then come those for a sensor's samples */

static const struct {
	const char *name;
	caller *call;
	unsigned outputs, bytes; /* of a pixel in each */
	unsigned variants;
} kernels[] = {
	{ "yuv444", call_yuv444, 1, 4, 2 },
	{ "yuv422", call_yuv422, 1, 4, 2 },
	{ "semiplanar", call_semiplanar, 1, 4, 4 },
	{ "semiplanar444", call_semiplanar444, 1, 4, 4 },
	{ "packed", call_packed, 1, 4, 8 },
	{ "packed444", call_packed444, 1, 4, 8 },
	{ "grey", call_grey, 1, 4, 2 },
	{ "yuv444_wide", call_yuv444_wide, 1, 4, 2 },
	{ "rgb16", call_rgb16, 1, 4, 2 },
	{ "rgb32", call_rgb32, 1, 4, 4 },
	{ "rgb565", call_rgb565, 1, 4, 2 },
	{ "raw bytes", call_bytes, 1, 2, 1 },
	{ "raw words", call_words, 1, 2, 4 },
	{ "raw csi2", call_csi2, 1, 2, 3 },
	{ "raw ipu3", call_ipu3, 1, 2, 1 },
	{ "raw light", call_light, 1, 2, 3 },
	{ "raw curve", call_curve, 1, 2, 3 },
	{ "codes", call_codes, 2, 1, 3 },
	{ "develop_bytes", call_develop_bytes, 2, 1, 1 },
	{ "raw bilinear", call_bilinear, 1, 4, 8 },
	{ "preview of bytes", call_preview_bytes, 3, 4, 8 },
	{ "preview of words", call_preview_words, 3, 4, 32 },
	{ "preview of csi2", call_preview_csi2, 3, 4, 24 },
	{ "preview of ipu3", call_preview_ipu3, 3, 4, 8 },
	{ "raw bilinear_light", call_bilinear_light, 3, 2, 4 },
	{ "raw mhc", call_mhc, 3, 2, 4 },
	{ "raw matrix", call_matrix, 3, 2, 1 },
	{ "raw merge", call_merge, 1, 4, 1 },
	{ "raw grey", call_grey_samples, 1, 4, 2 },
};

/* Aligned as pictures are: some kernels write otherwise there. */
static _Alignas(64) uint8_t expected[3][SIZE], written[3][SIZE];

static void run(size_t kernel, const struct gg_dsp *dsp, uint8_t out[3][SIZE], size_t n,
		unsigned variant, size_t at)
{
	struct call call = { .n = n, .variant = variant };

	for (unsigned i = 0; i < INPUTS; i++)
		call.in[i] = inputs[i] + at;
	memset(out, CANARY, sizeof expected);
	for (unsigned i = 0; i < 3; i++)
		call.out[i] = out[i] + BEFORE + at;
	kernels[kernel].call(dsp, &call);
}

/* Only the pixels are written: words begin at an even address. */
static void assert_within(size_t kernel, size_t n, size_t at)
{
	for (unsigned i = 0; i < 3; i++) {
		const size_t odd = kernels[kernel].bytes == 2 && (uintptr_t)&written[i][at] & 1;
		const size_t first =
			BEFORE + at + (strncmp(kernels[kernel].name, "raw", 3) == 0 ? odd : 0);
		const size_t size = i < kernels[kernel].outputs ? n * kernels[kernel].bytes : 0;
		for (size_t b = 0; b < SIZE; b++)
			if ((b < first || b >= first + size) && written[i][b] != CANARY)
				fail_msg("%s of %zu pixels at %zu: wrote byte %zu of output %u",
					 kernels[kernel].name, n, at, b, i);
	}
}

static void try_kernel(size_t kernel, const struct gg_dsp *dsp)
{
	static const size_t places[] = { 0, 1, 2, 7, 31, 8, 48 };

	for (size_t n = 1; n <= MAX_WIDTH; n++)
		for (unsigned variant = 0; variant < kernels[kernel].variants; variant++) {
			const size_t at = places[(n + variant) % 7];
			run(kernel, gg_dsp_at(0), expected, n, variant, at);
			run(kernel, dsp, written, n, variant, at);
			assert_within(kernel, n, at);
			if (memcmp(expected, written, sizeof written) != 0)
				fail_msg("%s: %s of %zu pixels at %zu, variant %u, is not as in C",
					 dsp->name, kernels[kernel].name, n, at, variant);
		}
}

/* Two tables may share what is for a sensor's samples: once is enough. */
static void test_tables_agree(void **state)
{
	const struct gg_dsp *before = NULL;
	(void)state;

	for (size_t table = 0; gg_dsp_at(table); table++) {
		const struct gg_dsp *dsp = gg_dsp_at(table);
		const bool shares = before && before->raw == dsp->raw;
		const size_t n = shares ? N_PIXEL_KERNELS : sizeof kernels / sizeof kernels[0];
		for (size_t k = 0; k < n; k++)
			try_kernel(k, dsp);
		before = dsp;
	}
}

/* Every light, through every curve. */
static void test_all_of_a_curve(void **state)
{
	static uint16_t rows[2][65536];
	(void)state;

	for (unsigned transfer = 0; transfer < 3; transfer++) {
		struct gg_curve curve;
		gg_curve_set(&curve, (enum gg_transfer)transfer, 128);
		for (size_t table = 0; gg_dsp_at(table); table++) {
			uint16_t *row = rows[table > 0];
			for (unsigned i = 0; i < 65536; i++)
				row[i] = (uint16_t)i;
			gg_dsp_at(table)->raw->curve(row, 65536, &curve);
			assert_memory_equal(row, rows[0], sizeof rows[0]);
		}
		assert_int_equal(rows[0][0] >> 8, 0);
		assert_int_equal(rows[0][65535] >> 8, 255);
	}
}

static void test_tables(void **state)
{
	size_t n = 0;
	(void)state;

	while (gg_dsp_at(n))
		n++;
	assert_string_equal(gg_dsp_at(0)->name, "c");
	assert_false(gg_dsp(false)->streams);
	assert_ptr_equal(gg_dsp(true), gg_dsp_at(n - 1));
	assert_ptr_equal(gg_dsp(true)->raw, gg_dsp(false)->raw);
	print_message("%zu tables, the best is %s\n", n, gg_dsp(false)->name);
}

static int fill_inputs(void **state)
{
	uint32_t random = 1;
	(void)state;

	for (unsigned i = 0; i < INPUTS; i++)
		for (unsigned b = 0; b < SIZE; b++) {
			random = random * 1664525 + 1013904223;
			const uint8_t byte = (uint8_t)(random >> 24);
			inputs[i][b] = random >> 20 & 7 ? byte : byte & 1 ? 255 : 0;
		}
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_tables_agree),
		cmocka_unit_test(test_all_of_a_curve),
	};

	return cmocka_run_group_tests(tests, fill_inputs, NULL);
}
