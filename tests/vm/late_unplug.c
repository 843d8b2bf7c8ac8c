/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * late_unplug: give the first camera its buffers back while the plug is pulled and libcamera, whose
 * thread is held meanwhile, has heard of neither. Prints "pull the plug" when it is time to, and
 * then how many more frames came and what ended them.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <groundglass/groundglass.h>

/* How long the report of a device that has gone is on its way, at most. */
enum { REPORT_S = 3 };

/* All the camera has. */
enum { N_FRAMES = 4 };

static char device[64];

/* They sleep: no call that this comes into has set errno yet. */
static void hold_thread(int number)
{
	(void)number;
	while (access(device, F_OK) == 0)
		sleep(1);
	sleep(REPORT_S);
}

/* All threads of this process but this one. */
static void hold_the_others(void)
{
	const long self = syscall(SYS_gettid);
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *entry;

	while (tasks && (entry = readdir(tasks))) {
		const long thread = strtol(entry->d_name, NULL, 10);
		if (thread > 0 && thread != self)
			syscall(SYS_tgkill, getpid(), thread, SIGUSR1);
	}
	if (tasks)
		closedir(tasks);
}

static struct gg_camera *start_camera(struct gg_error *error)
{
	struct gg_stream_config stream = { .role = GG_ROLE_VIEWFINDER,
					   .framerate = -1,
					   .n_buffers = N_FRAMES };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_camera *camera;

	if (gg_camera_open(&camera, "1", error))
		return NULL;
	if (gg_camera_configure(camera, &stream, 1, &orientation, error) >= 0 &&
	    gg_camera_start(camera, NULL, error) == 0)
		return camera;
	gg_camera_close(camera);
	return NULL;
}

int main(void)
{
	struct gg_frame *frames[N_FRAMES];
	struct gg_error error;
	struct gg_camera *camera = start_camera(&error);
	unsigned more = 0;
	int ret = 0;

	if (!camera) {
		fprintf(stderr, "late_unplug: %s\n", error.text);
		return 1;
	}
	snprintf(device, sizeof device, "%s", gg_camera_info(camera)->device);
	for (int i = 0; i < N_FRAMES && ret == 0; i++)
		ret = gg_camera_wait(camera, -1, &frames[i]);
	if (ret == 0) {
		signal(SIGUSR1, hold_thread);
		hold_the_others();
		for (int i = 0; i < N_FRAMES; i++)
			gg_frame_unref(frames[i]);
		printf("pull the plug\n");
		fflush(stdout);
		for (; (ret = gg_camera_wait(camera, -1, &frames[0])) == 0; more++)
			gg_frame_unref(frames[0]);
	}
	printf("%u: %s\n", more, strerror(-ret));
	gg_camera_close(camera);
	return 0;
}
