#!/usr/bin/env bats
# What an operator imports from ops/: dashboard, rules, Alertmanager's routes, and the runbooks that the alerts lead to.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # texts for jq; each test has its own environment
load ../support/runner

setup_test() {
  setup_runner
  ops=$SOAK_SOURCE_ROOT/ops
  dashboard=$ops/grafana/soak_runner_dashboard.json
  alerts=$ops/prometheus/soak.rules.yml
}

# Sets $port; amtool asks this one from then on.
start_alertmanager() {
  port=$(free_port)
  start_process prometheus-alertmanager --config.file="$ops/prometheus/alertmanager.yml" --storage.path="$work/am" \
    --web.listen-address="127.0.0.1:$port" --cluster.listen-address=
  # shellcheck disable=SC2317 # also called by pasted commands
  amtool() { command amtool --alertmanager.url="http://127.0.0.1:$port" "$@"; }
  wait_for amtool alert query
}

alert_names() {
  sed -n 's/^ *- alert: //p' "$alerts" | sort -u
}

@test "promtool takes the configuration and the rules" {
  run promtool check config "$ops/prometheus/prometheus.yml"
  assert_status 0
  assert_output_has 'SUCCESS: 1 rule files found'
  run promtool check rules "$ops"/prometheus/*.rules.yml
  assert_status 0
}

@test "every alert fires beyond its limit, is silent on it, and says what the runbook needs" {
  run promtool test rules "$SOAK_SOURCE_ROOT"/test/prometheus/*.test.yml
  assert_status 0
  for alert in $(alert_names); do
    grep -q "alertname: $alert, .*exp_alerts: \[\]" "$SOAK_SOURCE_ROOT/test/prometheus/soak_alerts.test.yml" ||
      fail "no test that $alert is silent"
    grep -A2 "alertname: $alert\$" "$SOAK_SOURCE_ROOT/test/prometheus/soak_alerts.test.yml" | grep -q exp_labels ||
      fail "no test that $alert fires"
  done
}

@test "the guide's alerts are there, each with severity, summary, description and a runbook that exists" {
  [ "$(alert_names | tr '\n' ' ')" = \
    'SoakAlertsUndelivered SoakIncidentOpen SoakRedisExportDown SoakRunnerDebounceStuck SoakRunnerHeartbeatMissing SoakWindowsStale ' ]
  python3 - "$alerts" "$SOAK_SOURCE_ROOT/docs/runbooks" <<'END'
import os, re, sys
rules = open(sys.argv[1], encoding="ascii").read().split("- alert: ")[1:]
for rule in rules:
    name = rule.split("\n")[0]
    for need in (r"\n +severity: (warning|critical)\n", r"\n +summary: '", r"\n +description: >-\n"):
        assert re.search(need, rule), f"{name}: no {need}"
    url = re.search(r"runbook_url: '(.*)'", rule).group(1)
    assert url == '{{ or $externalLabels.runbook_base "file:///usr/local/share/doc/soak/runbooks" }}/%s.md' % name, url
    page = open(os.path.join(sys.argv[2], name + ".md"), encoding="utf-8").read()
    assert page.startswith(f"# {name}\n")
    for section in ("What it means", "Look", "Do", "Escalate"):
        assert f"\n## {section}\n" in page, f"{name}.md: no section {section}"
pages = {page[:-3] for page in os.listdir(sys.argv[2])} - {"README"}
assert pages == {rule.split("\n")[0] for rule in rules}, pages
END
}

@test "the installed runbooks are where the links lead" {
  DESTDIR=$work/root meson install -C "$SOAK_BIN/.." --no-rebuild --quiet >/dev/null
  prefix=$(meson introspect "$SOAK_BIN/.." --buildoptions | jq -r '.[] | select(.name == "prefix").value')
  for alert in $(alert_names); do [ -f "$work/root$prefix/share/doc/soak/runbooks/$alert.md" ]; done
  [ -f "$work/root$prefix/share/soak/prometheus/soak.rules.yml" ]
  [ -f "$work/root$prefix/share/soak/grafana/soak_runner_dashboard.json" ]
  rm -r root # the guides in it show a token, which the search for secrets would find
}

@test "critical alerts page, warnings go to the chat, and no secret stands in the file" {
  config=$ops/prometheus/alertmanager.yml
  run amtool check-config "$config"
  assert_status 0
  route() { amtool config routes test --config.file="$config" --verify.receivers "$@" 2>/dev/null; }
  for alert in $(alert_names); do
    route page "alertname=$alert" severity=critical env=prod exchange=bybit
    route chat "alertname=$alert" severity=warning env=prod exchange=bybit
  done
  run route chat alertname=SoakIncidentOpen severity=critical
  assert_status 1
  run grep -nE 'https?://|(url|key|token|password|secret): ' "$config"
  assert_status 1
}

@test "a real Alertmanager holds back what says nothing more" {
  start_alertmanager
  amtool alert add alertname=SoakRunnerHeartbeatMissing severity=critical env=prod exchange=bybit
  amtool alert add alertname=SoakRunnerHeartbeatMissing severity=warning env=prod exchange=bybit
  amtool alert add alertname=SoakRunnerHeartbeatMissing severity=warning env=dev exchange=bybit
  amtool alert add alertname=SoakWindowsStale severity=warning env=prod exchange=bybit
  amtool alert add alertname=SoakRunnerDebounceStuck severity=warning env=dev exchange=bybit
  amtool alert add alertname=SoakRedisExportDown severity=warning env=prod exchange=bybit
  # shellcheck disable=SC2317 # called by wait_for
  settled() {
    amtool alert query --inhibited -o json >held.json && amtool alert query --active -o json >active.json
    [ "$(jq length held.json)" = 3 ] && [ "$(jq length active.json)" = 3 ]
  }
  wait_for settled
  [ "$(jq -r '[.[] | .labels | .alertname + ":" + .severity + ":" + .env] | sort | join(" ")' held.json)" = \
    'SoakRunnerDebounceStuck:warning:dev SoakRunnerHeartbeatMissing:warning:prod SoakWindowsStale:warning:prod' ]
}

@test "the dashboard is one that Grafana takes, with the guide's panels" {
  run full_stack_validate --artifacts-dir . --dashboards-dir "$ops/grafana" --rules-dir "$ops/prometheus" \
    --skip artifacts --skip tools --skip secrets
  assert_output_has 'section=dashboards status=OK details="4 dashboards and rules valid"'
  for title in 'Runner Heartbeat Age' 'Debounce Remaining (min)' 'Alert Debounce Status' 'Export Status' \
    'Continuous Metrics' 'Alert Policy' 'Verdict per Symbol' 'Violations per Symbol' 'Open Incidents' 'Incidents'; do
    [ "$(jq --arg title "$title" '[.panels[] | select(.title == $title)] | length' "$dashboard")" = 1 ] || fail "$title"
  done
  jq -e '.id == null and .uid == "soak-runner" and (has("__inputs") or has("dashboard") | not)' "$dashboard"
  [ "$(jq -r '[.templating.list[] | .name + "=" + .type] | join(" ")' "$dashboard")" = \
    'datasource=datasource loki=datasource env=query exchange=query' ]
  # the guide's JSON of the debounce panel
  jq -e '.panels[] | select(.title == "Debounce Remaining (min)")
    | .type == "stat"
      and .targets[0].expr == "soak_alert_debounce_remaining_minutes{env=\"$env\", exchange=\"$exchange\"}"
      and .fieldConfig.defaults.thresholds.steps
        == [{"value":0,"color":"green"},{"value":60,"color":"yellow"},{"value":120,"color":"red"}]' "$dashboard"
  # every query names its own source by a variable, so an import asks for nothing
  jq -e '[.panels[].targets[].datasource]
    | all(. == {"type":"prometheus","uid":"${datasource}"} or . == {"type":"loki","uid":"${loki}"})' "$dashboard"
  jq -e '[.panels[] | .id] | length == (unique | length)' "$dashboard"
}

@test "every log panel finds the lines that the real runner prints" {
  start_redis
  log=$work/runner.txt
  cycle() {
    once --alert console --alert-min-severity WARN "$@"
    printf '%s\n' "$output" >>"$log"
  }
  fake --warn
  cycle
  fake --crit
  cycle
  cycle
  fake --crit --variant 2
  cycle
  fake --outage
  cycle --alert-on incidents
  kill "$redis_pid"
  wait "$redis_pid" || true
  cycle
  rm -r fake
  cycle
  for line in 'ALERT_SENT verdict=CRIT severity_increased=True' 'reason=severity_increase' 'reason=new_violations' \
    'ALERT_DEBOUNCED level=CRIT' 'summary=OK violations=OK' 'summary=SKIP violations=SKIP' 'verdict=UNCHANGED' \
    'verdict=FAIL' 'Heartbeat written'; do
    assert_file_has "$log" "$line"
  done
  run "$SOAK_SOURCE_ROOT/test/support/dashboard-queries" logql "$dashboard" "$log"
  assert_status 0
  [ "${#lines[@]}" -ge 7 ]
  # a log with other words leaves panels empty, and that is noticed
  for change in s/remaining_min/left_min/ s/CONTINUOUS_METRICS/CYCLE/ s/ALERT_BYPASS_DEBOUNCE/ALERT_BYPASS/ \
    s/duration_ms/ms/ 's/Heartbeat written/Beat/' s/EXPORT_STATUS/EXPORT/ s/ALERT_POLICY/POLICY/ \
    's/INCIDENT state=/INCIDENT /' 's/INCIDENT \(state=.* level=.*\) since=.*/INCIDENT \1/'; do
    sed "$change" "$log" >changed.txt
    run "$SOAK_SOURCE_ROOT/test/support/dashboard-queries" logql "$dashboard" changed.txt
    [ "$status" -ne 0 ] || fail "$change goes unnoticed"
  done
}

