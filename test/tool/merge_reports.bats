#!/usr/bin/env bats
# analyze_post_soak --shard and merge_reports: the merged reports are those of one run over all symbols, to the byte.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common

setup_test() {
  demo=$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo
}

# sharded N OPTION…: analyzes in N shards, shard-1 … shard-N, merges them into merged, and once as a whole into whole.
sharded() {
  local n=$1 k
  rm -rf whole merged shard-*
  if ! analyze_post_soak "${@:2}" --out-dir whole 2>/dev/null; then
    # Where there is nothing to analyze, there is nothing in any shard.
    for k in $(seq 1 "$n"); do
      run analyze_post_soak "${@:2}" --shard "$k/$n" --out-dir "shard-$k"
      assert_status 3
    done
    return
  fi
  for k in $(seq 1 "$n"); do
    analyze_post_soak "${@:2}" --shard "$k/$n" --out-dir "shard-$k" 2>/dev/null || fail "shard $k: ${*:2}"
  done
  # shellcheck disable=SC2012,SC2046 # in another order than that of the shards
  merge_reports $(ls -dr shard-*) --out-dir merged 2>/dev/null || fail "merge of $n: ${*:2}"
  diff -r whole merged >difference || fail "$n shards, ${*:2}: $(head -c 2000 difference)"
}

