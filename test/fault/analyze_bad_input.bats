#!/usr/bin/env bats
# Bad input and bad disks: a clear message, the documented exit status, and the earlier reports as they were.
load ../support/common

good='{"symbol":"BTCUSDT","net_bps":3.0,"maker_taker_ratio":0.85,"p95_latency_ms":250,"risk_ratio":0.3,"iteration":1}'

setup_test() {
  mkdir in
  printf '%s\n' "$good" >in/ITER_1.json
  mkdir -p reports/analysis
  for name in POST_SOAK_ANALYSIS.md RECOMMENDATIONS.md VIOLATIONS.json SOAK_SUMMARY.json; do
    echo earlier >"reports/analysis/$name"
  done
}

analyze() {
  run analyze_post_soak --iter-glob 'in/ITER_*.json' --min-windows 1 "$@"
}

assert_earlier_reports_survived() {
  local name
  for name in POST_SOAK_ANALYSIS.md RECOMMENDATIONS.md VIOLATIONS.json SOAK_SUMMARY.json; do
    [ "$(cat "reports/analysis/$name")" = earlier ] || fail "$name was touched"
  done
  [ -z "$(find . -name '*.soak-tmp')" ] || fail 'a temporary file was left'
}

# The bad file is skipped with its reason, the good one analysed; alone, the bad one exits 3 and nothing is touched.
assert_skipped() {
  local message=$1
  mkdir alone
  mv in/ITER_2.json alone/
  run analyze_post_soak --iter-glob 'alone/ITER_*.json'
  assert_status 3
  assert_output_has 'no usable window in 1 file(s)'
  assert_output_has "$message"
  assert_earlier_reports_survived
  mv alone/ITER_2.json in/
  analyze
  assert_status 0
  assert_output_has "[WARN] skipped in/ITER_2.json$message"
  [ "$(jq '.windows' reports/analysis/SOAK_SUMMARY.json)" = 1 ]
  [ "$(jq '.skipped_files + .skipped_records' reports/analysis/SOAK_SUMMARY.json)" = 1 ]
}

@test "truncated JSON" {
  printf '{"symbol":"ETH","net_bps":3' >in/ITER_2.json
  assert_skipped ': byte 27: incomplete JSON'
}

@test "an empty file" {
  : >in/ITER_2.json
  assert_skipped ': is empty'
}

@test "a file of blanks" {
  printf ' \n\n' >in/ITER_2.json
  assert_skipped ': is empty'
}

@test "a directory that the pattern matches" {
  mkdir in/ITER_2.json
  assert_skipped ': is a directory'
}

@test "a FIFO that the pattern matches is not waited for" {
  mkfifo in/ITER_2.json
  assert_skipped ': is not a regular file'
}

@test "a symlink to nowhere" {
  ln -s nowhere in/ITER_2.json
  assert_skipped ': No such file or directory'
}

@test "a file that may not be read" {
  printf '%s\n' "$good" >in/ITER_2.json
  chmod 000 in/ITER_2.json
  chmod 755 .
  run unprivileged "$(command -v analyze_post_soak)" --iter-glob 'in/ITER_2.json' --out-dir "$(mktemp -d)"
  assert_status 3
  assert_output_has 'in/ITER_2.json: Permission denied'
  assert_earlier_reports_survived
}

@test "invalid UTF-8" {
  printf '{"symbol":"ET\377","net_bps":3}' >in/ITER_2.json
  assert_skipped ': byte 0: a symbol is not UTF-8: is the file in Latin-1 or another old encoding?'
}

@test "a hundred levels of nesting" {
  printf '{"symbol":"ETH","x":%s%s}' "$(printf '[%.0s' {1..100})" "$(printf ']%.0s' {1..100})" >in/ITER_2.json
  assert_skipped ': byte '
}

@test "JSON that is no window" {
  printf '{"foo": 1}' >in/ITER_2.json
  assert_skipped ': other JSON, no window'
}

@test "an empty array" {
  echo '[]' >in/ITER_2.json
  assert_skipped ': byte 0: an empty array: no window in it'
}

