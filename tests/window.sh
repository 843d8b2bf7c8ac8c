#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# The viewer in real windows: window.sh PATH-OF-GROUNDGLASS [RENDERER | GROUP...]; with surface and
# gl, and all groups of cases, which are the files of window.d, where none is named.
# Starts an X server of its own, presses keys and looks at the window's pixels. Needs Xvfb, xdotool
# and read_window: $READ_WINDOW, or the one in tests/ of the build folder. What needs a window
# manager (full screen, closing) is skipped where there is no evilwm. Exits with 0, 1 where a case
# failed, or 77 where nothing could be tested.

here=$(realpath "$(dirname "${BASH_SOURCE[0]}")") || exit 2
groups=() asked=()
for word in "${@:2}"; do
	if [ -f "$here/window.d/$word.sh" ]; then
		groups+=("$word")
	else
		asked+=("$word")
	fi
done
[ ${#groups[@]} -gt 0 ] ||
	groups=(picture look zoom controls settings files camera start manager)
. "$here/viewer.sh" "${1:-}" "${asked[@]}" || exit 2
declare -A cases=() # of each group
for file in "$here"/window.d/*.sh; do
	. "$file" || exit 2
done
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

run_group() {
	local name
	for name in ${cases[$1]}; do
		"test_$name"
	done
}

start_xvfb $WHOLE || { echo "skipped: Xvfb does not start"; exit 77; }
choose_renderers
for group in "${groups[@]}"; do
	if [ "$group" = start ]; then
		renderer=auto
		run_group start
		continue
	fi
	if [ "$group" = manager ] && ! start_manager; then
		skip 'full screen and closing: there is no window manager evilwm'
		continue
	fi
	for renderer in "${renderers[@]}"; do
		run_group "$group"
	done
done
conclude
