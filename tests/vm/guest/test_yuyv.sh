# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Uncompressed frames arrive as they were sent, and each has its line.
capture() { # SIZE OPTION...
	local size=$1
	shift
	rm -rf frames
	mkdir frames
	groundglass -R null -c1 -C10 -s "$size,YUYV" --save-frames=frames "$@" >lines || return 1
	cat lines
	frames=(frames/frame-cam1-stream0-[0-9].data)
}

frames_are_right() { # SIZE
	((${#frames[@]} == 10)) && uvc_camera --check "$1" "${frames[@]}"
}

lines_are_right() { # SIZE BYTES CRCS
	local frame_line="^[0-9]+\.[0-9]{6} \([0-9]+\.[0-9]{2} fps\) cam1-stream0: seq [0-9]+,"
	frame_line+=" bytes $2, CRCs $3\$"
	contains lines '^Using camera .*1d6b:0102 as cam1$' \
		"^cam1-stream0: stream config $1-YUYV/" \
		'^cam1-stream0: Allocated [0-9]+ buffers$' || return 1
	[[ $(n_lines "$frame_line" lines) == 10 ]]
}

crcs_are_right() {
	local printed frame i=0
	mapfile -t printed < <(sed -n 's/.*CRCs \[\[\([0-9]*\)\]\]$/\1/p' lines)
	for frame in "${frames[@]}"; do
		# gzip ends in the CRC-32 and the length of what it packed.
		local crc
		crc=$(gzip -1 -c "$frame" | tail -c 8 | od -An -tu4 -N 4)
		((crc == printed[i++])) || return 1
	done
}

check "YUYV 640x480: groundglass captures" capture 640x480 --crc
check "YUYV 640x480: ten frames, byte for byte" frames_are_right 640x480
check "YUYV 640x480: ten lines with CRCs" lines_are_right 640x480 614400 '\[\[[0-9]+\]\]'
check "YUYV 640x480: the CRCs are the files'" crcs_are_right

check "YUYV 1280x720: groundglass captures" capture 1280x720
check "YUYV 1280x720: ten frames, byte for byte" frames_are_right 1280x720
check "YUYV 1280x720: ten lines" lines_are_right 1280x720 1843200 '\[\]'
