# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: controls and what the camera delivers.

cases[controls]='controls panel panel_mouse choose'

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
		frames_pass 30 # or the next click would undo it
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
