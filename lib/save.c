/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/save.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#if GG_HAVE_PNG
#include <png.h>
#include <zlib.h>
#endif
#include <libyuv/convert_from_argb.h>

#include <groundglass/jpeg.h>

/* A file on its way: temp is what has to be renamed to path, "" where it is written directly. */
struct target {
	const char *name; /* as the caller wrote it */
	char path[PATH_MAX];
	char temp[PATH_MAX];
	enum gg_save_mode mode;
	int fd;
	int failure; /* of write, -errno */
	struct gg_error *error;
};

static int fail(const struct target *target, int code, const char *reason)
{
	const char *slash = strrchr(target->name, '/');
	int folder = slash ? (int)(slash - target->name) : 0;

	if (!strcmp(target->name, "-"))
		return gg_error_set(target->error, code, "cannot write to stdout: %s", reason);
	if (!slash)
		return gg_error_set(target->error, code, "cannot save %s: %s", target->name,
				    reason);
	return gg_error_set(target->error, code, "cannot save %s in %.*s: %s", slash + 1,
			    folder ? folder : 1, target->name, reason);
}

static int fail_errno(const struct target *target, int code)
{
	return fail(target, code, strerror(-code));
}

/* A name that nobody has yet, in the folder of path so that it can be renamed to it. */
static int open_temp(struct target *target)
{
	static atomic_uint counter;
	const char *slash = strrchr(target->path, '/');
	int folder = slash ? (int)(slash - target->path) + 1 : 0;

	do {
		unsigned number = atomic_fetch_add(&counter, 1);
		int length = snprintf(target->temp, sizeof target->temp, "%.*s.groundglass-%ld-%u",
				      folder, target->path, (long)getpid(), number);
		if (length >= (int)sizeof target->temp)
			return fail_errno(target, -ENAMETOOLONG);
		target->fd = open(target->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	} while (target->fd < 0 && errno == EEXIST);
	if (target->fd >= 0)
		return 0;
	target->temp[0] = 0;
	return fail_errno(target, -errno);
}

static int target_open(struct target *target, const char *name, enum gg_save_mode mode,
		       struct gg_error *error)
{
	struct stat status;

	*target = (struct target){ .name = name, .mode = mode, .fd = -1, .error = error };
	if (!strcmp(name, "-")) {
		target->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
		return target->fd < 0 ? fail_errno(target, -errno) : 0;
	}

	/* Replacing means what a symbolic link points to, not the link. */
	char *real = mode == GG_SAVE_REPLACE ? realpath(name, NULL) : NULL;
	int length = snprintf(target->path, sizeof target->path, "%s", real ? real : name);
	free(real);
	if (length >= (int)sizeof target->path)
		return fail_errno(target, -ENAMETOOLONG);

	if (lstat(target->path, &status))
		return open_temp(target);
	if (mode == GG_SAVE_NEW)
		return fail_errno(target, -EEXIST);
	if (S_ISREG(status.st_mode))
		return open_temp(target);

	/* A pipe or a device is written to, never replaced. */
	target->fd = open(target->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return target->fd < 0 ? fail_errno(target, -errno) : 0;
}

/* Write everything; after a failure nothing more is written, and target_close() reports it. */
static bool target_put(struct target *target, const void *data, size_t size)
{
	const char *bytes = data;

	while (size && !target->failure) {
		ssize_t written = write(target->fd, bytes, size);
		if (written < 0 && errno != EINTR)
			target->failure = -errno;
		if (written > 0) {
			bytes += written;
			size -= (size_t)written;
		}
	}
	return !target->failure;
}

/* Give the temporary file its name, where nothing may have that already. */
static int rename_new(const char *temp, const char *path)
{
	if (!renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE))
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -errno;

	/* A filesystem without RENAME_NOREPLACE: a link does not replace anything either. */
	if (link(temp, path))
		return -errno;
	unlink(temp);
	return 0;
}

/* Make the file appear under its name, or, where rc or a write failed, not at all. */
static int target_close(struct target *target, int rc)
{
	if (close(target->fd) && !target->failure)
		target->failure = -errno;
	if (!rc && target->failure)
		rc = fail_errno(target, target->failure);
	if (!target->temp[0])
		return rc;

	if (!rc) {
		int renamed = target->mode == GG_SAVE_NEW ? rename_new(target->temp, target->path)
			      : rename(target->temp, target->path) ? -errno
								   : 0;
		if (renamed)
			rc = fail_errno(target, renamed);
	}
	if (rc)
		unlink(target->temp);
	return rc;
}

#if GG_HAVE_PNG
static void png_put(png_structp png, png_bytep data, size_t size)
{
	if (!target_put(png_get_io_ptr(png), data, size))
		png_error(png, "write failed");
}

static void png_flush(png_structp png)
{
	(void)png;
}

static void png_failed(png_structp png, png_const_charp message)
{
	struct target *target = png_get_error_ptr(png);

	fail(target, -EIO, message);
	png_longjmp(png, 1);
}

static void png_warned(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

/*
 * The difference to the row above and Huffman codes alone: matches found in a camera's noise cost
 * twice the time and make the file larger.
 */
static void write_png(png_structp png, png_infop info, const struct gg_image *image)
{
	png_set_compression_level(png, 1);
	png_set_compression_strategy(png, Z_HUFFMAN_ONLY);
	png_set_compression_buffer_size(png, 1 << 18);
	png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
	png_set_IHDR(png, info, image->width, image->height, 8, PNG_COLOR_TYPE_RGB,
		     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
	png_write_info(png, info);
	png_set_filler(png, 0, PNG_FILLER_AFTER);
	png_set_bgr(png);
	for (uint32_t y = 0; y < image->height; y++)
		png_write_row(png, image->planes[0].data + image->planes[0].stride * y);
	png_write_end(png, info);
}

/* Leaves *png and *info to the caller, who frees them whatever happened. */
static int encode_png(struct target *target, const struct gg_image *image, png_structp *png,
		      png_infop *info)
{
	*png = png_create_write_struct(PNG_LIBPNG_VER_STRING, target, png_failed, png_warned);
	*info = *png ? png_create_info_struct(*png) : NULL;
	if (!*info)
		return fail_errno(target, -ENOMEM);
	if (setjmp(png_jmpbuf(*png)))
		return target->failure ? fail_errno(target, target->failure) : -EIO;
	png_set_write_fn(*png, target, png_put, png_flush);
	write_png(*png, *info, image);
	return 0;
}

static int save_png(struct target *target, const struct gg_image *image, int quality)
{
	png_structp png = NULL;
	png_infop info = NULL;
	int rc = encode_png(target, image, &png, &info);

	(void)quality;
	png_destroy_write_struct(&png, &info);
	return rc;
}
#endif

static int save_jpeg(struct target *target, const struct gg_image *image, int quality)
{
	const uint8_t *data;
	size_t size;
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();

	if (!encoder)
		return fail_errno(target, -ENOMEM);
	struct gg_error reason;
	int rc = gg_jpeg_encode(encoder, image, quality, &data, &size, &reason);
	if (rc < 0)
		fail(target, rc, reason.text);
	else
		target_put(target, data, size);
	gg_jpeg_encoder_destroy(encoder);
	return rc;
}

static int save_ppm(struct target *target, const struct gg_image *image, int quality)
{
	char header[48];
	uint8_t *row = malloc(3 * (size_t)image->width);

	(void)quality;
	if (!row)
		return fail_errno(target, -ENOMEM);
	int length =
		snprintf(header, sizeof header, "P6\n%u %u\n255\n", image->width, image->height);
	target_put(target, header, (size_t)length);
	for (uint32_t y = 0; y < image->height; y++) {
		/* libyuv's RAW is R, G, B in memory */
		ARGBToRAW(image->planes[0].data + image->planes[0].stride * y, 0, row, 0,
			  (int)image->width, 1);
		if (!target_put(target, row, 3 * (size_t)image->width))
			break;
	}
	free(row);
	return 0;
}

static const struct {
	const char *extension;
	int (*save)(struct target *target, const struct gg_image *image, int quality);
} savers[] = {
#if GG_HAVE_PNG
	{ "png", save_png },
#endif
	{ "jpg", save_jpeg },
	{ "jpeg", save_jpeg },
	{ "ppm", save_ppm },
};

enum { N_SAVERS = sizeof savers / sizeof savers[0] };

const char *gg_save_extensions(void)
{
	return GG_HAVE_PNG ? "png, jpg, ppm" : "jpg, ppm";
}

/* The index of the saver for a path, or N_SAVERS. */
static size_t find_saver(const char *path)
{
	const char *base = strrchr(path, '/');
	const char *dot = strrchr(base ? base : path, '.');
	const char *extension = !strcmp(path, "-") ? "png" : dot ? dot + 1 : "";
	size_t i = 0;

	while (i < N_SAVERS && strcasecmp(savers[i].extension, extension) != 0)
		i++;
	return i;
}

bool gg_save_supports(const char *path)
{
	return find_saver(path) < N_SAVERS;
}

int gg_save_picture(const char *path, enum gg_save_mode mode, const struct gg_image *image,
		    int quality, struct gg_error *error)
{
	struct target target;
	size_t saver = find_saver(path);

	if (saver == N_SAVERS)
		return gg_error_set(error, -ENOTSUP,
				    "cannot save %s: no such picture format; there are %s", path,
				    gg_save_extensions());
	int rc = gg_image_validate(image, error);
	if (rc < 0)
		return rc;
	if (image->format->fourcc != GG_FOURCC('X', 'R', '2', '4'))
		return gg_error_set(error, -EINVAL, "cannot save %s: %s is not XRGB8888", path,
				    image->format->name);

	rc = target_open(&target, path, mode, error);
	if (rc < 0)
		return rc;
	return target_close(&target, savers[saver].save(&target, image, quality));
}

int gg_save_mjpeg(const char *path, enum gg_save_mode mode, const uint8_t *payload, size_t size,
		  struct gg_error *error)
{
	size_t offset, tables_size;
	const uint8_t *tables;

	if (gg_jpeg_missing_tables(payload, size, &offset, &tables, &tables_size) < 0)
		return gg_error_set(error, -EBADMSG, "cannot save %s: %zu bytes that are no JPEG",
				    path, size);
	const struct gg_bytes pieces[] = {
		{ payload, offset },
		{ tables, tables_size },
		{ payload + offset, size - offset },
	};
	return gg_save_bytes(path, mode, pieces, 3, error);
}

int gg_save_bytes(const char *path, enum gg_save_mode mode, const struct gg_bytes *pieces,
		  unsigned n_pieces, struct gg_error *error)
{
	struct target target;
	int rc = target_open(&target, path, mode, error);

	if (rc < 0)
		return rc;
	for (unsigned i = 0; i < n_pieces; i++)
		target_put(&target, pieces[i].data, pieces[i].size);
	return target_close(&target, 0);
}
