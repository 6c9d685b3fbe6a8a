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
