#!/usr/bin/env bats
# SOAK_SUMMARY.json as Markdown, and as a comment that a stand-in for GitHub takes, refuses, loses and delays.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # Markdown has backticks; each test has its own environment
load ../support/redis
bats_require_minimum_version 1.5.0

TOKEN=ghs_16C7e42F292c6912E7710c838347Ae178B4a

setup_test() {
  unset GITHUB_TOKEN GITHUB_EVENT_PATH GITHUB_API_URL CURL_CA_BUNDLE https_proxy HTTPS_PROXY
  export GITHUB_REPOSITORY=user/mm-bot
  mkdir github logs
  runs=0
  summary=$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo/expected/SOAK_SUMMARY.json
}

# The stand-in, and an environment as a workflow on pull request 7 has it.
start_github() {
  export GITHUB_TOKEN=$TOKEN GITHUB_EVENT_PATH=$work/event.json
  printf '{"action":"synchronize","number":7,"pull_request":{"number":7}}' >event.json
  start_process "$SOAK_SOURCE_ROOT/test/support/github-server" "$work/github"
  wait_for test -s github/port
  GITHUB_API_URL=https://localhost:$(cat github/port)
  export GITHUB_API_URL
}

behave() {
  printf '%s\n' "$@" >github/how.new
  mv github/how.new github/how
}

# Puts comments under the pull request: a JSON array.
put_comments() {
  printf '%s' "$1" >github/comments
}

comment() {
  jq -nc --argjson id "$1" --arg login "$2" --arg body "$3" '{id: $id, user: {login: $login}, body: $body, html_url: "u"}'
}

# post OPTION…: sets $status, $output (stderr) and the file posted.md (stdout).
post() {
  runs=$((runs + 1))
  status=0
  timeout 60 pr_comment --summary "$summary" --post --ca github/ca.pem "$@" >posted.md 2>"logs/$runs" || status=$?
  output=$(cat "logs/$runs")
}

# How many comments are the bot's.
bodies() {
  jq '[.[] | select(.user.login == "github-actions[bot]")] | length' github/comments
}

teardown() {
  local pid
  for pid in "${redis_pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  if grep -rlF "$TOKEN" logs posted.md 2>/dev/null; then fail 'the token is in what was printed'; fi
}

head_of_the_demo='### 🧪 Soak Analysis Summary

**Windows:** 24 (min=24) | **Verdict:** 🟡 **WARN**

**Commit:** `4f1c2ab..9d07e31` | **Profile:** `moderate`'

end_of_the_demo='**Violations:** 🔴 CRIT: 0 | 🟡 WARN: 2 | ✅ OK: 10

**Artifacts:** POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md, VIOLATIONS.json, SOAK_SUMMARY.json
(see workflow artifacts above)'

