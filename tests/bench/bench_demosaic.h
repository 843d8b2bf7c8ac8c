/* SPDX-License-Identifier: BSD-2-Clause */
/* How near the original what is made of its mosaic comes, by the library and by OpenCV. */
#ifndef GG_BENCH_DEMOSAIC_H
#define GG_BENCH_DEMOSAIC_H

/* Compare, and print the table; says so where this library cannot yet. 0, or -ENOMEM. */
int bench_demosaic(void);

#endif
