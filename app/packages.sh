# SPDX-License-Identifier: BSD-2-Clause
# Sourced by app/run and tests/run: install_packages LIST... installs what is missing of the Debian
# packages in the lists (one a line, # starts a comment), and says which before it does.

# The packages of the lists that are not installed.
missing_packages() {
	local package
	sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@" | while read -r package; do
		dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
			printf '%s ' "$package"
	done
}

install_packages() {
	local missing sudo=

	if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
		echo "No apt-get here: nothing is installed. What Debian calls:" $(sed 's/#.*//' "$@")
		return 0
	fi
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	if [ "${GG_NO_INSTALL:-}" = 1 ]; then
		echo "GG_NO_INSTALL=1: not installing $missing"
		return 0
	fi
	echo "Installing $missing"
	if [ "$(id -u)" != 0 ]; then
		if ! command -v sudo >/dev/null; then
			echo "Not root, and there is no sudo: install these first." >&2
			return 1
		fi
		sudo=sudo
	fi
	$sudo apt-get -q update >/dev/null || echo "apt-get update failed: trying with the lists that are here"
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
}
