#!/usr/bin/env bats
# What must survive a loss of power is waited for: files, their directories, the directories that had to be made for them,
# the notes of hooks, what soak init writes. An interrupted wait is no failure, a failed one is.
# shellcheck disable=SC2154 # variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  mkdir src
  printf '{"readiness": 90}\n' >src/KPI_GATE.json
}

# synced COMMAND…: runs it, to whatever verdict; the file synced lists what it waited for.
synced() {
  strace -f -qq -y -o trace -e trace=fsync,fdatasync,syncfs "$@" >log 2>&1 || [ $? -eq 1 ] || fail "failed: $(cat log)"
  sed -nE 's/.*(fsync|fdatasync|syncfs)\([0-9]+<([^>]*)>.*= 0$/\2/p' trace | sed "s|^$(pwd -P)/||" >synced
}

assert_synced() {
  grep -qE -- "^$1\$" synced || fail "not synced: $1" "$(cat synced)"
}

@test "a directory that is made is synced with those that had to be made for it" {
  synced artifacts_archive --src src --out-dir a/b/c
  assert_synced "$(pwd -P)"
  assert_synced a
  assert_synced a/b
  assert_synced a/b/c
  assert_synced 'a/b/c/.*\.soak-tmp'
}

@test "an extraction is synced before it appears, and its directory after that" {
  artifacts_archive --src src --out-dir out >/dev/null
  synced artifacts_archive --extract out/*.zst --to to
  [ "$(sed 's/to\.[0-9a-f]*/to.X/' synced | tr '\n' ' ')" = ".to.X.soak-tmp $(pwd -P) " ]
}

@test "an interrupted sync is begun again, a failed one fails" {
  for call in 1 2 3 4; do
    rm -rf out
    run strace -f -qq -o trace -e trace=fsync -e "inject=fsync:error=EINTR:when=$call" \
      "$SOAK_BIN/artifacts_archive" --src src --out-dir out
    assert_status 0
    grep -q INJECTED trace
    artifacts_archive --verify out/*.zst
    rm -rf out
    run strace -f -qq -o trace -e trace=fsync -e "inject=fsync:error=EIO:when=$call" \
      "$SOAK_BIN/artifacts_archive" --src src --out-dir out
    assert_status 4
    assert_output_has 'Input/output error'
  done
}

@test "the notes of a hook are on disk before it runs and after it has ended" {
  mkdir hooks
  # shellcheck disable=SC2016 # for the hook
  for action in TUNE_DRY ROLLBACK_STEP; do printf '#!/bin/sh\necho acted\n' >"hooks/$action.sh"; done
  chmod 755 hooks hooks/*
  synced soak_orchestrator --phase canary --journal J --no-snapshot --hook-dir hooks
  assert_synced '.*/hooks/[^/]*\.started'
  assert_synced '.*/hooks/[^/]*\.tmp'
  assert_synced '.*/hooks'
}

@test "soak init has its files on disk when it says that it wrote them" {
  mkdir place
  cd place
  synced "$SOAK_SOURCE_ROOT/scripts/soak" init
  assert_synced '\.soak-init\.[0-9]+'
  assert_synced "$(pwd -P)"
  assert_synced artifacts/soak
}
