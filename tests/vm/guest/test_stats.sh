# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Every captured frame is accounted for.
have Xvfb || exit 0
start_display

figure() { # NAME
	sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" stats.json | head -n 1
}

stats_are_right() { # PRESENTER
	rm -f stats.json
	groundglass -R "$1" --stats=stats.json -c1 -C20 -s 640x480,MJPEG || return 1
	cat stats.json
	local captured shown dropped failed
	captured=$(figure captured) shown=$(figure shown)
	dropped=$(figure dropped) failed=$(figure failed)
	((captured >= 20 && shown > 0 && captured == shown + dropped + failed))
}

check "--stats: captured = shown + dropped + failed, without a window" stats_are_right null
check "--stats: captured = shown + dropped + failed, with a window" stats_are_right surface
