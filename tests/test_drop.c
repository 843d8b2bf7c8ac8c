/* SPDX-License-Identifier: BSD-2-Clause */
/* A file that is dropped on the window is shown in the camera's place. Needs an X server. */
#include "jpeg_samples.h"
#include "temp_folder.h"

#include <locale.h>
#include <pthread.h>

#include <SDL.h>

#include "options.h"
#include "session.h"

enum { PATIENCE = 60 * 100 /* hundredths of a second */, SKIPPED = 77 };

/* Versions with a greater patch are SDL 3 behind SDL 2's interface. */
enum { LAST_OF_SDL2 = 49 };

static char log_path[128], picture_path[128];

static bool is_said(const char *words)
{
	char text[4096];
	FILE *log = fopen(log_path, "re");
	const size_t length = log ? fread(text, 1, sizeof text - 1, log) : 0;

	if (log)
		fclose(log);
	text[length] = '\0';
	return strstr(text, words);
}

static void await(const char *words)
{
	for (int i = 0; i < PATIENCE && !is_said(words); i++)
		SDL_Delay(10);
}

static void drop(const char *path)
{
	SDL_Event event = { .drop = { .type = SDL_DROPFILE, .windowID = 1 } };

	event.drop.file = SDL_strdup(path);
	SDL_PushEvent(&event);
}

/* What a person does meanwhile. */
static void *act(void *data)
{
	SDL_Event close = {
		.window = { .type = SDL_WINDOWEVENT, .windowID = 1, .event = SDL_WINDOWEVENT_CLOSE }
	};
	char endless[5000] = "";

	(void)data;
	for (int i = 0; i < PATIENCE && !SDL_GetWindowFromID(1); i++)
		SDL_Delay(10);
	memset(endless, 'x', sizeof endless - 1);
	drop(endless);
	drop(picture_path);
	await("Camera file:");
	SDL_PushEvent(&close);
	return NULL;
}

/* Returns its status; what it prints goes to the log. */
static int run_viewer(const struct options *options)
{
	const int out = dup(STDOUT_FILENO);

	fflush(stdout);
	assert_non_null(freopen(log_path, "w", stdout));
	const int status = session_run(options);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	close(out);
	return status;
}

static void test_drop(void **state)
{
	char *words[] = { "groundglass", "-R", "surface", "pattern", NULL };
	static struct options options;
	const struct bytes jpeg = make_jpeg(WIDTH, HEIGHT, TJSAMP_422, 0);
	pthread_t person;
	struct gg_error error;
	(void)state;

	make_folder();
	snprintf(log_path, sizeof log_path, "%s", in_folder("log"));
	snprintf(picture_path, sizeof picture_path, "%s", in_folder("dropped.jpg"));
	FILE *file = fopen(picture_path, "we");
	assert_non_null(file);
	assert_int_equal(fwrite(jpeg.data, 1, jpeg.size, file), jpeg.size);
	assert_int_equal(fclose(file), 0);
	free(jpeg.data);

	assert_int_equal(options_parse(&options, 4, words, &error), 0);
	assert_int_equal(pthread_create(&person, NULL, act, NULL), 0);
	assert_int_equal(run_viewer(&options), 0);
	pthread_join(person, NULL);
	options_finish(&options);
	assert_true(is_said("/dropped.jpg: 83x61 MJPEG"));
	remove_folder();
}

int main(void)
{
	SDL_version version;

	setlocale(LC_CTYPE, ""); /* as the viewer does it, for the title */
	SDL_GetVersion(&version);
	if (version.patch > LAST_OF_SDL2) {
		printf("skipped: SDL 3 takes no drops from a program\n");
		return SKIPPED;
	}
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_drop) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
