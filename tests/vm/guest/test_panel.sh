# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# What is turned in the panel reaches the camera: libcamera's controls and V4L2's.
have Xvfb xdotool || exit 0
start_display

# By its name: the filter leaves that one alone.
turned() { # NAME KEY PATTERN
	press slash
	xdotool type "$1"
	press Return
	press Home
	press "$2"
	wait_until 60 camera_was_asked "$3" || return 1
	press Escape
}

is_shown() {
	find_window && wait_until 60 lines_are_there 3 cam1-stream0: lines
}

groundglass -R surface -c1 -s 320x240,YUYV --metadata >lines 2>errors &
viewer=$!
check "panel: a window" is_shown
check "panel: a control of libcamera's is turned" turned bright Right 'SET brightness [1-9]'
check "panel: one of V4L2's is turned" turned zoom Right 'SET zoom (10[1-9]|1[1-9][0-9]) '
check "panel: an enumeration of V4L2's goes on" turned power Right 'SET powerline '
press ctrl+Delete
check "panel: all go back to their defaults" wait_until 60 camera_was_asked 'SET brightness 0 '
press q
check "panel: q ends it with status 0" end_of $viewer
check "panel: it complains of nothing" says_nothing
