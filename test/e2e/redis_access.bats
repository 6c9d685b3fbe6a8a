#!/usr/bin/env bats
# shellcheck disable=SC2154,SC2034,SC2030,SC2031,SC2238 # work, port, url … are shared with the helpers; hash is a file
# The ways to reach a Redis: passwords, ACL users, TLS, Unix sockets.
load ../support/redis

setup_test() {
  make_summary 2 2
}

# make_authority NAME: NAME.crt, NAME.key
make_authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" -keyout "$1.key" \
    -out "$1.crt" 2>/dev/null
}

# make_certificate NAME AUTHORITY SUBJECT_ALTERNATIVE_NAMES [DAYS]
make_certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=redis -keyout "$1.key" -out "$1.csr" 2>/dev/null
  printf 'subjectAltName=%s\n' "$3" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days "${4:-2}" -extfile "$1.ext" \
    -out "$1.crt" 2>/dev/null
}

# start_tls_redis CERTIFICATE: sets $tls_port; plain connections are still taken at $port for redis-cli.
start_tls_redis() {
  tls_port=$(free_port)
  start_redis --tls-port "$tls_port" --tls-cert-file "$work/$1.crt" --tls-key-file "$work/$1.key" \
    --tls-auth-clients no
}

assert_skipped() {
  assert_status 0
  assert_output_has "$1"
  assert_output_has '[WARN] redis unavailable, skip export'
  [ "$(marker .status)" = SKIP ]
  [ "$(cli DBSIZE)" = 0 ]
}

assert_exported() {
  assert_status 0
  assert_output_has 'summary=OK'
  [ "$(marker .summary)" = OK ]
}

@test "a password without a user, percent-encoded" {
  start_redis --requirepass 'p@ss:w/rd %1'
  url="redis://:p%40ss%3aw%2Frd%20%251@127.0.0.1:$port/3"
  export_summary
  assert_exported
  [ "$(REDISCLI_AUTH='p@ss:w/rd %1' cli -n 3 EXISTS prod:bybit:soak:summary)" = 1 ]
}

@test "wrong password, no password: skipped, and no secret in sight" {
  start_redis --requirepass right
  url=redis://:hunter2@127.0.0.1:$port
  export_summary
  assert_status 0
  assert_output_has 'it refuses AUTH: WRONGPASS'
  assert_output_has 'reason=redis_unavailable'
  case $output in *hunter2*) fail 'shows the password' ;; esac
  url=redis://127.0.0.1:$port
  export_summary
  assert_status 0
  assert_output_has "Could not connect to Redis at redis://127.0.0.1:$port/0: it refuses PING: NOAUTH"
  [ "$(marker .summary)" = SKIP ]
}

@test "ACL users: right, wrong password, without the command, with other keys" {
  start_redis
  cli ACL SETUSER writer on '>secret1' '~prod:*' +multi +exec +del +hset +expire +xadd +xtrim
  cli ACL SETUSER hashes on '>secret2' '~prod:*' +multi +exec +del +hset +expire
  cli ACL SETUSER elsewhere on '>secret3' '~dev:*' +@all
  cli ACL SETUSER nobody on '>secret4' '~*' -@all
  url=redis://writer:wrong@127.0.0.1:$port/0
  export_summary
  assert_skipped 'WRONGPASS'
  url=redis://elsewhere:secret3@127.0.0.1:$port/0
  export_summary
  assert_status 0
  assert_output_has "[WARN] Redis refuses DEL: NOPERM"
  assert_output_has 'summary=SKIP violations= reason=redis_refused'
  url=redis://nobody:secret4@127.0.0.1:$port/0
  export_summary
  assert_output_has 'NOPERM'
  [ "$(cli DBSIZE)" = 0 ]
  url=redis://hashes:secret2@127.0.0.1:$port/0
  export_violations --stream
  assert_status 0
  assert_output_has '[WARN] Redis refuses XADD: NOPERM'
  [ "$(marker .violations)" = SKIP ]
  assert_hashes_whole -p "$port"
  url=redis://writer:secret1@127.0.0.1:$port/0
  export_summary
  assert_exported
  export_violations --stream
  assert_output_has 'events_added=4'
  case $output in *secret*) fail 'shows a password' ;; esac
}

@test "a database that does not exist" {
  start_redis
  url=redis://127.0.0.1:$port/4000
  export_summary
  assert_skipped 'it refuses SELECT: ERR DB index is out of range'
}

@test "a Unix socket with a database, with a password, and one that is not there" {
  start_redis --unixsocket "$work/redis.sock" --requirepass secret
  url="unix://:secret@$work/redis.sock?db=2"
  export_summary
  assert_exported
  [ "$(REDISCLI_AUTH=secret cli -n 2 EXISTS prod:bybit:soak:summary)" = 1 ]
  url="unix://$work/nothing.sock"
  export_summary
  assert_status 0
  assert_output_has "Could not connect to Redis at unix://$work/nothing.sock?db=0: No such file or directory"
}

@test "TLS: the right authority, by name and by address" {
  make_authority ca
  make_certificate server ca DNS:localhost,IP:127.0.0.1
  start_tls_redis server
  url=rediss://localhost:$tls_port/0
  export_summary --redis-ca ca.crt
  assert_exported
  make_summary 2000 4
  url=rediss://127.0.0.1:$tls_port/0
  export_violations --stream --redis-ca ca.crt
  assert_output_has 'events_added=8000'
  [ "$(cli XLEN prod:bybit:soak:violations:stream:SYM1999USDT)" = 4 ]
  SSL_CERT_FILE=$work/ca.crt export_summary
  assert_exported
}

@test "TLS: an unknown authority, a wrong name, a wrong address, an expired certificate" {
  make_authority ca
  make_authority other
  make_certificate server ca DNS:redis.example
  start_tls_redis server
  url=rediss://localhost:$tls_port/0
  export_summary --redis-ca other.crt
  assert_skipped 'certificate is not acceptable: unable to get local issuer certificate'
  export_summary
  assert_skipped 'certificate is not acceptable: '
  export_summary --redis-ca ca.crt
  assert_skipped 'certificate is not acceptable: hostname mismatch'
  url=rediss://127.0.0.1:$tls_port/0
  export_summary --redis-ca ca.crt
  assert_skipped 'certificate is not acceptable: IP address mismatch'
  make_certificate old ca DNS:localhost 0
  start_tls_redis old
  sleep 1
  url=rediss://localhost:$tls_port/0
  export_summary --redis-ca ca.crt
  assert_skipped 'certificate is not acceptable: certificate has expired'
}

@test "TLS: a server that speaks none, and a plain client to a server that does" {
  make_authority ca
  make_certificate server ca DNS:localhost
  start_tls_redis server
  url=rediss://localhost:$port/0
  export_summary --redis-ca ca.crt
  assert_skipped 'Could not connect to Redis at rediss://localhost:'
  url=redis://localhost:$tls_port/0
  export_summary
  assert_status 0
  [ "$(marker .status)" = SKIP ]
}

@test "an authority's file that is missing or no certificate exits 3" {
  url=rediss://localhost:1/0
  export_summary --redis-ca missing.pem
  assert_status 3
  assert_output_has 'cannot read certificates from missing.pem: '
  echo nonsense >bad.pem
  export_summary --redis-ca bad.pem
  assert_status 3
}
