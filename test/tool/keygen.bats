#!/usr/bin/env bats
# Keys, and what they sign: the journal's head, bundles, archives.
# shellcheck disable=SC2154 # variables that redis.bash and bats set
load ../support/redis
bats_require_minimum_version 1.5.0

setup_test() {
  keygen --out key >keygen.out
  mkdir artifacts
  now=$(date +%s)
  printf '{"readiness":95,"scale":100,"timestamp":%s}\n' "$now" >artifacts/KPI_GATE.json
  printf '{"net_bps":3.0,"taker_ratio":0.1,"latency":{"p50":150,"p95":200,"p99":250},"timestamp":%s}\n' "$now" \
    >artifacts/EDGE_REPORT.json
  journal=artifacts/SOAK_JOURNAL.jsonl
  head=artifacts/SOAK_JOURNAL.head
}

tick() { run --separate-stderr soak_orchestrator --phase shadow --journal-key key "$@"; }

# What was said on standard error.
said() { printf '%s\n' "${stderr:-}"; }

# C2SP's signed note verified by the letter, with nothing but Python and openssl.
verify_note_by_hand() {
  python3 - "$1" "$2" <<'END'
import base64, hashlib, subprocess, sys, tempfile
note = open(sys.argv[1], encoding="utf-8").read()
vkey = open(sys.argv[2]).read().splitlines()[-1]
name, keyid, key = vkey.split("+", 2)
key = base64.b64decode(key, validate=True)
assert key[0] == 1
assert hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == keyid
text, signatures = note.rsplit("\n\n", 1)
text += "\n"
dash, who, signature = signatures.rstrip("\n").split(" ")
assert dash == "\u2014" and who == name
signature = base64.b64decode(signature, validate=True)
assert signature[:4].hex() == keyid and len(signature) == 68
# SubjectPublicKeyInfo of an Ed25519 key
der = bytes.fromhex("302a300506032b6570032100") + key[1:]
files = {}
for label, content in (("der", der), ("sig", signature[4:]), ("text", text.encode())):
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(content)
        files[label] = file.name
subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", files["der"], "-rawin", "-in",
                files["text"], "-sigfile", files["sig"]], check=True, stdout=subprocess.DEVNULL)
print(text, end="")
END
}

@test "a key is for its owner alone, is openssl's too, and is never made over another" {
  [ "$(stat -c %a key)" = 600 ]
  openssl pkey -in key -noout -text | grep -q ED25519
  [ "$(openssl pkey -in key -pubout -outform DER | tail -c 32 | base64 -w0)" = \
    "$(tail -n 1 key.pub | sed 's/^[^+]*+[^+]*+//' | base64 -d | tail -c 32 | base64 -w0)" ]
  [ "$(wc -l <key.pub)" -eq 3 ]
  assert_file_has keygen.out "event=keygen key=key public=key.pub verifier=soak/dev/bybit+"
  cp key key.before
  run keygen --out key
  assert_status 4
  assert_output_has 'cannot write key: File exists'
  cmp key key.before
  rm key
  run keygen --out key
  assert_status 4
  assert_output_has 'cannot write key.pub: File exists'
  [ ! -e key ]
  run keygen --out -
  assert_status 2
  [ ! -e ./- ]
  run keygen --out k --env a+b
  assert_status 2
}

@test "the head is a signed note of env, count and hash, whoever verifies it" {
  export ENV=prod EXCHANGE=okx
  keygen --out prod >/dev/null
  SOAK_JOURNAL_KEY=prod soak_orchestrator --phase shadow >/dev/null
  SOAK_JOURNAL_KEY=prod soak_orchestrator --phase shadow >/dev/null
  verify_note_by_hand "$head" prod.pub >text
  printf 'soak-journal/v1\nprod/okx\n2\n%s\n' "$(tail -n 1 "$journal" | jq -r .hash)" | cmp - text
  run journal_verify --note "$head" --key prod.pub
  assert_status 0
  assert_output_has 'noted=2'
  assert_output_has 'since_note=0'
  sed -i '3s/2/3/' "$head"
  run journal_verify --note "$head" --key prod.pub
  assert_status 1
  assert_output_has 'no good signature by the key soak/prod/okx+'
}

@test "cut, emptied, replaced or rewritten: the note tells, wherever it comes from" {
  start_redis
  for _ in 1 2 3; do tick --redis-url "$url"; done
  [ "$(cli GET dev:bybit:soak:journal_head)" = "$(cat "$head")" ]
  cp "$journal" whole
  for note in "$head" - redis; do
    cp whole "$journal"
    run journal_verify --note "$note" --key key.pub --redis-url "$url" <"$head"
    assert_status 0
    for damage in 'sed -i 3d' 'truncate -s 0' 'sed -i 2,3d'; do
      cp whole "$journal"
      $damage "$journal"
      run journal_verify --note "$note" --key key.pub --redis-url "$url" <"$head"
      assert_status 1
      assert_output_has 'no line has the hash of the note (record 3)'
    done
    rm -r "$journal" artifacts/state
    for _ in 1 2 3; do soak_orchestrator --phase shadow >/dev/null; done
    run journal_verify
    assert_status 0
    run journal_verify --note "$note" --key key.pub --redis-url "$url" <"$head"
    assert_status 1
  done
}

