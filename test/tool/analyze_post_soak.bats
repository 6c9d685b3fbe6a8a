#!/usr/bin/env bats
# analyze_post_soak as a user calls it: the guide's scenarios, its files, texts and exit codes.
load ../support/common

analyze() {
  run analyze_post_soak "$@"
}

runs() {
  printf '%s/data/fixtures/analyze_post_soak/%s/ITER_*.json' "$SOAK_SOURCE_ROOT" "$1"
}

@test "scenario 1: all OK" {
  analyze --iter-glob "$(runs soak_ok)" --min-windows 8
  assert_status 0
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md '✅ **OK**'
  [ "$(cat reports/analysis/VIOLATIONS.json)" = '[]' ]
  assert_file_has reports/analysis/RECOMMENDATIONS.md 'Нарушений нет'
}

@test "scenario 2: CRIT with --exit-on-crit exits 1, without it 0" {
  analyze --iter-glob "$(runs soak_crit)" --exit-on-crit
  assert_status 1
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md '❌ **CRIT**'
  [ "$(jq '[.[] | select(.level == "CRIT")] | length' reports/analysis/VIOLATIONS.json)" -gt 0 ]
  analyze --iter-glob "$(runs soak_crit)"
  assert_status 0
}

@test "scenario 3: WARN does not block" {
  analyze --iter-glob "$(runs soak_warn)" --exit-on-crit
  assert_status 0
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md '⚠️ **WARN** — Some metrics below target, optimization recommended'
  assert_file_has reports/analysis/RECOMMENDATIONS.md '- Рассмотреть увеличение ширины spread на 10-15%'
}

@test "scenario 4: too few windows are said in the report and on stderr" {
  analyze --iter-glob "$(runs soak_short)" --min-windows 24
  assert_status 0
  assert_output_has '[WARN] Only 8 windows found, 24 required'
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md \
    '⚠️ WARNING: Only 8 windows analyzed (24 required for statistical significance)'
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md 'Only 8 windows found, 24 required'
}

@test "scenario 5: only the symbols asked for" {
  analyze --iter-glob "$(runs demo)" --symbols BTCUSDT,ETHUSDT
  assert_status 0
  [ "$(jq -c '.symbols | keys' reports/analysis/SOAK_SUMMARY.json)" = '["BTCUSDT","ETHUSDT"]' ]
  analyze --iter-glob "$(runs demo)" --symbols BTCUSDT,DOGE
  assert_output_has 'DOGE does not occur, though it was asked for'
  analyze --iter-glob "$(runs demo)" --symbols DOGE
  assert_status 3
}

