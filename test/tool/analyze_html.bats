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
  # but that the summary names its sum
  [ "$(jq -r '.files["POST_SOAK_ANALYSIS.html"]' html/SOAK_SUMMARY.json)" = "$(sha256sum <POST_SOAK_ANALYSIS.html | cut -d' ' -f1)" ]
  for run in plain html; do jq 'del(.files["POST_SOAK_ANALYSIS.html"])' $run/SOAK_SUMMARY.json >$run/S && mv $run/S $run/SOAK_SUMMARY.json; done
  diff -r plain html
}

@test "it says what is wrong since when" {
  analyze_post_soak --iter-glob "$(runs demo)" --html
  assert_file_has "$page" '<title>WARN 2026-01-12 – 2026-01-13 - Анализ прогона</title>'
  assert_file_has "$page" '<bdi>ETHUSDT</bdi> <span>Edge(bps)</span>'
  assert_file_has "$page" '<time datetime="2026-01-13T04:00:00Z">2026-01-13 04:00 UTC</time>'
  assert_file_has "$page" 'Составлено <time datetime="2025-01-01T00:00:00Z">2025-01-01 00:00 UTC</time>'
  assert_file_has "$page" '<span>Проверить spread относительно конкурентов</span>'
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
    analyze_post_soak --iter-glob - --html --lang en
  assert_file_lacks "$page" 'since <time'
  assert_file_has "$page" 'since iteration '
  analyze_post_soak --iter-glob "$(runs demo)" --html --time-buckets 6 --lang en
  assert_file_has "$page" '4 <span class="dim">merged from 24</span>'
  assert_file_has "$page" '"times":[[1768204800,21600,21600,21600]]'
}

@test "what was skipped stands in the page, with its reason" {
  cp "$SOAK_SOURCE_ROOT"/data/fixtures/analyze_post_soak/demo/ITER_*.json .
  printf '{"symbol": "<b>",' >ITER_SUMMARY_7.json
  run analyze_post_soak --iter-glob 'ITER_*.json' --html --lang en
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
  run small_disk 384k 'cp -r before disk/out; set +e
    analyze_post_soak --iter-glob run.ndjson --html --out-dir disk/out; status=$?
    diff -rq before disk/out && exit $status'
  assert_status 4
  assert_output_has 'POST_SOAK_ANALYSIS.html'
  assert_output_has 'No space left on device'
}

@test "continuous_runner writes it too" {
  run continuous_runner --iter-glob "$(runs soak_crit)" --html --max-iterations 1 --no-export --env dev --exchange bybit \
    --lock-file lock --redis-url redis://127.0.0.1:1
  assert_file_has "$page" '<title>CRIT dev/bybit 2026-01-12 - Анализ прогона</title>'
  assert_file_has "$page" '<time datetime="2026-01-12T'
}

@test "the title names environment and exchange, from options or the environment" {
  ENV=prod EXCHANGE=bybit analyze_post_soak --iter-glob "$(runs demo)" --html --lang en
  assert_file_has "$page" '<title>WARN prod/bybit 2026-01-12 to 2026-01-13 - Post-Soak Analysis</title>'
  ENV=prod analyze_post_soak --iter-glob "$(runs demo)" --html --lang en --env stage
  assert_file_has "$page" '<title>WARN stage 2026-01-12 to 2026-01-13 - Post-Soak Analysis</title>'
}

@test "an earlier run is drawn and compared" {
  analyze_post_soak --iter-glob "$(runs demo)" --baseline "$(runs soak_crit)" --html --lang en
  assert_file_has "$page" '<h2 id="earlier-title">Against the earlier run</h2>'
  assert_file_has "$page" '"earlier":{"times":0,"values":[['
  analyze_post_soak --iter-glob "$(runs demo)" --html --lang en
  assert_file_lacks "$page" 'id="earlier"'
  assert_file_lacks "$page" '"earlier":{'
}

@test "the runner's page shows what is acknowledged and silenced, as status does" {
  cycle() {
    continuous_runner --iter-glob 'windows/*.json' --html --lang en --max-iterations 1 --no-export --env dev \
      --exchange bybit --lock-file lock --alert-on incidents --alert console --state-dir state --redis-url redis://127.0.0.1:1
  }
  mkdir windows
  cp "$SOAK_SOURCE_ROOT"/data/fixtures/analyze_post_soak/demo/ITER_*.json windows
  cycle
  assert_file_lacks "$page" 'id="silenced"'
  ack --all --for 8h --reason 'venue <maintenance>' --by kim --env dev --exchange bybit --state-dir state
  silence --daily 22:00-07:00 --tz Europe/Berlin --below CRIT --env dev --exchange bybit --state-dir state
  cycle
  assert_file_has "$page" '<h2 id="silenced-title">Acknowledged and silenced</h2>'
  assert_file_has "$page" '<li><b>Acknowledged</b> ETHUSDT:edge_bps:2026-01-13T04:00:00Z (WARN) until <time datetime="'
  assert_file_has "$page" ', kim: venue &lt;maintenance&gt;</li>'
  assert_file_has "$page" '<b class="known">acknowledged</b> until '
  assert_file_has "$page" '<li><b>Silenced</b> below CRIT daily 22:00–07:00 Europe/Berlin</li>'
  analyze_post_soak --iter-glob 'windows/*.json' --html --lang en
  assert_file_lacks "$page" 'id="silenced"'
}

@test "beyond 20 MiB the page is a lighter one, and a warning says so" {
  "$SOAK_SOURCE_ROOT/test/support/make_run.py" 70 15000 >run.ndjson
  run analyze_post_soak --iter-glob run.ndjson --html --lang en
  assert_status 0
  [[ $output == *"[WARN] the page would have "*" MiB: a point of its charts is the worst of 2 windows"* ]]
  [ "$(stat -c %s "$page")" -lt $((20 << 20)) ]
  assert_file_has "$page" 'each point of a chart is the worst of 2 windows in a row'
}
