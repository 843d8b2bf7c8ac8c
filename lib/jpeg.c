/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The decoder, on libjpeg's own interface: TurboJPEG's neither tells a failure after a warning
 * from the warning, nor a picture that ends early from other damage, and it keeps the Huffman
 * tables of the last picture for one that has none.
 */
#include <groundglass/jpeg.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "converter.h"
#include "now.h"

enum {
	ALIGNMENT = 64,		/* of planes and rows, for the vector code that reads them */
	MAX_SCANS = 500,	/* a progressive picture of more would only burn time */
	MAX_ROWS = 4 * DCTSIZE, /* that a component has in a row of MCUs, T.81 B.2.2 */
	/*
	 * A block takes a bit at the very least, so a picture of more pixels a byte is a lie about
	 * its size, found before memory is taken for it.
	 */
	MAX_PIXELS_PER_BYTE = 8 * DCTSIZE2,
};

struct memory {
	uint8_t *data;
	size_t capacity; /* bytes */
};

struct gg_jpeg_decoder {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf failed;
	int failure;		    /* -errno */
	bool in_picture;	    /* past the header */
	bool ended;		    /* the payload is used up */
	unsigned complaints;	    /* of this picture */
	char text[JMSG_LENGTH_MAX]; /* the failure's, else the first complaint's */
	uint64_t warnings;
	struct memory stripe, planes;
	struct gg_converter *converter; /* NULL: not needed yet */
};

struct gg_jpeg_decoder *gg_jpeg_decoder_create(void)
{
	return calloc(1, sizeof(struct gg_jpeg_decoder));
}

void gg_jpeg_decoder_destroy(struct gg_jpeg_decoder *decoder)
{
	if (!decoder)
		return;
	gg_converter_destroy(decoder->converter);
	free(decoder->stripe.data);
	free(decoder->planes.data);
	free(decoder);
}

uint64_t gg_jpeg_decoder_warnings(const struct gg_jpeg_decoder *decoder)
{
	return decoder->warnings;
}

__attribute__((noreturn, format(printf, 3, 4))) static void
fail(struct gg_jpeg_decoder *decoder, int failure, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(decoder->text, sizeof decoder->text, format, args);
	va_end(args);
	decoder->failure = failure;
	longjmp(decoder->failed, 1);
}

static void on_error(j_common_ptr jpeg)
{
	struct gg_jpeg_decoder *decoder = jpeg->client_data;
	char text[JMSG_LENGTH_MAX];

	jpeg->err->format_message(jpeg, text);
	fail(decoder, jpeg->err->msg_code == JERR_OUT_OF_MEMORY ? -ENOMEM : -EBADMSG, "%s", text);
}

static void on_message(j_common_ptr jpeg, int level)
{
	struct gg_jpeg_decoder *decoder = jpeg->client_data;

	if (level < 0 && jpeg->err->msg_code == JWRN_HIT_MARKER && decoder->ended)
		fail(decoder, -EBADMSG, "JPEG ends early");
	if (level < 0 && !decoder->complaints++)
		jpeg->err->format_message(jpeg, decoder->text);
}

/*
 * Some cameras leave the end marker out of their (never progressive) pictures: put one in. Where
 * more than that is missing the entropy decoder runs into it (JWRN_HIT_MARKER).
 */
static boolean on_end_of_payload(j_decompress_ptr jpeg)
{
	static const JOCTET end[] = { 0xff, JPEG_EOI };
	struct gg_jpeg_decoder *decoder = jpeg->client_data;

	if (!decoder->in_picture || decoder->ended || jpeg->progressive_mode)
		fail(decoder, -EBADMSG, "JPEG ends early");
	decoder->ended = true;
	if (!decoder->complaints++)
		snprintf(decoder->text, sizeof decoder->text, "JPEG has no end marker");
	jpeg->src->next_input_byte = end;
	jpeg->src->bytes_in_buffer = sizeof end;
	return TRUE;
}

static void on_progress(j_common_ptr jpeg)
{
	struct gg_jpeg_decoder *decoder = jpeg->client_data;

	if (decoder->jpeg.input_scan_number > MAX_SCANS)
		fail(decoder, -EBADMSG, "JPEG has more than %d scans", MAX_SCANS);
}

static void open_payload(struct gg_jpeg_decoder *decoder, const uint8_t *payload, size_t size)
{
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;

	jpeg_create_decompress(jpeg);
	decoder->progress.progress_monitor = on_progress;
	jpeg->progress = &decoder->progress;
	jpeg_mem_src(jpeg, payload, size);
	jpeg->src->fill_input_buffer = on_end_of_payload;
	jpeg_read_header(jpeg, TRUE);
}

