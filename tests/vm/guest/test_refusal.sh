# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: refusal
# The camera does not let a control be set: that is said, and the stream goes on.
have Xvfb xdotool || exit 0
start_display

refusal_is_said() {
	find_window || return 1
	wait_until 60 lines_are_there 3 cam1-stream0: lines || return 1
	press 4
	wait_until 30 camera_was_asked 'REFUSE brightness' >/dev/null || return 1
	wait_until 30 contains errors '^groundglass: cam1-stream0: the camera cancelled a frame: .*control'
}

stream_goes_on() {
	wait_until 60 lines_are_there $(($(wc -l <lines) + 10)) . lines
}

groundglass -R surface -c1 -s 320x240,YUYV --crc --stats=stats.json >lines 2>errors &
viewer=$!
check "refused control: it is said" refusal_is_said
check "refused control: the stream goes on" stream_goes_on
press q
check "refused control: q ends it with status 0" end_of $viewer
check "refused control: frames are accounted for" stats_add_up
cat errors

# From 0.5.2 on libcamera sets controls at the start, and does not start where it cannot.
set_is_answered() {
	local status=0
	groundglass -R null -c1 -C10 -s 320x240,YUYV --set Brightness=0.5 >lines 2>errors || status=$?
	cat lines errors
	echo "status $status"
	(($(grep -cvE "no frame for|frames come again" errors) == 1)) || return 1
	if ((status == 0)); then
		contains errors 'cam1-stream0: the camera cancelled a frame: .*control' &&
			(($(n_lines cam1-stream0:.seq lines) == 10 - 1))
	else
		((status == 1)) && contains errors '^groundglass: cannot start camera .*'
	fi
}
check "refused control: with --set it is said too" set_is_answered
