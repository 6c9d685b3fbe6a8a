#!/usr/bin/env bats
# scripts/page-assets: the committed headers are what report-page/ makes, and what cannot become one script is refused.
load ../support/common

setup_test() {
  mkdir -p tree/scripts tree/report-page tree/include/soak/report/page
  cp -r "$SOAK_SOURCE_ROOT"/report-page/{script,style} tree/report-page/
  cp "$SOAK_SOURCE_ROOT/scripts/page-assets" tree/scripts/
  cp "$SOAK_SOURCE_ROOT"/include/soak/report/page/{assets,fleet_assets}.hpp tree/include/soak/report/page/
  cd tree || return 1
}

check() {
  run scripts/page-assets --check
}

# refused FILE 'LINE' 'REASON': with the line before its others, FILE is not put into the header.
refused() {
  cp "report-page/$1" before
  { printf '%s\n' "$2" && cat before; } >"report-page/$1"
  run scripts/page-assets
  cp before "report-page/$1"
  assert_status 1
  assert_output_has "page-assets: report-page/$3"
}

@test "the headers are what report-page/ makes" {
  run "$SOAK_SOURCE_ROOT/scripts/page-assets" --check
  assert_status 0
  [ "$output" = '' ]
}

@test "a change of any source is noticed until the headers are written anew" {
  for file in report-page/script/*.js report-page/style/*.css; do
    printf '/* changed */\n' >>"$file"
    check
    assert_status 1
    case $file in
      */fleet.*) header=fleet_assets.hpp ;;
      *) header=assets.hpp ;;
    esac
    [ "$output" = \
      "page-assets: include/soak/report/page/$header: not what report-page/ makes; run scripts/page-assets" ]
    scripts/page-assets
    check
    assert_status 0
  done
  # Every source is in the header of the reports but the two of the fleet's, which takes four style sheets from there.
  [ "$(grep -cxE '(R"css\()?/\* changed \*/' include/soak/report/page/assets.hpp)" -eq \
    $(($(find report-page/script report-page/style -type f | wc -l) - 2)) ]
  [ "$(grep -cxF '/* changed */' include/soak/report/page/fleet_assets.hpp)" -eq 2 ]
  [ "$(grep -cE '^page_(base|headline|table|media)_css,$' include/soak/report/page/fleet_assets.hpp)" -eq 4 ]
}

@test "a header that was edited, and one that is missing, are noticed" {
  for header in assets.hpp fleet_assets.hpp; do
    sed -i 's/_sha256 = "./_sha256 = "x/' "include/soak/report/page/$header"
    check
    assert_status 1
    rm "include/soak/report/page/$header"
    check
    assert_status 1
    [ ! -e "include/soak/report/page/$header" ]
    scripts/page-assets
  done
}

@test "what cannot become one script or one style sheet is refused, and the header stays" {
  refused script/page.js "import {nosuch} from './base.js';" 'script/page.js: imports nosuch, which base.js does not export'
  refused script/page.js "import {byId} from './nosuch.js';" 'script/nosuch.js: No such file or directory'
  refused script/page.js "import {byId as id} from './base.js';" 'script/page.js: imports byId as id, which base.js does not export'
  refused script/page.js "import './base.js';" "script/page.js: cannot be put into one script: import './base.js';"
  refused script/page.js 'export default 1;' 'script/page.js: cannot be put into one script: export default 1;'
  refused script/page.js 'const view = 1;' 'script/page.js: view is a name of table.js already'
  refused script/base.js "import {view} from './table.js';" 'script/base.js: imports itself: base.js -> table.js -> base.js'
  refused style/page.css '@import url(base.css);' 'style/page.css: an @import that is not understood'
  check
  assert_status 0
}

@test "what would end the string in the header is refused" {
  printf "const end = ')js\"';\n" >>report-page/script/head.js
  check
  assert_status 1
  assert_output_has 'html_head_script holds )js", which ends the string'
}
