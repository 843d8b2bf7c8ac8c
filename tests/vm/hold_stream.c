/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hold_stream DEVICE SECONDS [WORD]: stream from a video node, as programs do that know nothing of
 * libcamera: its media node stays free. With WORD lines are copied from stdin to stdout, and it
 * begins when one has the word.
 */
#include <linux/videodev2.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { N_BUFFERS = 4 };

static bool start(int fd)
{
	int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
	struct v4l2_requestbuffers buffers = { .count = N_BUFFERS,
					       .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
					       .memory = V4L2_MEMORY_MMAP };

	if (ioctl(fd, VIDIOC_REQBUFS, &buffers))
		return false;
	for (__u32 i = 0; i < buffers.count; i++) {
		struct v4l2_buffer buffer = { .index = i,
					      .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
					      .memory = V4L2_MEMORY_MMAP };
		if (ioctl(fd, VIDIOC_QBUF, &buffer))
			return false;
	}
	return ioctl(fd, VIDIOC_STREAMON, &type) == 0;
}

/* Up to one that has until, NULL: up to the end. Was there such a line? */
static bool copy_lines(const char *until)
{
	char line[1024];

	while (fgets(line, sizeof line, stdin)) {
		fputs(line, stdout);
		fflush(stdout);
		if (until && strstr(line, until))
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	const char *word = argc > 3 ? argv[3] : NULL;

	if (argc < 3) {
		fprintf(stderr, "usage: hold_stream DEVICE SECONDS [WORD]\n");
		return 2;
	}
	const int fd = open(argv[1], O_RDWR | O_CLOEXEC);
	if (fd < 0 || (word && !copy_lines(word)) || !start(fd)) {
		fprintf(stderr, "hold_stream: %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	fprintf(stderr, "hold_stream: streaming\n");
	sleep((unsigned)strtoul(argv[2], NULL, 10));
	close(fd);
	if (word)
		copy_lines(NULL);
	return 0;
}
