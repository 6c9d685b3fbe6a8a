#!/usr/bin/env bats
# The Debian package: built twice, installed, run, upgraded and purged in an empty Debian. That Debian comes from the
# mirror that this machine's own apt uses.
# shellcheck disable=SC2154,SC2016 # variables that bats sets; texts for another shell
load ../support/common
load ../support/debian
bats_require_minimum_version 1.5.0

setup_file() {
  : "${SOAK_SOURCE_ROOT:=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)}"
  : "${SOAK_BIN:=$SOAK_SOURCE_ROOT/build/bin}"
  export debs=$BATS_FILE_TMPDIR/debs debian=$BATS_FILE_TMPDIR/debian
  "$SOAK_SOURCE_ROOT/scripts/deb" "$SOAK_BIN/.." "$debs" >"$BATS_FILE_TMPDIR/deb.log" &
  local building=$!
  [ "$(id -u)" -ne 0 ] || make_debian "$debian" "$(. /etc/os-release && echo "$VERSION_CODENAME")"
  [ "$(id -u)" -ne 0 ] || with_apt
  wait "$building"
}

teardown_file() {
  remove_debian "$debian"
}

# with_apt: the apt configuration of this machine, and no service that starts.
with_apt() {
  cp -rL /etc/apt/. "$debian/etc/apt/"
  printf '#!/bin/sh\nexit 101\n' >"$debian/usr/sbin/policy-rc.d"
  chmod +x "$debian/usr/sbin/policy-rc.d"
  inside "$debian" apt-get update >"$BATS_FILE_TMPDIR/apt.log" 2>&1
}

# What is installed, and every file but those that apt and dpkg keep for themselves.
inventory() {
  inside "$debian" dpkg-query -W -f '${Package} ${db:Status-Status}\n' | sort
  (cd "$debian" && find . -path ./proc -prune -o -path ./sys -prune -o -path ./dev -prune -o -path ./tmp -prune -o \
    -path ./var/lib/apt -prune -o -path ./var/lib/dpkg -prune -o -path ./var/cache -prune -o -path ./var/log -prune -o \
    -path ./home -prune -o -print | LC_ALL=C sort)
}

@test "the same build makes the same packages" {
  "$SOAK_SOURCE_ROOT/scripts/deb" "$SOAK_BIN/.." again
  [ "$(cd again && sha256sum -- *.deb)" = "$(cd "$debs" && sha256sum -- *.deb)" ]
  [ "$(dpkg-deb -f again/soak_*.deb Version)" = "$SOAK_VERSION" ]
}

@test "lintian has no complaint" {
  run lintian --fail-on error,warning --allow-root "$debs"/*.deb
  assert_status 0
}

@test "what needs a library depends on its package, and no path of a build is left" {
  depends=$(dpkg-deb -f "$debs"/soak_*.deb Depends)
  for library in libarchive13 libboost-json libcurl4 libdate-tz libhiredis libssl3 libstdc++6; do
    [[ $depends == *$library* ]] || fail "no $library in $depends"
  done
  dpkg-deb -x "$debs"/soak_*.deb root
  run ! grep -rlE "$SOAK_SOURCE_ROOT|/usr/local" root/usr/share/soak root/usr/bin root/usr/share/bash-completion root/usr/share/zsh root/usr/share/fish
  run find root -path '*/bin/*' -name 'soak*'
  [ "$output" = root/usr/bin/soak ]
  [ -z "$(find root/etc root/lib -print 2>/dev/null)" ]
}

@test "the headers' package serves an outsider" {
  dpkg-deb -x "$debs"/libsoak-dev_*.deb root
  flags=$(PKG_CONFIG_PATH=root/usr/share/pkgconfig pkg-config --cflags --libs soak)
  [[ $flags == *-lboost_json* ]]
  g++ -std=c++20 -fsyntax-only -Iroot/usr/include "$SOAK_SOURCE_ROOT/subprojects/consumer/main.cpp"
}

@test "installs, runs, is upgraded and purged in an empty Debian, and leaves nothing" {
  [ "$(id -u)" -eq 0 ] || skip 'a chroot needs root'
  cp "$debs"/soak_*.deb "$debian/tmp/soak.deb"
  inventory >before
  run inside "$debian" apt-get install -y --no-install-recommends /tmp/soak.deb
  assert_status 0

  [ "$(inside "$debian" soak --version)" = "soak $SOAK_VERSION" ]
  inside "$debian" soak help >tools.txt
  for tool in analyze_post_soak continuous_runner status doctor; do assert_file_has tools.txt "  $tool "; done
  [ -s "$debian/usr/share/man/man1/soak.1.gz" ]
  [ -s "$debian/usr/share/man/man1/soak-continuous_runner.1.gz" ]
  [ -s "$debian/usr/share/bash-completion/completions/soak" ]
  [ -s "$debian/usr/share/zsh/vendor-completions/_soak" ]
  [ -s "$debian/usr/share/fish/vendor_completions.d/soak.fish" ]
  [ "$(inside "$debian" soak --complete analyze_post | head -n 1)" = words ]
  [ ! -e "$debian/etc/systemd/system/timers.target.wants/soak-daily.timer" ]

  inside "$debian" useradd --create-home trader
  as_trader() { inside "$debian" su trader -c "cd && export MM_FREEZE_UTC_ISO=$MM_FREEZE_UTC_ISO && $1"; }
  demo=$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo
  mkdir "$debian/home/trader/windows"
  cp "$demo"/ITER_SUMMARY_*.json "$debian/home/trader/windows/"
  as_trader 'soak init && echo ENV=prod >>.env'
  as_trader "soak analyze_post_soak --iter-glob 'windows/*' --out-dir out"
  for file in SOAK_SUMMARY.json VIOLATIONS.json POST_SOAK_ANALYSIS.md RECOMMENDATIONS.md; do
    diff "$demo/expected/$file" "$debian/home/trader/out/$file"
  done
  run as_trader 'soak status --reports-dir out'
  assert_status 0
  assert_output_has 'verdict   WARN'
  run as_trader 'soak doctor --offline'
  assert_status 0
  assert_output_has 'OK   tools: '
  assert_output_has 'OK   time zone: Europe/Berlin'
  run as_trader 'SOAK_TZ=Europe/Berlin /usr/share/soak/ops/soak-14d.sh --plan'
  assert_output_has 'night=14 '

  sum=$(cd "$debian/home/trader" && cat .env soak.env.sh | sha256sum)
  dpkg-deb -R "$debs"/soak_*.deb next
  sed -i "s/^Version: .*/Version: $SOAK_VERSION+next/" next/DEBIAN/control
  dpkg-deb -Znone -b next "$debian/tmp/next.deb" >/dev/null
  run inside "$debian" apt-get install -y --no-install-recommends /tmp/next.deb
  assert_status 0
  [ "$(inside "$debian" dpkg-query -W -f '${Version}' soak)" = "$SOAK_VERSION+next" ]
  [ "$(cd "$debian/home/trader" && cat .env soak.env.sh | sha256sum)" = "$sum" ]
  as_trader 'soak help' >/dev/null

  run inside "$debian" apt-get purge -y --autoremove soak
  assert_status 0
  inside "$debian" userdel --remove trader 2>/dev/null
  inventory >after
  run diff before after
  [ "$(grep -vE '/etc/(passwd|group|shadow|gshadow|subuid|subgid)-$' <<<"$output" | grep '^[<>]')" = '' ] || fail 'left behind'
}
