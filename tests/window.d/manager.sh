# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: what needs a window manager.

cases[manager]='fullscreen close'

test_fullscreen() {
	local toggle
	SDL_MOUSE_DOUBLE_CLICK_TIME=5000 opens --geometry 320x240+50+60 || return
	xdotool mousemove 100 100
	for toggle in 'press f' 'press F11' 'xdotool click --repeat 2 --delay 50 1'; do
		$toggle
		check "$toggle: full screen" soon window_is $WHOLE+0+0
		check "$toggle: the picture fits it" soon shows_all
		check "$toggle: it moves" moves
		$toggle
		check "$toggle: a window again" soon window_is 320x240+50+60
		check "$toggle: the picture fills it" soon shows_all
	done
	press f
	soon window_is $WHOLE+0+0
	press Escape
	check 'Esc leaves full screen' soon window_is 320x240+50+60
	press Escape
	check 'Esc ends then' ends 0
	check 'full screen: no complaint' silent

	opens --fullscreen || return
	check '--fullscreen' soon window_is $WHOLE+0+0
	check '--fullscreen: the picture fits' soon shows_all
	check '--fullscreen: q ends' quits
}

test_close() {
	opens --stats || return
	press ctrl+alt+Escape # the window manager's key
	check 'closing the window ends' ends 0
	check 'closing: the counts add up' stats_add_up
	check 'closing: no complaint' silent
}
