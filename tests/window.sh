#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# The viewer in real windows: window.sh PATH-OF-GROUNDGLASS [RENDERER...]; surface and gl by default.
# Starts an X server of its own, presses keys and looks at the window's pixels. Needs Xvfb, xdotool
# and read_window: $READ_WINDOW, or the one in tests/ of the build folder. What needs a window
# manager (full screen, closing) is skipped where there is no evilwm. Exits with 0, 1 where a case
# failed, or 77 where nothing could be tested.

. "$(dirname "${BASH_SOURCE[0]}")/viewer.sh" || exit 2
. "$(dirname "${BASH_SOURCE[0]}")/window_settings.sh" || exit 2
needs Xvfb xdotool
readonly WHOLE=800x500 # the screen, of another aspect than that

# What the window is and shows.

find_window() {
	window=$(xdotool search --class groundglass 2>/dev/null | head -n 1)
	[ -n "$window" ]
}

window_is() { # WxH+X+Y
	local X=0 Y=0 WIDTH=0 HEIGHT=0
	eval "$(xdotool getwindowgeometry --shell "$window" 2>/dev/null | grep -E '^[A-Z]+=-?[0-9]+$')"
	geometry=${WIDTH}x$HEIGHT+$X+$Y
	[ "$geometry" = "$1" ]
}

title_has() {
	title=$(xdotool getwindowname "$window" 2>/dev/null)
	[[ $title =~ $1 ]]
}

look() {
	window_is -
	read_picture screen/Xvfb_screen0
}

# reports PATTERN...: the latest frame's metadata matches them all.
reports() {
	local frame pattern
	frame=$(tac out | awk '/ seq [0-9]/ { n++ } n == 1 { print } n == 2 { exit }')
	for pattern; do
		grep -qE -- "^	$pattern\$" <<<"$frame" || return 1
	done
}

# Starting, driving and ending it.

has_focus() {
	xdotool windowfocus "$window" 2>/dev/null
	[ "$(xdotool getwindowfocus 2>/dev/null)" = "$window" ]
}

opened() { soon find_window && soon has_focus; }

# Where a keyboard has more than one meaning on these, xdotool would hold Alt: by number not.
declare -A function_keys=([F1]=67 [F5]=71 [F11]=95)

press() {
	local key keys=()
	for key; do
		keys+=("${function_keys[$key]:-$key}")
	done
	xdotool key "${keys[@]}"
}

hold() { xdotool keydown "$1"; }
let_go() { xdotool keyup "$1"; }
quits() { press q && ends 0 && silent; }

manager_runs() { xdotool get_num_desktops >/dev/null 2>&1; }

# Without borders, with a font that every X server has, and without anybody's settings.
start_manager() {
	command -v evilwm >/dev/null || return
	HOME=$work evilwm --bw 0 --fn fixed >manager.log 2>&1 &
	servers+=" $!"
	soon manager_runs
}

# The cases.

test_picture() {
	check 'a window opens' start || return
	check 'it has a title' soon title_has '^groundglass – Test pattern – 320x240 YUYV'
	check 'it has the size of the picture, which fills it' shows_all
	check 'the picture moves' moves
	check 'q ends' quits
}

test_pause() {
	opens --metadata --stats || return
	for key in space p; do
		press $key
		check "$key pauses, as the title says" soon title_has paused
		check "$key: a message" soon is_dark bottom_left
		frames_pass 2
		check "$key: the picture stands while frames come" stands 10
		press $key
		check "$key goes on" moves
	done
	check 'pause: q ends' quits
	check 'pause: what was not shown is counted' [ "$(stat dropped)" -ge 20 ]
	check 'pause: the counts add up' stats_add_up
}

# shows NUMBER: that one, and it stays.
shows() {
	shows_number() { look && [ "$number" -eq "$1" ]; }
	soon shows_number "$1" && sleep 0.2 && shows_number "$1"
}

