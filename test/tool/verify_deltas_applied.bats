#!/usr/bin/env bats
# verify_deltas_applied: did the changes that the tuning proposed come?
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  fixtures=$SOAK_SOURCE_ROOT/data/fixtures/verify_deltas_applied
}

# window N JSON_OF_TUNING [MORE_MEMBERS]: run/ITER_SUMMARY_N.json
window() {
  mkdir -p run
  printf '{"iteration":%s,"summary":{"net_bps":3},"tuning":%s%s}\n' "$1" "$2" "${3:+,$3}" >"run/ITER_SUMMARY_$1.json"
}

@test "by the record: what was applied, what was skipped and why, and the hash moves that nobody proposed" {
  cp -r "$fixtures/by_record" run
  run verify_deltas_applied --path run
  assert_status 1
  [ "${lines[0]}" = 'event=delta iteration=1 status=APPLIED by=record keys=2/2' ]
  assert_output_has 'iteration=4 status=NOT_APPLIED by=record keys=0/1 skip_reason="velocity: velocity cap exceeded"'
  assert_output_has 'event=state_hash status=UNEXPLAINED from_iteration=1 to_iteration=2 from=3e23e8160039 to=2d711642b726'
  assert_output_has 'event=state_hash status=UNEXPLAINED from_iteration=3 to_iteration=6'
  assert_output_has 'event=verify_deltas_applied status=FAIL proposed=4 judged=4 applied=2 partly=0 not_applied=2 pending=0 share=0.5000'
  jq -e '.verdict == "FAIL" and .share == 0.5 and (.hash_changes | length) == 2 and .generated_at_utc == "2025-01-01T00:00:00Z"' \
    run/DELTA_VERIFY_REPORT.json
  assert_file_has run/DELTA_VERIFY_REPORT.md '**FAIL**: 2 of 4 proposals applied whole.'
  assert_file_has run/DELTA_VERIFY_REPORT.md '| UNEXPLAINED | 1 '
}

@test "by value: numbers in texts, nested settings, the state in force after the last window" {
  run verify_deltas_applied --path "$fixtures/by_value" --out-dir out
  assert_status 1
  assert_output_has 'symbol=BTCUSDT iteration=1 status=APPLIED by=value keys=2/2'
  assert_output_has 'iteration=2 status=PARTLY by=value keys=1/2 skip_reason="bounded" note="expected 630"'
  assert_output_has 'iteration=3 status=NOT_APPLIED by=value keys=0/1 note="the value did not change; though the record says applied"'
  assert_output_has 'iteration=4 status=APPLIED by=value keys=1/1'
  jq -e '.proposals[1].deltas[] | select(.key == "tail_age_ms") | .before == 600 and .after == 610 and .delta == 30 and (.applied | not)' \
    out/DELTA_VERIFY_REPORT.json
  [ ! -e "$fixtures/by_value/DELTA_VERIFY_REPORT.md" ]
}

@test "broken files, twins, gaps, texts and proposals without a later window are named and do not stop it" {
  run --separate-stderr verify_deltas_applied --path "$fixtures/hostile" --out-dir out
  assert_status 1
  assert_output_has 'iteration=1 status=PARTLY by=record keys=1/2'
  assert_output_has 'iteration=7 status=PENDING keys=0/1 note="no later window: it does not count"'
  assert_output_has 'event=state_hash status=STUCK from_iteration=2 to_iteration=2'
  assert_output_has 'judged=3 applied=1 partly=1 not_applied=1 pending=1'
  case $stderr in *'ITER_SUMMARY_3.json: byte 37'*'TUNING_REPORT.json'*'iteration 2 is there twice'*'iteration 3 and those up to 4 missing'*) ;; *) fail "$stderr" ;; esac
  jq -e '.problems | length == 4' out/DELTA_VERIFY_REPORT.json
}