static void check_header(struct gg_jpeg_decoder *decoder, size_t size, uint32_t width,
			 uint32_t height)
{
	const struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	uint32_t w = jpeg->image_width, h = jpeg->image_height;

	if ((width && w != width) || (height && h != height))
		fail(decoder, -EBADMSG, "JPEG is %ux%u, the stream is %ux%u", w, h, width, height);
	if (w > GG_MAX_SIZE || h > GG_MAX_SIZE)
		fail(decoder, -EBADMSG, "JPEG is %ux%u, the most is %dx%d", w, h, GG_MAX_SIZE,
		     GG_MAX_SIZE);
	if ((uint64_t)w * h / MAX_PIXELS_PER_BYTE > size)
		fail(decoder, -EBADMSG, "JPEG ends early: %zu bytes for %ux%u", size, w, h);
	if (jpeg->jpeg_color_space != JCS_GRAYSCALE && jpeg->jpeg_color_space != JCS_YCbCr &&
	    jpeg->jpeg_color_space != JCS_RGB)
		fail(decoder, -ENOTSUP, "JPEG of %d components is neither grey, Y'CbCr nor RGB",
		     jpeg->num_components);
	if (jpeg->data_precision != 8)
		fail(decoder, -ENOTSUP, "JPEG has %d bits, not 8", jpeg->data_precision);
}

/* Where chroma is 1/hsub by 1/vsub of the picture. */
static const struct {
	int hsub, vsub;
	uint32_t fourcc;
} samplings[] = {
	{ 2, 2, GG_FOURCC('Y', 'U', '1', '2') },
	{ 2, 1, GG_FOURCC('Y', 'U', '1', '6') },
	{ 1, 1, GG_FOURCC('Y', 'U', '2', '4') },
};

static uint32_t planar_fourcc(const struct jpeg_decompress_struct *jpeg)
{
	const jpeg_component_info *c = jpeg->comp_info;
	int hmax = jpeg->max_h_samp_factor, vmax = jpeg->max_v_samp_factor;

	if (jpeg->jpeg_color_space == JCS_GRAYSCALE)
		return GG_FOURCC('R', '8', ' ', ' ');
	if (jpeg->jpeg_color_space != JCS_YCbCr || c[0].h_samp_factor != hmax ||
	    c[0].v_samp_factor != vmax || c[1].h_samp_factor != c[2].h_samp_factor ||
	    c[1].v_samp_factor != c[2].v_samp_factor)
		return 0;
	for (size_t i = 0; i < sizeof samplings / sizeof samplings[0]; i++)
		if (c[1].h_samp_factor * samplings[i].hsub == hmax &&
		    c[1].v_samp_factor * samplings[i].vsub == vmax)
			return samplings[i].fourcc;
	return 0;
}

static size_t align(size_t n, size_t to)
{
	return (n + to - 1) / to * to;
}

/* Have room for so many bytes; what was there is lost where there was less. */
static void grow(struct gg_jpeg_decoder *decoder, uint8_t **data, size_t *capacity, uint64_t bytes)
{
	const struct jpeg_decompress_struct *jpeg = &decoder->jpeg;

	if (bytes <= *capacity)
		return;
	free(*data);
	*data = gg_pixels_alloc(bytes);
	*capacity = *data ? (size_t)bytes : 0;
	if (!*data)
		fail(decoder, -ENOMEM, "no memory for a JPEG of %ux%u", jpeg->image_width,
		     jpeg->image_height);
}

/* Make it an image of so many lines of what is in its planes. */
static void set_height(struct gg_image *image, uint32_t height)
{
	image->height = height;
	for (unsigned i = 0; i < image->n_planes; i++)
		image->planes[i].bytes_used =
			image->planes[i].stride * gg_format_rows(image->format, i, height);
}

/* Lay the planes out for so many rows of MCUs, in which raw data comes, and take memory for them.
 */
static void reserve(struct gg_jpeg_decoder *decoder, struct memory *memory, struct gg_image *image,
		    size_t mcu_rows)
{
	const struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	size_t stride[GG_MAX_PLANES] = { align(4 * (size_t)image->width, ALIGNMENT) };
	size_t rows[GG_MAX_PLANES] = { image->height };
	uint64_t total = 0;

	image->n_planes = image->format->n_planes;
	for (unsigned i = 0; i < image->n_planes; i++) {
		const jpeg_component_info *c = &jpeg->comp_info[i];
		if (jpeg->raw_data_out) {
			size_t blocks = align(c->width_in_blocks, (size_t)c->h_samp_factor);
			stride[i] = align(blocks * DCTSIZE, ALIGNMENT);
			rows[i] = mcu_rows * (size_t)c->v_samp_factor * DCTSIZE;
		}
		total += (uint64_t)stride[i] * rows[i];
	}

	grow(decoder, &memory->data, &memory->capacity, total);

	const uint8_t *data = memory->data;
	for (unsigned i = 0; i < image->n_planes; i++) {
		image->planes[i] = (struct gg_plane){ data, stride[i], stride[i] * rows[i], 0 };
		data += stride[i] * rows[i];
	}
	set_height(image, image->height);
}

