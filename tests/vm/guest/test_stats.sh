# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Every captured frame is accounted for.
have Xvfb || exit 0
start_display

stats_are_right() { # PRESENTER
	rm -f stats.json
	groundglass -R "$1" --stats=stats.json -c1 -C20 -s 640x480,MJPEG || return 1
	stats_add_up && ((captured >= 20))
}

check "--stats: captured = shown + dropped + failed, without a window" stats_are_right null
check "--stats: captured = shown + dropped + failed, with a window" stats_are_right surface
