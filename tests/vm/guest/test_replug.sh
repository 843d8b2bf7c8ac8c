# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# The camera goes and comes back three times while it is shown.
have Xvfb xdotool || exit 0
start_display

is_back() { # TIMES
	lines_are_there "$1" '^Camera .* is back$' lines
}

is_gone() { # TIMES
	lines_are_there "$1" '^groundglass: camera .* is gone: waiting for it to come back$' errors
}

frames_come() { # MORE
	wait_until 60 lines_are_there $(($(n_lines cam1-stream0:.seq lines) + $1)) cam1-stream0:.seq \
		lines && return
	cat errors
	return 1
}

figures_are_right() {
	stats_add_up && local whole=$((captured - $(figure errors))) &&
		(($(n_lines cam1-stream0:.seq lines) == whole)) &&
		[[ -s frames/frame-cam1-stream0-$((captured - 1)).data ]] &&
		((saved == whole && $(find frames -name '*.data' | wc -l) == whole))
}

messages_are_right() {
	cat errors
	(($(complaints errors | wc -l) == 3)) && is_gone 3 && (($(n_lines 'is back$' lines) == 3))
}

mkdir frames
groundglass -R surface -c1 -s 640x480,YUYV --save-frames=frames --crc --stats=stats.json \
	>lines 2>errors &
viewer=$!
check "replug: a window appears" find_window
check "replug: frames come" frames_come 3
for i in 1 2 3; do
	check "replug $i: unplugged" camera_unplug
	check "replug $i: groundglass says so" wait_until 30 is_gone $i
	check "replug $i: a banner is over the last picture" wait_until 30 screen_shows --covered
	((i > 1)) || check "replug: meanwhile keys are answered" wait_until 100 keys_are_answered
	check "replug $i: plugged in" camera_plug
	check "replug $i: groundglass says so" wait_until 60 is_back $i
	check "replug $i: frames come" frames_come 3
	check "replug $i: the picture is right" wait_until 60 screen_shows
done
press q
check "replug: q ends it with status 0" end_of $viewer
check "replug: a line each time" messages_are_right
check "replug: counts go on, and every frame is saved" figures_are_right
