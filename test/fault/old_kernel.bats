#!/usr/bin/env bats
# A kernel of 2018: every call that Linux got since 4.15 (and some older ones that a sandbox may lack) answers ENOSYS, as
# strace makes it. The tools and their libraries must fall back.
# shellcheck disable=SC2154 # variables that bats sets
load ../support/redis

# The calls of Linux 4.16 to 6.1, and statx (4.11), copy_file_range (4.5), memfd_create (3.17).
NEW_CALLS=rseq,io_pgetevents,pidfd_send_signal,io_uring_setup,pidfd_open,clone3,close_range,openat2,pidfd_getfd,faccessat2
NEW_CALLS+=,process_madvise,epoll_pwait2,mount_setattr,landlock_create_ruleset,process_mrelease,futex_waitv,statx,copy_file_range
NEW_CALLS+=,memfd_create

setup_test() {
  mkdir old
  for tool in "$SOAK_BIN"/*; do
    if [ ! -f "$tool" ] || [ ! -x "$tool" ]; then continue; fi
    printf '#!/bin/sh\nexec strace -ff -qq -e "trace=%s" -e "inject=%s:error=ENOSYS" -e signal=none -o "%s/calls.$$" "%s" "$@"\n' \
      "$NEW_CALLS" "$NEW_CALLS" "$work" "$tool" >"old/${tool##*/}"
    chmod +x "old/${tool##*/}"
  done
  PATH=$work/old:$PATH
}

@test "a run is analysed, exported, walked, packed and verified" {
  demo=$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo
  run analyze_post_soak --iter-glob "$demo/ITER_SUMMARY_*.json" --out-dir reports/analysis
  assert_status 0
  cmp reports/analysis/SOAK_SUMMARY.json "$demo/expected/SOAK_SUMMARY.json"
  start_redis
  run continuous_runner --iter-glob "$demo/ITER_SUMMARY_*.json" --max-iterations 1 --redis-url "$url" --lock-file lock --alert console
  assert_status 0
  [ "$(cli EXISTS dev:bybit:soak:summary)" = 1 ]
  run doctor --offline
  assert_output_has 'OK   tools: '
  mkdir -p artifacts/soak
  cp -r reports artifacts/
  run artifacts_archive --src artifacts --out-dir artifacts/archive
  assert_status 0
  run artifacts_archive --verify artifacts/archive/*.tar.zst
  assert_status 0
  cat calls.* >calls
  assert_file_has calls 'pidfd_open'
  [ "$(grep -c '(INJECTED)$' calls)" = "$(grep -c '' calls)" ] || fail "$(grep -v '(INJECTED)$' calls | head)"
}

@test "the engine that starts programs: all its tests" {
  run strace -f -qq -e trace=pidfd_open,clone3,close_range -e inject=pidfd_open,clone3,close_range:error=ENOSYS -e signal=none \
    -o calls "$SOAK_BIN/../test/unit-tests" --run_test='process,process_boost,hook,pipe_to_command_' --color_output=no
  assert_status 0
  assert_output_has 'No errors detected'
  assert_file_has calls 'pidfd_open'
  run grep pidfd_open calls
  case $output in *' = 3'*) fail 'a pidfd was given' ;; esac
}
