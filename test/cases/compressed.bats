#!/usr/bin/env bats
# Windows that somebody compressed: what was read before is read the same, and of what is damaged nothing counts.
load ../support/common

# windows FROM TO [EDGE]: w/ITER_SUMMARY_N.json, an hour apart
windows() {
  local i
  mkdir -p w
  for i in $(seq "$1" "$2"); do
    printf '{"symbol":"BTCUSDT","iteration":%s,"timestamp":%s,"net_bps":%s,"maker_taker_ratio":0.9,"p95_latency_ms":200,"risk_ratio":0.3}\n' \
      "$i" $((1760000400 + i * 3600)) "${3:-3.$i}" >"w/ITER_SUMMARY_$i.json"
  done
}

analyze() {
  rm -rf out
  run analyze_post_soak --out-dir out "$@"
}

of() { jq -c "$1" out/SOAK_SUMMARY.json; }

# compress TOOL FILE…: as gzip and zstd do with their files, with nothing left of the originals
compress() {
  case $1 in
    gzip) gzip "${@:2}" ;;
    zstd) zstd -q --rm "${@:2}" ;;
  esac
}

@test "compressed windows make the same report as windows, byte for byte" {
  windows 1 30
  analyze --iter-glob 'w/*'
  assert_status 0
  cp -r out plain
  edge_report --iter-glob 'w/*' --summary out/SOAK_SUMMARY.json --artifacts-dir art
  jq 'del(.timestamp)' art/EDGE_REPORT.json >edge.json
  compress gzip w/ITER_SUMMARY_{1..10}.json
  compress zstd w/ITER_SUMMARY_{11..20}.json
  for source in 'w/*' 'w/*.json*' w; do
    analyze --iter-glob "$source"
    assert_status 0
    diff -r plain out
  done
  run edge_report --iter-glob 'w/*' --summary out/SOAK_SUMMARY.json --artifacts-dir art
  assert_status 0
  jq 'del(.timestamp)' art/EDGE_REPORT.json | diff edge.json -
  run continuous_runner --iter-glob w --max-iterations 1 --dry-run
  assert_output_has 'windows=30'
}

@test "a folder that holds nothing but compressed windows is read; whatever else is packed there is not" {
  windows 1 5
  compress gzip w/ITER_SUMMARY_{1..3}.json
  compress zstd w/ITER_SUMMARY_{4..5}.json
  echo '{"a":1}' | gzip >w/other.json.gz
  analyze --iter-glob w
  assert_status 0
  [ "$(of .windows)" = 5 ]
  [[ $output != *other* ]] || fail 'other.json.gz is no ITER_SUMMARY file'
  mkdir v
  for i in 1 2 3; do mv "w/ITER_SUMMARY_$i.json.gz" "v/w$i.json.gz"; done
  analyze --iter-glob v
  [ "$(of .windows)" = 3 ]
}

@test "one compressed file of many windows: NDJSON, an array, pretty-printed, several members, more than a mebibyte" {
  windows 1 30
  cat w/*.json >all.ndjson
  jq -s . all.ndjson >all.json
  jq . all.ndjson >pretty.json
  analyze --iter-glob 'w/*'
  cp out/VIOLATIONS.json plain.json
  for file in all.ndjson all.json pretty.json; do
    for tool in gzip zstd; do
      rm -rf one
      mkdir one
      cp $file one/
      compress $tool one/$file
      analyze --iter-glob 'one/*'
      assert_status 0
      [ "$(of .windows)" = 30 ]
      cmp out/VIOLATIONS.json plain.json
    done
  done
  { head -n 10 all.ndjson | gzip; tail -n 20 all.ndjson | gzip; } >two.ndjson.gz
  analyze --iter-glob two.ndjson.gz
  [ "$(of .windows)" = 30 ]
  # larger than what is read at once
  jq -c '. + {note: ("x" * 100000)}' all.ndjson >wide.ndjson
  gzip -k wide.ndjson
  zstd -q wide.ndjson
  for file in wide.ndjson.gz wide.ndjson.zst; do
    analyze --iter-glob $file
    [ "$(of .windows)" = 30 ]
    cmp out/VIOLATIONS.json plain.json
  done
}

@test "a window and its compressed copy count once" {
  windows 1 3
  gzip -k w/*.json
  analyze --iter-glob 'w/*'
  assert_status 0
  [ "$(of .windows)" = 3 ]
  assert_output_has 'twice'
}

@test "of a compressed file that is cut or damaged nothing counts, and it is named" {
  windows 1 8
  seq 100 | sed 's/.*/{"symbol":"ETHUSDT","iteration":&,"net_bps":-9.&}/' >lines.ndjson
  for tool in gzip zstd; do
    case $tool in gzip) end=gz ;; zstd) end=zst ;; esac
    $tool -c lines.ndjson >whole
    head -c $(($(stat -c %s whole) - 1)) whole >w/cut.ndjson."$end"
    head -c $(($(stat -c %s whole) / 2)) whole >w/half.ndjson."$end"
    cat whole - <<<'junk' >w/junk.ndjson."$end"
    cp lines.ndjson w/plain.ndjson."$end"
    : >w/empty.ndjson."$end"
  done
  # a bit of the figures themselves: only the check sum tells
  gzip -c <<<'{"symbol":"ETHUSDT","iteration":1,"net_bps":1.5}' >w/flipped.json.gz
  python3 - <<'END'
packed = bytearray(open("w/flipped.json.gz", "rb").read())
packed[-8] ^= 1
open("w/flipped.json.gz", "wb").write(packed)
END
  analyze --iter-glob 'w/*'
  assert_status 0
  [ "$(of '.symbols | keys')" = '["BTCUSDT"]' ]
  [ "$(of .skipped_files)" = 11 ] || fail "$(of .skipped_files)"
  for name in cut half junk; do
    for end in gz zst; do assert_output_has "skipped w/$name.ndjson.$end: cannot be unpacked: "; done
  done
  for name in plain empty; do
    assert_output_has "skipped w/$name.ndjson.gz: is not compressed with gzip, as its name says"
    assert_output_has "skipped w/$name.ndjson.zst: is not compressed with zstd, as its name says"
  done
  assert_output_has 'skipped w/flipped.json.gz: cannot be unpacked: it is damaged (incorrect data check)'
  rm w/*.json
  analyze --iter-glob 'w/*'
  assert_status 3
  [ ! -e out ]
}

@test "a compressed file that unpacks to more than 1 GiB is given up, in bounded memory" {
  windows 1 3
  { cat w/*.json && head -c 1100000000 /dev/zero | tr '\0' ' '; } | gzip -1 >w/bomb.ndjson.gz
  analyze --iter-glob 'w/*'
  assert_status 0
  [ "$(of .windows)" = 3 ]
  assert_output_has 'skipped w/bomb.ndjson.gz: is larger than 1 GiB when unpacked'
}

@test "other compression under other names is named with what to do" {
  windows 1 3
  gzip -c w/ITER_SUMMARY_1.json >w/a.json
  gzip -c w/ITER_SUMMARY_1.json | gzip >w/twice.json.gz
  analyze --iter-glob 'w/*'
  assert_status 0
  assert_output_has 'skipped w/a.json: is compressed with gzip; only files named .gz are unpacked'
  assert_output_has 'skipped w/twice.json.gz: is compressed with gzip'
}