@test "the runner's unit and crontab line are commands that the runner takes, with the metrics file where Debian looks" {
  textfiles=$(prometheus-node-exporter --help 2>&1 | sed -n 's/.*--collector.textfile.directory="\([^"]*\)".*/\1/p')
  [ -n "$textfiles" ]
  mkdir -p artifacts/soak
  generate_fake_summary --crit --out artifacts/soak/latest 2>/dev/null
  (cd artifacts/soak/latest && for file in FAKE_*; do mv "$file" "ITER_SUMMARY_$file"; done)
  for line in "$(sed -n 's/^ExecStart=//p' "$ops/systemd/soak-runner.service")" \
    "$(sed -n 's/^# .* && \(\/usr\/local\/bin\/soak continuous_runner .*\) >>.*/\1/p' "$ops/cron/soak.crontab")"; do
    [ "$(grep -o -- '--metrics-file [^ ]*' <<<"$line")" = "--metrics-file $textfiles/soak.prom" ]
    rm -rf metrics
    line=${line//$textfiles/metrics}
    line=${line//\/var\/lib\/soak/.}
    run bash -c "${line/#*soak continuous_runner/continuous_runner} --max-iterations 1 --redis-url redis://127.0.0.1:1/0"
    assert_status 0
    # the guide's name has the guide's unit; nothing else is to be complained of
    run promtool check metrics <metrics/soak.prom
    [ "$output" = 'soak_alert_debounce_remaining_minutes use base unit "seconds" instead of "minutes"' ]
  done
}

@test "the units may do little: exposure at most 2.0 of 10" {
  for unit in "$ops"/systemd/*.service; do
    systemd-analyze security --offline=true --threshold=20 --no-pager "$unit" >exposure || fail "$(tail -n 1 exposure)"
  done
  # what is taken away from them is not theirs any more
  sed '/^SystemCallFilter/d; /^CapabilityBoundingSet/d' "$ops/systemd/soak-runner.service" >soak-open.service
  run systemd-analyze security --offline=true --threshold=20 --no-pager soak-open.service
  assert_status 1
}

@test "the crontab says nothing that Debian's cron ignores, and its commands are found by cron's PATH" {
  run grep -nE '^(CRON_)?TZ=' "$ops/cron/soak.crontab"
  assert_status 1
  grep -qx '# CRON_TZ=Europe/Berlin' "$ops/cron/soak.crontab"
  # every line, that of the runner too, which is marked off; what follows `&&` is a command
  sed -n 's/^\(# \)\?[0-9*][^ ]*\( \+[0-9*][^ ]*\)\{4\} \+//p' "$ops/cron/soak.crontab" >lines
  [ "$(wc -l <lines)" = 5 ]
  while IFS= read -r line; do
    case $line in
      'cd "$SOAK_HOME" && /usr/local/bin/soak '*) ;;
      'cd "$SOAK_HOME" && flock -n '.[a-z]*'.lock "$SOAK_OPS/'*) ;;
      *) fail "cron would not find it: $line" ;;
    esac
  done <lines
  env -i PATH=/usr/bin:/bin sh -c 'command -v flock'
}

@test "what the pages for the operator show can be typed: tools by way of soak, with options that they have" {
  local tool tools page command option
  tools=$(SOAK_LIBEXEC=$SOAK_BIN "$SOAK_SOURCE_ROOT/scripts/soak" --tools | tr '\n' '|')
  for page in "$SOAK_SOURCE_ROOT"/docs/{runbooks/*,operations/*,operations,formats/*}.md "$ops"/*/README.md; do
    run grep -nE "(^ *|[\`|&;(] *)(${tools%|}) +-" "$page"
    [ "$status" = 1 ] || fail "$page: without soak"
    grep -oE "soak (${tools%|}) [^\`|]*" "$page" | while read -r _ tool command; do
      "$SOAK_BIN/$tool" --help >help.txt
      grep -oE -- '(^| )--[a-z][a-z-]*' <<<"$command" | while read -r option; do
        grep -qE -- "(^|[ ,])$option([ ,=]|\$)" help.txt || fail "$page: $tool has no $option"
      done
    done
  done
  # in a table `|` is `\|`, which no shell takes
  run grep -nE '^\|.*`[^`]*\\\|[^`]*`' "$SOAK_SOURCE_ROOT"/docs/runbooks/*.md
  assert_status 1
}

@test "the runbook's silences hold what they say" {
  start_alertmanager
  amtool alert add alertname=SoakRunnerHeartbeatMissing severity=critical env=prod exchange=bybit
  amtool alert add alertname=SoakRunnerHeartbeatMissing severity=critical env=dev exchange=bybit
  amtool alert add alertname=SoakRunnerHeartbeatMissing severity=critical cause=absent
  # shellcheck disable=SC2317 # called by wait_for
  are_silenced() { [ "$(amtool alert query --silenced -o json | jq -r "[.[].labels | .env // .cause] | sort | join(\" \")")" = "$1" ]; }
  sed -n 's/^ *\(amtool silence add .*\)/\1/p' "$SOAK_SOURCE_ROOT/docs/runbooks/SoakRunnerHeartbeatMissing.md" >silences
  [ "$(wc -l <silences)" = 2 ]
  ENV=prod EXCHANGE=bybit eval "$(sed -n 1p silences)"
  wait_for are_silenced prod
  eval "$(sed -n 2p silences)"
  wait_for are_silenced 'absent prod'
}

@test "nothing in ops/ but ASCII: no letter looks like another" {
  run grep -rnP '[^\x00-\x7F]' "$ops"
  assert_status 1
}
