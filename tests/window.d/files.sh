# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: what is saved.

cases[files]='screenshot jpeg save_keys'

# The name that a screenshot would have is taken: by what must not be overwritten.
take_names() {
	local now i
	now=$(date +%s)
	for ((i = 0; i < PATIENCE; i++)); do
		echo mine >"shots/groundglass-$(date -d @$((now + i)) +%Y%m%d-%H%M%S).png"
	done
}

names_are_kept() { [ "$(grep -lx mine shots/* | wc -l)" -eq $PATIENCE ]; }

test_screenshot() {
	rm -rf shots && mkdir shots && take_names
	opens --screenshot-dir shots --stats || return
	press s s
	check 's s saves two' soon saved 2
	check 's: a message' soon is_dark bottom_left
	check 's: q ends' quits
	mapfile -t files < <(sed -n 's/^saved //p' out)
	check 's: two files' [ "${files[0]}" != "${files[1]}" ]
	check 's: nothing is overwritten' names_are_kept
	check 's: a PNG with the picture' png_is_good "${files[0]}"
	check 's: another' png_is_good "${files[1]}"
	check 's: both are counted' [ "$(stat saved)" -eq 2 ]
}

stat_size() { command stat -c %s "$@"; }

is_one_of() { # FILE FILE...
	local file
	for file in "${@:2}"; do
		cmp -s "$1" "$file" && return 0
	done
	return 1
}

test_jpeg() {
	rm -rf shots frames && mkdir shots
	stream=MJPEG,$CHART opens --screenshot-dir shots --save-frames=frames || return
	press s
	check 'MJPEG: s saves' soon saved 1
	check 'MJPEG: q ends' quits
	files=(shots/groundglass-*.jpg)
	check 'MJPEG: a JPEG' [ "$(head -c 2 "${files[0]}" | od -An -tx1)" = ' ff d8' ]
	check "MJPEG: the camera's own bytes" is_one_of "${files[0]}" frames/*
}

# The window's picture is the camera's here, with no text over it yet.
test_save_keys() {
	rm -rf shots && mkdir shots
	stream=YUYV,$CHART opens --screenshot-dir shots --stats --metadata || return
	press ctrl+s
	check 'Ctrl+s saves the window' soon saved 1
	check 'Ctrl+s: as it is' png_is_good "$(sed -n 's/^saved //p' out)"
	press S
	check 'S saves the planes' soon saved 2
	check 'S: all of them' [ "$(stat_size shots/*-YUYV.raw)" -eq $((320 * 240 * 2)) ]
	press alt+s
	check 'Alt+s says where to' soon said out 'saving every frame shown as shots/groundglass-.*-\*'
	soon compgen -G 'shots/groundglass-*-000003.png' >/dev/null
	press alt+s
	check 'Alt+s again ends it' soon said out 'no longer saving every frame'
	check 'save keys: q ends' quits
	every=(shots/groundglass-*-00000[1-9].png)
	check 'Alt+s: several' [ ${#every[@]} -ge 3 ]
	check 'Alt+s: the first is a PNG with the picture' png_is_good "${every[0]}"
	check 'save keys: all are counted' [ "$(stat saved)" -eq "$(find shots -type f | wc -l)" ]
}
