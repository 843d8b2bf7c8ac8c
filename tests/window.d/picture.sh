# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: the picture goes, stands and is compared.

cases[picture]='picture pause step held_keys freeze'

# llvmpipe's threads use a fence that the one of the context has freed.
no_threads_of_llvmpipe() {
	local names
	names=$(cat "/proc/$pid/task/"*/comm 2>/dev/null)
	[[ $names == *groundglass* && $names != *llvmpipe* ]]
}

test_picture() {
	check 'a window opens' start || return
	check 'it has a title' soon title_has '^groundglass – Test pattern – 320x240 YUYV'
	check 'it has the size of the picture, which fills it' shows_all
	check 'the picture moves' moves
	check 'no thread of llvmpipe is there' no_threads_of_llvmpipe
	check 'q ends' quits
}

test_pause() {
	opens --metadata --stats || return
	for key in space p; do
		press $key
		check "$key pauses, as the title says" soon title_has paused
		check "$key: a message" soon is_dark bottom_left
		check "$key: the picture stands while frames come" soon stands 10
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
	check '.: the picture stands while frames come' soon stands 10
	before=$number
	press period
	check '.: one more picture' soon shows_later "$before"
	check '.: it stands' stands 10
	press comma
	check ',: no live camera goes back' stands 10
	check ',: a message' soon is_dark bottom_left
	press p
	check 'p after a step goes on' moves
	check 'steps: q ends' quits
	check 'steps: the counts add up' stats_add_up

	rm -rf tape
	"$program" -R null -c pattern -s "$CHART@0" -C9 --save-frames=tape >/dev/null
	camera=tape stream=$CHART@30 opens --do pause@2 --metadata --stats || return
	soon title_has paused && soon stands 10 && before=$(((number + 1) % 9))
	press period
	check 'a recording: from the second frame on' shows "$before"
	for steps in 'period 1' 'period 2' 'comma 1' 'comma 0' 'comma 8' 'period 0'; do
		press "${steps% *}"
		check "a recording: ${steps% *}" shows $(((before + ${steps#* }) % 9))
	done
	press {,,,}{,,,,,,,,,}comma
	check 'a recording: back to the first' soon shows 0
	press period
	check 'a recording: and on' shows 1
	press p
	check 'a recording: p plays on' soon shows_later 1
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

# The chart's number stands where the line is to the right of it.
test_freeze() {
	local kept
	opens --metadata || return
	xdotool mousemove --window "$window" 0 100
	press F
	xdotool mousemove --window "$window" 319 100
	check 'F: the kept picture at the left' soon stands 10
	xdotool mousemove --window "$window" 0 100
	check 'F: the live one at the right' moves
	press space
	soon title_has paused && soon stands 10
	xdotool mousemove --window "$window" 319 100
	check 'F while paused: the kept picture is there' soon shows_earlier "$number"
	kept=$number
	xdotool mousemove --window "$window" 0 100
	check 'F while paused: so is the live one' soon shows_later "$kept"
	press space r
	xdotool mousemove --window "$window" 319 100
	frames_pass 5
	press R
	check 'F, r, R: still' soon stands 10
	press F
	check 'F, F: live' moves
	check 'freeze: q ends' quits
}
