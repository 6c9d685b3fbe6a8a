#!/usr/bin/env bats
# Archives, bundles and digests under SIGKILL and on a full disk: what has the name of an archive is whole.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

sources() {
  mkdir -p src
  printf '{"readiness": 90}\n' >src/KPI_GATE.json
  for i in $(seq 1 40); do head -c 40000 /dev/urandom | base64 >"src/f$i.json"; done
}

@test "SIGKILL at any moment of packing leaves no half archive, and the next run cleans up" {
  sources
  # What a whole run takes sets where the kills fall.
  whole=$(microseconds_of artifacts_archive --src src --out-dir out --max-mb 50)
  rm -r out
  for i in $(seq 1 60); do
    artifacts_archive --src src --out-dir out --max-mb 50 >/dev/null 2>&1 &
    pid=$!
    sleep_microseconds $((whole * i / 60))
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  mkdir -p out
  for archive in out/*.tar.zst; do
    [ -e "$archive" ] || continue
    artifacts_archive --verify "$archive" >/dev/null
  done
  find out -name '.*.soak-tmp' -exec touch -d '1 minute ago' {} +
  artifacts_archive --src src --out-dir out --max-mb 50 >/dev/null
  [ -z "$(find out -name '.*')" ]
}

@test "SIGKILL at every call of an extraction: the folder is not there, or whole, and the next run makes it" {
  mkdir -p src/deep/er
  printf '{"readiness": 90}\n' >src/KPI_GATE.json
  printf '{}\n' >src/deep/er/a.json
  ln -s ../KPI_GATE.json src/deep/link
  artifacts_archive --src src --out-dir out >/dev/null 2>&1
  archive=$(echo out/*.zst)
  # shellcheck disable=SC2317 # called by killed_at_each
  check_rest() {
    if [ -e to ]; then
      rm to/MANIFEST
      diff -r src to
      rm -r to
    fi
  }
  killed_at_each mkdir,mkdirat,openat,write,symlinkat,syncfs,rename,fsync artifacts_archive --extract "$archive" --to to
  [ "$kills" -gt 20 ]
  [ -e to ] && check_rest
  find . -name '.to.*.soak-tmp' -exec touch -d '1 minute ago' {} +
  artifacts_archive --extract "$archive" --to to
  [ -z "$(find . -name '.to.*')" ]
}

@test "a full disk, at every size: exit 4, nothing left, the old archives stand" {
  sources
  small_disk 4096k '
    artifacts_archive --src src --out-dir disk/out --max-files 3 >/dev/null 2>&1
    old=$(ls disk/out)
    for free in 0 4 16 64 256 1024; do
      available=$(df -k --output=avail disk | tail -n 1)
      head -c "$(((available - free) * 1024))" /dev/zero >disk/fill
      status=0
      artifacts_archive --src src --out-dir disk/out --max-mb 50 >output 2>&1 || status=$?
      cat output
      [ "$status" = 4 ]
      grep -q "No space left on device" output
      [ "$(ls -A disk/out)" = "$old" ]
      rm disk/fill
    done
    artifacts_archive --verify "disk/out/$(printf "%s\n" "$old" | head -n 1)"'
}

@test "a full disk leaves the old digest, artifacts and bundle as they were" {
  iter="$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo/ITER_SUMMARY_*.json"
  export iter
  analyze_post_soak --iter-glob "$iter" 2>/dev/null
  small_disk 1024k '
    all="--summary ../reports/analysis/SOAK_SUMMARY.json --violations ../reports/analysis/VIOLATIONS.json"
    cd disk
    kpi_gate $all >/dev/null
    edge_report --iter-glob "$iter" --summary ../reports/analysis/SOAK_SUMMARY.json >/dev/null
    edge_sentinel --iter-glob "$iter" --violations ../reports/analysis/VIOLATIONS.json >/dev/null
    full_stack_validate >/dev/null
    daily_digest >/dev/null
    make_bundle >/dev/null
    before=$(find artifacts -type f -exec sha256sum {} + | sort)
    dd if=/dev/zero of=fill bs=4k 2>/dev/null || true
    for command in daily_digest make_bundle "kpi_gate $all" full_stack_validate cron_sentinel; do
      status=0
      $command >../output 2>&1 || status=$?
      [ "$status" = 4 ] || { echo "$command: $status"; cat ../output; exit 1; }
    done
    [ "$(find artifacts -type f -exec sha256sum {} + | sort)" = "$before" ]'
}

@test "SIGKILL of the bundle: the stamp always names a bundle that verifies" {
  mkdir -p artifacts
  printf '{"readiness": 90}\n' >artifacts/KPI_GATE.json
  for name in EDGE_REPORT EDGE_SENTINEL FULL_STACK_VALIDATION; do printf '{}\n' >"artifacts/$name.json"; done
  whole=$(microseconds_of make_bundle --level 1)
  for i in $(seq 1 40); do
    printf '{"readiness": 90, "n": %s}\n' "$i" >artifacts/KPI_GATE.json
    make_bundle --level 1 --release "1.$i" >/dev/null 2>&1 &
    pid=$!
    sleep_microseconds $((whole * i / 40))
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    make_bundle --verify >/dev/null
  done
}
