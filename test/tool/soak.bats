#!/usr/bin/env bats
# The dispatcher.
# shellcheck disable=SC2154 # $work
load ../support/common

setup_test() {
  export SOAK_LIBEXEC=$SOAK_BIN
  PATH=$SOAK_SOURCE_ROOT/scripts:$PATH
}

@test "soak NAME runs the tool and keeps its exit status" {
  run soak analyze_post_soak --version
  assert_status 0
  assert_output_has 'soak '
  run soak analyze_post_soak --iter-glob 'none*'
  assert_status 3
}

@test "soak help lists every tool with what it is for" {
  run soak help
  assert_status 0
  assert_output_has 'analyze_post_soak           Analyze ITER_SUMMARY windows'
  assert_output_has 'generate_fake_summary'
  run soak help analyze_post_soak
  assert_output_has '--iter-glob'
}

@test "help about help is help, not a loop" {
  for words in 'help --help' 'help help' '--help --help' '-h x --help'; do
    # shellcheck disable=SC2086 # split on purpose
    run timeout 60 soak $words
    [ "$status" -ne 124 ] || fail "soak $words does not end"
  done
}

@test "an unknown tool, and a path for a name, exit 2" {
  run soak no_such_tool
  assert_status 2
  assert_output_has "there is no tool 'no_such_tool'"
  run soak ../bin/sh
  assert_status 2
}

@test "soak init asks for nothing and says so" {
  run soak init --help
  assert_status 0
  run soak help init
  assert_status 0
  run soak init extra
  assert_status 2
  [ ! -e .env ]
}

@test "soak init writes settings once and never over existing ones" {
  run soak init
  assert_status 0
  [ "$(stat -c %a .env)" = 600 ]
  assert_file_has .env 'REDIS_URL'
  [ "$(sh -c '. ./soak.env.sh && echo "$MIN_WINDOWS"')" = 24 ]
  echo mine >.env
  run soak init
  assert_status 0
  [ "$(cat .env)" = mine ]
}

@test "soak init says in one line what it cannot write, and leaves nothing half-written" {
  cd /proc
  run soak init
  assert_status 4
  [[ $output =~ ^'soak init: cannot write /proc/.env: '[A-Z][a-z\ -]+$ ]] || fail 'other words'
  cd "$work"
  run bash -c 'trap "" XFSZ; ulimit -f 0; soak init'
  assert_status 4
  [ "$output" = "soak init: cannot write $work/.env: File too large" ] || fail 'other words'
  [ -z "$(ls -A)" ] || fail "$(ls -lA)"
  echo mine >artifacts
  run soak init
  assert_status 4
  assert_output_has "soak init: cannot write $work/artifacts/soak/latest: Not a directory"
}

@test "status and doctor are soak's words, and the names of the tools are to be had alone" {
  run soak status
  assert_status 0
  assert_output_has 'no journal yet'
  run soak doctor --nonsense
  assert_status 2
  assert_output_has "Try 'soak doctor --help'."
  run soak help status
  assert_output_has 'Usage: soak status [OPTIONS]'
  run soak --tools
  assert_status 0
  [ "$output" = "$(soak help | sed -n 's/^  \([a-z_-]*\) .*/\1/p' | grep -vxE 'init|help')" ]
}
