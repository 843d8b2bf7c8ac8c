# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# The camera comes back on another port; and one of the same model that is there all along is not
# taken for it.
have Xvfb xdotool || exit 0
start_display

is_gone() { # TIMES
	wait_until 30 lines_are_there "$1" '^groundglass: camera .* is gone: waiting for it' errors
}

# Twice it was elsewhere: the second time where it was at first.
is_back_as_itself() {
	sed -n 's/^Using camera \(.*\) as cam1$/\1/p' lines >first
	sed -n 's/^Camera .* is back as //p' lines | sed -n 2p >second
	cmp -s first second
}

other_was_not_taken() {
	(($(n_lines 'is back as' lines) == 2))
}

frames_come() { # MORE
	wait_until 60 lines_are_there $(($(n_lines cam1-stream0:.seq lines) + $1)) cam1-stream0:.seq \
		lines && return
	cat errors
	return 1
}

was_asked() { # PLACE PATTERN
	camera_log "$1" >camera.log
	contains camera.log "$2"
}

first_unplug() {
	ask_host unplug 1 && wait_until 30 cameras_are 1
}

first_plug() {
	ask_host plug 1 && wait_until 30 cameras_are 2 && udevadm settle
}

figures_are_right() {
	stats_add_up && (($(n_lines cam1-stream0:.seq lines) == captured - $(figure errors)))
}

groundglass -R surface -c1 -s 320x240,YUYV --set Sharpness=5 --crc --stats=stats.json \
	>lines 2>errors &
viewer=$!
check "other port: a window appears" find_window
check "other port: frames come" frames_come 3
check "other port: unplugged" camera_unplug
check "other port: groundglass says so" is_gone 1
check "other port: plugged in elsewhere" camera_plug_elsewhere
check "other port: it is back, and where" wait_until 60 \
	lines_are_there 1 '^Camera .*-1d6b:0102 is back as .*-1d6b:0102$' lines
check "other port: frames come" frames_come 3
check "other port: the picture is right" wait_until 60 screen_shows
check "other port: it is set as before" was_asked 2 'SET sharpness 5 '

check "other port: unplugged there" camera_unplug
check "other port: groundglass says so again" is_gone 2
check "other port: plugged in where it was" camera_plug
check "other port: it is back as itself" wait_until 60 is_back_as_itself
check "other port: frames come again" frames_come 3

check "other port: another of the model is plugged in" second_camera_plug --scenario bright
check "other port: ours is unplugged" first_unplug
check "other port: groundglass says so once more" is_gone 3
check "other port: ours is plugged in" first_plug
check "other port: it is the one that is back" wait_until 60 \
	lines_are_there 1 '^Camera .* is back$' lines
check "other port: the other was not taken" other_was_not_taken
check "other port: frames come from it" frames_come 3
check "other port: the picture is its" wait_until 60 screen_shows
press q
check "other port: q ends it with status 0" end_of $viewer
check "other port: the counts add up" figures_are_right
grep -v seq lines
cat errors
