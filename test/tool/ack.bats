#!/usr/bin/env bats
# soak ack: the list that it writes. What the runner makes of it is in test/cases/incidents.bats.
load ../support/common

setup_test() {
  mkdir -p artifacts/state/incidents
  cat >artifacts/state/incidents/dev_bybit.json <<'END'
{"open": [{"id": "A:edge_bps:2026-01-05T03:00:00Z", "symbol": "A", "metric": "edge_bps", "level": "CRIT"},
  {"id": "B:risk_ratio:2026-01-05T03:00:00Z", "symbol": "B", "metric": "risk_ratio", "level": "WARN"}], "held": []}
END
}

list() { jq -c "$1" artifacts/state/silences/dev_bybit.json; }

@test "one incident, then all, each once in the list" {
  run ack A:edge_bps:2026-01-05T03:00:00Z --reason mine --by anna --for 30m
  assert_status 0
  [[ $output =~ ^\[INFO\]\ ACK\ id=A:edge_bps:2026-01-05T03:00:00Z\ level=CRIT\ until=[0-9TZ:-]+\ by=\"anna\"\ reason=\"mine\"$ ]]
  [ "$(list '.acks | length')" = 1 ]
  [ "$(list '.acks[0] | (.until | fromdate) - (.at | fromdate)')" = 1800 ]
  run ack --all --reason both
  assert_status 0
  [ "$(list '[.acks[] | .id[0:1] + .level + .reason]')" = '["ACRITboth","BWARNboth"]' ]
}

@test "what is over goes, what somebody silenced stays" {
  mkdir -p artifacts/state/silences
  cat >artifacts/state/silences/dev_bybit.json <<'END'
{"acks": [{"id": "old", "level": "CRIT", "at": "2020-01-01T00:00:00Z", "until": "2020-01-01T08:00:00Z"}],
 "silences": [{"below": "CRIT", "at": "2020-01-01T00:00:00Z", "daily_from": 0, "daily_to": 60, "zone": "UTC"}], "updated_at": "2020-01-01T00:00:00Z"}
END
  run ack A:edge_bps:2026-01-05T03:00:00Z --reason x
  assert_status 0
  [ "$(list '[.acks[].id, (.silences | length)]')" = '["A:edge_bps:2026-01-05T03:00:00Z",1]' ]
}

@test "what is not open, another place, and wrong usage" {
  run ack C:edge_bps:x --reason x
  assert_status 3
  assert_output_has '  B:risk_ratio:2026-01-05T03:00:00Z'
  run ack --all --reason x --env prod
  assert_status 3
  assert_output_has 'no incident is open'
  for arguments in '' '--all A:edge_bps:2026-01-05T03:00:00Z' '--all --for soon' '--all --env a:b'; do
    # shellcheck disable=SC2086 # meant to be split
    run ack $arguments
    assert_status 2
  done
  [ ! -e artifacts/state/silences ]
}

@test "a Redis that is away is a warning" {
  run ack --all --reason x --redis-url redis://127.0.0.1:1/0
  assert_status 0
  assert_output_has 'Redis is not told: '
  [ "$(list '.acks | length')" = 2 ]
}
