#!/usr/bin/env bats
# analyze_post_soak --html as a user calls it: when the page is written, that it is one file, and that it is the same for
# the same input. What it looks like is tested in a browser (test/browser).
load ../support/common

page=reports/analysis/POST_SOAK_ANALYSIS.html

runs() {
  printf '%s/data/fixtures/analyze_post_soak/%s/ITER_*.json' "$SOAK_SOURCE_ROOT" "$1"
}

@test "the page is written only if it is asked for, and changes no other report" {
  analyze_post_soak --iter-glob "$(runs demo)" --out-dir plain
  [ ! -e plain/POST_SOAK_ANALYSIS.html ]
  run analyze_post_soak --iter-glob "$(runs demo)" --html --out-dir html
  assert_status 0
  [ "$(tail -c 8 html/POST_SOAK_ANALYSIS.html)" = '</html>' ]
  mv html/POST_SOAK_ANALYSIS.html .
  diff -r plain html
}

@test "it says what is wrong since when" {
  analyze_post_soak --iter-glob "$(runs demo)" --html
  assert_file_has "$page" '<title>WARN - Post-Soak Analysis</title>'
  assert_file_has "$page" '<bdi>ETHUSDT</bdi> <span>Edge(bps)</span>'
  assert_file_has "$page" '<time>2026-01-13 '
  assert_file_has "$page" 'Generated 2025-01-01 00:00:00 UTC'
  assert_file_has "$page" '<span lang="ru">Проверить spread относительно конкурентов</span>'
  analyze_post_soak --iter-glob "$(runs demo)" --html --lang en
  assert_file_has "$page" "<span>Compare the spread with the competitors&#39;</span>"
}

@test "it names no address and holds no attribute that runs or loads something" {
  analyze_post_soak --iter-glob "$(runs soak_crit)" --html
  # The name of SVG is an identifier, not an address, and a hash may hold anything.
  if sed "s|http://www.w3.org/2000/svg||; s|'sha256-[^']*'||g" "$page" |
    grep -nE '(https?|ftp|wss?)://|"//[a-z]|[ "](src|srcset|style|on[a-z]+)=|@import|url\('; then
    fail 'the page refers to something outside itself'
  fi
  assert_file_has "$page" "default-src 'none'"
}

@test "it is the same to the byte for any number of threads, order of files, locale and time zone" {
  analyze_post_soak --iter-glob "$(runs demo)" --html --out-dir a
  TZ=Asia/Tokyo LC_ALL=ru_RU.UTF-8 analyze_post_soak --iter-glob "$(runs demo)" --html --threads 7 --out-dir b
  cmp a/POST_SOAK_ANALYSIS.html b/POST_SOAK_ANALYSIS.html
  mkdir shuffled
  i=100
  for file in $(runs demo); do cp "$file" "shuffled/ITER_$((i -= 1)).json"; done
  analyze_post_soak --iter-glob 'shuffled/*.json' --html --out-dir c
  cmp a/POST_SOAK_ANALYSIS.html c/POST_SOAK_ANALYSIS.html
}

@test "windows without times are numbered, merged ones have the time of their first" {
  jq -c 'del(.timestamp)' "$SOAK_SOURCE_ROOT"/data/fixtures/analyze_post_soak/demo/ITER_*.json |
    analyze_post_soak --iter-glob - --html
  assert_file_lacks "$page" '<time>'
  assert_file_has "$page" 'since iteration '
  analyze_post_soak --iter-glob "$(runs demo)" --html --time-buckets 6
  assert_file_has "$page" '4 <span class="dim">merged from 24</span>'
  assert_file_has "$page" '"times":[[1768204800,21600,21600,21600]]'
}

@test "what was skipped stands in the page, with its reason" {
  cp "$SOAK_SOURCE_ROOT"/data/fixtures/analyze_post_soak/demo/ITER_*.json .
  printf '{"symbol": "<b>",' >ITER_SUMMARY_7.json
  run analyze_post_soak --iter-glob 'ITER_*.json' --html
  assert_file_has "$page" 'Skipped: 1 file, 0 records.'
  assert_file_has "$page" '<li>skipped ITER_SUMMARY_7.json: byte 17: incomplete JSON</li>'
}

@test "it goes with the other reports: all are replaced or none" {
  analyze_post_soak --iter-glob "$(runs soak_ok)" --html --out-dir out
  cp -r out before
  run analyze_post_soak --iter-glob "$(runs nothing)" --html --out-dir out
  assert_status 3
  diff -r before out
  "$SOAK_SOURCE_ROOT/test/support/make_run.py" 40 60 >run.ndjson
  # shellcheck disable=SC2016 # expanded by small_disk
  run small_disk 256k 'cp -r before disk/out; set +e
    analyze_post_soak --iter-glob run.ndjson --html --out-dir disk/out; status=$?
    diff -rq before disk/out && exit $status'
  assert_status 4
  assert_output_has 'POST_SOAK_ANALYSIS.html'
  assert_output_has 'No space left on device'
}

@test "continuous_runner writes it too" {
  run continuous_runner --iter-glob "$(runs soak_crit)" --html --max-iterations 1 --no-export --env dev --exchange bybit \
    --lock-file lock --redis-url redis://127.0.0.1:1
  assert_file_has "$page" '<title>CRIT - Post-Soak Analysis</title>'
  assert_file_has "$page" '<time>2026-01-12 '
}
