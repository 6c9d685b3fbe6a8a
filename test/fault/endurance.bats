#!/usr/bin/env bats
# One runner over many hours of its own clock, with a Redis and channels that fail in turns: it must not grow.
#   ENDURANCE_CYCLES=2000 bats test/fault/endurance.bats     (make endurance)
# shellcheck disable=SC2154 # $work and $chat come from the helpers
load ../support/runner

setup_test() {
  setup_runner
}

@test "memory, descriptors and threads stay what they are" {
  start_chat
  mkdir home
  SEED=${ENDURANCE_SEED:-$RANDOM}
  cycles=${ENDURANCE_CYCLES:-300}
  run timeout 3000 "$SOAK_SOURCE_ROOT/test/support/endure" "$SOAK_BIN/continuous_runner" "$chat" "$work/home" \
    "$cycles" "$SEED" "$(free_port)" 3>&-
  printf '# seed %s: %s\n' "$SEED" "${output//$'\n'/; }" >&3
  assert_status 0
  count 'runner cycles' "$cycles"
}
