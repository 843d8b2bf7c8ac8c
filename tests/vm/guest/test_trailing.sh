# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: trailing
# Zeros behind a JPEG do no harm.
capture() {
	groundglass -R null -c1 -C10 -s 640x480,MJPEG --save-frames=frames --screenshot last.png \
		--stats=stats.json 2>errors
}

figures_are_right() {
	stats_add_up && ((failed == 0 && captured >= 10)) && says_nothing
}

mkdir frames
check "trailing zeros: groundglass captures" capture
check "trailing zeros: the picture is right" check_picture --full 640x480 last.png
check "trailing zeros: frames are saved as they came" frames_are trailing 'b{10,}'
check "trailing zeros: none fails, no word is said" figures_are_right
