# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: what of the picture is shown, and how large.

cases[zoom]='turns zoom zoom_actions window_sizes resize'

is_turned() { look && [ "$bars$edges" != okok ]; }

# Each row of keys ends where it began.
test_turns() {
	local row keys
	opens || return
	for row in 'r R' 'R r' 'm m' 'v v' 'r m r m' 'v r r m'; do
		read -ra keys <<<"$row"
		press "${keys[0]}"
		check "$row: turned" soon is_turned
		press "${keys[@]:1}"
		check "$row: and back" soon shows_all
	done
	press space r
	check 'r while paused: turned' soon is_turned
	press R space
	check 'r, R while paused: and back' soon shows_all
	check 'turns: q ends' quits
	opens -o rot90 --do rotate@2 --do mirror@2 --do flip@2 || return
	check '-o, keys: all of them together' soon shows_all
	check '-o: q ends' quits
}

# zoomed LEFT,TOP,SCALE: is the picture that was saved shown there, 256ths of its size?
zoomed() {
	window_is -
	picture=$("$reader" screen/Xvfb_screen0 "$geometry" "$shot" "$1" 2>&1)
	[ "$picture" = "zoomed='ok'" ]
}

has_size() { window_is - || [[ $geometry == "$1"+* ]]; }

# at X Y COMMAND...: with the mouse there, and then out of the picture's way.
at() { xdotool mousemove "$1" "$2" "${@:3}" mousemove 790 490; }

# Hold a picture, hide the messages, save what is held.
holds() {
	rm -rf shots && mkdir shots
	xdotool mousemove 790 490
	opens --metadata --screenshot-dir shots "$@" || return
	press space o
	soon title_has paused && frames_pass 10 # the one that comes next is held
	press s
	soon saved 1
	shot=$(sed -n 's/^saved //p' out)
}

# The window is at 0,0, and has a pixel for a pixel at first.
test_zoom() {
	holds --geometry 320x240+0+0 || return
	at 100 60 click --repeat 4 4
	check 'the wheel zooms about the mouse' soon zoomed -301,-181,1024
	check 'zoom: the title says it' soon title_has '– 4x'
	press BackSpace
	kill -STOP "$pid"
	at 100 60 click --repeat 4 4
	kill -CONT "$pid"
	check 'about where it was then, if it waited' soon zoomed -301,-181,1024
	xdotool mousemove 100 60 mousedown 1 mousemove 90 65 mousemove 80 70 mouseup 1 mousemove 790 490
	check 'a drag pans' soon zoomed -321,-171,1024
	xdotool mousemove 80 70 mousemove 200 200 mousemove 790 490
	check 'without the button nothing does' zoomed -321,-171,1024
	press Right Down Down
	check 'arrows pan' soon zoomed -353,-219,1024
	press Left Up
	check 'arrows pan back' soon zoomed -321,-195,1024
	press Tab Right Left Tab
	check 'while the panel is open they are its own' soon zoomed -321,-195,1024
	at 160 120 click --repeat 20 4
	check '32 times is all' soon title_has '– 32x'
	press BackSpace
	check 'Backspace shows the whole' soon zoomed 0,0,256
	at 100 60 key z
	check 'z: 1:1' soon title_has '– 1:1'
	at 319 239 click --repeat 2 4
	check 'in a corner too' soon zoomed -319,-239,512
	press m s
	soon saved 2
	shot=$(sed -n 's/^saved //p' out | tail -n 1)
	check 'a mirrored picture keeps its middle' soon zoomed 0,-239,512
	at 160 120 click --repeat 3 5
	check 'the wheel goes back to the whole' soon zoomed 0,0,256
	check 'zoom: q ends' quits
}

# In a window that is smaller than the picture, without a mouse in it.
test_zoom_actions() {
	holds --geometry 200x150+0+0 --do zoom-toggle@400 \
		--do pan-right@401 --do pan-down@402 || return
	check '--do zoom-toggle, pan-right, pan-down' soon zoomed -80,-60,256
	press plus
	check '+ zooms, about the middle' soon title_has '– 1.5x'
	press minus equal minus
	check '- and = too' soon zoomed -80,-60,256
	press minus
	check '- goes below 1' soon title_has '– 0.75x'
	press minus
	check '- goes back to the whole' soon shows_all
	check 'zoom actions: q ends' quits
}

test_window_sizes() {
	opens --geometry 300x200+0+0 || return
	press alt+2
	check 'Alt+2: twice as large' soon has_size 640x480
	press alt+0
	check 'Alt+0: half as large' soon has_size 160x120
	press alt+1
	check 'Alt+1: as large' soon has_size 320x240
	check 'Alt+1: the picture fills it' soon shows_all
	press r alt+2
	check 'turned: as much as there is room for' soon has_size 375x500
	check 'window sizes: q ends' quits
}

test_resize() {
	local steps=() i
	RANDOM=1
	opens --geometry 320x240+0+0 --stats || return
	for ((i = 0; i < 100; i++)); do
		steps+=(windowsize "$window" $((1 + RANDOM % 800)) $((1 + RANDOM % 500)) sleep 0.01)
	done
	xdotool "${steps[@]}" windowsize "$window" 500 300
	check '100 sizes: the picture fits the last' soon shows_all
	check '100 sizes: and moves' moves
	xdotool windowsize "$window" 300 400
	check 'it fits a tall window' soon shows_all
	check '100 sizes: q ends, no complaint' quits
	check '100 sizes: the counts add up' stats_add_up
}
