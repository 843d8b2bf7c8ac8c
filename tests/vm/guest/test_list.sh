# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# The camera is listed, with what it can do.
listing_is_right() {
	groundglass -l >list && cat list &&
		[[ $(wc -l <list) == 2 && $(head -n 1 list) == "Available cameras:" ]] &&
		contains list '^1: .*1d6b:0102$'
}
check "-l lists the camera and nothing else" listing_is_right

# Each is printed where it is asked for: start once for all three, for a start takes seconds here.
check "-I, -p and --list-controls are printed" eval 'groundglass -c1 -I -p --list-controls >info'
cat info
check "-I prints formats and sizes" contains info YUYV MJPEG 640x480 320x240 1280x720
check "-p prints the model" contains info 'Model.*Groundglass Test Camera'
check "--list-controls prints the controls" contains info Brightness Contrast Saturation ExposureTime
