/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the camera was asked for, a line each, for the tests to read while it runs.
 */
#ifndef VM_CAMERA_LOG_H
#define VM_CAMERA_LOG_H

/* Append to the file at path from now on (until then: stderr). 0 or -errno. */
int camera_log_open(const char *path);

__attribute__((format(printf, 1, 2))) void camera_log(const char *format, ...);

#endif