@test "the reports of the sample run are these, to the byte" {
  analyze --iter-glob "$(runs demo)" --out-dir out
  assert_status 0
  if [ -n "${ACCEPT_GOLDEN:-}" ]; then
    cp out/* "$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo/expected/"
    skip 'expected files replaced'
  fi
  diff -r out "$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo/expected"
}

@test "the guide's jq queries answer" {
  analyze --iter-glob "$(runs demo)" --out-dir out
  [ "$(jq -r .overall.verdict out/SOAK_SUMMARY.json)" = WARN ]
  [ "$(jq .symbols.ETHUSDT.edge_bps.last out/SOAK_SUMMARY.json)" = 2.287 ]
  [ "$(jq .overall.crit_count out/SOAK_SUMMARY.json)" = 0 ]
  [ "$(jq -r .meta.commit_range out/SOAK_SUMMARY.json)" = 4f1c2ab..9d07e31 ]
  [ "$(jq '[.[] | select(.level == "WARN")] | length' out/VIOLATIONS.json)" = 5 ]
}

@test "--json puts the summary on stdout and nothing else; --verbose then goes to stderr" {
  analyze_post_soak --iter-glob "$(runs demo)" --json --verbose >stdout 2>stderr
  cmp stdout reports/analysis/SOAK_SUMMARY.json
  assert_file_has stderr 'MINI-PLOTS SUMMARY'
}

@test "--verbose prints the guide's table, aligned" {
  analyze_post_soak --iter-glob "$(runs demo)" --verbose 2>/dev/null >plots
  [ "$(sed -n 2p plots)" = 'MINI-PLOTS SUMMARY' ]
  [ "$(head -n 1 plots | tr -d = | wc -c)" -eq 1 ]
  [ "$(sed -n 4p plots)" = 'Symbol       Edge(bps)            Maker/Taker          p95(ms)              Risk                ' ]
  [ "$(sed -n 6,8p plots | python3 -c 'import sys; print({len(l.rstrip("\n")) for l in sys.stdin})')" = '{96}' ]
  assert_file_lacks plots $'\x1b'
}

@test "colour appears on a terminal, and not with NO_COLOR" {
  command=$(printf "TERM=xterm analyze_post_soak --verbose --iter-glob '%s'" "$(runs demo)")
  script -qec "$command" /dev/null >plain
  grep -q $'\x1b\[33m' plain
  script -qec "NO_COLOR=1 $command" /dev/null >plain
  assert_file_lacks plain $'\x1b'
}

@test "--no-emit-summary leaves SOAK_SUMMARY.json out" {
  analyze --iter-glob "$(runs demo)" --no-emit-summary
  assert_status 0
  [ ! -e reports/analysis/SOAK_SUMMARY.json ]
  [ -e reports/analysis/VIOLATIONS.json ]
}

@test "thresholds: flags, one symbol's own, a custom metric" {
  analyze --iter-glob "$(runs demo)" --warn-edge 3.6 --crit-edge 3.5
  [ "$(jq -r .symbols.BTCUSDT.edge_bps.status reports/analysis/SOAK_SUMMARY.json)" = CRIT ]
  analyze --iter-glob "$(runs demo)" --threshold BTCUSDT/p95_latency_ms=200:210
  [ "$(jq -r .symbols.BTCUSDT.p95_latency_ms.status reports/analysis/SOAK_SUMMARY.json)" = CRIT ]
  [ "$(jq -r .symbols.SOLUSDT.p95_latency_ms.status reports/analysis/SOAK_SUMMARY.json)" = OK ]
  analyze --iter-glob "$(runs demo)" --metric 'net_bps:low:2.50:2.0:Net edge' --verbose
  assert_output_has 'Net edge'
  [ "$(jq -r .symbols.ETHUSDT.net_bps.status reports/analysis/SOAK_SUMMARY.json)" = WARN ]
  assert_file_has reports/analysis/VIOLATIONS.json 'Net edge beyond warning threshold'
}

@test "wrong settings exit 2 and say why" {
  analyze --iter-glob x --crit-edge 3.0
  assert_status 2
  assert_output_has 'edge_bps: the critical limit 3 is looser than the warning 2.5'
  for bad in '--warn-edge nan' '--warn-edge abc' '--min-windows -1' '--time-buckets 0' '--metric foo' '--lang de' \
    '--metric edge_bps:low:1:0' '--metric symbol:low:1:0' '--metric a:up:1:2' '--threshold BTC=1:2' \
    '--threshold BTC/none=1:2' '--threshold BTC/edge_bps=1' '--threshold BTC/edge_bps=2:3' '--unknown'; do
    # shellcheck disable=SC2086 # split on purpose
    analyze --iter-glob x $bad
    [ "$status" -eq 2 ] || fail "$bad: expected exit status 2"
  done
  analyze
  assert_status 2
  assert_output_has '--iter-glob is required'
}

@test "--config: the command line wins, an unknown key exits 2" {
  printf 'iter-glob = "%s"\nwarn-edge = 9\ncrit-edge = 8\n' "$(runs demo)" >soak.toml
  analyze --config soak.toml --crit-edge 2.0
  assert_status 0
  [ "$(jq -c '[.thresholds.edge_bps | .warn, .crit]' reports/analysis/SOAK_SUMMARY.json)" = '[9,2]' ]
  printf 'no-such-key = 1\n' >>soak.toml
  analyze --config soak.toml
  assert_status 2
  assert_output_has 'no-such-key'
  analyze --config none.toml --iter-glob "$(runs demo)"
  assert_status 2
}

@test "NDJSON on stdin, several globs, and a file named twice counts once" {
  cat "$SOAK_SOURCE_ROOT"/data/fixtures/analyze_post_soak/soak_warn/ITER_*.json >all.ndjson
  analyze --iter-glob "$(runs soak_warn)" --iter-glob "$(runs soak_warn)" --out-dir files
  analyze --iter-glob - --out-dir stdin <all.ndjson
  assert_status 0
  analyze --iter-glob all.ndjson --out-dir ndjson
  diff -r files stdin
  diff -r files ndjson
}

@test "one directory under two names is one directory" {
  mkdir run1
  cp "$SOAK_SOURCE_ROOT"/data/fixtures/analyze_post_soak/soak_ok/ITER_*.json run1/
  ln -s run1 latest
  analyze --iter-glob '*/ITER_*.json' --iter-glob "$PWD/run1/*.json" --min-windows 1
  [ "$(jq .windows reports/analysis/SOAK_SUMMARY.json)" = 8 ]
}

