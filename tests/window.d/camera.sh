# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: several cameras, and one that fails; how the viewer ends.

cases[camera]='cameras options signals camera_gone stall'

test_cameras() {
	local chart=$CHART
	rm -rf frames
	"$program" -R null -c pattern -C5 -s $CHART --save-frames=frames >out
	camera=file:frames opens --metadata --stats --geometry 640x480+0+0 || return
	press C
	soon is_dark center
	press End Return
	check 'C: another camera' soon switched 1 'pattern: 1280x720 YUYV'
	chart=1280x720
	check 'C: its picture' soon shows_all
	check 'C: it moves' moves
	press c
	check 'c: back to the first' soon switched 1 'file:frames: 320x240 YUYV'
	chart=$CHART
	check 'c: its picture' soon shows_all
	press c
	check 'c: none but it was named' soon says_one_line 'there is no other camera'
	press C
	soon is_dark center
	press End Return
	soon switched 2 'pattern: 1280x720 YUYV'
	mv frames gone
	press c
	chart=1280x720
	check 'c: the next cannot be opened' soon said err 'frames.*: back to camera pattern$'
	check 'c: the last comes back' soon shows_all
	check 'c: it goes on' soon moves
	check 'c: q ends' press q
	check 'cameras: status 0' ends 0
	check 'cameras: the counts add up' stats_add_up
	check 'cameras: the figures are of the last' [ "$(stat camera)" = pattern ]
	chart=$CHART
	opens --save-frames=frames || return
	press c
	check 'c with --save-frames is refused' soon says_one_line 'stays as it is: .*--save-frames'
	check 'c with --save-frames: the picture goes on' moves
	press q
	check 'c with --save-frames: q ends' ends 0
}

test_options() {
	opens --geometry 400x300+50+60 || return
	check '--geometry: size and place' window_is 400x300+50+60
	check '--geometry: the picture fills it' soon shows_all
	quits

	mkdir -p shots
	opens --do info@5 --do pause@6 --do screenshot@9 --screenshot-dir shots || return
	check '--do info' soon is_dark top_left
	check '--do pause' soon title_has paused
	check '--do screenshot' soon saved 1
	check '--do: q ends' quits
	opens --do help@5 || return
	check '--do help' soon is_dark center
	quits

	run_to_end --do quit@60 --stats
	check '--do quit ends' ends 0
	check '--do quit: not before its frame' [ "$(stat captured)" -gt 60 ]

	run_to_end -C60 --stats
	check '-C60 ends' ends 0
	check '-C60: 60 frames' [ "$(stat captured)" -eq 60 ]
	check '-C60: the counts add up' stats_add_up
	check '-C60: the presenter' [ "$(stat presenter)" = "$renderer" ]
}

test_signals() {
	for signal in INT TERM; do
		opens --stats || return
		kill -$signal "$pid"
		check "SIG$signal ends" ends 0
		check "SIG$signal: the counts add up" stats_add_up
		check "SIG$signal: no complaint" silent
	done
}

test_camera_gone() {
	camera=pattern:vanish=60 opens || return
	check 'the camera goes: a banner' soon is_dark center
	check 'the camera goes: one line about it' says_one_line 'camera pattern is gone'
	check 'the camera goes: the picture stays' shows_edges
	press q
	check 'the camera goes: q ends' ends 0
}

test_stall() {
	camera=pattern:stall=60 opens || return
	check 'a stall: a banner' soon is_dark center
	check 'a stall: one line about it' says_one_line 'cam1: no frame for [0-9]+ s'
	press q
	check 'a stall: q ends' ends 0

	camera=pattern:stall=60 opens --restart-stalled --stats || return
	check 'a stall, restarted: a banner' soon is_dark center
	check 'a stall, restarted: it goes' soon is_light center
	press q
	check 'a stall, restarted: q ends' ends 0
	check 'a stall, restarted: counted' [ "$(stat stalls)" -gt 0 ]
	check 'a stall, restarted: the counts add up' stats_add_up
}
