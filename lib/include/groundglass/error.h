/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The text of a failure. Functions that can fail for reasons outside the program return -errno
 * and, where the caller passes a struct gg_error, fill it with one line that says what failed, on
 * what, and what would work. The caller owns the struct; NULL is accepted everywhere.
 */
#ifndef GROUNDGLASS_ERROR_H
#define GROUNDGLASS_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

struct gg_error {
	char text[512]; /* one line of UTF-8 without the newline */
};

/*
 * Write the formatted text into error (NULL: nowhere), control characters replaced, and return
 * code, so that a failing function ends with `return gg_error_set(error, -EINVAL, "...");`.
 */
__attribute__((format(printf, 3, 4))) int gg_error_set(struct gg_error *error, int code,
						       const char *format, ...);

#ifdef __cplusplus
}
#endif
#endif
