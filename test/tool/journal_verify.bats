#!/usr/bin/env bats
# Proving that a journal is what was written.
load ../support/common

setup_test() {
  for _ in 1 2 3 4 5; do
    soak_orchestrator --phase shadow --dry --no-snapshot --journal J --hook-dir none >>ticks || true
  done
}

@test "a whole journal verifies, and its head proves that nothing was cut off" {
  run journal_verify J
  assert_status 0
  [[ $output =~ ^event=journal_verify\ status=OK\ records=5\ head=([0-9a-f]{64})$ ]]
  head=${BASH_REMATCH[1]}
  run journal_verify J --head "$head"
  assert_status 0
  assert_output_has 'since_head=0'
  sed -i '$d' J
  run journal_verify J
  assert_status 0
  run journal_verify J --head "$head"
  assert_status 1
  assert_output_has 'line=0 reason=no line has the hash given with --head'
}

@test "line and reason are said, in JSON too" {
  sed -i '3s/shadow/canary/' J
  run journal_verify J
  assert_status 1
  assert_output_has 'status=FAIL records=2'
  assert_output_has 'line=3 reason=its hash does not fit its content'
  run journal_verify --journal J --json
  assert_status 1
  [ "$(jq -r '[.status, .line, .records] | join(" ")' <<<"$output")" = 'FAIL 3 2' ]
}

@test "the chain can be followed with nothing but Python's json and hashlib" {
  python3 - <<'EOF'
import hashlib, json
previous = "GENESIS"
for line in open("J"):
    entry = json.loads(line)
    hash = entry.pop("hash")
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == hash, line
    assert entry["prev_hash"] == previous
    previous = hash
EOF
}

@test "a journal that the Python original wrote verifies unchanged, and is continued" {
  python3 - <<'EOF'
import hashlib, json
previous = "GENESIS"
with open("P", "w") as out:
    for n in range(3):
        entry = {"ts": f"2025-10-12T1{n}:00:00Z", "phase": "shadow", "region": "eu", "status": "FAIL", "action": "X",
                 "caps": {"capital_usd": 500.0, "share": 0.05, "taker_ceiling": 1e-05}, "reason": "плохо \" \\ ☹",
                 "reason_code": "GEN_FAIL", "recommendation": "", "prev_hash": previous}
        previous = hashlib.sha256(json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        out.write(json.dumps({**entry, "hash": previous}, sort_keys=True, separators=(",", ":")) + "\n")
EOF
  run journal_verify P
  assert_status 0
  run soak_orchestrator --phase shadow --region eu --dry --no-snapshot --journal P
  assert_output_has 'action=REGION_STEP_DOWN'
  run journal_verify P
  assert_status 0
  assert_output_has 'records=4'
}

@test "missing, a directory, a FIFO: exit 3; empty: whole; not a journal: line 1" {
  run journal_verify none
  assert_status 3
  assert_output_has 'journal_verify: cannot read none: No such file or directory'
  run journal_verify .
  assert_status 3
  mkfifo fifo
  run timeout 60 journal_verify fifo
  assert_status 3
  : >empty
  run journal_verify empty
  assert_status 0
  assert_output_has 'records=0 head=GENESIS'
  head -c 5000 /dev/urandom >noise
  printf '\n' >>noise
  run journal_verify noise
  assert_status 1
  assert_output_has 'line=1 '
}

@test "closed output is exit 4" {
  run bash -c 'journal_verify J >/dev/full'
  assert_status 4
}

@test "a journal comes from standard input too, and is never made there" {
  run journal_verify - <J
  assert_status 0
  assert_output_has 'records=5'
  run bash -c 'sed 3d J | journal_verify --journal -'
  assert_status 1
  assert_output_has 'line=3 '
  run bash -c 'head -c -1 J | journal_verify -'
  assert_status 1
  assert_output_has 'line=5 reason=no line feed at its end'
  run journal_verify - --rotate <J
  assert_status 2
  [ ! -e ./- ]
}

@test "line ends and byte order marks that an editor made are refused by name" {
  sed 's/$/\r/' J >crlf
  run journal_verify crlf
  assert_status 1
  assert_output_has 'line=1 reason=ends with a carriage return (CRLF line ends)'
  { printf '\xef\xbb\xbf'; cat J; } >bom
  run journal_verify bom
  assert_status 1
  assert_output_has 'line=1 reason=begins with a byte order mark (BOM)'
  sed '4s/$/\r/' J >mixed
  run journal_verify mixed
  assert_output_has 'line=4 reason=ends with a carriage return'
  cp crlf J
  run soak_orchestrator --phase shadow --dry --no-snapshot --journal J
  assert_status 1
  assert_output_has 'carriage return'
  cmp crlf J
}

@test "--rotate moves a whole journal aside, and the chain goes on in a new one" {
  head=$(tail -n 1 J | jq -r .hash)
  run journal_verify J --rotate
  assert_status 0
  [[ $output =~ rotated_to=(J\.[0-9]{8}T[0-9]{6}Z)$ ]] || fail "no new name"
  rotated=${BASH_REMATCH[1]}
  [ ! -e J ]
  run soak_orchestrator --phase shadow --dry --no-snapshot --journal J --hook-dir none
  assert_output_has 'action=REGION_STEP_DOWN'
  case $output in *WARN*) fail 'a rotation that was asked for is no news' ;; esac
  [ "$(jq -r .prev_hash J)" = "$head" ]
  run journal_verify J --also "$rotated"
  assert_status 0
  assert_output_has 'records=6'
  run journal_verify J
  assert_status 0
  assert_output_has "begins_after=$head"
  # Without what the state directory remembers it could as well have been cut off at its beginning.
  rm -r state
  run journal_verify J
  assert_status 1
  assert_output_has 'line=1 reason=its prev_hash is not GENESIS'
  run journal_verify J --also "$rotated"
  assert_status 0
  sed -i 2d "$rotated"
  run journal_verify J --also "$rotated" --json
  assert_status 1
  [ "$(jq -r '[.file, .line] | join(" ")' <<<"$output")" = "$rotated 2" ]
  run journal_verify J --rotate
  assert_status 1
  [ -e J ]
}

@test "what is cut off at the end is at least warned of while the state directory remembers it" {
  sed -i '$d' J
  run journal_verify J
  assert_status 0
  assert_output_has '[WARN] the state directory remembers a record that is not here'
}

@test "--note needs --key, excludes --head, and one standard input is enough" {
  for wrong in '--note n' '--key k' '--note n --key k --head h' '- --note - --key k'; do
    # shellcheck disable=SC2086 # several words
    run journal_verify $wrong
    assert_status 2
  done
}