@test "the share decides, and strict asks for more and for hashes that fit" {
  window 1 '{"proposed_deltas":{"a":1},"deltas":{"a":1},"changed_keys":["a"],"applied":true,"old_hash":"h1","state_hash":"h2"}'
  window 2 '{"proposed_deltas":{"a":1},"deltas":{"a":1},"changed_keys":["a"],"applied":true,"old_hash":"h9","state_hash":"h3"}'
  window 3 '{"proposed_deltas":{"a":1},"applied":false,"old_hash":"h3","state_hash":"h3","skip_reason":"cooldown"}'
  window 4 '{"old_hash":"h3","state_hash":"h3","applied":false}'
  run verify_deltas_applied --path run
  assert_status 1
  run verify_deltas_applied --path run --min-applied 0.6
  assert_status 0
  assert_output_has 'status=OK'
  run verify_deltas_applied --path run --min-applied 0.6 --strict
  assert_status 1
  assert_output_has 'min_applied=0.95'
  rm run/ITER_SUMMARY_3.json run/ITER_SUMMARY_4.json
  window 3 '{"old_hash":"h3","state_hash":"h3","applied":false}'
  run verify_deltas_applied --path run
  assert_status 0
  assert_output_has 'share=1.0000'
  assert_output_has 'hash_unexplained=1'
  run verify_deltas_applied --path run --strict
  assert_status 1
}

@test "with --json alone nothing is written; the object is all there is on standard output" {
  cp -r "$fixtures/by_record" run
  chmod a-w run
  run --separate-stderr verify_deltas_applied --path run --json
  assert_status 1
  jq -e '.verdict == "FAIL" and (.proposals | length) == 4' <<<"$output"
  case $stderr in *'event=verify_deltas_applied status=FAIL'*) ;; *) fail "$stderr" ;; esac
  chmod u+w run
  [ ! -e run/DELTA_VERIFY_REPORT.json ]
  verify_deltas_applied --path run --json --out-dir out >printed 2>/dev/null || :
  cmp printed out/DELTA_VERIFY_REPORT.json
}

@test "no proposals: it passes and says so" {
  window 1 '{"proposed_deltas":{},"applied":false}'
  window 2 '{"proposed_deltas":{"a":0},"applied":false}'
  run verify_deltas_applied --path run --strict
  assert_status 0
  assert_output_has 'status=OK proposed=0 judged=0'
  assert_output_has 'details="no window proposes a change, so there is nothing to verify"'
  jq -e '.verdict == "PASS" and .share == null' run/DELTA_VERIFY_REPORT.json
}

@test "TUNING_REPORT.json speaks for windows that record nothing, and compressed windows are read" {
  mkdir run
  for n in 1 2; do
    printf '{"iteration":%s,"summary":{"net_bps":3},"tuning":{"state_hash":"h%s"}}' "$n" "$n" | gzip >"run/ITER_SUMMARY_$n.json.gz"
  done
  printf '{"iterations":[{"iteration":1,"proposed_deltas":{"a":"1"},"deltas":{"a":1},"changed_keys":["a"],"applied":true}]}' \
    >run/TUNING_REPORT.json
  run verify_deltas_applied --path run
  assert_status 0
  [ "${lines[0]}" = 'event=delta iteration=1 status=APPLIED by=record keys=1/1' ]
}

@test "wrong usage, missing input and a report that cannot be written are told apart" {
  run verify_deltas_applied
  assert_status 2
  run verify_deltas_applied --path . --min-applied 1.5
  assert_status 2
  run verify_deltas_applied --path nowhere
  assert_status 3
  assert_output_has 'cannot read nowhere: no such directory'
  mkdir empty
  run verify_deltas_applied --path empty
  assert_status 3
  assert_output_has 'there is no ITER_SUMMARY_*.json and no TUNING_REPORT.json'
  [ -z "$(ls empty)" ]
  : >file
  run verify_deltas_applied --path "$fixtures/by_record" --out-dir file/out
  assert_status 4
}

@test "full_stack_validate looks at the tuning of the run at hand, if it is recorded" {
  mkdir -p artifacts/soak
  cp -r "$fixtures/by_record" artifacts/soak/latest
  section() { full_stack_validate --json 2>/dev/null | jq -r '.sections[] | select(.name == "tuning") | .status + " " + .details'; }
  [ "$(section)" = 'FAIL 2 of 4 proposals applied whole' ]
  rm artifacts/soak/latest/ITER_SUMMARY_[24].json
  [ "$(section)" = 'OK 2 of 2 proposals applied whole' ]
  rm artifacts/soak/latest/*
  printf '{"iteration":1,"summary":{"net_bps":3}}' >artifacts/soak/latest/ITER_SUMMARY_1.json
  [ "$(section)" = 'SKIP no window in artifacts/soak/latest records tuning' ]
}