@test "a constant series does not move and crosses no limit, in buckets too" {
  for i in $(seq 100); do
    echo '{"symbol":"A","net_bps":3.1,"maker_taker_ratio":0.83,"p95_latency_ms":300,"risk_ratio":0.45,"iteration":'"$i"'}'
  done >run.ndjson
  for buckets in 1 3 7 10; do
    analyze --iter-glob run.ndjson --time-buckets "$buckets" --verbose
    [ "$(jq -r '.overall.verdict' reports/analysis/SOAK_SUMMARY.json)" = OK ]
    assert_output_has 'A            ▃▃▃▃▃▃▃▃ 3.1 ≈       ▃▃▃▃▃▃▃▃ 0.83 ≈      ▃▃▃▃▃▃▃▃ 300 ≈       ▃▃▃▃▃▃▃▃ 0.45 ≈'
  done
}

@test "a typo is named, and so is an unknown key of --config" {
  analyze --iter-globb x
  assert_status 2
  assert_output_has 'unknown argument --iter-globb'
  echo 'no-such-key = 1' >soak.toml
  analyze --config soak.toml --iter-glob "$(runs demo)"
  assert_output_has "--config: unknown key 'no-such-key'"
  analyze --config - --iter-glob "$(runs demo)" <<<'warn-edge = 9'
  assert_status 0
}

@test ".env is the lowest layer of the environment; a broken line is named" {
  unset MM_FREEZE_UTC_ISO
  echo 'MM_FREEZE_UTC_ISO=2020-02-02T00:00:00Z' >.env
  analyze --iter-glob "$(runs demo)"
  assert_file_has reports/analysis/SOAK_SUMMARY.json '2020-02-02T00:00:00Z'
  MM_FREEZE_UTC_ISO=2021-01-01T00:00:00Z analyze --iter-glob "$(runs demo)"
  assert_file_has reports/analysis/SOAK_SUMMARY.json '2021-01-01T00:00:00Z'
  echo 'MM_FREEZE_UTC_ISO hunter2' >.env
  analyze --iter-glob "$(runs demo)"
  assert_status 2
  assert_output_has '.env: line 1'
  echo 'REDIS_URL hunter2' >.env
  analyze --iter-glob "$(runs demo)"
  assert_status 0
}

@test "the report time is frozen by MM_FREEZE_UTC_ISO and MM_FREEZE_UTC" {
  analyze --iter-glob "$(runs demo)"
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md 'Generated: 2025-01-01 00:00:00 UTC'
  unset MM_FREEZE_UTC_ISO
  MM_FREEZE_UTC=1 analyze --iter-glob "$(runs demo)"
  assert_file_has reports/analysis/SOAK_SUMMARY.json '"generated_at_utc": "1970-01-01T00:00:00Z"'
  MM_FREEZE_UTC_ISO=yesterday analyze --iter-glob "$(runs demo)"
  assert_status 2
}

@test "the output is the same for any locale, time zone and thread count" {
  analyze --iter-glob "$(runs demo)" --out-dir a
  LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo analyze --iter-glob "$(runs demo)" --out-dir b --threads 7
  diff -r a b
}

@test "English recommendations" {
  analyze --iter-glob "$(runs soak_crit)" --lang en
  assert_file_has reports/analysis/RECOMMENDATIONS.md '### ❌ Low edge (1.75 bps)'
  assert_file_has reports/analysis/RECOMMENDATIONS.md '- Critical loss! Stop trading'
}

@test "--help and --version; the version is the project's" {
  analyze --help
  assert_status 0
  assert_output_has 'Exit status:'
  analyze --version
  assert_output_has "soak $SOAK_VERSION"
}