static void reserve_pixels(struct gg_jpeg_decoder *decoder, struct gg_jpeg_pixels *pixels,
			   const struct gg_image *image)
{
	size_t stride = align(4 * (size_t)image->width, ALIGNMENT);

	grow(decoder, &pixels->data, &pixels->capacity, (uint64_t)stride * image->height);
	pixels->width = image->width;
	pixels->height = image->height;
	pixels->stride = stride;
	pixels->convert_ns = 0;
}

/* Decode the next row of MCUs into the stripe, which then is an image of its lines. */
static void read_stripe(struct gg_jpeg_decoder *decoder, struct gg_image *stripe)
{
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	JSAMPROW rows[GG_MAX_PLANES][MAX_ROWS];
	JSAMPARRAY planes[GG_MAX_PLANES] = { rows[0], rows[1], rows[2] };
	JDIMENSION line = jpeg->output_scanline;

	for (unsigned i = 0; i < stripe->n_planes; i++) {
		size_t offset = (size_t)(stripe->planes[i].data - decoder->stripe.data);
		for (int r = 0; r < jpeg->comp_info[i].v_samp_factor * DCTSIZE; r++)
			rows[i][r] = decoder->stripe.data + offset +
				     stripe->planes[i].stride * (size_t)r;
	}
	jpeg_read_raw_data(jpeg, planes, (JDIMENSION)jpeg->max_v_samp_factor * DCTSIZE);
	JDIMENSION end = jpeg->output_scanline < jpeg->output_height ? jpeg->output_scanline
								     : jpeg->output_height;
	set_height(stripe, end - line);
}

/* libjpeg writes eight bytes here and there: faster where the cache has them all. */
static void read_planes(struct gg_jpeg_decoder *decoder, const struct gg_image *image)
{
	const struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	struct gg_image stripe = *image;

	reserve(decoder, &decoder->stripe, &stripe, 1);
	while (jpeg->output_scanline < jpeg->output_height) {
		JDIMENSION line = jpeg->output_scanline;
		read_stripe(decoder, &stripe);
		for (unsigned i = 0; i < image->n_planes; i++) {
			const struct gg_plane *plane = &image->planes[i];
			size_t offset = (size_t)(plane->data - decoder->planes.data);
			size_t row = line / image->format->planes[i].vsub;
			memcpy(decoder->planes.data + offset + plane->stride * row,
			       stripe.planes[i].data, stripe.planes[i].bytes_used);
		}
	}
}

static void read_rgb(struct gg_jpeg_decoder *decoder, uint8_t *data, size_t stride)
{
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;

	while (jpeg->output_scanline < jpeg->output_height) {
		JSAMPROW row = data + stride * jpeg->output_scanline;
		jpeg_read_scanlines(jpeg, &row, 1);
	}
}

/* Choose what libjpeg is to give: planes where there is a format for them, else XRGB8888. */
static struct gg_image choose_output(struct gg_jpeg_decoder *decoder)
{
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	uint32_t fourcc = planar_fourcc(jpeg);

	jpeg->raw_data_out = fourcc != 0;
	jpeg->out_color_space = fourcc ? jpeg->jpeg_color_space : JCS_EXT_BGRX;
	return (struct gg_image){
		.format = gg_format_by_fourcc(fourcc ? fourcc : GG_FOURCC('X', 'R', '2', '4'), 0),
		.width = jpeg->image_width,
		.height = jpeg->image_height,
		.color = { GG_MATRIX_601, GG_RANGE_FULL }, /* JFIF 1.02, section 7 */
		.siting = GG_SITING_CENTER,
	};
}

static void start(struct gg_jpeg_decoder *decoder)
{
	decoder->in_picture = true;
	jpeg_start_decompress(&decoder->jpeg);
}

/* output is a struct gg_image. */
static void read_image(struct gg_jpeg_decoder *decoder, void *output)
{
	struct gg_image image = choose_output(decoder);

	reserve(decoder, &decoder->planes, &image, decoder->jpeg.total_iMCU_rows);
	start(decoder);
	if (decoder->jpeg.raw_data_out)
		read_planes(decoder, &image);
	else
		read_rgb(decoder, decoder->planes.data, image.planes[0].stride);
	jpeg_finish_decompress(&decoder->jpeg);
	*(struct gg_image *)output = image;
}

