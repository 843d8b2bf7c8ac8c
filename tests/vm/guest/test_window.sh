# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# The picture is on the screen, and in screenshots, in the right colours.
have Xvfb xdotool || exit 0
start_display

window_is_right() {
	find_window || return 1
	echo "the window is ${WIDTH}x$HEIGHT at $X,$Y"
	[[ ${WIDTH}x$HEIGHT == 640x480 ]] || return 1
	wait_until 60 screen_shows && return
	cat screen
	return 1
}

screenshot_is_right() { # FORMAT CHECK-OPTION...
	local format=$1
	shift
	groundglass -R surface --screenshot "$format.png" -c1 -C5 -s "640x480,$format" &&
		check_picture "$@" 640x480 "$format.png"
}

groundglass -R surface -c1 -s 640x480,YUYV &
viewer=$!
check "a window shows YUYV in the right colours" window_is_right
press q
check "q ends it with status 0" end_of $viewer
check "a screenshot of YUYV has the right colours" screenshot_is_right YUYV
check "a screenshot of MJPEG has the right colours" screenshot_is_right MJPEG --full
