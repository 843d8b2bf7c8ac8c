# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: its cases about settings that last.

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
	soon is_light bottom_left
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
