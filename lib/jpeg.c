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
	uint8_t *memory;
	size_t capacity; /* bytes */
};

struct gg_jpeg_decoder *gg_jpeg_decoder_create(void)
{
	return calloc(1, sizeof(struct gg_jpeg_decoder));
}

void gg_jpeg_decoder_destroy(struct gg_jpeg_decoder *decoder)
{
	if (!decoder)
		return;
	free(decoder->memory);
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

/* Lay the planes out in whole MCUs, as raw data comes, and take memory for them. */
static void reserve(struct gg_jpeg_decoder *decoder, struct gg_image *image)
{
	const struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	size_t stride[GG_MAX_PLANES] = { align(4 * (size_t)image->width, ALIGNMENT) };
	size_t rows[GG_MAX_PLANES] = { image->height };
	size_t total = 0;

	image->n_planes = image->format->n_planes;
	for (unsigned i = 0; i < image->n_planes; i++) {
		const jpeg_component_info *c = &jpeg->comp_info[i];
		if (jpeg->raw_data_out) {
			size_t blocks = align(c->width_in_blocks, (size_t)c->h_samp_factor);
			stride[i] = align(blocks * DCTSIZE, ALIGNMENT);
			rows[i] = align(c->height_in_blocks, (size_t)c->v_samp_factor) * DCTSIZE;
		}
		total += stride[i] * rows[i];
	}

	if (total > decoder->capacity) {
		free(decoder->memory);
		decoder->memory = aligned_alloc(ALIGNMENT, total);
		decoder->capacity = decoder->memory ? total : 0;
		if (!decoder->memory)
			fail(decoder, -ENOMEM, "no memory for a JPEG of %ux%u", image->width,
			     image->height);
	}

	const uint8_t *data = decoder->memory;
	for (unsigned i = 0; i < image->n_planes; i++) {
		size_t lines = gg_format_rows(image->format, i, image->height);
		image->planes[i] = (struct gg_plane){ data, stride[i], stride[i] * rows[i],
						      stride[i] * lines };
		data += stride[i] * rows[i];
	}
}

static uint8_t *row_at(struct gg_jpeg_decoder *decoder, const struct gg_plane *plane, size_t row)
{
	return decoder->memory + (plane->data - decoder->memory) + plane->stride * row;
}

static void read_planes(struct gg_jpeg_decoder *decoder, const struct gg_image *image)
{
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	JSAMPROW rows[GG_MAX_PLANES][MAX_ROWS];
	JSAMPARRAY planes[GG_MAX_PLANES] = { rows[0], rows[1], rows[2] };
	JDIMENSION lines = (JDIMENSION)jpeg->max_v_samp_factor * DCTSIZE;

	while (jpeg->output_scanline < jpeg->output_height) {
		for (unsigned i = 0; i < image->n_planes; i++) {
			size_t n = (size_t)jpeg->comp_info[i].v_samp_factor * DCTSIZE;
			size_t first = jpeg->output_scanline / lines * n;
			for (size_t r = 0; r < n; r++)
				rows[i][r] = row_at(decoder, &image->planes[i], first + r);
		}
		jpeg_read_raw_data(jpeg, planes, lines);
	}
}

static void read_pixels(struct gg_jpeg_decoder *decoder, const struct gg_image *image)
{
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;

	while (jpeg->output_scanline < jpeg->output_height) {
		JSAMPROW row = row_at(decoder, &image->planes[0], jpeg->output_scanline);
		jpeg_read_scanlines(jpeg, &row, 1);
	}
}

static void read_picture(struct gg_jpeg_decoder *decoder, struct gg_image *image)
{
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
	uint32_t fourcc = planar_fourcc(jpeg);

	jpeg->raw_data_out = fourcc != 0;
	jpeg->out_color_space = fourcc ? jpeg->jpeg_color_space : JCS_EXT_BGRX;
	*image = (struct gg_image){
		.format = gg_format_by_fourcc(fourcc ? fourcc : GG_FOURCC('X', 'R', '2', '4'), 0),
		.width = jpeg->image_width,
		.height = jpeg->image_height,
		.color = { GG_MATRIX_601, GG_RANGE_FULL }, /* JFIF 1.02, section 7 */
		.siting = GG_SITING_CENTER,
	};
	reserve(decoder, image);

	decoder->in_picture = true;
	jpeg_start_decompress(jpeg);
	if (jpeg->raw_data_out)
		read_planes(decoder, image);
	else
		read_pixels(decoder, image);
	jpeg_finish_decompress(jpeg);
}

int gg_jpeg_decode(struct gg_jpeg_decoder *decoder, const uint8_t *payload, size_t size,
		   uint32_t width, uint32_t height, struct gg_image *image, struct gg_error *error)
{
	struct gg_image picture;

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
	read_picture(decoder, &picture);
	jpeg_destroy_decompress(&decoder->jpeg);

	*image = picture;
	if (!decoder->complaints)
		return GG_JPEG_OK;
	decoder->warnings++;
	return gg_error_set(error, GG_JPEG_WARNED, "%s", decoder->text);
}