@test "the demo run: what is open, and the guide's table" {
  run pr_comment --summary "$summary"
  assert_status 0
  [ "$output" = "$head_of_the_demo"'

**Now:** 🟡 **WARN** (1 incident is open)

- 🟡 **ETHUSDT** Edge(bps): 2.3, limit `< 2.5`, since 2026-01-13 04:00 UTC

| Symbol | Edge(bps) | Trend | Maker/Taker | Trend | p95(ms) | Trend | Risk | Trend | Status |
|--------|-----------|-------|-------------|-------|---------|-------|------|-------|--------|
| BTCUSDT | 3.2 | ↑? | 0.88 | ↑? | 227 | ↑? | 0.32 | ↑? | ✅ OK |
| ETHUSDT | 2.3 | ↓? | 0.86 | ↓? | 360 | ↑ | 0.37 | ↑? | 🟡 WARN: Edge(bps), p95(ms) |
| SOLUSDT | 3.5 | ↑? | 0.88 | ↑? | 252 | ↑? | 0.36 | ↑? | ✅ OK |

`?` behind an arrow: not confirmed, or too small to matter

'"$end_of_the_demo" ] || fail 'not the Markdown of the guide with what is open'
}

@test "a summary that tells nothing of now is the guide's Markdown, from a file and from standard input" {
  jq 'del(.incidents) | .overall |= {crit_count, warn_count, ok_count, verdict} |
    .symbols |= map_values(map_values({median, last, trend, status}))' "$summary" >plain.json
  run pr_comment --summary plain.json
  assert_status 0
  [ "$output" = "$head_of_the_demo"'

| Symbol | Edge(bps) | Trend | Maker/Taker | Trend | p95(ms) | Trend | Risk | Trend | Status |
|--------|-----------|-------|-------------|-------|---------|-------|------|-------|--------|
| BTCUSDT | 3.2 | ↑ | 0.88 | ↑ | 227 | ↑ | 0.32 | ↑ | ✅ OK |
| ETHUSDT | 2.3 | ↓ | 0.86 | ↓ | 360 | ↑ | 0.37 | ↑ | 🟡 WARN |
| SOLUSDT | 3.5 | ↑ | 0.88 | ↑ | 252 | ↑ | 0.36 | ↑ | ✅ OK |

'"$end_of_the_demo" ] || fail 'not the Markdown of the guide'
  [ "$(pr_comment --summary - <plain.json)" = "$output" ]
  mkdir -p reports/analysis && cp plain.json reports/analysis/SOAK_SUMMARY.json
  [ "$(pr_comment)" = "$output" ]
}

@test "the analyzer's own metrics, gaps and too few windows show" {
  for i in 1 2 3; do
    printf '{"symbol":"A|<b>@x","net_bps":3,"score":%s,"risk_ratio":null}\n' "$i"
  done >run.ndjson
  analyze_post_soak --iter-glob - --metric 'score:high:2.50:2.75:My score' --out-dir out <run.ndjson 2>/dev/null
  run pr_comment --summary out/SOAK_SUMMARY.json
  assert_status 0
  assert_output_has '⚠️ WARNING: Only 3 windows analyzed (24 required for statistical significance)'
  assert_output_has '| Risk | Trend | My score | Trend | Status |'
  assert_output_has '| A\|&lt;b&gt;&#64;&#8203;x | 3.0 | ≈ | n/a | ≈ | n/a | ≈ | n/a | ≈ | 3.00 | ↑? | 🔴 CRIT: My score |'
  assert_output_has '**Commit:** n/a | **Profile:** n/a'
}

@test "GitHub's own Markdown program renders a hostile file as text" {
  cat >hostile.json <<'END'
{"generated_at_utc": "2025-10-21T12:34:56Z", "windows": 24, "min_windows_required": 24, "symbols": {
  "x|<img src=x>@team#1 www.evil.io https://evil.io :bomb: a@b.io GH-12 \\|y \\":
    {"edge_bps": {"median": 1, "last": 1.5, "trend": "↑", "status": "OK"}},
  "`code` *b* _i_ [l](//e) ![x](y) ~~s~~ $x^2$ <!-- c": {"edge_bps": {"median": 1, "last": 1.5, "trend": "|", "status": "OK"}}},
 "overall": {"crit_count": 0, "warn_count": 0, "ok_count": 1, "verdict": "OK"},
 "meta": {"commit_range": "a`b``c|d <b> @x \\", "profile": " `p` "}}
END
  pr_comment --summary hostile.json | cmark-gfm -e table -e autolink -e strikethrough >page.html
  # The invisible spaces: without them GitHub would take what is left for a mention, a reference, a link or an emoji.
  assert_file_lacks page.html '@team'
  assert_file_lacks page.html '#1'
  assert_file_lacks page.html '://'
  sed -i 's/\xE2\x80\x8B//g' page.html
  assert_file_has page.html '<td>x|&lt;img src=x&gt;@team#1 www.evil.io https://evil.io :bomb: a@b.io GH-12 \|y \</td>'
  assert_file_has page.html '<td>`code` *b* _i_ [l](//e) ![x](y) ~~s~~ $x^2$ &lt;!-- c</td>'
  assert_file_has page.html '<code>a`b``c|d &lt;b&gt; @x \</code> | <strong>Profile:</strong> <code> `p` </code>'
  [ "$(grep -c '<td>' page.html)" = 20 ]
  if grep -E '<(a|img|em|del|h[124-6])[ >]' page.html; then fail 'something became markup'; fi
}

@test "input and output that fail, and wrong usage" {
  run pr_comment --summary missing.json
  assert_status 3
  echo '{"windows": 3}' >bad.json
  run pr_comment --summary bad.json
  assert_status 3
  assert_output_has 'cannot use bad.json: /generated_at_utc'
  run bash -c "pr_comment --summary '$summary' >/dev/full"
  assert_status 4
  run pr_comment --summary "$summary" --post
  assert_status 2
  assert_output_has 'set GITHUB_TOKEN in the environment or in .env'
  export GITHUB_TOKEN=$TOKEN
  run pr_comment --summary "$summary" --post
  assert_status 2
  assert_output_has 'which pull request? Set GITHUB_EVENT_PATH or --pr'
  run env -u GITHUB_REPOSITORY pr_comment --summary "$summary" --post --pr 7
  assert_status 2
  assert_output_has 'GITHUB_REPOSITORY'
  echo '{"ref":"refs/heads/main"}' >push.json
  run pr_comment --summary "$summary" --post --event push.json
  assert_status 2
  assert_output_has 'the event is not about a pull request; name one with --pr'
  run pr_comment --summary "$summary" --post --event missing.json
  assert_status 3
  run pr_comment --summary "$summary" --post --pr 7 --api-url http://localhost
  assert_status 2
  run pr_comment --summary "$summary" --dry-run
  assert_status 2
}

@test "a comment is created, then updated, and never piles up; each marker has its own" {
  start_github
  put_comments "[$(comment 1 alice 'nice')]"
  post
  assert_status 0
  assert_output_has '[INFO] PR_COMMENT action=created pr=user/mm-bot#7 url=https://github.example/user/mm-bot/pull/7#issuecomment-2'
  diff <(printf '<!-- soak:pr_comment:soak -->\n'; cat posted.md) <(jq -j '.[1].body' github/comments)
  diff <(pr_comment --summary "$summary") posted.md
  post
  assert_output_has 'action=unchanged'
  generate_fake_summary --crit --out fake 2>/dev/null
  summary=fake/SOAK_SUMMARY.json
  post
  assert_status 0
  assert_output_has 'action=updated'
  [[ $(jq -r '.[1].body' github/comments) == *'🔴 **CRIT**'* ]]
  post --marker soak-windows
  assert_output_has 'action=created'
  post --marker soak-windows
  [ "$(bodies)" = 2 ]
  [ "$(jq length github/comments)" = 3 ]
  [ ! -e github/refused ] || fail "refused: $(cat github/refused)"
}

@test "the comment is found among hundreds, and foreign ones with the marker are left alone" {
  start_github
  local marked='<!-- soak:pr_comment:soak -->
old'
  python3 - "$marked" <<'END' >github/comments
import json, sys
items = [{"id": i, "user": {"login": f"user{i}"}, "body": "talk\n" + sys.argv[1] + "\ntalk", "html_url": "u"} for i in range(1, 350)]
items[10]["body"] = items[240]["body"] = sys.argv[1]                          # marked, but not ours
items[249] = {"id": 250, "user": {"login": "github-actions[bot]"}, "body": sys.argv[1], "html_url": "u250"}
items[300] = {"id": 301, "user": {"login": "github-actions[bot]"}, "body": sys.argv[1], "html_url": "u301"}
items[310] = {"id": 311, "user": None, "body": None, "html_url": "u311"}
print(json.dumps(items))
END
  cp github/comments before
  post
  assert_status 0
  assert_output_has 'action=updated pr=user/mm-bot#7 url=u250 (the oldest of 2 with this marker)'
  [ "$(jq -s '[.[0], .[1]] | transpose | map(select(.[0] != .[1]) | .[0].id)' before github/comments | tr -d ' \n')" = '[250]' ]
  [ "$(grep -c '^GET .*page=' github/requests)" = 4 ]
}

@test "a person's token updates the person's comment; one that is not ours to change is created anew" {
  start_github
  echo alice >github/login
  put_comments "[$(comment 1 'github-actions[bot]' $'<!-- soak:pr_comment:soak -->\nx'),$(comment 2 alice $'x\n<!-- soak:pr_comment:soak -->\n')]"
  post
  assert_status 0
  [[ $(jq -r '.[1].body' github/comments) == *WARN* ]]
  [ "$(jq -r '.[0].body' github/comments)" = $'<!-- soak:pr_comment:soak -->\nx' ]
  echo 403 >github/foreign
  post --author 'github-actions[bot]'
  assert_status 0
  assert_output_has 'action=created'
  [ "$(jq length github/comments)" = 3 ]
}

@test "failures that pass are tried again, and a lost answer makes no second comment" {
  start_github
  behave ok 'after 502' ok
  post
  assert_status 0
  assert_output_has 'HTTP 502'
  [ "$(bodies)" = 1 ]
  behave 500 '429 1 slow down' '403 1 You have exceeded a secondary rate limit' 'ok'
  rm github/comments
  post
  assert_status 0
  assert_output_has 'HTTP 429 slow down; again in'
  assert_output_has 'action=created'
  behave 'garbage' 'ok'
  post
  assert_status 0
  assert_output_has 'no list of comments: byte 0: syntax error; again in 1 s'
  behave 'flood' 'ok'
  post
  assert_status 0
  assert_output_has 'no list of comments: byte 67108864'
  behave 'hang' 'ok'
  post --timeout-sec 1
  assert_status 0
  assert_output_has 'again in 1 s'
  [ "$(bodies)" = 1 ]
}

@test "an answer that is none is no comment that was written" {
  start_github
  for mode in $(hostile_modes HTTP_ANSWERS) endless headers half-close reset; do
    behave "hostile $mode"
    post --timeout-sec 1 --max-wait-sec 0
    assert_status 4
    assert_output_has 'cannot post the comment to user/mm-bot#7: '
    run ! grep -q '[^[:print:]]' <<<"$output"
  done
  [ ! -s github/comments ]
}

@test "refusals end at once with one line that says what to do" {
  start_github
  local expected
  while IFS='|' read -r how expected; do
    behave "$how"
    post
    assert_status 4
    [ "$(wc -l <<<"$output")" = 1 ] || fail "more than a line for $how"
    assert_output_has "pr_comment: cannot post the comment to user/mm-bot#7: $expected"
  done <<'END'
401 - Bad credentials|HTTP 401 Bad credentials; GITHUB_TOKEN is wrong or has expired
404 - Not Found|HTTP 404 Not Found; there is no such pull request, or the token cannot see it
422 - Validation Failed|HTTP 422 Validation Failed
301 - Moved Permanently|HTTP 301 Moved Permanently; the repository was renamed
410 - Gone|HTTP 410 Gone
429 3600|HTTP 429 as told; not waiting 3600 s more
echo|HTTP 422 you said ***, and \x1b[31mred\x0a
END
  behave readonly
  post
  assert_status 4
  assert_output_has "the job needs 'permissions: pull-requests: write'. A pull request from a fork gets a token that can only read"
  [ "$(head -n 1 posted.md)" = '### 🧪 Soak Analysis Summary' ]
  behave 500
  post --max-wait-sec 2
  assert_status 4
  assert_output_has 'HTTP 500 as told; not waiting 2 s more'
}

@test "a server that is not there, not trusted or not GitHub, and a wrong token" {
  start_github
  post --api-url https://localhost:1 --max-wait-sec 0
  assert_status 4
  assert_output_has "cannot post the comment to user/mm-bot#7: Couldn't connect to server"
  status=0
  output=$(pr_comment --summary "$summary" --post --max-wait-sec 0 2>&1 >/dev/null) || status=$?
  assert_status 4
  assert_output_has 'not waiting 1 s more'
  [ ! -e github/requests ] || fail 'a server that is not trusted was asked'
  GITHUB_TOKEN=ghs_other post
  assert_status 4
  assert_output_has 'GITHUB_TOKEN is wrong or has expired'
}

@test "killed at any moment it leaves one comment at most, and the next run finds it" {
  start_github
  # shellcheck disable=SC2317 # called by wait_for
  nobody_is_served() { [ -z "$(ls github/served)" ]; }
  local round whole
  whole=$(microseconds_of post)
  for round in $(seq 20); do
    rm -f github/comments
    pr_comment --summary "$summary" --post --ca github/ca.pem >/dev/null 2>&1 3>&- &
    sleep_microseconds $((whole * round / 20))
    kill -KILL $! 2>/dev/null || true
    wait $! || true
    wait_for nobody_is_served # two at the same moment is another matter
    post
    assert_status 0
    [ "$(bodies)" = 1 ] || fail "round $round: $(bodies) comments"
  done
}

@test "SIGTERM ends the waiting at once" {
  start_github
  behave '429 100'
  pr_comment --summary "$summary" --post --ca github/ca.pem >posted.md 2>logs/stop 3>&- &
  local pid=$!
  wait_for grep -q 'again in 100 s' logs/stop
  kill "$pid"
  status=0
  wait "$pid" || status=$?
  assert_status 4
  grep -q 'asked to stop' logs/stop
}

@test "a comment of 3,000 symbols is cut to what GitHub takes" {
  start_github
  python3 - <<'END' >big.json
import json
metrics = ["edge_bps", "maker_taker_ratio", "p95_latency_ms", "risk_ratio"]
def symbol(status):
    return {m: {"median": 1, "last": 1.5, "trend": "≈", "status": status if m == "edge_bps" else "OK"} for m in metrics}
symbols = {f"SYM{i}": symbol("CRIT" if i % 100 == 99 else "WARN" if i % 10 == 9 else "OK") for i in range(3000)}
print(json.dumps({"generated_at_utc": "2025-10-21T12:34:56Z", "windows": 24, "min_windows_required": 24, "symbols": symbols,
                  "overall": {"crit_count": 30, "warn_count": 270, "ok_count": 11700, "verdict": "CRIT"}}))
END
  summary=big.json
  post
  assert_status 0
  [ ! -e github/refused ] || fail "refused: $(cat github/refused)"
  jq -j '.[0].body' github/comments >body
  [ "$(grep -c '🔴 CRIT |$' body)" = 30 ]
  [ "$(grep -c '🟡 WARN |$' body)" = 270 ]
  local ok
  ok=$(grep -c '✅ OK |$' body)
  [ "$ok" -gt 500 ]
  grep -qxF "… +$((3000 - 300 - ok)) more symbols" body
  [ "$(tail -n 1 body)" = '(see workflow artifacts above)' ]
}

@test "--dry-run sends nothing and needs no token; tokens come from .env too" {
  start_github
  GITHUB_TOKEN='' post --dry-run
  assert_status 0
  assert_output_has "[INFO] DRY_RUN would create or update the comment '<!-- soak:pr_comment:soak -->' on user/mm-bot#7"
  [ ! -e github/requests ]
  unset GITHUB_TOKEN
  echo "GITHUB_TOKEN=$TOKEN" >.env
  post
  assert_status 0
  assert_output_has 'action=created'
}

@test "soak-pr-comment prints, and posts with POST=1" {
  start_github
  mkdir -p reports/analysis && cp "$summary" reports/analysis/
  target() { make --no-print-directory -o build -f "$SOAK_SOURCE_ROOT/Makefile" BIN="$SOAK_BIN" soak-pr-comment "$@"; }
  diff <(target) <(pr_comment)
  target POST=1 PR_COMMENT_FLAGS='--ca github/ca.pem' >posted.md 2>logs/make
  grep -q 'action=created' logs/make
  run target POST=1 PR_COMMENT_FLAGS='--ca github/ca.pem --pr 8'
  assert_status 2 # make's own
  assert_output_has 'there is no such pull request'
}