static void convert(struct gg_jpeg_decoder *decoder, const struct gg_image *image,
		    const struct gg_convert_params *params, struct gg_jpeg_pixels *pixels,
		    uint32_t line)
{
	struct gg_error error;
	uint64_t begin = gg_now_ns();

	if (!decoder->converter)
		decoder->converter = gg_converter_create(1);
	if (!decoder->converter)
		fail(decoder, -ENOMEM, "no memory for a converter");
	int ret = gg_converter_run_part(decoder->converter, image, params,
					pixels->data + pixels->stride * line, pixels->stride,
					pixels->height, &error);
	if (ret)
		fail(decoder, ret, "%s", error.text);
	pixels->convert_ns += gg_now_ns() - begin;
}

static void read_stripes(struct gg_jpeg_decoder *decoder, const struct gg_image *image,
			 const struct gg_convert_params *params, struct gg_jpeg_pixels *pixels)
{
	const struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	struct gg_image stripe = *image;

	reserve(decoder, &decoder->stripe, &stripe, 1);
	while (jpeg->output_scanline < jpeg->output_height) {
		JDIMENSION line = jpeg->output_scanline;
		read_stripe(decoder, &stripe);
		convert(decoder, &stripe, params, pixels, line);
	}
}

struct conversion {
	struct gg_convert_params params;
	struct gg_jpeg_pixels *pixels;
};

/* output is a struct conversion. */
static void read_pixels(struct gg_jpeg_decoder *decoder, void *output)
{
	const struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	const struct conversion *conversion = output;
	struct gg_convert_params params = conversion->params;
	struct gg_jpeg_pixels *pixels = conversion->pixels;
	struct gg_image image = choose_output(decoder);

	params.color =
		gg_color_resolve(image.color, params.color, image.format, image.height, NULL);
	reserve_pixels(decoder, pixels, &image);
	start(decoder);
	if (!jpeg->raw_data_out) {
		read_rgb(decoder, pixels->data, pixels->stride);
	} else if (params.chroma == GG_CHROMA_LINEAR && jpeg->max_v_samp_factor > 1) {
		/* There is chroma between the lines of two stripes. */
		reserve(decoder, &decoder->planes, &image, jpeg->total_iMCU_rows);
		read_planes(decoder, &image);
		convert(decoder, &image, &params, pixels, 0);
	} else {
		read_stripes(decoder, &image, &params, pixels);
	}
	jpeg_finish_decompress(&decoder->jpeg);
}

static int decode(struct gg_jpeg_decoder *decoder, const uint8_t *payload, size_t size,
		  uint32_t width, uint32_t height,
		  void (*read)(struct gg_jpeg_decoder *decoder, void *output), void *output,
		  struct gg_error *error)
{
	memset(&decoder->jpeg, 0, sizeof decoder->jpeg);
	decoder->jpeg.client_data = decoder;
	decoder->jpeg.err = jpeg_std_error(&decoder->errors);
	decoder->errors.error_exit = on_error;
	decoder->errors.emit_message = on_message;
	decoder->complaints = 0;
	decoder->in_picture = decoder->ended = false;

	if (setjmp(decoder->failed)) {
		jpeg_destroy_decompress(&decoder->jpeg);
		return gg_error_set(error, decoder->failure, "%s", decoder->text);
	}
	open_payload(decoder, payload, size);
	check_header(decoder, size, width, height);
	read(decoder, output);
	jpeg_destroy_decompress(&decoder->jpeg);

	if (!decoder->complaints)
		return GG_JPEG_OK;
	decoder->warnings++;
	return gg_error_set(error, GG_JPEG_WARNED, "%s", decoder->text);
}

int gg_jpeg_decode(struct gg_jpeg_decoder *decoder, const uint8_t *payload, size_t size,
		   uint32_t width, uint32_t height, struct gg_image *image, struct gg_error *error)
{
	return decode(decoder, payload, size, width, height, read_image, image, error);
}

int gg_jpeg_decode_pixels(struct gg_jpeg_decoder *decoder, const uint8_t *payload, size_t size,
			  uint32_t width, uint32_t height, const struct gg_convert_params *params,
			  struct gg_jpeg_pixels *pixels, struct gg_error *error)
{
	struct conversion conversion = { *params, pixels };

	return decode(decoder, payload, size, width, height, read_pixels, &conversion, error);
}
