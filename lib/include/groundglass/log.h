/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the library has to say while it runs: lines handed to one process-wide sink. Without a
 * sink nothing is printed. Any thread may log; the sink is called on that thread, outside all of
 * the library's locks, and must be thread-safe.
 */
#ifndef GROUNDGLASS_LOG_H
#define GROUNDGLASS_LOG_H

#ifdef __cplusplus
extern "C" {
#endif

enum gg_log_level { GG_LOG_ERROR, GG_LOG_WARNING, GG_LOG_INFO, GG_LOG_DEBUG };

/* module: the part that speaks ("camera", "jpeg"); text: one line without the newline. */
typedef void gg_log_sink(enum gg_log_level level, const char *module, const char *text, void *data);

/* Set the sink (NULL: silence). Call before other threads use the library. */
void gg_log_set_sink(gg_log_sink *sink, void *data);

/* Format one line and hand it to the sink. */
__attribute__((format(printf, 3, 4))) void gg_log(enum gg_log_level level, const char *module,
						  const char *format, ...);

#ifdef __cplusplus
}
#endif
#endif
