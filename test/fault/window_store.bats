#!/usr/bin/env bats
# The window store: with it, without it and after it was damaged a runner writes the same bytes. STORE_HISTORIES and
# STORE_KILLS ask for more than a test run has time for ("60 40" histories and rounds, 500 kills).
# shellcheck disable=SC2154 # variables that bats sets
load ../support/common

setup_test() {
  mkdir in
  cycle_by=()
}

# cycle OPTION…: one cycle of the runner over in/, with state/ and out/
cycle() {
  "${cycle_by[@]}" continuous_runner --iter-glob 'in/*.json' --max-iterations 1 --no-export --env dev --lock-file lock --state-dir state \
    --out-dir out --min-windows 3 "$@"
}

window() {
  printf '{"symbol": "A", "iteration": %d, "net_bps": %s}\n' "$1" "$2" >"in/ITER_SUMMARY_$1.json"
}

# What is young is not kept.
age() {
  sleep 2.1
}

# opened OPTION…: how many windows such a cycle opens
opened() {
  cycle_by=(strace -f -qq -o trace -e trace=openat)
  cycle "$@" >log 2>&1 || fail "failed: $(cat log)"
  grep -c ITER_SUMMARY trace || :
}

@test "random histories of a folder: the same bytes and warnings with the store and without" {
  read -r histories rounds <<<"${STORE_HISTORIES:-6 10}"
  "$SOAK_SOURCE_ROOT/test/support/store-histories" histories "$SOAK_BIN/continuous_runner" "$work" "$histories" "$rounds" "$RANDOM"
}

@test "SIGKILL at random moments: the store is good afterwards, or made anew" {
  "$SOAK_SOURCE_ROOT/test/support/store-histories" kills "$SOAK_BIN/continuous_runner" "$work" "${STORE_KILLS:-25}" "$RANDOM"
}

@test "a cycle opens what is new or changed, and all with --no-store" {
  for i in 1 2 3 4; do window "$i" 3; done
  age
  [ "$(opened)" = 4 ]
  [ "$(opened)" = 0 ]
  window 5 3
  touch -r in/ITER_SUMMARY_2.json reference
  printf '{"symbol": "A", "iteration": 2, "net_bps": 4}\n' >in/ITER_SUMMARY_2.json
  touch -r reference in/ITER_SUMMARY_2.json
  rm in/ITER_SUMMARY_1.json
  [ "$(opened)" = 2 ]
  [ "$(opened --no-store)" = 4 ]
  [ "$(opened --without risk_ratio)" = 4 ]
}

@test "nobody else reads it; damage is told once; --no-store and --dry-run leave it alone" {
  for i in 1 2 3 4; do window "$i" 3; done
  age
  cycle --no-store >/dev/null 2>&1
  cycle --dry-run >/dev/null 2>&1
  [ ! -e state/windows ]
  cycle >/dev/null 2>&1
  store=$(echo state/windows/dev_bybit/*.windows)
  [ "$(stat -c %a "$store")" = 600 ]
  printf X | dd of="$store" bs=1 seek=200 conv=notrunc status=none
  cycle --no-store 2>log >/dev/null
  cycle --dry-run 2>>log >/dev/null
  assert_file_lacks log 'window store'
  cycle 2>log >/dev/null
  assert_file_has log "[WARN] window store $store is damaged and made anew: its checksum is wrong"
  [ "$(opened)" = 0 ]
  assert_file_lacks log 'window store'
}

@test "a store that cannot be written is a warning, no failure" {
  for i in 1 2 3 4; do window "$i" 3; done
  mkdir state
  : >state/windows
  age
  cycle 2>log >/dev/null
  assert_file_has log '[WARN] the window store is not kept: cannot create directory'
  assert_file_has out/SOAK_SUMMARY.json '"windows": 4'
}

@test "soak_run keeps one too, and writes the same without" {
  # shellcheck disable=SC2016 # the command's own variable
  walk() {
    (mkdir "$1" && cd "$1" && shift &&
      soak_run --virtual-start 2026-01-05T21:00:00Z --shadow-hours 1 --canary-hours 0 --live-hours 0 --tick-sec 720 --out run.json \
        --window-cmd 'sleep 0.8; echo "{\"symbol\": \"A\", \"net_bps\": 4, \"maker_taker_ratio\": 0.9, \"p95_latency_ms\": 200, \"risk_ratio\": 0.3}"' \
        "$@" >log 2>&1 || [ $? -eq 1 ]) || fail "$(cat "$1/log")"
  }
  walk with
  stat with/artifacts/state/windows/walk/*.windows
  walk without --no-store
  [ ! -e without/artifacts/state/windows ]
  diff -r -x state -x log -x latest -x '*.jsonl' with without
}
