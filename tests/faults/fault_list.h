/* SPDX-License-Identifier: BSD-2-Clause */
/* The functions that can fail: F(type, name, parameters, arguments, errno, result). */
#ifndef GG_FAULT_LIST_H
#define GG_FAULT_LIST_H

#include <dirent.h>
#include <glob.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/timerfd.h>

#include <SDL.h>
#include <turbojpeg.h>

/* clang-format off */
#define FAULT_LIST(F)                                                                              \
	F(void *, malloc, (size_t size), (size), ENOMEM, NULL)                                     \
	F(void *, calloc, (size_t n, size_t size), (n, size), ENOMEM, NULL)                        \
	F(void *, realloc, (void *old, size_t size), (old, size), ENOMEM, NULL)                    \
	F(void *, reallocarray, (void *old, size_t n, size_t size), (old, n, size), ENOMEM, NULL)  \
	F(void *, aligned_alloc, (size_t align, size_t size), (align, size), ENOMEM, NULL)         \
	F(char *, strdup, (const char *text), (text), ENOMEM, NULL)                                \
	F(char *, strndup, (const char *text, size_t size), (text, size), ENOMEM, NULL)            \
	F(void *, mmap, (void *at, size_t size, int protection, int flags, int fd, off_t offset),  \
	  (at, size, protection, flags, fd, offset), ENOMEM, MAP_FAILED)                           \
	F(off_t, lseek, (int fd, off_t offset, int whence), (fd, offset, whence), EIO, -1)         \
	F(int, memfd_create, (const char *name, unsigned flags), (name, flags), EMFILE, -1)        \
	F(int, ftruncate, (int fd, off_t size), (fd, size), ENOSPC, -1)                            \
	F(ssize_t, read, (int fd, void *to, size_t size), (fd, to, size), EIO, -1)                 \
	F(ssize_t, pread, (int fd, void *to, size_t size, off_t at), (fd, to, size, at), EIO, -1)  \
	F(FILE *, fopen, (const char *path, const char *mode), (path, mode), EMFILE, NULL)         \
	F(int, fflush, (FILE *file), (file), ENOSPC, EOF)                                          \
	F(int, rename, (const char *from, const char *to), (from, to), EIO, -1)                    \
	F(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),        \
	  (a, from, b, to, flags), EIO, -1)                                                        \
	F(int, link, (const char *from, const char *to), (from, to), EIO, -1)                      \
	F(int, mkdir, (const char *path, mode_t mode), (path, mode), EACCES, -1)                   \
	F(int, stat, (const char *path, struct stat *status), (path, status), EIO, -1)             \
	F(int, lstat, (const char *path, struct stat *status), (path, status), EIO, -1)            \
	F(int, fstat, (int fd, struct stat *status), (fd, status), EIO, -1)                        \
	F(int, access, (const char *path, int mode), (path, mode), EIO, -1)                        \
	F(char *, realpath, (const char *path, char *to), (path, to), EIO, NULL)                   \
	F(int, glob, (const char *pattern, int flags, int (*error)(const char *, int),             \
	  glob_t *found), (pattern, flags, error, found), ENOMEM, GLOB_NOSPACE)                    \
	F(int, scandir, (const char *path, struct dirent ***names,                                 \
	  int (*filter)(const struct dirent *),                                                    \
	  int (*compare)(const struct dirent **, const struct dirent **)),                         \
	  (path, names, filter, compare), ENOMEM, -1)                                              \
	F(int, dup, (int fd), (fd), EMFILE, -1)                                                    \
	F(int, dup2, (int from, int to), (from, to), EMFILE, -1)                                   \
	F(int, eventfd, (unsigned value, int flags), (value, flags), EMFILE, -1)                   \
	F(int, timerfd_create, (clockid_t clock, int flags), (clock, flags), EMFILE, -1)           \
	F(int, epoll_create1, (int flags), (flags), EMFILE, -1)                                    \
	F(int, epoll_ctl, (int epoll, int what, int fd, struct epoll_event *event),                \
	  (epoll, what, fd, event), ENOMEM, -1)                                                    \
	F(int, inotify_init1, (int flags), (flags), EMFILE, -1)                                    \
	F(int, inotify_add_watch, (int fd, const char *path, uint32_t what), (fd, path, what),     \
	  ENOSPC, -1)                                                                              \
	F(locale_t, newlocale, (int mask, const char *name, locale_t base), (mask, name, base),    \
	  ENOMEM, (locale_t)0)                                                                     \
	F(int, pthread_create, (pthread_t *thread, const pthread_attr_t *attributes,               \
	  void *(*run)(void *), void *data), (thread, attributes, run, data), EAGAIN, EAGAIN)      \
	F(tjhandle, tjInitCompress, (void), (), ENOMEM, NULL)                                      \
	F(int, SDL_Init, (Uint32 what), (what), ENOMEM, -1)                                        \
	F(int, SDL_InitSubSystem, (Uint32 what), (what), ENOMEM, -1)                               \
	F(Uint32, SDL_RegisterEvents, (int n), (n), ENOMEM, (Uint32)-1)                            \
	F(SDL_Window *, SDL_CreateWindow, (const char *title, int x, int y, int w, int h,          \
	  Uint32 flags), (title, x, y, w, h, flags), ENOMEM, NULL)                                 \
	F(SDL_Surface *, SDL_GetWindowSurface, (SDL_Window *window), (window), ENOMEM, NULL)       \
	F(int, SDL_UpdateWindowSurface, (SDL_Window *window), (window), ENOMEM, -1)                \
	F(SDL_Surface *, SDL_CreateRGBSurfaceWithFormat, (Uint32 flags, int w, int h, int depth,   \
	  Uint32 format), (flags, w, h, depth, format), ENOMEM, NULL)                              \
	F(SDL_Surface *, SDL_CreateRGBSurfaceWithFormatFrom, (void *pixels, int w, int h,          \
	  int depth, int pitch, Uint32 format), (pixels, w, h, depth, pitch, format), ENOMEM,      \
	  NULL)                                                                                    \
	F(SDL_Texture *, SDL_CreateTexture, (SDL_Renderer *renderer, Uint32 format, int access,    \
	  int w, int h), (renderer, format, access, w, h), ENOMEM, NULL)                           \
	F(int, SDL_SetWindowFullscreen, (SDL_Window *window, Uint32 flags), (window, flags),       \
	  ENOMEM, -1)                                                                              \
	F(SDL_GLContext, SDL_GL_CreateContext, (SDL_Window *window), (window), ENOMEM, NULL)       \
	F(int, SDL_GL_MakeCurrent, (SDL_Window *window, SDL_GLContext context),                    \
	  (window, context), ENOMEM, -1)                                                           \
	F(int, SDL_GL_SetSwapInterval, (int interval), (interval), ENOMEM, -1)
/* clang-format on */

#endif
