#!/usr/bin/env bats
# make_bundle: reproducible, stamped, gated, rebuilt in time.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  mkdir -p artifacts reports/analysis
  printf '{"readiness": 90}\n' >artifacts/KPI_GATE.json
  for name in EDGE_REPORT EDGE_SENTINEL FULL_STACK_VALIDATION; do printf '{}\n' >"artifacts/$name.json"; done
  printf '# report\n' >reports/analysis/POST_SOAK_ANALYSIS.md
}

@test "two builds give the same bytes, whenever and however they are made" {
  make_bundle --include reports/analysis --git-hash abc >/dev/null
  cp artifacts/dist/*.zst one.zst
  touch -d '3 years ago' artifacts/*.json reports/analysis/*
  sleep 1.1
  TZ=Asia/Tokyo LC_ALL=C make_bundle --include ./reports/analysis/ --git-hash abc >/dev/null
  cmp one.zst artifacts/dist/*.zst
  SOURCE_DATE_EPOCH=1735689600 make_bundle --include reports/analysis --git-hash abc >/dev/null
  tar --zstd -tvf artifacts/dist/*.zst | grep -q '2025-01-01 .* artifacts/KPI_GATE.json'
  SOURCE_DATE_EPOCH=soon run make_bundle
  assert_status 2
}

@test "the stamp: version, git_hash, bundle_sha256, ts" {
  run make_bundle --release 2.1 --git-hash 0123456789abcdef0123
  assert_status 0
  assert_output_has 'file=artifacts/dist/soak-2.1-0123456789ab.tar.zst'
  sum=$(sha256sum artifacts/dist/*.zst | cut -c1-64)
  now=$(date +%s)
  jq -e --arg sum "$sum" --argjson now "$now" '.version == "2.1" and .git_hash == "0123456789abcdef0123" and
    .bundle_sha256 == $sum and .ts <= $now and .ts > $now - 60' artifacts/RELEASE_STAMP.json
  run make_bundle --verify
  assert_status 0
}

@test "--verify finds a bundle that was changed, even with a sum that fits" {
  make_bundle >/dev/null
  run make_bundle --verify
  assert_status 0
  bundle=$(echo artifacts/dist/*.zst)
  cp "$bundle" good
  printf 'x' | dd of="$bundle" bs=1 seek=50 conv=notrunc 2>/dev/null
  run make_bundle --verify
  assert_status 1
  # Another whole bundle in its place
  cp artifacts/RELEASE_STAMP.json stamp
  printf '{"readiness": 91}\n' >artifacts/KPI_GATE.json
  make_bundle >/dev/null
  cp stamp artifacts/RELEASE_STAMP.json
  run make_bundle --verify
  assert_status 1
  assert_output_has 'it is not the bundle that'
  rm artifacts/RELEASE_STAMP.json
  run make_bundle --verify
  assert_status 3
}

@test "below 85 nothing is built" {
  printf '{"readiness": 84.9, "scale": 100}\n' >artifacts/KPI_GATE.json
  run make_bundle
  assert_status 1
  [ "$output" = 'event=bundle status=BLOCKED reason=asked-for gate="readiness 84.9 is below 85"' ]
  [ ! -e artifacts/dist ]
  run make_bundle --min-readiness 80
  assert_status 0
}

@test "--auto: builds when there is none, when inputs changed, after 3 days; waits for a closed gate until 5" {
  auto() { run make_bundle --auto --now "$1"; }
  made=2026-01-10T00:00:00Z
  auto "$made"
  assert_output_has 'event=bundle status=OK reason=no-good-bundle'
  auto 2026-01-12T23:59:59Z
  [ "$output" = 'event=bundle status=SKIP reason=up-to-date' ]
  printf '{"changed": 1}\n' >artifacts/EDGE_REPORT.json
  auto 2026-01-10T01:00:00Z
  assert_output_has 'status=OK reason=inputs-changed'
  auto 2026-01-13T02:00:00Z
  assert_output_has 'status=OK reason=older-than-3-days'
  printf '{"readiness": 10}\n' >artifacts/KPI_GATE.json
  auto 2026-01-16T03:00:00Z
  assert_status 0
  assert_output_has 'status=DEFERRED reason=older-than-3-days gate="readiness 10 is below 85"'
  auto 2026-01-18T03:00:00Z
  assert_status 1
  assert_output_has 'status=BLOCKED reason=older-than-5-days'
  rm artifacts/dist/*.sha256
  auto 2026-01-13T03:00:00Z
  assert_status 1
  assert_output_has 'status=BLOCKED reason=no-good-bundle'
}

@test "what is to be bundled must be there, readable, and below the working directory" {
  run make_bundle --include none
  assert_status 3
  run make_bundle --include ../x
  assert_status 2
  run make_bundle --artifacts-dir /tmp
  assert_status 2
  mkfifo reports/pipe
  run make_bundle --include reports
  assert_status 3
  assert_output_has 'reports/pipe'
  [ ! -e artifacts/RELEASE_STAMP.json ]
  rm artifacts/EDGE_REPORT.json
  run make_bundle
  assert_status 3
  assert_output_has 'artifacts/EDGE_REPORT.json'
}
