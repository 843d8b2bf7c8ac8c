#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# The viewer on Wayland: wayland.sh PATH-OF-GROUNDGLASS [RENDERER...]; surface and gl by default.
# Starts a compositor of its own without a screen (sway), takes pictures of its output (grim), and
# has the viewer do things by --do: there is no keyboard. What falls back to X11 is skipped where
# there is no Xvfb. Exits with 0, 1 where a case failed, or 77 where nothing could be tested.

. "$(dirname "${BASH_SOURCE[0]}")/viewer.sh" || exit 2
needs sway swaymsg grim setpriv
readonly PLAIN=640x480      # an output of the picture's aspect
readonly WIDE=800x500       # one of another, and
readonly ROOM=700x400+50+50 # a window in it that leaves some room
place='' sway=''            # where the window should be, in the output's pixels; the compositor

# The compositor.

# It does not like to be root's. All others may be: its socket is theirs too.
as_anybody() {
	if [ "$(id -u)" = 0 ]; then
		exec setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"
	fi
	exec "$@"
}

is_up() {
	[ -S "$XDG_RUNTIME_DIR/wayland-1" ] &&
		SWAYSOCK=$(ls "$XDG_RUNTIME_DIR"/sway-ipc.* 2>/dev/null) && tree | grep -q HEADLESS-1
}

is_up_or_gone() { is_up || ! kill -0 "$sway" 2>/dev/null; }
tell() { swaymsg -q -s "$SWAYSOCK" "$@"; }

start_sway() {
	rm -rf runtime
	mkdir -m 0700 runtime
	export XDG_RUNTIME_DIR=$work/runtime WAYLAND_DISPLAY=wayland-1
	cat >runtime/config <<-EOF
		output HEADLESS-1 resolution $PLAIN
		default_border none
		xwayland disable
	EOF
	if [ "$(id -u)" = 0 ]; then
		chmod 0711 .
		chown -R 65534:65534 runtime
	fi
	(
		unset DISPLAY WAYLAND_DISPLAY
		export HOME=$XDG_RUNTIME_DIR
		export WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman
		export LIBSEAT_BACKEND=noop
		as_anybody sway -c runtime/config
	) >sway.log 2>&1 &
	sway=$!
	servers+=" $sway"
	soon is_up_or_gone && is_up && output $PLAIN
}

# output WxH [SCALE]: of the output; a window fills it.
output() {
	place=$1
	tell output HEADLESS-1 resolution "$1" scale "${2:-1}"
}

# What the window is and shows.

tree() { swaymsg -r -s "$SWAYSOCK" -t get_tree 2>/dev/null; }
find_window() { tree | grep -qE '"app_id": ?"groundglass"'; }
is_native() { tree | grep -qE '"shell": ?"xdg_shell"'; }

title_has() {
	title=$(tree | sed -nE 's/.*"name": ?"(groundglass [^"]*)".*/\1/p')
	[[ $title =~ $1 ]]
}

opened() {
	title=''
	soon find_window
}

look() {
	geometry=$place
	rm -f shot.png
	grim -l 1 shot.png 2>/dev/null
	read_picture shot.png
}

# Closed by the compositor, as by its key.
quits() { tell '[app_id="groundglass"]' kill && ends 0 && silent; }

# The cases.

test_picture() {
	output $WIDE
	check 'a window opens' start || return
	check 'it is no X11 window, though there is a DISPLAY' is_native
	check 'it has a title' soon title_has '^groundglass – Test pattern – 320x240 YUYV'
	check 'the picture keeps its aspect' soon shows_all
	check 'the picture moves' moves
	output $PLAIN
	check 'it fills an output of its aspect' soon shows_all
	check 'closing it ends' quits
}

test_texts() {
	opens --do info@5 || return
	check 'info: a text' soon is_dark top_left
	check 'info: leaves the rest alone' is_light bottom_left
	check 'info: closing ends' quits
	opens --do help@5 || return
	check 'help: a text' soon is_dark center
	check 'help: closing ends' quits
}

test_pause() {
	opens --metadata --stats --do pause@5 || return
	check 'pause: the title says it' soon title_has paused
	check 'pause: the picture stands while frames come' soon stands 10
	check 'pause: closing ends' quits
	check 'pause: the counts add up' stats_add_up
}

test_screenshot() {
	rm -rf shots && mkdir shots
	opens --screenshot-dir shots --stats --do screenshot@5 || return
	check 'screenshot: saved' soon saved 1
	check 'screenshot: closing ends' quits
	check 'screenshot: a PNG with the picture' png_is_good "$(sed -n 's/^saved //p' out)"
	check 'screenshot: counted' [ "$(stat saved)" -eq 1 ]
}

test_ends() {
	run_to_end --stats --do quit@20
	check 'quit ends' ends 0
	check 'quit: no complaint' silent
	check 'quit: not before its frame' [ "$(stat captured)" -gt 20 ]
	run_to_end --stats -C20
	check '-C20 ends' ends 0
	check '-C20: no complaint' silent
	check '-C20: 20 frames' [ "$(stat captured)" -eq 20 ]
	check '-C20: some are shown' [ "$(stat shown)" -gt 0 ]
	check '-C20: the counts add up' stats_add_up
	check '-C20: the presenter' [ "$(stat presenter)" = "$renderer" ]
}

# Full screen and a window are to look different: no picture fits both.
leave_room() {
	output $WIDE
	tell gaps outer all set 50
}
leave_no_room() {
	tell gaps outer all set 0
	output $PLAIN
}
fills_screen() { place=$WIDE && shows_all; }
leaves_room() { place=$ROOM && shows_all; }

