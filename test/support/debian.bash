# shellcheck shell=bash
# shellcheck disable=SC2154,SC2016 # variables that bats sets; texts for another shell
# Empty Debians to try things in. They come from the mirror that this machine's own apt uses.

# make_debian FOLDER CODENAME: in memory if that can be mounted: a disk that syncs each package takes three times as long.
make_debian() {
  mkdir "$1"
  mount -t tmpfs -o size=1500m,mode=755 tmpfs "$1" || true
  debootstrap_here "$1" "$2" >"$1.log" 2>&1 || {
    tail -n 30 "$1.log" >&2
    return 1
  }
  cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
}

# The machine's own mirror has the other releases as well.
debootstrap_here() {
  local mirror own proxy
  own=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Identifier: Packages' |
    awk -v codename="$own" '$2 == codename && !seen++ { print $1 }')
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  [ -z "${proxy:-}" ] || export http_proxy=$proxy
  debootstrap --variant=minbase "$2" "$1" "$mirror"
}

remove_debian() {
  ! mountpoint -q "$1" || umount "$1"
}

# inside FOLDER COMMAND…: in that Debian.
inside() {
  env -i DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    ${http_proxy:+http_proxy="$http_proxy"} chroot "$@"
}
