#!/usr/bin/env bats
# The nights of a long soak.
load ../support/common

@test "fourteen nights, each of eight hours, across the change of clocks" {
  run soak_calendar --first 2026-03-23
  assert_status 0
  [ "${#lines[@]}" -eq 14 ]
  [[ ${lines[5]} == 'night=6 date=2026-03-28 begin=2026-03-28T22:00:00+01:00 end=2026-03-29T07:00:00+02:00 weekly=no '* ]]
  [[ ${lines[6]} == *' end=2026-03-30T06:00:00+02:00 weekly=yes '* ]]
}

@test "what is no date, time or zone is exit 2" {
  for wrong in '--first 2026-02-30' '--start 25:00' '--start 9' '--nights 0' '--hours 25' '--tz Mars/Base'; do
    # shellcheck disable=SC2086 # several words
    run soak_calendar $wrong
    assert_status 2
  done
}