test_fullscreen() {
	leave_room
	opens --do fullscreen@5 || return
	check 'fullscreen: the picture fits' soon fills_screen
	check 'fullscreen: it moves' moves
	check 'fullscreen: closing ends' quits
	place=$ROOM
	opens || return
	check 'no full screen: the picture fits' soon leaves_room
	check 'no full screen: closing ends' quits
	place=$WIDE
	opens --fullscreen || return
	check '--fullscreen: the picture fits' soon fills_screen
	check '--fullscreen: closing ends' quits
	place=$ROOM
	opens --fullscreen --do fullscreen@90 || return # once it is on the screen
	check '--fullscreen: fullscreen leaves it' soon leaves_room
	check '--fullscreen: closing ends then' quits
	leave_no_room
}

# back leaves the help, then full screen, then ends: what is there after one, two and three.
test_back() {
	local once=(--metadata --do fullscreen@5 --do help@10 --do back@20)

	leave_room
	opens "${once[@]}" || return
	soon captured_past 30
	check 'back leaves the help' soon is_light center
	check 'back: and only that' soon fills_screen
	check 'back: closing ends' quits
	place=$ROOM
	opens "${once[@]}" --do back@20 || return
	soon captured_past 30
	check 'back twice leaves full screen' soon leaves_room
	check 'back twice: and the help' is_light center
	check 'back twice: closing ends' quits
	run_to_end "${once[@]}" --do back@20 --do back@20
	check 'back three times ends' ends 0
	check 'back: no complaint' silent
	leave_no_room
}

test_resize() {
	local i
	RANDOM=1
	opens --stats || return
	for ((i = 0; i < 40; i++)); do
		output $((100 + RANDOM % 900))x$((100 + RANDOM % 600))
	done
	output $WIDE
	check '40 sizes: the picture fits the last' soon shows_all
	check '40 sizes: and moves' moves
	output 300x400
	check 'it fits a tall output' soon shows_all
	check '40 sizes: closing ends, no complaint' quits
	check '40 sizes: the counts add up' stats_add_up
	output $PLAIN
}

is_sharp() { shows_all && ((sharpness > 240)); }
# A text is there, and has all its lines: those of figures come with the first ones.
box_stays() {
	local before
	look && before=$box && sleep 1 && is_dark top_left && ((box == before))
}
box_is_between() { shows_edges && ((box >= $1 && box <= $2)); }

# The output's scale says how large things are to be: text, but not the pixels of the picture.
test_scale() {
	local chart=1280x960 stream=1280x960@10 text
	output 1280x960 2
	opens || return
	check 'scale 2: a pixel is a pixel' soon is_sharp
	output 1280x960 1
	check 'then scale 1: the picture fits' soon shows_all
	output 1280x960 2
	check 'then scale 2: the picture fits' soon shows_all
	check 'scale 2: closing ends' quits

	chart=$CHART stream=$CHART
	output 1600x1200 1 # with room for the text above the picture's dark parts
	opens --do info@5 || return
	soon box_stays
	text=$box
	check 'scale 1: closing ends' quits
	output 1600x1200 2
	opens --do info@5 || return
	check "scale 2: a text of $text lines is twice as large" \
		soon box_is_between $((text * 9 / 5)) $((text * 11 / 5))
	check 'scale 2: text: closing ends' quits
	output $PLAIN
}

# However the compositor goes, the viewer says so and ends.
test_compositor_gone() {
	local way
	for way in 'kill -KILL' 'kill -TERM'; do
		opens --stats || return
		{ $way "$sway"; wait "$sway"; } 2>/dev/null
		servers=${servers/ $sway/}
		check "the compositor goes ($way): the viewer ends with 1" ends 1
		check 'the compositor goes: one line about it' says_one_line 'display is gone'
		check 'the compositor goes: the counts add up' stats_add_up
		start_sway || { check 'a new compositor' false; return; }
	done
}

# goes_on COMMAND...: it ends with status 0 and no complaint, on X11.
goes_on() {
	"$@" >out 2>err </dev/null &
	pid=$!
	ends 0 && silent
}

# WAYLAND_DISPLAY leads nowhere.
test_nowhere() {
	local plain=("$program" -R "$renderer" -c pattern -s "$CHART" -C5 --stats) name
	for name in wayland-9 /nowhere/wayland-0; do
		check "$name: no display" refuses 'no display.*-R null' \
			env -u DISPLAY WAYLAND_DISPLAY="$name" "${plain[@]}"
	done
	[ -n "$DISPLAY" ] || { skip "$renderer: X11 instead: there is no Xvfb"; return; }
	check 'X11 instead' goes_on env WAYLAND_DISPLAY=wayland-9 "${plain[@]}"
	check 'X11 instead: without a folder for sockets' goes_on \
		env -u XDG_RUNTIME_DIR "${plain[@]}"
}

unset DISPLAY
start_xvfb $PLAIN 2>/dev/null
start_sway || { echo "skipped: sway does not start: $(tail -n 1 sway.log)"; exit 77; }
soon grim empty.png 2>/dev/null || {
	echo "skipped: sway shows nothing: $(tail -n 1 sway.log)"
	exit 77
}
choose_renderers
for renderer in "${renderers[@]}"; do
	for name in picture texts pause screenshot ends fullscreen back resize scale \
		compositor_gone nowhere; do
		test_$name
	done
done
conclude
