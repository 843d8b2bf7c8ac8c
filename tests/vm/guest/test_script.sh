# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# A script's control goes with the request of its frame: a camera without controls by frame has it
# when that request is queued, four buffers ahead, and not a frame before.
groundglass --version | grep -q ', libyaml [0-9]' || {
	result skipped "this build reads no scripts"
	exit 0
}

capture() {
	cat >script.yaml <<-END
		frames:
		  - 5:
		      Brightness: 0.5
	END
	groundglass -R null -c1 -C10 -s 320x240,YUYV --script script.yaml --save-frames=frames
}

# The request of frame 5 is queued when frame 1 has come.
set_in_time() {
	local sent
	camera_was_asked 'SET brightness 32 \(was 0\) after [0-9]+ frames' || return 1
	sent=$(sed -n 's/.*SET brightness 32 (was 0) after \([0-9]*\) frames.*/\1/p' camera.log)
	echo "set after ${sent:-no} frames"
	((${sent:-0} >= 2))
}

frames_show_it() {
	# shellcheck disable=SC2046 # the names have no blanks
	uvc_camera --check 320x240 $(ls -v frames/*.data) >checked || true
	cat checked
	! grep -q BAD checked && (($(head -n 2 checked | grep -c 'brightness 0$') == 2)) &&
		(($(tail -n 5 checked | grep -c 'brightness 32$') == 5))
}

mkdir frames
check "--script: groundglass captures" capture
check "--script: Brightness is set with the request of frame 5" set_in_time
check "--script: the frames show it, the first two do not" frames_show_it
