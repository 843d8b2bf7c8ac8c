# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: how the picture is made, and what is drawn over it.

cases[look]='texts look hide analysis'

test_texts() {
	opens --geometry 640x480 || return
	press i
	check 'i shows the information' soon is_dark top_left
	check 'i leaves the rest alone' is_light bottom_left
	press i
	check 'i hides it' soon is_light top_left
	for key in F1 question; do
		press $key
		check "$key shows the help" soon is_dark center
		press $key
		check "$key hides it" soon is_light center
	done
	press F1
	soon is_dark center
	press Escape
	check 'Esc hides the help' soon is_light center
	press Escape
	check 'Esc ends' ends 0
}

bars_are_others() { look && [ "$edges" = ok ] && [ "$bars" != ok ]; }

# looks_other NAME KEY...: after these keys, and once their message is gone, the colours are wrong.
looks_other() {
	press "${@:2}"
	check "$1: a message" soon is_dark bottom_left
	soon is_light bottom_left
	check "$1: other colours" bars_are_others
}

looks_right() {
	press "${@:2}"
	soon is_dark bottom_left
	check "$1: the right colours" soon shows_bars
}

# The camera's picture is BT.601 of limited range.
test_look() {
	opens || return
	looks_right 'y: BT.601' y
	looks_other 'y: BT.709' y
	press space
	looks_right 'y, y while paused: auto' y y
	looks_other 'Y while paused: full range' Y
	press space
	looks_right 'Y: limited range' Y
	check 'matrix and range: q ends' quits
	opens --matrix 2020 --chroma nearest || return
	soon is_light bottom_left
	check '--matrix 2020: other colours' bars_are_others
	check '--matrix 2020: q ends' quits
	opens --do matrix@5 --do matrix@6 --do range@7 || return
	soon is_dark bottom_left
	soon is_light bottom_left
	check '--do matrix, range: other colours' bars_are_others
	check '--do matrix, range: q ends' quits
}

test_hide() {
	opens || return
	press i
	soon is_dark top_left
	press o
	check 'o hides the information' soon is_light top_left
	press x
	check 'x shows the pixel inspector all the same' soon is_dark top_left
	press x
	check 'x hides it' soon is_light top_left
	press o
	check 'o shows the information again' soon is_dark top_left
	press i g
	check 'g: a message' soon is_dark bottom_left
	soon is_light bottom_left
	check 'g: the picture goes on' shows_all
	check 'hide: q ends' quits
}

# The fine lines are black and white: stripes make them less so.
is_striped() { look && [ "$bars$edges" = okok ] && ((sharpness < plain * 9 / 10)); }

bars_are_false() { look && [[ $bars != ok && $edges != ok ]]; } # white is red
is_plain() { look && [ "$bars$edges" = okok ] && ((sharpness == plain)); }

test_analysis() {
	local plain
	opens --metadata || return
	soon shows_all
	plain=$sharpness
	press w
	check 'w: zebra' soon is_striped
	press w
	check 'w, w: false colour' soon bars_are_false
	press w
	check 'w, w, w: neither' soon is_plain
	press space e
	check 'e while paused: peaking' soon bars_are_others
	press e
	check 'e, e while paused: none' soon is_plain
	press space
	soon is_light bottom_right
	press h
	check 'h: a histogram of luma' soon is_dark bottom_right
	press h h
	frames_pass 5
	check 'h, h, h: of colours, a waveform' is_dark bottom_right
	press h
	check 'h, h, h, h: none' soon is_light bottom_right
	check 'analysis: q ends' quits
	opens --do zebra@5 --do peaking@6 --do histogram@7 || return
	check '--do zebra, peaking' soon bars_are_others
	check '--do histogram' soon is_dark bottom_right
	check '--do zebra: q ends' quits
}
