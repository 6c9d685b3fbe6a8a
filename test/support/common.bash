# Shared by the bats files: a directory of its own for each test, and the tools by name. Run by hand, a file tests what
# stands in build/.
: "${SOAK_SOURCE_ROOT:=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)}"
: "${SOAK_BIN:=$SOAK_SOURCE_ROOT/build/bin}"
: "${SOAK_VERSION:=$(sed -n "s/^  version: '\(.*\)',/\1/p" "$SOAK_SOURCE_ROOT/meson.build")}"

setup() {
  work=$BATS_TEST_TMPDIR
  cd "$work" || return 1
  PATH=$SOAK_BIN:$PATH
  export MM_FREEZE_UTC_ISO=2025-01-01T00:00:00Z
  # `faketime -f` stops the clock, or a slow start would decide what a test sees; what waits must come to its end all the same.
  export FAKETIME_DONT_FAKE_MONOTONIC=1
  unset NO_COLOR ENV EXCHANGE REDIS_URL ALERT_POLICY
  if declare -F setup_test >/dev/null; then setup_test; fi
}

# Fails with a message that shows what was run and what came out.
fail() {
  printf '%s\n' "$@" >&2
  printf 'status: %s\noutput: %s\n' "${status:-}" "${output:-}" >&2
  return 1
}

assert_status() {
  [ "$status" -eq "$1" ] || fail "expected exit status $1"
}

assert_output_has() {
  case $output in
    *"$1"*) ;;
    *) fail "expected in the output: $1" ;;
  esac
}

assert_file_has() {
  grep -qF -- "$2" "$1" || {
    cat "$1" >&2
    fail "expected in $1: $2"
  }
}

assert_file_lacks() {
  [ -f "$1" ] || fail "no file $1"
  if grep -qF -- "$2" "$1"; then fail "not expected in $1: $2"; fi
}

# wait_for COMMAND…: until it succeeds. How long that may take is no assertion: the limit ends a test that hangs, on a machine
# however busy.
wait_for() {
  local end=$((SECONDS + 60))
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then
      fail "gave up waiting for: $*"
      return 1
    fi
    sleep 0.05
  done
}

# The microseconds that a command takes here and now.
microseconds_of() {
  local begin=${EPOCHREALTIME/[.,]/}
  "$@" >/dev/null 2>&1
  echo $((${EPOCHREALTIME/[.,]/} - begin))
}

sleep_microseconds() {
  sleep "$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))"
}

# Runs a command as somebody whom file permissions bind: root is not.
unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  else
    "$@"
  fi
}

# Runs a shell command with an own, tiny file system at ./disk: small_disk 64k 'COMMAND'. It is gone afterwards. Root
# mounts it directly: in a chroot there is no mount namespace to be had.
small_disk() {
  local outcome=0
  mkdir -p disk
  if [ "$(id -u)" -ne 0 ]; then
    # shellcheck disable=SC2016 # expanded by the inner shell
    unshare --map-root-user --mount bash -euc 'mount -t tmpfs -o size="$1" tmpfs disk; eval "$2"' bash "$1" "$2"
    return
  fi
  mount -t tmpfs -o size="$1" tmpfs disk
  bash -euc "$2" || outcome=$?
  umount disk
  return "$outcome"
}

# killed_at_each CALLS COMMAND…: runs COMMAND again and again, killed at the first call of this kind, the second …, until it
# comes through; after each, the function check_rest looks at what is left. Sets $kills.
killed_at_each() {
  local calls=$1 status
  shift
  for ((kills = 1; ; kills++)); do
    status=0
    strace -f -qq -o trace -e "trace=$calls" -e "inject=$calls:signal=KILL:when=$kills" "$@" >killed.log 2>&1 || status=$?
    [ "$status" -gt 1 ] || break
    [ "$status" -eq 137 ] || fail "killed at call $kills: $(cat killed.log)"
    check_rest
  done
}

# hostile_modes DICTIONARY: what test/support/hostile.py can do, HTTP_ANSWERS or HTTP_WITHOUT_END.
hostile_modes() {
  python3 -B -c 'import sys; sys.path.insert(0, sys.argv[1]); import hostile; print(*getattr(hostile, sys.argv[2]))' \
    "$SOAK_SOURCE_ROOT/test/support" "$1"
}

# count KIND NUMBER: for the table of docs/reliability.md, where it is made (scripts/reliability).
count() {
  [ -z "${SOAK_COUNTS:-}" ] || printf '%s\t%s\n' "$1" "$2" >>"$SOAK_COUNTS"
}
