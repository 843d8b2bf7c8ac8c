/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A USB Video Class camera made of software. With --redir it plugs itself into a virtual machine
 * and stays there until it is ended, which is pulling its plug; with --check it tells whether
 * captured frames are what it sent.
 */
#include "camera_log.h"
#include "usbredir.h"
#include "uvc_check.h"
#include "uvc_controls.h"
#include "uvc_scenario.h"
#include "uvc_stream.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_TIMEOUT_MS = 30000 };

struct arguments {
	const char *socket_path; /* of --redir */
	const char *jpeg_folder;
	const char *log_path;
	const struct uvc_scenario *scenario;
	const char *check_size; /* of --check */
};

static const struct option long_options[] = {
	{ "redir", required_argument, NULL, 'r' },
	{ "jpeg", required_argument, NULL, 'j' },
	{ "log", required_argument, NULL, 'l' },
	{ "scenario", required_argument, NULL, 's' },
	{ "check", required_argument, NULL, 'c' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static void print_help(void)
{
	printf("uvc_camera --redir SOCKET --jpeg DIR [--log FILE] [--scenario NAME]\n"
	       "uvc_camera --check WxH [--jpeg DIR [--scenario NAME]] FILE...\n"
	       "\n"
	       "--check takes the files for YUYV frames, or with --jpeg for Motion-JPEG ones, of\n"
	       "which some are as bad as the scenario makes them.\n"
	       "Scenarios:\n");
	uvc_scenario_list();
}

/* Returns 0, or -EINVAL where an option is wrong: that has been said. */
static int parse(struct arguments *arguments, int argc, char **argv)
{
	int option;

	arguments->scenario = uvc_scenario_find("plain");
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		switch (option) {
		case 'r':
			arguments->socket_path = optarg;
			break;
		case 'j':
			arguments->jpeg_folder = optarg;
			break;
		case 'l':
			arguments->log_path = optarg;
			break;
		case 's':
			arguments->scenario = uvc_scenario_find(optarg);
			if (arguments->scenario)
				break;
			fprintf(stderr, "uvc_camera: no scenario '%s': see --help\n", optarg);
			return -EINVAL;
		case 'c':
			arguments->check_size = optarg;
			break;
		case 'h':
			print_help();
			exit(0);
		default:
			return -EINVAL;
		}
	}
	return 0;
}

static int check(const struct arguments *arguments, int argc, char **argv)
{
	struct uvc_size size;
	unsigned n = (unsigned)(argc - optind);
	bool good;

	if (sscanf(arguments->check_size, "%hux%hu", &size.width, &size.height) != 2) {
		fprintf(stderr, "uvc_camera: '%s' is no size: 640x480 is one\n",
			arguments->check_size);
		return 2;
	}
	if (n == 0) {
		fprintf(stderr, "uvc_camera: --check needs files\n");
		return 2;
	}
	if (arguments->jpeg_folder)
		good = uvc_check_mjpeg(size, arguments->jpeg_folder, arguments->scenario->damage, n,
				       argv + optind);
	else
		good = uvc_check_yuyv(size, n, argv + optind);
	return good ? 0 : 1;
}

static int run(const struct arguments *arguments)
{
	int ret = arguments->log_path ? camera_log_open(arguments->log_path) : 0;

	if (ret < 0) {
		fprintf(stderr, "uvc_camera: %s: %s\n", arguments->log_path, strerror(-ret));
		return 1;
	}
	uvc_controls_init(arguments->scenario);
	ret = uvc_stream_init(arguments->jpeg_folder, arguments->scenario);
	if (ret < 0) {
		fprintf(stderr, "uvc_camera: no JPEG files in %s: %s\n", arguments->jpeg_folder,
			strerror(-ret));
		goto out_stream;
	}
	ret = usbredir_connect(arguments->socket_path, CONNECT_TIMEOUT_MS);
	if (ret < 0) {
		fprintf(stderr, "uvc_camera: %s: %s\n", arguments->socket_path, strerror(-ret));
		goto out_usbredir;
	}
	camera_log("READY scenario %s", arguments->scenario->name);
	while (ret == 0)
		ret = usbredir_serve();
	camera_log("END %s", strerror(-ret));
	ret = ret == -EPIPE || ret == -ECONNRESET ? 0 : ret;
out_usbredir:
	usbredir_close();
out_stream:
	uvc_stream_finish();
	return ret < 0 ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct arguments arguments = { 0 };

	if (parse(&arguments, argc, argv) < 0)
		return 2;
	if (arguments.check_size)
		return check(&arguments, argc, argv);
	if (!arguments.socket_path || !arguments.jpeg_folder) {
		fprintf(stderr, "uvc_camera: --redir and --jpeg are needed: see --help\n");
		return 2;
	}
	return run(&arguments);
}
