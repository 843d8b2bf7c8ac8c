# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: stall
# The stream freezes: keys are answered, and a deadline is kept.
have Xvfb xdotool || exit 0
start_display

stream_freezes() {
	find_window || return 1
	screen_bytes=$(((Y + HEIGHT / 3) * 1280 * 4)) # above the banner, which counts seconds
	wait_until 60 camera_was_asked STALL >/dev/null && wait_until 60 screen_shows || return 1
	# What is under way comes to the screen, and then nothing changes any more.
	wait_until 60 screen_stands_still
}

figures_are_right() {
	stats_add_up && ((captured <= 8 && failed == 0)) &&
		(($(n_lines cam1-stream0:.seq lines) == captured))
}

groundglass -R surface -c1 -s 640x480,YUYV --crc --stats=stats.json >lines 2>errors &
viewer=$!
check "stall: the picture freezes" stream_freezes
check "stall: the overlay comes and goes by its key" wait_until 100 keys_are_answered
check "stall: it is said" wait_until 60 lines_are_there 1 'no frame for' errors
press q
check "stall: q ends it with status 0" end_of $viewer
check "stall: the frames before it are counted" figures_are_right

# On a machine that pauses for as long, frames may have come again before.
is_said_once() {
	cat errors
	(($(figure stalls) >= 1 && $(wc -l <errors) == 2 * $(figure stalls) - 1)) &&
		tail -n 1 errors >last && contains last "^groundglass: cam1: no frame for [0-9]+ s: "
}
check "stall: it is said once, and counted" is_said_once

deadline_is_kept() {
	local status=0
	groundglass -R null -t 15s -c1 -C100 -s 320x240,YUYV >lines 2>errors || status=$?
	cat errors
	echo "status $status"
	((status == 1)) && [[ $(cat errors) == *"time is up: cam1 delivered "[1-8]" of 100 frames" ]] &&
		(($(grep -cE 'time is up|no frame for|frames come again' errors) == $(wc -l <errors)))
}
check "stall: -t with -C ends it with status 1, and says so last" deadline_is_kept

# The camera delivers again from a start on.
restart_helps() {
	local status=0
	groundglass -R null -t 60s --restart-stalled --stats=stats.json -c1 -C12 -s 320x240,YUYV \
		>lines 2>errors || status=$?
	cat errors
	((status == 0 && $(figure captured) >= 12 && $(figure stalls) >= 1)) &&
		(($(figure restarts) >= 1)) &&
		contains errors "cam1: no frame for [0-9]+ s: restarting" "cam1: frames come again after "
}
check "stall: a restart brings it back" restart_helps
