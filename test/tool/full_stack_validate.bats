#!/usr/bin/env bats
# full_stack_validate: each section OK, FAIL and SKIP.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  mkdir -p artifacts
  now=$(date +%s)
  printf '{"readiness":90,"scale":100,"checks":[],"timestamp":%s,"verdict":"PASS"}' "$now" >artifacts/KPI_GATE.json
  printf '{"net_bps":3,"taker_ratio":0.1,"latency":{"p50":1,"p95":2,"p99":3},"symbols":{},"total":{},"timestamp":%s}' \
    "$now" >artifacts/EDGE_REPORT.json
  printf '{"advice":[],"buckets":[],"ts":%s}' "$now" >artifacts/EDGE_SENTINEL.json
}

section() {
  jq -r --arg name "$1" '.sections[] | select(.name == $name) | .status' artifacts/FULL_STACK_VALIDATION.json
}

@test "a bare directory of good artifacts is OK, what is not there is skipped with a reason" {
  run full_stack_validate
  assert_status 0
  [ "${lines[-1]}" = RESULT=OK ]
  [ "$(tail -n 1 artifacts/FULL_STACK_VALIDATION.md)" = RESULT=OK ]
  [ "$(jq -r '[.sections[].name] | join(" ")' artifacts/FULL_STACK_VALIDATION.json)" = \
    'tools artifacts gate journal dashboards archive redis secrets tuning' ]
  [ "$(section tools)" = OK ] && [ "$(section archive)" = SKIP ] && [ "$(section journal)" = SKIP ]
  assert_output_has 'section=archive status=SKIP details="there is no archive yet"'
  run full_accept
  assert_status 0
}

@test "it does not judge its own earlier output" {
  printf 'garbage' >artifacts/FULL_STACK_VALIDATION.json
  run full_stack_validate
  assert_status 0
  jq -e '.status == "OK"' artifacts/FULL_STACK_VALIDATION.json
}

@test "a broken artifact, journal, dashboard, rule or archive fails its section" {
  printf '{"advice":1}' >artifacts/EDGE_SENTINEL.json
  printf '{"action":"NONE"}\n' >artifacts/SOAK_JOURNAL.jsonl
  mkdir -p ops/grafana ops/prometheus artifacts/archive
  printf '{"panels": [' >ops/grafana/soak.json
  printf 'groups:\n\t- name: x\n' >ops/prometheus/rules.yml
  printf 'x' >artifacts/archive/20260101T000000Z.tar.zst
  run full_stack_validate
  assert_status 1
  [ "${lines[-1]}" = RESULT=FAIL ]
  [ "$(tail -n 1 artifacts/FULL_STACK_VALIDATION.md)" = RESULT=FAIL ]
  for name in artifacts journal dashboards archive; do [ "$(section "$name")" = FAIL ]; done
  assert_output_has 'EDGE_SENTINEL.json: /advice: expected an array, found 1'
  assert_output_has 'a tab in the indentation'
  assert_output_has 'ops/grafana/soak.json'
}

@test "good dashboards, rules and archives pass" {
  mkdir ops
  cp -r "$SOAK_SOURCE_ROOT"/ops/grafana "$SOAK_SOURCE_ROOT"/ops/prometheus ops/
  artifacts_archive --src artifacts >/dev/null
  run full_stack_validate
  assert_status 0
  [ "$(section dashboards)" = OK ] && [ "$(section archive)" = OK ]
  assert_output_has 'section=dashboards status=OK details="4 dashboards and rules valid"'
}

@test "what Grafana, Prometheus or Alertmanager would not take fails, with file and reason" {
  mkdir -p ops/grafana ops/prometheus
  printf 'groups:\n  - name: x\n    rules:\n      - {record: a, expr: "sum("}\n' >ops/prometheus/a.rules.yml
  printf '# c\nscrape_configs:\n  - job: x\n' >ops/prometheus/b.yml
  printf 'route: {receiver: nobody}\nreceivers: [{name: x}]\n' >ops/prometheus/c.yml
  jq '.panels[1].id = 1 | .panels[2].gridPos.x = 12 | del(.templating.list[2])' \
    "$SOAK_SOURCE_ROOT/ops/grafana/soak_runner_dashboard.json" >ops/grafana/d.json
  run full_stack_validate
  assert_status 1
  [ "$(section dashboards)" = FAIL ]
  assert_output_has 'ops/grafana/d.json: variable'
  assert_output_has 'the variable env is not defined'
  assert_output_has "panel 'Debounce Remaining (min)': another panel has the id 1"
  rm ops/grafana/d.json
  run full_stack_validate
  assert_status 1
  assert_output_has 'ops/prometheus/a.rules.yml: promtool: '
  assert_output_has 'ops/prometheus/b.yml: promtool: '
  assert_output_has 'ops/prometheus/c.yml: amtool: '
  jq '{dashboard: .}' "$SOAK_SOURCE_ROOT/ops/grafana/soak_runner_dashboard.json" >ops/grafana/d.json
  rm ops/prometheus/*
  run full_stack_validate
  assert_output_has 'is wrapped in'
}

@test "without promtool and amtool the files are still read, and it says what was not checked" {
  mkdir ops
  cp -r "$SOAK_SOURCE_ROOT"/ops/grafana "$SOAK_SOURCE_ROOT"/ops/prometheus ops/
  PATH=$SOAK_BIN run "$SOAK_BIN/full_stack_validate"
  assert_status 0
  assert_output_has 'valid, not checked by amtool: not installed, not checked by promtool: not installed'
}

@test "a secret in an artifact is found and not repeated" {
  token="123456789:$(printf 'A%.0s' $(seq 35))"
  printf 'line\n%s\n' "$token" >artifacts/notes.md
  run full_stack_validate
  assert_status 1
  assert_output_has 'notes.md:2: looks like a Telegram bot token'
  case "$output$(cat artifacts/FULL_STACK_VALIDATION.*)" in *"$token"*) fail 'the secret was repeated' ;; esac
}

@test "a missing or broken tool fails, sections can be skipped by name only" {
  mkdir bin
  cp "$SOAK_BIN"/full_stack_validate bin/
  printf '#!/bin/sh\nexit 7\n' >bin/kpi_gate
  chmod +x bin/kpi_gate
  run ./bin/full_stack_validate
  assert_status 1
  assert_output_has 'section=tools status=FAIL'
  run ./bin/full_stack_validate --skip tools
  assert_status 0
  assert_output_has 'section=tools status=SKIP details="--skip tools"'
  run full_stack_validate --skip toolz
  assert_status 2
}

@test "a Redis that answers is OK, one that does not fails the section, a bad URL is wrong usage" {
  redis-server --port 0 --unixsocket "$PWD/redis.sock" --save '' --daemonize yes --pidfile "$PWD/redis.pid" >/dev/null
  wait_for redis-cli -s redis.sock ping
  REDIS_URL=unix://$PWD/redis.sock run full_stack_validate
  kill "$(cat redis.pid)"
  assert_status 0
  assert_output_has 'section=redis status=OK details="PING answered PONG"'
  run full_stack_validate --redis-url "unix://$PWD/gone.sock"
  assert_status 1
  [ "$(section redis)" = FAIL ]
  run full_stack_validate --redis-url nonsense
  assert_status 2
}
