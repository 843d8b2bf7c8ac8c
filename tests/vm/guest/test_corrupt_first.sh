# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: corrupt-first
# First frames that are no JPEGs are refused, and the stream goes on.
capture() {
	groundglass -R null -c1 -C20 -s 640x480,MJPEG --save-frames=frames --screenshot last.png \
		--stats=stats.json 2>errors
}

is_refused() {
	cat errors
	stats_add_up && ((failed > 0 && failed <= 10 && saved == captured + 1)) && # the screenshot
		contains errors '^groundglass: cam1-stream0: frame [0-9]+ cannot be shown: '
}

mkdir frames
check "corrupt first frames: groundglass captures" capture
check "corrupt first frames: they fail, and that is said" is_refused
check "corrupt first frames: the picture is right" check_picture --full 640x480 last.png
check "corrupt first frames: frames are saved as they came" frames_are corrupt-first 'b{1,10}g{10,}'
