/* SPDX-License-Identifier: BSD-2-Clause */
/* The input says how long two buffers are, and where in them a driver claims that planes lie. */
#include <fcntl.h>
#include <unistd.h>

#include <groundglass/mapped_buffer.h>

#include "fuzz.h"

enum { N_BUFFERS = 2, N_FDS = N_BUFFERS + 3 };

/* Behind the buffers what is none: a pipe, a folder, no fd. */
static int fds[N_FDS];
static uint64_t sizes[N_BUFFERS];

static void open_others(void)
{
	int ends[2];

	FUZZ_REQUIRE(!pipe2(ends, O_CLOEXEC));
	fds[N_BUFFERS] = ends[0];
	fds[N_BUFFERS + 1] = open("/proc", O_RDONLY | O_CLOEXEC);
	fds[N_BUFFERS + 2] = -1;
}

static void take_buffers(struct fuzz_input *input)
{
	static const uint8_t bytes[UINT16_MAX];

	for (unsigned i = 0; i < N_BUFFERS; i++) {
		sizes[i] = fuzz_take(input, 2);
		const char *path = fuzz_file(i, bytes, sizes[i]);
		if (!fds[i])
			fds[i] = open(path, O_RDWR | O_CLOEXEC);
		FUZZ_REQUIRE(fds[i] > 0);
	}
}

/* Sums of 64 bits, as close to the end of a buffer as they like. */
static void take_plane(struct gg_plane_location *plane, bool *fits, struct fuzz_input *input)
{
	const unsigned buffer = fuzz_choose(input, N_FDS), how = fuzz_choose(input, 4);
	const uint64_t size = buffer < N_BUFFERS ? sizes[buffer] : 0;

	plane->fd = fds[buffer];
	plane->offset = fuzz_take(input, how & 1 ? 8 : 2);
	plane->length = how & 2 ? fuzz_take(input, 8)
				: size - plane->offset + (uint64_t)(int8_t)fuzz_take(input, 1);
	if (buffer >= N_BUFFERS || plane->offset > size || plane->length > size - plane->offset)
		*fits = false;
}

static void touch(struct gg_mapped_buffer *buffer, const struct gg_plane_location *planes,
		  unsigned n_planes, bool writable)
{
	uint8_t *data;
	size_t length;

	gg_mapped_buffer_begin(buffer);
	for (unsigned i = 0; i < n_planes; i++) {
		FUZZ_REQUIRE(!gg_mapped_buffer_plane(buffer, i, &data, &length, NULL));
		FUZZ_REQUIRE(length == planes[i].length);
		for (size_t j = 0; j<length; j += length> 1 ? length - 1 : 1) {
			FUZZ_REQUIRE(data[j] == 0);
			if (writable)
				data[j] = 0;
		}
	}
	gg_mapped_buffer_end(buffer);
	FUZZ_REQUIRE(gg_mapped_buffer_plane(buffer, n_planes, &data, &length, NULL) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input input = { data, size };
	struct gg_plane_location planes[GG_MAX_PLANES + 1] = { { 0 } };
	struct gg_error error = { "" };
	bool fits = true;

	if (!fds[N_BUFFERS])
		open_others();
	take_buffers(&input);
	const bool writable = fuzz_choose(&input, 2);
	const unsigned n_planes = fuzz_choose(&input, GG_MAX_PLANES + 2);
	for (unsigned i = 0; i < n_planes; i++)
		take_plane(&planes[i], &fits, &input);

	struct gg_mapped_buffer *buffer = gg_mapped_buffer_create(planes, n_planes);
	FUZZ_REQUIRE(!buffer == (n_planes < 1 || n_planes > GG_MAX_PLANES));
	if (!buffer)
		return 0;
	uint8_t *nothing;
	size_t none;
	FUZZ_REQUIRE(gg_mapped_buffer_unmap(buffer, NULL) < 0);
	FUZZ_REQUIRE(gg_mapped_buffer_plane(buffer, 0, &nothing, &none, NULL) < 0);
	const int status =
		gg_mapped_buffer_map(buffer, writable ? GG_MAP_READ_WRITE : GG_MAP_READ, &error);
	FUZZ_REQUIRE(fits == !status && fits == !error.text[0]);
	if (!status) {
		FUZZ_REQUIRE(gg_mapped_buffer_map(buffer, GG_MAP_READ, NULL) < 0);
		touch(buffer, planes, n_planes, writable);
		if (writable)
			FUZZ_REQUIRE(!gg_mapped_buffer_unmap(buffer, NULL));
	}
	gg_mapped_buffer_destroy(buffer);
	return 0;
}
