#!/usr/bin/env bats
# soak silence: the list that it writes. What the runner makes of it is in test/cases/incidents.bats.
load ../support/common

list() { jq -c "$1" artifacts/state/silences/prod_bybit.json; }

@test "for a while, between instants, each night; shown and ended" {
  export ENV=prod
  run silence --for 8h --reason deploy --by anna
  assert_status 0
  [[ $output =~ ^\[INFO\]\ SILENCE\ below=CRIT\ from=[0-9TZ:-]+\ to=[0-9TZ:-]+\ by=\"anna\"\ reason=\"deploy\"$ ]]
  run silence --from 2099-01-01T22:00:00Z --to 2099-01-02T07:00:00+02:00 --below WARN
  assert_output_has 'SILENCE below=WARN from=2099-01-01T22:00:00Z to=2099-01-02T05:00:00Z'
  run silence --daily 22:00-07:00 --tz Asia/Tokyo
  assert_output_has 'daily=22:00-07:00 tz=Asia/Tokyo'
  [ "$(list '.silences | length')" = 3 ]
  cp artifacts/state/silences/prod_bybit.json before
  run silence --list
  assert_status 0
  diff before artifacts/state/silences/prod_bybit.json
  [ "$(grep -c ^SILENCE <<<"$output")" = 3 ]
  run silence --end
  assert_status 0
  [ "$(list .silences)" = '[]' ]
}

@test "wrong usage writes nothing" {
  for arguments in '' '--from 2099-01-01T22:00:00Z' '--daily 22-7' '--for 8h --to 2099-01-01T22:00:00Z' '--daily 22:00-07:00 --tz Nowhere/X' \
    '--for 8h --below OK' '--to 2020-01-01T00:00:00Z'; do
    # shellcheck disable=SC2086 # meant to be split
    run silence $arguments
    assert_status 2
  done
  [ ! -e artifacts ]
}
