#!/usr/bin/env bats
# The manual pages: one for each tool, clean to man and mandoc, with the sections and options that the tool has.
# shellcheck disable=SC2154,SC2016,SC2015 # variables that bats sets; texts for another shell
load ../support/common

setup_file() {
  : "${SOAK_SOURCE_ROOT:=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)}"
  SOURCE_DATE_EPOCH=1764547200 "$SOAK_SOURCE_ROOT/scripts/man-pages" "${SOAK_BIN:-$SOAK_SOURCE_ROOT/build/bin}" \
    "$BATS_FILE_TMPDIR/man1"
}

setup_test() {
  pages=$BATS_FILE_TMPDIR/man1
  export COLUMNS=9999  # of --help: options stand on one line each
}

@test "each tool has a page, and there is one for soak" {
  for tool in "$SOAK_BIN"/*; do
    [ -f "$tool" ] && [ -x "$tool" ] || continue
    [ -s "$pages/soak-${tool##*/}.1" ] || fail "no page for ${tool##*/}"
    sed "s/\\\\-/-/g" "$pages/soak.1" | grep -qx -- "${tool##*/}" || fail "${tool##*/} is not in soak(1)"
  done
  [ -s "$pages/soak.1" ]
}

@test "man and mandoc have no complaint" {
  for page in "$pages"/*.1; do
    run env LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 sh -c 'man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null' sh "$page"
    [ "$output" = '' ] || fail "$page"
    run mandoc -Tlint -Wwarning "$page"
    assert_status 0
  done
}

@test "whatis can read each NAME" {
  for page in "$pages"/*.1; do
    name=${page##*/}
    run lexgrog "$page"
    assert_status 0
    assert_output_has "\"${name%.1} - "
  done
  mkdir -p db/man1
  cp "$pages"/*.1 db/man1/
  mandb --no-purge --create --user-db --quiet db 2>/dev/null || true
  run man -M db -w soak-analyze_post_soak
  assert_status 0
}

@test "a page has its tool's sections, options, statuses, variables" {
  for section in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' ENVIRONMENT FILES 'SEE ALSO'; do
    for page in "$pages"/soak-*.1; do
      grep -qE "^\.SH \"?$section\"?\$" "$page" || fail "no $section in $page"
    done
  done
  for tool in continuous_runner status journal_verify; do
    man -l -Tutf8 --no-hyphenation "$pages/soak-$tool.1" 2>/dev/null | col -b >page
    for option in $("$tool" --help | grep -oE '^  (-h,)?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
      assert_file_has page "$option"
    done
    [ "$(grep -cE '^ +[0-9] +[a-z]' page)" -eq "$("$tool" --help | sed -n 's/^Exit status: //p' | grep -oE '(^|, )[0-9] ' | wc -l)" ]
  done
  man -l -Tutf8 "$pages/soak-continuous_runner.1" 2>/dev/null | col -b >page
  assert_file_has page 'Stands for --redis-url.'
  assert_file_has page '/tmp/soak_continuous.lock'
}

@test "the same tools make the same pages" {
  SOURCE_DATE_EPOCH=1764547200 "$SOAK_SOURCE_ROOT/scripts/man-pages" "$SOAK_BIN" again
  diff -r "$pages" again
  grep -q '"2025-12-01"' again/soak.1
}
