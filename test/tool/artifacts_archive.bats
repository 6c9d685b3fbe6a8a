#!/usr/bin/env bats
# artifacts_archive: packing, verifying, listing, extracting, pruning, cleaning.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  mkdir -p artifacts/soak artifacts/failures artifacts/tmp
  printf '{"readiness": 90}\n' >artifacts/KPI_GATE.json
  printf '{}\n' >artifacts/EDGE_REPORT.json
  for i in 1 2 3; do printf '{"iteration": %s}\n' "$i" >"artifacts/soak/ITER_SUMMARY_$i.json"; done
  printf 'x' >artifacts/failures/f.json
  printf 'x' >artifacts/tmp/t.json
  printf 'core' >artifacts/core.bin
}

the_archive() {
  local found=(artifacts/archive/*.tar.zst)
  printf '%s' "${found[-1]}"
}

@test "--src artifacts --fast packs what is light, key files first, and says so" {
  run --separate-stderr artifacts_archive --src artifacts --fast
  assert_status 0
  [[ $output =~ ^'event=archive status=OK file=artifacts/archive/'[0-9TZ]+'.tar.zst files=6 links=0 bytes='[0-9]+' left_out=1 sha256='[0-9a-f]{64}$ ]]
  [ "$stderr" = '[WARN] left out: core.bin (type)' ]
  run artifacts_archive --list "$(the_archive)"
  assert_status 0
  [ "$(printf '%s\n' "${lines[@]}" | cut -d' ' -f2- | tr '\n' ' ')" = \
    'MANIFEST KPI_GATE.json EDGE_REPORT.json soak/ITER_SUMMARY_1.json soak/ITER_SUMMARY_2.json soak/ITER_SUMMARY_3.json tmp/t.json ' ]
}

@test "the quickstart's fine tuning" {
  run --separate-stderr artifacts_archive --src artifacts --max-files 200 --max-mb 3 --exclude failures --exclude tmp
  assert_status 0
  assert_output_has ' files=5 '
  rm -r artifacts/archive
  run --separate-stderr artifacts_archive --src artifacts --max-files 2
  assert_output_has ' files=2 '
  [[ $stderr == *'left out: soak/ITER_SUMMARY_1.json (max-files)'* ]]
  rm -r artifacts/archive
  run --separate-stderr artifacts_archive --src artifacts --fast=false
  assert_output_has ' files=7 '
}

@test "other people's tools read it: tar, zstd, sha256sum" {
  artifacts_archive --src artifacts --fast 2>/dev/null
  archive=$(the_archive)
  (cd artifacts/archive && sha256sum -c --quiet ./*.sha256)
  mkdir out
  zstd -dc "$archive" | tar -xf - -C out
  (cd out && sha256sum -c --quiet MANIFEST)
  cmp out/KPI_GATE.json artifacts/KPI_GATE.json
  [ "$(stat -c %a out/KPI_GATE.json)" = 644 ]
}

@test "the same tree gives the same bytes" {
  artifacts_archive --src artifacts --out-dir one 2>/dev/null >/dev/null
  LC_ALL=C TZ=Asia/Tokyo artifacts_archive --src artifacts --out-dir two 2>/dev/null >/dev/null
  cmp one/*.zst two/*.zst
}

@test "--verify and --extract; a damaged archive exits 1, a missing one 3" {
  artifacts_archive --src artifacts 2>/dev/null >/dev/null
  archive=$(the_archive)
  run artifacts_archive --verify "$archive"
  assert_status 0
  assert_output_has 'event=archive_verify status=OK files=6 links=0'
  run artifacts_archive --extract "$archive" --to out
  assert_status 0
  [ "$output" = 'event=archive_extract status=OK files=6 links=0 refused=0' ]
  diff -r artifacts/soak out/soak
  run artifacts_archive --extract "$archive" --to out
  assert_status 4
  assert_output_has 'File exists'
  run artifacts_archive --extract "$archive" --to out2 --max-extract-mb 0.00001
  assert_status 1
  [ ! -e out2 ]
  printf 'x' | dd of="$archive" bs=1 seek=100 conv=notrunc 2>/dev/null
  for mode in --verify --list; do
    run artifacts_archive "$mode" "$archive"
    assert_status 1
  done
  run artifacts_archive --extract "$archive" --to out3
  assert_status 1
  [ ! -e out3 ]
  run artifacts_archive --verify none.tar.zst
  assert_status 3
  run artifacts_archive --extract "$archive"
  assert_status 2
}

@test "links are stored, never followed, and made only if they stay inside" {
  mkdir secret
  printf 'root\n' >secret/passwd
  ln -s "$PWD/secret" artifacts/outside
  ln -s ../KPI_GATE.json artifacts/soak/inside
  run --separate-stderr artifacts_archive --src artifacts
  assert_output_has ' links=2 '
  run --separate-stderr artifacts_archive --extract "$(the_archive)" --to out
  assert_status 0
  assert_output_has 'refused=1'
  [ "$(readlink out/soak/inside)" = ../KPI_GATE.json ]
  [ ! -e out/outside ]
}

@test "an unreadable place is reported, the rest is packed, exit 1" {
  mkdir artifacts/closed artifacts/archive
  chmod 0 artifacts/closed
  chmod 777 artifacts/archive .
  mkfifo artifacts/pipe.json
  run --separate-stderr unprivileged artifacts_archive --src artifacts
  assert_status 1
  assert_output_has ' files=6 '
  [[ $stderr == *'closed (unreadable: Permission denied)'* ]]
  [[ $stderr == *'pipe.json (unreadable: neither a file, a directory nor a symbolic link)'* ]]
  run artifacts_archive --verify "$(the_archive)"
  assert_status 0
  run artifacts_archive --src nowhere
  assert_status 3
  [ ! -e nowhere ]
  mkdir empty
  run artifacts_archive --src empty
  assert_status 3
  assert_output_has 'there is nothing to pack'
}

@test "--keep-last prunes, the newest good one stays" {
  for i in 1 2 3; do
    artifacts_archive --src artifacts --out-dir out 2>/dev/null >/dev/null
  done
  [ "$(find out -name '*.zst' | wc -l)" = 3 ]
  run --separate-stderr artifacts_archive --src artifacts --out-dir out --keep-last 2
  assert_output_has 'event=archive_prune deleted=2'
  [ "$(find out -type f | wc -l)" = 4 ]
  run --separate-stderr artifacts_archive --src artifacts --out-dir out --keep-days 1 --now 2099-01-01T00:00:00Z
  assert_output_has 'event=archive_prune deleted=2'
  [ "$(find out -name '*.zst' | wc -l)" = 1 ]
}

@test "--keep-last 1 after the clock was ahead: the new archive and what it holds of cleaned windows stay" {
  artifacts_archive --src artifacts >/dev/null 2>&1
  mv artifacts/archive/*.zst artifacts/archive/20991231T000000Z.tar.zst
  touch -d '10 days ago' artifacts/soak/*
  printf '{"symbol":"B"}\n' >artifacts/soak/ITER_SUMMARY_9.json
  touch -d '10 days ago' artifacts/soak/*
  run --separate-stderr artifacts_archive --src artifacts --keep-last 1 --clean-days 5
  made=$(sed -n 's/.* file=\([^ ]*\).*/\1/p' <<<"$output")
  [ -e "$made" ]
  [ -z "$(ls artifacts/soak)" ]
  artifacts_archive --list "$made" | grep -q ITER_SUMMARY_9.json
}

@test "snapshots on FAIL are pruned like archives, and the newest good one stays" {
  mkdir -p artifacts/failures
  for day in 1 2 3; do
    artifacts_archive --src artifacts --out-dir "d$day" >/dev/null 2>&1
    name=2026010${day}T000000Z.tar.zst
    mv "d$day"/*.zst "artifacts/failures/$name"
    sed "s/  .*/  $name/" "d$day"/*.sha256 >"artifacts/failures/$name.sha256"
  done
  run --separate-stderr artifacts_archive --src artifacts --keep-last 2
  assert_output_has 'event=archive_prune deleted=0 failures=1'
  run --separate-stderr artifacts_archive --src artifacts --keep-days 1
  assert_output_has 'failures=1'
  [ "$(cd artifacts/failures && ls ./*.zst*)" = $'./20260103T000000Z.tar.zst\n./20260103T000000Z.tar.zst.sha256' ]
}

@test "an archive that expands beyond reason is refused at once; --max-expand lets it through" {
  head -c 70000000 /dev/zero >artifacts/zeros.json
  artifacts_archive --src artifacts --fast=false >/dev/null 2>&1
  archive=$(the_archive)
  for mode in --verify --list; do
    run artifacts_archive "$mode" "$archive"
    assert_status 1
    assert_output_has 'it holds more than its limit of 67108864 bytes'
    run artifacts_archive "$mode" "$archive" --max-expand 71
    assert_status 0
  done
  run artifacts_archive --extract "$archive" --to out
  assert_status 1
  [ ! -e out ]
  run artifacts_archive --extract "$archive" --to out --max-expand 71
  assert_status 0
  cmp artifacts/zeros.json out/zeros.json
}

@test "--clean-days deletes old windows that the archive holds, never the live journal" {
  printf '{}\n' >artifacts/SOAK_JOURNAL.jsonl
  touch -d '10 days ago' artifacts/SOAK_JOURNAL.jsonl artifacts/soak/ITER_SUMMARY_1.json artifacts/KPI_GATE.json
  run --separate-stderr artifacts_archive --src artifacts --clean-days 5
  assert_status 0
  assert_output_has 'event=archive_clean deleted=1 bytes=17 kept_not_archived=0'
  [ ! -e artifacts/soak/ITER_SUMMARY_1.json ]
  [ -e artifacts/SOAK_JOURNAL.jsonl ] && [ -e artifacts/KPI_GATE.json ] && [ -e artifacts/soak/ITER_SUMMARY_2.json ]
}

@test "--clean-days keeps what no archive holds" {
  touch -d '10 days ago' artifacts/soak/*
  run --separate-stderr artifacts_archive --src artifacts --clean-days 5 --exclude soak
  assert_output_has 'event=archive_clean deleted=0 bytes=0 kept_not_archived=3'
  [ "$(find artifacts/soak -type f | wc -l)" = 3 ]
}
