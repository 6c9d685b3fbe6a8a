#!/usr/bin/env bats
# The way from the runner to an alert, all of it real: runner -> metrics file -> node_exporter -> Prometheus, and runner ->
# Redis -> redis_exporter -> Prometheus. Three Prometheus: one for each way, and one that has both.
# shellcheck disable=SC2030,SC2031,SC2154 # each test has its own environment; variables that helpers set
load ../support/runner

setup_test() {
  setup_runner
  ops=$SOAK_SOURCE_ROOT/ops
  dashboard=$ops/grafana/soak_runner_dashboard.json
}

check() { "$SOAK_SOURCE_ROOT/test/support/prometheus-check" "$@"; }
queries() { "$SOAK_SOURCE_ROOT/test/support/dashboard-queries" "$@"; }

# start_exporters: with the options that ops/prometheus names; sets $node_port and $exporter_port.
start_exporters() {
  mkdir -p textfile
  node_port=$(free_port)
  start_process prometheus-node-exporter --collector.disable-defaults --collector.textfile \
    --collector.textfile.directory="$work/textfile" --web.listen-address="127.0.0.1:$node_port"
  exporter_port=$(free_port)
  local keys
  keys=$(sed -n "s/.*--check-keys='\(.*\)'$/\1/p" "$ops/prometheus/prometheus.yml")
  [ -n "$keys" ]
  start_process prometheus-redis-exporter --redis.addr="redis://127.0.0.1:$port" --check-keys="$keys" \
    --web.listen-address="127.0.0.1:$exporter_port"
}

# start_prometheus NAME JOB=PORT…: sets $started_url.
start_prometheus() {
  local name=$1 web
  shift
  check config "$ops/prometheus/prometheus.yml" "$work/$name" "$@"
  cp "$ops"/prometheus/*.rules.yml "$work/$name"
  web=$(free_port)
  start_process prometheus --config.file="$work/$name/prometheus.yml" --storage.tsdb.path="$work/$name/data" \
    --web.listen-address="127.0.0.1:$web" --log.level=warn
  started_url=http://127.0.0.1:$web
}

has_alert() { check alerts "$1" | grep -q "^$2"; }

@test "every query and rule has data by both ways, and the alerts fire" {
  start_redis
  export ENV=prod EXCHANGE=bybit REDIS_URL=$url
  mkdir -p artifacts/soak
  ln -s ../../fake artifacts/soak/latest
  fake --outage
  start_exporters
  start_runner --interval-min 0.01 --alert console --alert-on incidents --metrics-file "$work/textfile/soak.prom"
  # the metrics file is the last thing of a cycle: from here on every scrape is whole
  wait_for test -s textfile/soak.prom
  start_prometheus file soak-node="$node_port"
  by_file=$started_url
  start_prometheus redis soak-redis="$exporter_port"
  by_redis=$started_url
  start_prometheus both soak-node="$node_port" soak-redis="$exporter_port"
  by_both=$started_url

  queries promql "$dashboard" env=prod exchange=bybit >expressions
  [ "$(wc -l <expressions)" -ge 12 ]
  # the user guide's own
  cat >>expressions <<'END'
time() - redis_heartbeat_timestamp{env="prod", exchange="bybit"}
(time() - redis_key_timestamp{key=~".*:soak:runner:heartbeat"}) / 60
soak_alert_debounce_remaining_minutes{env="prod", exchange="bybit"}
changes(soak_alert_debounce_remaining_minutes[6h])
redis_export_fail_total{env="prod"}
END
  for prometheus in "$by_file" "$by_redis" "$by_both"; do
    # Until the first scrape no runner is seen, and SoakRunnerHeartbeatMissing with cause="absent" is rightly pending. From
    # then on everything holds at once, and no alert that a runner which is well does not earn is so much as pending.
    check settle "$prometheus" 60
    check non-empty "$prometheus" <expressions
    check records "$prometheus" >recorded.txt
    [ "$(wc -l <recorded.txt)" = 27 ]
    [ "$prometheus" != "$by_file" ] || sed -i '/^soak:redis_number$/d' recorded.txt
    check non-empty "$prometheus" <recorded.txt
    queries variables "$dashboard" env=prod exchange=bybit >variables.txt
    while IFS=$'\t' read -r name selector label; do
      [ "$(check labels "$prometheus" "$selector" "$label")" = "$([ "$name" = env ] && echo prod || echo bybit)" ]
    done <variables.txt
    [ "$(wc -l <variables.txt)" = 2 ]
    # no series twice, whichever way it came
    [ "$(check values "$prometheus" 'max(count by (__name__, env, exchange, symbol, level) ({__name__=~"soak_.+|redis_heartbeat_.+", status=""}))')" = ' 1' ]
    wait_for has_alert "$prometheus" 'SoakWindowsStale warning firing'
    check alerts "$prometheus" >alerts.txt
    [ "$(cut -d' ' -f1-3 alerts.txt)" = 'SoakIncidentOpen critical firing
SoakWindowsStale warning firing' ] || fail "$(cat alerts.txt)"
    line=$(grep '^SoakIncidentOpen' alerts.txt)
    case $line in
      *' critical firing '*'Symbols: BTCUSDT') ;;
      *) fail "$line" ;;
    esac
    grep -o 'file://[^ ]*' alerts.txt | sed 's#^file://##' >pages
    [ "$(wc -l <pages)" = 2 ]
    while read -r page; do [ -f "$page" ] || fail "no $page"; done <pages
  done

  # what does not move is the same by both ways, under the same names
  stable='{__name__=~"soak_(verdict|now|open_incidents|acknowledged_incidents|silenced|messages_held_back|drifts|windows|symbols|symbol_.+|runner_interval_seconds|window_age_limit_seconds|newest_.+|export_failures_in_row|alerts_pending)|redis_export_fail_total", job!="never", status=""}'
  check values "$by_file" "$stable" >file.txt
  check values "$by_redis" "$stable" >redis.txt
  [ "$(wc -l <file.txt)" -ge 17 ]
  diff file.txt redis.txt
  grep -qx '__name__=soak_symbol_open_incidents env=prod exchange=bybit level=CRIT symbol=BTCUSDT 1' redis.txt

  # the commands of the runbooks work, typed as an operator has them
  export SOAK_LIBEXEC=$SOAK_BIN PATH=$SOAK_SOURCE_ROOT/scripts:${PATH#"$SOAK_BIN":}
  for page in "$SOAK_SOURCE_ROOT"/docs/runbooks/Soak*.md; do
    awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$page" >look.sh
    [ -s look.sh ]
    bash -euo pipefail look.sh >looked 2>&1 || fail "$page: $(cat looked)"
  done

  # Redis goes away while the runner runs on
  kill "$redis_pid"
  wait_for has_alert "$by_file" 'SoakRedisExportDown warning pending'
  wait_for has_alert "$by_redis" 'SoakRedisExportDown warning pending'
  check values "$by_file" 'redis_export_fail_total > 3' | grep -q prod

  # the runner dies; five and ten minutes beyond its interval it is missed, by both ways
  kill -KILL "$runner_pid"
  for prometheus in "$by_file" "$by_redis"; do
    [ "$(check firing-in "$prometheus" 200 SoakRunnerHeartbeatMissing)" = '' ]
    [ "$(check firing-in "$prometheus" 400 SoakRunnerHeartbeatMissing)" = warning ]
    [ "$(check firing-in "$prometheus" 700 SoakRunnerHeartbeatMissing)" = 'critical warning' ]
    [ "$(check firing-in "$prometheus" 86400 SoakRunnerHeartbeatMissing)" = 'critical warning' ]
  done
}
