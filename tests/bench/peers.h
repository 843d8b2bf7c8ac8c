/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Other libraries that convert to 32 bit RGB, all on one thread. Each is used for one picture at a
 * time, from one thread.
 */
#ifndef GG_BENCH_PEERS_H
#define GG_BENCH_PEERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/image.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { N_PEERS = 3 };

struct peer {
	const char *name;
	const char *note; /* what to know when comparing; why it is not there */
	/*
	 * Make ready to convert the image, whose planes lie one behind the other without padding,
	 * to pixels of bytes B, G, R, any in rows of 4 * width; pixels has twice that room. False
	 * where it cannot read the format. NULL where the library is not in this build.
	 */
	bool (*begin)(const struct gg_image *image, uint8_t *pixels);
	void (*run)(void);
	void (*end)(void); /* after a begin() that returned true */
};

extern const struct peer peer_libyuv, peer_swscale, peer_opencv;

/* All of them. */
extern const struct peer *const peers[N_PEERS];

/* How OpenCV makes a picture of a mosaic. */
enum opencv_demosaic { OPENCV_BILINEAR, OPENCV_VNG, OPENCV_EA, N_OPENCV_DEMOSAICS };

/* SRGGB8 in rows of width to bytes B, G, R. False where OpenCV is not in this build. */
bool opencv_demosaic(enum opencv_demosaic how, const uint8_t *mosaic, uint32_t width,
		     uint32_t height, uint8_t *bgr);

#ifdef __cplusplus
}
#endif
#endif
