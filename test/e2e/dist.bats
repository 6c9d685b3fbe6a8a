#!/usr/bin/env bats
# The tarball: unpacked in an older and in a newer Debian than the one it was made on, and run there.
# shellcheck disable=SC2154,SC2016,SC2030,SC2031 # variables that bats sets; texts for another shell
load ../support/runner
load ../support/debian
bats_require_minimum_version 1.5.0

setup_file() {
  : "${SOAK_SOURCE_ROOT:=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)}"
  : "${SOAK_BIN:=$SOAK_SOURCE_ROOT/build/bin}"
  local codename making=()
  for codename in bullseye trixie; do
    [ "$(id -u)" -eq 0 ] || break
    make_debian "$BATS_FILE_TMPDIR/$codename" "$codename" &
    making+=($!)
  done
  "$SOAK_SOURCE_ROOT/scripts/dist" "$SOAK_BIN/.." "$BATS_FILE_TMPDIR/dist" >"$BATS_FILE_TMPDIR/dist.log"
  export tarball
  tarball=$(cat "$BATS_FILE_TMPDIR/dist.log")
  mkdir "$BATS_FILE_TMPDIR/unpacked"
  tar -xzf "$tarball" -C "$BATS_FILE_TMPDIR/unpacked"
  for making in "${making[@]}"; do wait "$making"; done
}

teardown_file() {
  remove_debian "$BATS_FILE_TMPDIR/bullseye"
  remove_debian "$BATS_FILE_TMPDIR/trixie"
}

setup_test() {
  setup_runner
}

unpacked() { printf '%s\n' "$1"/soak-*-linux-*; }

@test "the same build makes the same tarball, with its checksum" {
  "$SOAK_SOURCE_ROOT/scripts/dist" "$SOAK_BIN/.." again
  cmp "again/${tarball##*/}" "$tarball"
  (cd "${tarball%/*}" && sha256sum --check "${tarball##*/}.sha256")
}

@test "every library that a tool asks for is inside, and no path of a build" {
  folder=$(unpacked "$BATS_FILE_TMPDIR/unpacked")
  tools=0
  for tool in "$folder"/lib/soak/bin/*; do
    "$folder/lib/soak/loader" --library-path "$folder/lib/soak" --list "$tool" >asked
    sed -n 's/.* => \(.*\) (0x.*/\1/p' asked >found
    [ "$(wc -l <found)" -ge 3 ]
    run ! grep -v "^$folder/lib/soak/" found
    tools=$((tools + 1))
  done
  [ "$tools" -ge 20 ]
  run ! grep -rlE "$SOAK_SOURCE_ROOT|/usr/local/(share|bin)" "$folder/share/soak" "$folder/bin"
  [ -s "$folder/share/doc/soak/licenses/libssl3" ]
}

@test "the C library inside asks for no kernel younger than 3.2" {
  readelf -n "$(unpacked "$BATS_FILE_TMPDIR/unpacked")/lib/soak/libc.so.6" >notes
  assert_file_has notes 'OS: Linux, ABI: 3.2.0'
}

# serves FOLDER: what a user does on the first day, in that Debian, as a user who is not root.
serves() {
  local debian=$1 demo=$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo
  mkdir "$debian/srv/a place"
  tar -xzf "$tarball" -C "$debian/srv/a place"
  soak="/srv/a place/$(basename "$(unpacked "$debian/srv/a place")")/bin/soak"
  inside "$debian" useradd --create-home trader
  as_trader() { inside "$debian" su trader -c "cd && export MM_FREEZE_UTC_ISO=$MM_FREEZE_UTC_ISO && $1"; }

  [ "$(inside "$debian" "$soak" --version)" = "soak $SOAK_VERSION" ]
  inside "$debian" "$soak" help >tools.txt
  for tool in analyze_post_soak continuous_runner status doctor; do assert_file_has tools.txt "  $tool "; done

  mkdir "$debian/home/trader/windows"
  cp "$demo"/ITER_SUMMARY_*.json "$debian/home/trader/windows/"
  as_trader "'$soak' init && echo ENV=prod >>.env"
  as_trader "'$soak' analyze_post_soak --iter-glob 'windows/*' --out-dir out"
  for file in SOAK_SUMMARY.json VIOLATIONS.json POST_SOAK_ANALYSIS.md RECOMMENDATIONS.md; do
    diff "$demo/expected/$file" "$debian/home/trader/out/$file"
  done
  run as_trader "'$soak' status --reports-dir out"
  assert_output_has 'verdict   WARN'
  run as_trader "'$soak' doctor --offline"
  assert_status 0
  assert_output_has 'OK   tools: '
  assert_output_has 'OK   time zone: Europe/Berlin'

  # names and TLS, of both clients
  url="rediss://localhost:$tls_port/0"
  cp redis.crt "$chat/ca.pem" "$debian/home/trader/"
  run as_trader "SLACK_WEBHOOK_URL=$chat_url/$CHAT_HOOK SSL_CERT_FILE=\$HOME/ca.pem '$soak' continuous_runner --iter-glob 'windows/*' \
    --max-iterations 1 --redis-url $url --redis-ca redis.crt --alert slack --alert-min-severity WARN --lock-file ./lock --out-dir out"
  assert_status 0
  [ "$(cli EXISTS prod:bybit:soak:summary)" = 1 ]
}

@test "it serves a user of an older Debian, and one of a newer" {
  [ "$(id -u)" -eq 0 ] || skip 'a chroot needs root'
  start_chat
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout redis.key -out redis.crt 2>/dev/null
  tls_port=$(free_port)
  start_redis --tls-port "$tls_port" --tls-cert-file "$work/redis.crt" --tls-key-file "$work/redis.key" --tls-auth-clients no
  serves "$BATS_FILE_TMPDIR/bullseye"
  [ "$(accepted slack)" = 1 ]
  cli FLUSHALL
  serves "$BATS_FILE_TMPDIR/trixie"
  [ "$(accepted slack)" = 2 ]
}
