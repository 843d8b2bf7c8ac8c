# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Runs in the guest: the tests whose names stand in stage/tests, each in a shell and folder of its
# own, in front of a camera that was just plugged in: a plain one, or of the scenario that a line
# "# Scenario: NAME" in the test names; "none" is no camera. Fails where the rig itself does.
set -euo pipefail
guest=/mnt/vm/stage/guest
. $guest/lib.sh
export test

start_udev
modprobe xhci_pci
modprobe uvcvideo

scenario_is_set() { # NAME
	if [[ $1 == none ]]; then
		camera_unplug
	else
		camera_plug --scenario "$1"
	fi
}

while read -r test <&3; do
	mkdir -p "/tmp/$test"
	cd "/tmp/$test"
	echo "==== $test [$(cut -d' ' -f1 /proc/uptime) s]"
	scenario=$(sed -n 's/^# Scenario: //p' "$guest/$test.sh")
	scenario_is_set "${scenario:-plain}" || {
		result FAIL "$test: the camera does not appear, or the last one does not go"
		continue
	}
	bash -euo pipefail -c '. "$0/lib.sh"; trap end_jobs EXIT; . "$0/$test.sh"' "$guest" ||
		result FAIL "$test: the test ended early, see the log"
done 3</mnt/vm/stage/tests
echo "==== end [$(cut -d' ' -f1 /proc/uptime) s]"
