#!/usr/bin/env bats
# artifacts_snapshot_on_fail: one snapshot for each FAIL of the journal.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  mkdir -p artifacts
  printf '{}\n' >artifacts/KPI_GATE.json
  prev=GENESIS
}

# Appends a line to the journal as its format page describes: status, time, tick.
tick() {
  local body hash
  body=$(printf '"action":"NONE","caps":{"capital_usd":0,"share":0,"taker_ceiling":0.15},%%s"phase":"canary","prev_hash":"%s","reason":"r","reason_code":"P95_SPIKE","recommendation":"","region":"eu","run":"r1","status":"%s","tick":%s,"ts":"%s"' \
    "$prev" "$1" "$3" "$2")
  # shellcheck disable=SC2059 # the place of the hash is a format
  hash=$(printf "{$body}" '' | sha256sum | cut -c1-64)
  # shellcheck disable=SC2059
  printf "{$body}\n" "\"hash\":\"$hash\"," >>artifacts/SOAK_JOURNAL.jsonl
  prev=$hash
}

snapshot() {
  run --separate-stderr artifacts_snapshot_on_fail --journal artifacts/SOAK_JOURNAL.jsonl --fast
}

@test "nothing failed: nothing is packed" {
  tick CONTINUE 2026-01-01T00:00:00Z 0
  snapshot
  assert_status 0
  assert_output_has 'status=NONE'
  [ ! -e artifacts/failures ]
}

@test "the last FAIL is packed once, named after it, with its trigger" {
  tick CONTINUE 2026-01-01T00:00:00Z 0
  tick FAIL 2026-01-01T01:00:00Z 1
  tick CONTINUE 2026-01-01T02:00:00Z 2
  snapshot
  assert_status 0
  assert_output_has 'status=OK file=artifacts/failures/20260101T010000Z.tar.zst trigger="2026-01-01T01:00:00Z canary eu P95_SPIKE run=r1 tick=1"'
  snapshot
  assert_status 0
  assert_output_has 'status=EXISTS'
  [ "$(find artifacts/failures -name '*.zst' | wc -l)" = 1 ]
  zstd -dc artifacts/failures/*.zst | tar -xOf - MANIFEST | grep -q '^# trigger 2026-01-01T01:00:00Z canary'
  tick FAIL 2026-01-01T03:00:00Z 3
  snapshot
  assert_output_has 'file=artifacts/failures/20260101T030000Z.tar.zst'
}

@test "two FAILs of one second are two, a damaged snapshot is taken again" {
  tick FAIL 2026-01-01T01:00:00Z 1
  snapshot
  tick FAIL 2026-01-01T01:00:00Z 2
  snapshot
  assert_output_has 'file=artifacts/failures/20260101T010000Z-2.tar.zst'
  printf 'x' >artifacts/failures/20260101T010000Z-2.tar.zst
  snapshot
  assert_output_has 'status=OK file=artifacts/failures/20260101T010000Z-2.tar.zst'
  run artifacts_archive --verify artifacts/failures/20260101T010000Z-2.tar.zst
  assert_status 0
}

@test "no journal exits 3, a broken one 1" {
  snapshot
  assert_status 3
  tick FAIL 2026-01-01T01:00:00Z 1
  sed -i 's/canary/shadow/' artifacts/SOAK_JOURNAL.jsonl
  snapshot
  assert_status 1
}
