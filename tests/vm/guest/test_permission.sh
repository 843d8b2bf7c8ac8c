# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# A user who may not open the camera is told why, and what would help.
chgrp 44 /dev/video* /dev/media*
chmod 660 /dev/video* /dev/media*

as_nobody() { # COMMAND...
	setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

is_told() { # CAMERA-OPTION...
	local status=0
	as_nobody "$bin/groundglass" -R null "$@" -C1 >"$out/nobody.lines" 2>"$out/nobody.errors" || status=$?
	cat "$out/nobody.errors"
	((status == 1)) && (($(wc -l <"$out/nobody.errors") == 1)) &&
		contains "$out/nobody.errors" "^groundglass: no camera found: /dev/.* may not be opened: permission denied; be in group .*"
}

if have setpriv; then
	check "permission: without a name" is_told
	check "permission: the first camera" is_told -c1
	check "permission: by its node" is_told -c /dev/video0
fi
check "permission: root goes on" groundglass -R null -c1 -C1 -s 320x240,YUYV