@test "records after the noted one are named and no fault" {
  tick
  cp "$head" old
  tick
  run --separate-stderr journal_verify --note old --key key.pub
  assert_status 0
  assert_output_has 'records=2'
  assert_output_has 'since_note=1'
  said | grep -q 'records after the one of the note: 1'
}

@test "a loss is not signed over without --accept-break, and then is" {
  tick
  tick
  cp "$head" before
  truncate -s 0 "$journal"
  for _ in 1 2; do
    tick
    assert_status 0
    said | grep -q "the journal's head is not signed: the journal $journal was emptied and no file beside it has record 2"
    cmp before "$head"
  done
  tick --accept-break
  said | grep -q 'accepted (--accept-break)'
  run journal_verify --note "$head" --key key.pub
  assert_status 0
  assert_output_has 'noted=5'
}

@test "rotation by logrotate is signed over, the note found in the rotated file" {
  tick
  tick
  cp "$head" before
  mv "$journal" "$journal.1"
  run journal_verify --note "$head" --key key.pub --also "$journal.1"
  assert_status 0
  tick
  run journal_verify --note "$head" --key key.pub
  assert_status 0
  assert_output_has 'noted=3'
  run journal_verify --note before --key key.pub --also "$journal.1"
  assert_status 0
  run journal_verify - --note "$head" --key key.pub --also "$journal.1" <"$journal"
  assert_status 0
  assert_output_has 'records=3'
}

@test "a key that is missing, open to others or no key stops the tick before it begins" {
  for spoil in 'rm key' 'chmod 644 key' 'cp key.pub key'; do
    cp -p key kept
    $spoil
    tick
    assert_status 3
    said | grep -q 'soak_orchestrator: cannot .* key: '
    mv kept key
    chmod 600 key
  done
  [ ! -e "$journal" ]
}

@test "soak_run signs too, and the digest shows the head" {
  soak_run --shadow-hours 0.001 --canary-hours 0 --live-hours 0 --out out.json --window-cmd 'exit 1' --no-snapshot \
    --journal-key key --virtual-start 2026-01-05T21:00:00Z >/dev/null 2>&1 || true
  run journal_verify --note "$head" --key key.pub
  assert_status 0
  daily_digest --out - >digest 2>/dev/null || true
  grep -q "^Head: records=3 hash=$(tail -n 1 "$journal" | jq -r .hash) key=soak/dev/bybit+[0-9a-f]\{8\}$" digest
  LC_ALL=C run grep -n '[^ -~]' digest
  assert_status 1
  daily_digest --now 2026-01-05T22:00:00Z --journal - --out - <"$journal" 2>/dev/null | grep -q 'FAIL=3' || fail 'the journal on standard input'
  echo broken >"$head"
  daily_digest --out - >digest 2>/dev/null || true
  assert_file_has digest 'SOAK_JOURNAL.head: not a signed note'
}

@test "minisign accepts what bundles and archives are signed with, and nothing that was changed" {
  for name in EDGE_SENTINEL FULL_STACK_VALIDATION WEEKLY_ROLLUP; do echo '{}' >artifacts/$name.json; done
  echo x >artifacts/DAILY_DIGEST.md
  artifacts_archive --sign key >/dev/null
  archive=$(ls artifacts/archive/*.tar.zst)
  make_bundle --sign key >bundled || cat bundled
  bundle=$(ls artifacts/dist/*.tar.zst)
  for file in "$archive" "$bundle"; do
    run minisign -V -p key.pub -m "$file"
    assert_status 0
    assert_output_has "Signature and comment signature verified"
    assert_output_has "file:$(basename "$file")	sha256:$(sha256sum <"$file" | cut -c1-64)	hashed"
    # minisign 0.11 says whether a signature is of the prehashed kind: the legacy one is refused.
    run minisign -V -H -p key.pub -m "$file"
    assert_status 0
    cp "$file" changed
    printf x >>changed
    run minisign -V -p key.pub -m changed -x "$file.minisig"
    assert_status 1
    sed 's/file:/File:/' "$file.minisig" >comment.minisig
    run minisign -V -p key.pub -m "$file" -x comment.minisig
    assert_status 1
  done
  keygen --out other >/dev/null
  run minisign -V -p other.pub -m "$archive"
  assert_status 1
  # The same bundle has the same signature.
  cp "$bundle.minisig" first
  make_bundle --sign key >/dev/null
  cmp first "$bundle.minisig"
  run artifacts_archive --sign none
  assert_status 3
  # Pruning takes the signature along.
  artifacts_archive --sign key --keep-last 1 >/dev/null
  [ "$(find artifacts/archive -name '*.tar.zst' | wc -l)" -eq "$(find artifacts/archive -name '*.minisig' | wc -l)" ]
  [ ! -e "$archive" ]
}