@test "the demo in 1, 2 and 7 shards, the page too" {
  for n in 1 2 7; do sharded "$n" --iter-glob "$demo" --html; done
  [ -e merged/POST_SOAK_ANALYSIS.html ] && [ ! -e merged/SHARD.json ] && [ ! -e merged/SHARD_VALUES.bin ]
  # Of three symbols and seven shards some are empty, and are a whole set of outputs all the same.
  jq -es 'map(.symbols | length) | add == 3 and (map(select(. == 0)) | length >= 4)' shard-*/SHARD.json
  empty=$(grep -l '"symbols": \[\]' shard-*/SHARD.json | head -n 1)
  [ "$(cat "${empty%/*}/VIOLATIONS.json")" = '[]' ]
  jq -e '.symbols == {} and .overall.verdict == "OK"' "${empty%/*}/SOAK_SUMMARY.json"
}

@test "runs with everything that is odd about windows, with all settings" {
  for seed in 1 2 3 4 5 6 7 8; do
    "$SOAK_SOURCE_ROOT/test/support/make_odd_run.py" "$seed" odd.ndjson
    sharded $((seed % 4 + 2)) --iter-glob odd.ndjson --html
    sharded 3 --iter-glob odd.ndjson --html --lang en --time-buckets 4 --min-windows 100 --gross-factor 2 --env prod --exchange '<x>'
    sharded 3 --iter-glob odd.ndjson --without risk_ratio --threshold ETHUSDT/edge_bps=3:2.9 --threshold NONE/edge_bps=3:2 \
      --metric 'score:high:1:2:Score' --symbols 'BTCUSDT,ETHUSDT,DOGE,<b>X</b>,BYITER,ABSENT' --no-emit-summary
  done
}

@test "the time of the reports is that of the merge, and the verdict is no failure" {
  generate_fake_summary --crit --out fake 2>/dev/null
  for k in 1 2; do MM_FREEZE_UTC_ISO=2025-01-01T00:00:00Z analyze_post_soak --iter-glob fake --shard "$k/2" --out-dir "s$k" 2>/dev/null; done
  MM_FREEZE_UTC_ISO=2025-06-01T00:00:00Z run merge_reports s1 s2 --out-dir merged --json
  assert_status 0
  assert_output_has '[INFO] verdict=CRIT'
  [ "$(jq -r .generated_at_utc merged/SOAK_SUMMARY.json)" = 2025-06-01T00:00:00Z ]
}

@test "a shard that is missing, there twice, of other settings, of other input or damaged is refused by name" {
  for k in 1 2 3; do analyze_post_soak --iter-glob "$demo" --shard "$k/3" --out-dir "s$k" 2>/dev/null; done
  run merge_reports s1 s3
  assert_status 3
  assert_output_has 'cannot merge: shard 2 of 3 is missing'
  run merge_reports s1 none s3
  assert_status 3
  assert_output_has 'cannot read none/SHARD.json: No such file or directory (soak analyze_post_soak --shard makes it)'
  run merge_reports s1 s2 s2 s3
  assert_status 3
  assert_output_has 'shard 2/3 (s2) is there twice, also in s2'
  analyze_post_soak --iter-glob "$demo" --shard 2/3 --warn-edge 2.6 --out-dir other 2>/dev/null
  run merge_reports s1 other s3
  assert_status 3
  assert_output_has 'shards 1/3 (s1) and 2/3 (other) are of different runs, settings or input'
  mkdir less
  cp "$demo"/ITER_SUMMARY_1*.json less/
  analyze_post_soak --iter-glob less --shard 2/3 --out-dir other 2>/dev/null
  run merge_reports s1 other s3
  assert_status 3
  analyze_post_soak --iter-glob "$demo" --shard 2/4 --out-dir other 2>/dev/null
  run merge_reports s1 other s3
  assert_status 3
  for k in 1 2 3; do cp -r "s$k" "d$k"; done
  for k in 1 2 3; do printf '[]\n' >"d$k/VIOLATIONS.json"; done
  run merge_reports d1 d2 d3
  assert_status 3
  assert_output_has 'its violations are not those of its SHARD.json'
  printf '{"shard": 1' >d1/SHARD.json
  run merge_reports d1 d2 d3
  assert_status 3
  assert_output_has 'cannot use d1/SHARD.json: byte '
  [ -z "$(find reports -type f 2>/dev/null)" ]
}

@test "violations that are cut off or of other symbols are noticed" {
  generate_fake_summary --crit --out fake 2>/dev/null
  for k in 1 2; do analyze_post_soak --iter-glob fake --shard "$k/2" --out-dir "s$k" 2>/dev/null; done
  for k in 1 2; do [ "$(cat "s$k/VIOLATIONS.json")" = '[]' ] || full=$k; done
  cp "s$full/VIOLATIONS.json" kept
  head -n 20 kept >"s$full/VIOLATIONS.json"
  run merge_reports s1 s2
  assert_status 3
  assert_output_has "cannot use s$full/VIOLATIONS.json: its violations are not those of its SHARD.json"
  sed 's/"symbol": "/&X/' kept >"s$full/VIOLATIONS.json"
  run merge_reports s1 s2
  assert_status 3
  cp kept "s$full/VIOLATIONS.json"
  run merge_reports s1 s2
  assert_status 0
}

@test "values of the page that are not those of the shard are noticed" {
  for k in 1 2; do analyze_post_soak --iter-glob "$demo" --html --shard "$k/2" --out-dir "s$k" 2>/dev/null; done
  for k in 1 2; do
    cp "s$k/SHARD_VALUES.bin" kept
    printf x >>"s$k/SHARD_VALUES.bin"
    run merge_reports s1 s2
    assert_status 3
    assert_output_has "cannot use s$k/SHARD_VALUES.bin: its values are not those of its SHARD.json"
    rm "s$k/SHARD_VALUES.bin"
    run merge_reports s1 s2
    assert_status 3
    assert_output_has "cannot read s$k/SHARD_VALUES.bin"
    mv kept "s$k/SHARD_VALUES.bin"
  done
  run merge_reports s1 s2
  assert_status 0
}

@test "wrong usage; an unsharded run where a shard was leaves no shard behind" {
  for shard in 0/2 3/2 2 x/y 1/0; do
    run analyze_post_soak --iter-glob "$demo" --shard "$shard"
    assert_status 2
  done
  run analyze_post_soak --iter-glob "$demo" --shard 1/2 --exit-on-crit
  assert_status 2
  run analyze_post_soak --iter-glob "$demo" --shard 1/2 --baseline "$demo"
  assert_status 2
  run merge_reports
  assert_status 2
  analyze_post_soak --iter-glob "$demo" --shard 1/2 --out-dir out 2>/dev/null
  [ -e out/SHARD.json ]
  analyze_post_soak --iter-glob "$demo" --out-dir out 2>/dev/null
  [ ! -e out/SHARD.json ]
  run analyze_post_soak --iter-glob nothing --shard 1/2
  assert_status 3
}