@test "text behind the JSON value" {
  printf '{"symbol":"ETH","net_bps":3} trailing' >in/ITER_2.json
  assert_skipped ': byte 29: text after the end of the JSON value'
}

@test "a broken NDJSON record costs that record only" {
  printf '{"symbol":"A","net_bps":3}\n{"symbol":"A","net_b\n\n{"symbol":"A","net_bps":4}\n' >in/ITER_2.json
  analyze
  assert_status 0
  assert_output_has '[WARN] skipped in/ITER_2.json: byte 47: '
  [ "$(jq .symbols.A.edge_bps.last reports/analysis/SOAK_SUMMARY.json)" = 4 ]
  [ "$(jq '[.skipped_files, .skipped_records] | @csv' -r reports/analysis/SOAK_SUMMARY.json)" = 0,1 ]
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md 'Skipped records: 1'
}

@test "a broken array costs the whole file: nothing of it counts" {
  printf '[{"symbol":"A","net_bps":3},{"symbol":"A"' >in/ITER_2.json
  analyze
  assert_status 0
  [ "$(jq -c '.symbols | keys' reports/analysis/SOAK_SUMMARY.json)" = '["BTCUSDT"]' ]
}

@test "wrong types, NaN and overflow are gaps, counted and never 0" {
  printf '{"symbol":"A","net_bps":"three","maker_taker_ratio":NaN,"p95_latency_ms":-Infinity,"risk_ratio":1e999}' >in/ITER_2.json
  analyze
  assert_status 0
  [ "$(jq -c '.symbols.A | map_values([.last, .status, .gaps])' reports/analysis/SOAK_SUMMARY.json)" = \
    '{"edge_bps":[null,"WARN",1],"maker_taker_ratio":[null,"WARN",1],"p95_latency_ms":[null,"WARN",1],"risk_ratio":[null,"WARN",1]}' ]
  [ "$(jq -c '[.[] | select(.symbol == "A")][0]' reports/analysis/VIOLATIONS.json)" = \
    '{"symbol":"A","metric":"edge_bps","level":"WARN","window_index":null,"value":null,"threshold":null,"note":"No valid data"}' ]
  assert_file_has reports/analysis/RECOMMENDATIONS.md 'Нет данных'
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md '| A      | edge_bps          | 1    | 1       | 0 / 1             | 0            | No valid data |'
}

@test "a number of ten megabytes" {
  { printf '{"symbol":"A","net_bps":3.'; head -c 10000000 /dev/zero | tr '\0' 1; printf '}'; } >in/ITER_2.json
  analyze
  assert_status 0
  [ "$(jq .symbols.A.edge_bps.last reports/analysis/SOAK_SUMMARY.json)" = 3.111111111111111 ]
}

@test "duplicate keys: the later one counts" {
  printf '{"symbol":"A","net_bps":1,"net_bps":3}' >in/ITER_2.json
  analyze
  [ "$(jq .symbols.A.edge_bps.last reports/analysis/SOAK_SUMMARY.json)" = 3 ]
}

@test "a symbol with a line end is skipped" {
  printf '{"symbol":"ET\\nH","net_bps":3}' >in/ITER_2.json
  assert_skipped ': byte 0: a symbol must be 1 to 64 bytes of printable UTF-8'
}