test_step() {
	local before steps
	opens --metadata --stats || return
	press period
	check '.: pauses, as the title says' soon title_has paused
	frames_pass 3 && look && before=$number
	check '.: the picture stands while frames come' stands 10
	press period
	check '.: one more picture' soon shows_later "$before"
	check '.: it stands' stands 10
	before=$number
	press comma
	check ',: no live camera goes back' stands 10
	check ',: a message' is_dark bottom_left
	press p
	check 'p after a step goes on' moves
	check 'steps: q ends' quits
	check 'steps: the counts add up' stats_add_up

	rm -rf tape
	"$program" -R null -c pattern -s "$CHART@0" -C9 --save-frames=tape >/dev/null
	camera=tape stream=$CHART@30 opens --do pause@2 --metadata --stats || return
	soon title_has paused && stands 10 && before=$(((number + 1) % 9))
	press period
	check 'a recording: from the second frame on' shows "$before"
	for steps in 'period 1' 'period 2' 'comma 1' 'comma 0' 'comma 8' 'period 0'; do
		press "${steps% *}"
		check "a recording: ${steps% *}" shows $(((before + ${steps#* }) % 9))
	done
	press {,,,}{,,,,,,,,,}comma
	check 'a recording: back to the first' shows 0
	press period
	check 'a recording: and on' shows 1
	press p
	check 'a recording: p plays on' moves
	check 'a recording: q ends' quits
	check 'a recording: the counts add up' stats_add_up
	check 'a recording: no gaps' [ "$(stat gaps)" -eq 0 ]
}

# A key that is held repeats, but toggles once.
test_held_keys() {
	opens --metadata || return
	hold p
	soon title_has paused
	frames_pass 45
	check 'a held p pauses once' title_has paused
	let_go p
	hold bracketright
	check 'a held ] goes on and on' soon reports 'ExposureTime = [2-9][0-9]{4}'
	let_go bracketright
	quits
}

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
	stream=YUYV,$CHART opens --screenshot-dir shots --stats || return
	press ctrl+s
	check 'Ctrl+s saves the window' soon saved 1
	check 'Ctrl+s: as it is' png_is_good "$(sed -n 's/^saved //p' out)"
	press S
	check 'S saves the planes' soon saved 2
	check 'S: all of them' [ "$(stat_size shots/*-YUYV.raw)" -eq $((320 * 240 * 2)) ]
	press alt+s
	check 'Alt+s says where to' soon said out 'saving every frame shown as shots/groundglass-.*-\*'
	frames_pass 5
	press alt+s
	check 'Alt+s again ends it' soon said out 'no longer saving every frame'
	check 'save keys: q ends' quits
	every=(shots/groundglass-*-00000[1-9].png)
	check 'Alt+s: several' [ ${#every[@]} -ge 3 ]
	check 'Alt+s: the first is a PNG with the picture' png_is_good "${every[0]}"
	check 'save keys: all are counted' [ "$(stat saved)" -eq "$(find shots -type f | wc -l)" ]
}

# KEY=METADATA of the frames behind it; from the control's default on.
readonly KNOBS=(
	'bracketright=ExposureTime = 11000' 'braceright=ExposureTime = 22000'
	'braceleft=ExposureTime = 11000' 'bracketleft=ExposureTime = 10000'
	'0=AnalogueGain = 1.1' '9=AnalogueGain = 1'
	'4=Brightness = 0.1' '3=Brightness = 0'
	'2=Contrast = 1.1' '1=Contrast = 1'
	'8=Saturation = 1.1' '7=Saturation = 1'
)

test_controls() {
	opens --metadata || return
	check 'automatic exposure is on' soon reports 'AeEnable = true' 'ExposureTime = 10000'
	for knob in "${KNOBS[@]}"; do
		press "${knob%%=*}"
		check "$knob" soon reports "${knob#*=}" 'AeEnable = false'
	done
	check 'a message about it' is_dark bottom_left
	press ctrl+bracketright alt+bracketright ctrl+q alt+q ctrl+4 alt+4 ctrl+space 2
	soon reports 'Contrast = 1.1'
	check 'with Ctrl or Alt held they do nothing' \
		reports 'ExposureTime = 10000' 'Brightness = 0' 'Contrast = 1.1'
	check 'controls: q ends' quits
}

# Its rows for the test pattern: AeEnable, ExposureTime, AnalogueGain, Saturation, Brightness, ...
test_panel() {
	opens --metadata --geometry 660x400+0+0 || return
	soon is_light center
	press Tab
	check 'Tab opens the panel' soon is_dark center
	press Down Right
	check 'panel: Right' soon reports 'ExposureTime = 11000' 'AeEnable = false'
	press shift+Left
	check 'panel: Shift and Left' soon reports 'ExposureTime = 4241'
	press Delete
	check 'panel: Delete' soon reports 'ExposureTime = 10000'
	press Return
	xdotool type q1/50
	press Home Delete Return
	check 'panel: Enter types, and q is a letter' soon reports 'ExposureTime = 20000'
	press Up Return
	check 'panel: Enter toggles' soon reports 'AeEnable = true' 'ExposureTime = 10000'
	press slash
	xdotool type mode
	press Return Home Right
	check 'panel: a filter, and an enumeration' \
		soon reports 'TestPatternMode = TestPatternModeSolidColor'
	press Left 4
	check 'panel: other keys go on to work' \
		soon reports 'TestPatternMode = TestPatternModeOff' 'Brightness = 0.1'
	press Escape Home Down Down Down Right
	check 'panel: Esc ends the filter' soon reports 'Saturation = 1.05'
	press ctrl+Delete
	check 'panel: Ctrl and Delete' soon reports 'Saturation = 1' 'Brightness = 0'
	press Escape
	check 'panel: Esc leaves it' soon is_light center
	check 'panel: q ends' quits
	opens --metadata --do panel-down@3 --do panel-right@4 --do panel-up@5 --do panel-enter@6 \
		--do panel-down@60 --do panel-down@61 --do panel-down@62 --do panel-right@63 \
		--do panel-left@64 --do panel-reset@65 --do panel-right@66 || return
	check '--do panel-...' soon reports 'AeEnable = true' 'Saturation = 1.05'
	press Tab
	check '--do panel-...: q ends' quits
}

# The panel's rows are found by what a click there does.
test_panel_mouse() {
	local y
	opens --metadata --geometry 660x400+0+0 || return
	press Tab
	soon is_dark center
	for ((y = 60; y < 160; y += 4)); do
		xdotool mousemove 290 $y click 1
		frames_pass 8 # or the next click would undo it
		reports 'AeEnable = false' && break
	done
	check 'panel: a click toggles' soon reports 'AeEnable = false'
	for ((y = 120; y < 380; y += 4)); do
		xdotool mousemove 425 $y mousedown 1 mousemove 600 $y mouseup 1
		sleep 0.1
		reports 'Brightness = 1' && break
	done
	check 'panel: a drag turns' soon reports 'Brightness = 1'
	check 'panel: q ends, though a text was begun' press Escape
	kill -TERM "$pid"
	check 'panel: and it ends' ends 0
}

switched() { # TIMES PATTERN: so often it was said what camera came
	(($(grep -cE "^Camera $2" out) >= $1))
}

choose() { # FORMAT [SIZE]: in the chooser
	press C
	soon is_dark center
	press Right
	xdotool type "$1"
	if [ $# -gt 1 ]; then
		press Right
		xdotool type "$2"
	fi
	press Return
}

test_choose() {
	local chart=$CHART format
	opens --metadata --stats --geometry 640x480+0+0 || return
	press c
	check 'c: there is no other camera' soon says_one_line 'there is no other camera'
	check 'c: the picture goes on' moves
	press a
	soon reports 'AeEnable = false'
	press C
	check 'C shows the chooser' soon is_dark center
	xdotool type q
	press Escape
	check 'C: q is a letter, and Esc leaves it' soon is_light center
	choose nv12 640x480
	check 'C: another format and size' soon switched 1 'pattern: 640x480 NV12 at 30 fps'
	chart=640x480
	check 'C: the picture, right and of its size' soon shows_all
	check 'C: it moves' moves
	check 'C: the title says so' soon title_has '640x480 NV12'
	check 'C: what was set is set again' soon reports 'AeEnable = false'
	for format in MJPEG RGB565 YUV420 XRGB8888 NV16; do
		press space
		choose $format
		check "C: $format" soon switched 1 "pattern: 640x480 $format at 30 fps"
		check "C: $format: the picture" soon shows_all
		check "C: $format: it moves" moves
	done
	press F5
	check 'F5 opens it anew, as it was' soon switched 2 'pattern: 640x480 NV16 at 30 fps'
	check 'F5: it moves' moves
	check 'F5: what was set is set again' soon reports 'AeEnable = false'
	press C
	soon is_dark center
	xdotool mousemove 400 240 click 5
	press Return
	check 'C: the wheel chooses' soon switched 1 'pattern: 800x600 NV16'
	press q
	check 'switches: q ends' ends 0
	check 'switches: one complaint' [ "$(wc -l <err)" -eq 1 ]
	check 'switches: the counts add up' stats_add_up
	check 'switches: the figures are of the last' [ "$(stat format) $(stat width)" = 'NV16 800' ]
	chart=$CHART
	opens --do choose@5 --do panel-right@6 --do panel-down@7 --do panel-enter@8 || return
	check '--do chooses too' soon switched 1 'pattern: 320x240 YVYU at 30 fps'
	check '--do chooses too: q ends' quits
}

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
	holds --geometry 200x150+0+0 --do zoom-toggle@200 \
		--do pan-right@201 --do pan-down@202 || return
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

# The chart's number stands where the line is to the right of it.
test_freeze() {
	local number_before
	opens --metadata || return
	xdotool mousemove --window "$window" 0 100
	press F
	xdotool mousemove --window "$window" 319 100
	check 'F: the kept picture at the left' soon stands 10
	xdotool mousemove --window "$window" 0 100
	check 'F: the live one at the right' moves
	press space
	xdotool mousemove --window "$window" 319 100
	soon shows_edges
	look && number_before=$number
	xdotool mousemove --window "$window" 0 100
	check 'F while paused: both are there' soon shows_later "$number_before"
	press space r
	xdotool mousemove --window "$window" 319 100
	frames_pass 5
	press R
	check 'F, r, R: still' soon stands 10
	press F
	check 'F, F: live' moves
	check 'freeze: q ends' quits
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

test_options() {
	opens --geometry 400x300+50+60 || return
	check '--geometry: size and place' window_is 400x300+50+60
	check '--geometry: the picture fills it' soon shows_all
	quits

	mkdir -p shots
	opens --do info@5 --do pause@6 --do screenshot@9 --do help@10 --screenshot-dir shots || return
	check '--do info' soon is_dark top_left
	check '--do help' soon is_dark center
	check '--do pause' soon title_has paused
	check '--do screenshot' soon saved 1
	check '--do: q ends' quits

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

# With a window manager.

test_fullscreen() {
	local toggle
	opens --geometry 320x240+50+60 || return
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

# Whatever the renderer.

test_refusals() {
	local plain=("$program" -c pattern -s "$CHART")
	touch file
	check 'no display' refuses 'no display.*-R null' env -u DISPLAY "${plain[@]}"
	for driver in offscreen dummy; do
		check "SDL's $driver driver is no display" refuses 'no display.*-R null' \
			env SDL_VIDEODRIVER=$driver "${plain[@]}"
	done
	check '--screenshot-dir is a file' refuses 'file.*Not a directory' \
		"${plain[@]}" --screenshot-dir file
	check '--screenshot-dir is not there' refuses 'nowhere.*No such file' \
		"${plain[@]}" --screenshot-dir nowhere
}

# There is no GPU behind this X server.
test_auto() {
	LIBGL_ALWAYS_SOFTWARE=1 opens --stats || return
	check 'software GL: q ends, no complaint' quits
	check 'software GL: surface instead' [ "$(stat presenter)" = surface ]
}

start_xvfb $WHOLE || { echo "skipped: Xvfb does not start"; exit 77; }
choose_renderers
for renderer in "${renderers[@]}"; do
	for name in picture pause step held_keys keys texts screenshot jpeg profile profile_format \
		profile_zoom save_keys controls panel panel_mouse choose cameras look turns zoom \
		zoom_actions window_sizes hide analysis freeze resize options signals camera_gone \
		stall; do
		test_$name
	done
done
renderer=auto
test_refusals
test_auto
if start_manager; then
	for renderer in "${renderers[@]}"; do
		test_fullscreen
		test_close
	done
else
	skip 'full screen and closing: there is no window manager evilwm'
fi

conclude
