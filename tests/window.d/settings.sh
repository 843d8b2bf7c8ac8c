# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: settings that last.

cases[settings]='keys profile profile_format profile_zoom'

# What keys.conf says holds, and what it does not say stays.
test_keys() {
	mkdir -p config/groundglass
	printf '%s\n' 'F5 info' 'k pause' 'Ctrl+x quit' 'q ignore' 'Up brightness-up' 'x nothing' \
		>config/groundglass/keys.conf
	opens --metadata || return
	check 'keys.conf: a mistake is one line' says_one_line 'keys.conf:6: no action is called nothing'
	press F5
	check 'keys.conf: F5 shows the information' soon is_dark top_left
	press i
	check 'keys.conf: i is still its key' soon is_light top_left
	press k
	check 'keys.conf: k pauses' soon title_has paused
	press p Up q
	check 'keys.conf: Up' soon reports 'Brightness = 0.1'
	check 'keys.conf: q does nothing now' moves
	press Tab
	soon is_dark center
	press Down Up Right
	check 'keys.conf: in the panel Up is the panel'"'"'s' soon reports 'AeEnable = false' 'Brightness = 0.1'
	press ctrl+x
	check 'keys.conf: Ctrl+x ends' ends 0
	rm config/groundglass/keys.conf
}

# u keeps what U and --profile bring back.
test_profile() {
	rm -rf config
	opens --metadata || return
	press bracketright r i u
	check 'u saves' soon said out '^profile default saved: .*/Test pattern/default\.json$'
	press bracketleft R i
	soon reports 'ExposureTime = 10000'
	check 'u: changed once more' soon shows_all
	press U
	check 'U restores' soon said out '^profile default restored: 2 controls and the view$'
	check 'U: the control' soon reports 'ExposureTime = 11000' 'AeEnable = false'
	check 'U: the turn' soon is_turned
	check 'U: the information' soon is_dark top_left
	check 'profile: q ends' quits

	opens --profile default --geometry 320x240 --metadata --do rotate-back@20 --do info@20 \
		--do exposure-down@20 || return
	check '--profile: the control' said out 'ExposureTime = 11000'
	check '--profile: and its automatic' soon reports 'ExposureTime = 10000' 'AeEnable = false'
	check '--profile: the information, which was hidden' soon is_light top_left
	check '--profile: the turn, which was turned back' soon shows_all
	press u
	check '--profile: u saves it' soon said out '^profile default saved: '
	check '--profile: q ends' quits
	opens --profile default --geometry 320x240 --metadata || return
	check '--profile: as saved last' soon reports 'ExposureTime = 10000' 'AeEnable = false'
	check '--profile, again: no information' soon is_light top_left
	check '--profile, again: no turn' soon shows_all
	check '--profile, again: q ends' quits
	rm -rf config
}

# U brings back the format, and then what the window showed of it.
test_profile_format() {
	local chart=$CHART plain
	rm -rf config
	opens --metadata --geometry 320x240+0+0 || return
	soon shows_all
	plain=$sharpness
	press w h a u
	check 'u saves the tools' soon said out '^profile default saved: '
	press w w h h h a
	check 'tools: off' soon is_plain
	choose nv12 640x480
	soon switched 1 'pattern: 640x480 NV12'
	chart=640x480
	check 'U: another format before it' soon shows_all
	press U
	check 'U: the format' soon switched 1 'pattern: 320x240 YUYV'
	check 'U: says so' soon said out '^profile default restored: 1 control, the format and the view$'
	chart=$CHART
	check 'U: the picture, right and of its size' soon shows_all
	check 'U: the controls' soon reports 'AeEnable = false'
	check 'U: zebra' soon is_striped
	check 'U: the histogram' soon is_dark bottom_right
	press U
	check 'U again: nothing to switch' soon said out '^profile default restored: 1 control and the view$'
	check 'U again: once is enough' switched 1 pattern
	press w w h h h
	check 'U: the tools can be switched off' soon is_plain
	check 'U: it moves' moves # zebra would be in the way of its number
	check 'profile format: q ends' quits
}

# What is in the middle of a window, and how large.
test_profile_zoom() {
	rm -rf config
	holds --geometry 320x240+0+0 || return
	at 100 60 click --repeat 4 4
	soon zoomed -301,-181,1024
	press u BackSpace
	check 'u saves, Backspace shows the whole' soon zoomed 0,0,256
	check 'u: saved' soon said out '^profile default saved: '
	press U
	check 'U: the zoom and its place' soon zoomed -301,-181,1024
	check 'U: the title says it' soon title_has '– 4x'
	check 'U: q ends' quits
	run_to_end --profile default --geometry 320x240+0+0
	check '--profile: a window opens' opened
	check '--profile: the zoom' soon title_has '– 4x'
	press BackSpace
	check '--profile: the whole' soon shows_all
	check '--profile: q ends' quits
	rm -rf config
}