@test "a symbol full of markup stays text" {
  printf '{"symbol":"a|b`c<img src=x>[l](u)","net_bps":1}' >in/ITER_2.json
  analyze
  assert_status 0
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md 'a\|b\`c&lt;img src=x&gt;\[l\](u)'
  assert_file_lacks reports/analysis/RECOMMENDATIONS.md '<img'
  [ "$(jq '.symbols["a|b`c<img src=x>[l](u)"].edge_bps.last' reports/analysis/SOAK_SUMMARY.json)" = 1 ]
}

@test "two hundred metrics" {
  local i metrics=()
  for i in $(seq 200); do metrics+=(--metric "m$i:high:1:2"); done
  analyze "${metrics[@]}"
  assert_status 0
  [ "$(jq '.symbols.BTCUSDT | length' reports/analysis/SOAK_SUMMARY.json)" = 204 ]
}

@test "many bad files: the first are named, the rest counted" {
  local i
  for i in $(seq 2 40); do echo '{' >"in/ITER_$i.json"; done
  analyze
  assert_status 0
  assert_output_has 'skipped in/ITER_2.json'
  assert_output_has '… and 19 more skipped'
  [ "$(jq .skipped_files reports/analysis/SOAK_SUMMARY.json)" = 39 ]
}

@test "no file matches" {
  run analyze_post_soak --iter-glob 'nowhere/ITER_*.json'
  assert_status 3
  assert_output_has 'no file matches nowhere/ITER_*.json'
  assert_earlier_reports_survived
}

@test "empty standard input" {
  run analyze_post_soak --iter-glob - </dev/null
  assert_status 3
  assert_output_has 'standard input: is empty'
  assert_earlier_reports_survived
}

@test "the output directory is a file" {
  echo x >blocked
  analyze --out-dir blocked/deeper
  assert_status 4
  assert_output_has 'cannot create directory blocked'
}

@test "the output directory may not be written" {
  mkdir -m 555 locked
  chmod 755 . in
  run unprivileged "$(command -v analyze_post_soak)" --iter-glob 'in/ITER_1.json' --out-dir locked
  assert_status 4
  assert_output_has 'Permission denied'
  [ -z "$(ls -A locked)" ]
}

@test "a full disk leaves the earlier reports, and no litter" {
  yes "${good/3.0/1.0}" | head -n 500 >in/ITER_2.json
  # shellcheck disable=SC2016 # expanded inside
  run small_disk 64k '
    mkdir disk/out
    for name in POST_SOAK_ANALYSIS.md RECOMMENDATIONS.md VIOLATIONS.json SOAK_SUMMARY.json; do
      echo earlier >"disk/out/$name"
    done
    status=0
    analyze_post_soak --iter-glob "in/ITER_*.json" --min-windows 1 --out-dir disk/out || status=$?
    cat disk/out/*
    ls -A disk/out | wc -l
    exit $status'
  assert_status 4
  assert_output_has 'No space left on device'
  assert_output_has "$(printf 'earlier\nearlier\nearlier\nearlier\n4')"
}

@test "too little memory is a message, not a crash" {
  yes "$good" | head -n 300000 >in/ITER_2.json
  run bash -c 'ulimit -v 40000; analyze_post_soak --iter-glob "in/ITER_*.json" --threads 4'
  assert_status 3
  assert_output_has 'analyze_post_soak: out of memory'
  assert_earlier_reports_survived
}

@test "a file that grows beyond its limit is an error" {
  yes "${good/3.0/1.0}" | head -n 5000 >in/ITER_2.json
  run bash -c 'ulimit -f 100; analyze_post_soak --iter-glob "in/ITER_*.json"'
  assert_status 4
  assert_output_has 'File too large'
  assert_earlier_reports_survived
}

@test "a full standard output is an error" {
  analyze_post_soak --iter-glob 'in/ITER_*.json' --json >/dev/full 2>err && fail 'exit 0'
  assert_file_has err 'cannot write standard output: No space left on device'
}

@test "killed at any moment, the reports are the old or the new ones, whole" {
  yes "${good/3.0/1.0}" | head -n 40000 >in/ITER_2.json
  # What a whole run takes sets where the kills fall.
  local whole round old_or_new killed=0
  whole=$(microseconds_of analyze --out-dir new)
  for round in $(seq 60); do
    analyze_post_soak --iter-glob 'in/ITER_*.json' --min-windows 1 2>/dev/null &
    sleep_microseconds $((whole * round / 60))
    if kill -9 $! 2>/dev/null; then killed=$((killed + 1)); fi
    wait $! 2>/dev/null || true
    for name in POST_SOAK_ANALYSIS.md RECOMMENDATIONS.md VIOLATIONS.json SOAK_SUMMARY.json; do
      old_or_new=$(cat "reports/analysis/$name")
      [ "$old_or_new" = earlier ] || cmp -s "reports/analysis/$name" "new/$name" || fail "$name is neither, round $round"
    done
  done
  [ "$killed" -ge 10 ] || fail "only $killed of 60 runs were killed: the test proves nothing"
}
