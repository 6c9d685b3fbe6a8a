#!/usr/bin/env bats
# The dispatcher.
# shellcheck disable=SC2154,SC2030,SC2031 # $work; HOME of each test
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  export SOAK_LIBEXEC=$SOAK_BIN
  PATH=$SOAK_SOURCE_ROOT/scripts:$PATH
}

@test "soak NAME runs the tool and keeps its exit status" {
  run soak analyze_post_soak --version
  assert_status 0
  assert_output_has 'soak '
  run soak analyze_post_soak --iter-glob 'none*'
  assert_status 3
}

@test "soak help lists every tool with what it is for" {
  run soak help
  assert_status 0
  assert_output_has 'analyze_post_soak           Analyze ITER_SUMMARY windows'
  assert_output_has 'generate_fake_summary'
  run soak help analyze_post_soak
  assert_output_has '--iter-glob'
}

@test "help about help is help, not a loop" {
  for words in 'help --help' 'help help' '--help --help' '-h x --help'; do
    # shellcheck disable=SC2086 # split on purpose
    run timeout 60 soak $words
    [ "$status" -ne 124 ] || fail "soak $words does not end"
  done
}

@test "an unknown tool, and a path for a name, exit 2" {
  run soak no_such_tool
  assert_status 2
  assert_output_has "there is no tool 'no_such_tool'"
  run soak ../bin/sh
  assert_status 2
}

@test "soak init asks for nothing and says so" {
  run soak init --help
  assert_status 0
  run soak help init
  assert_status 0
  run soak init extra
  assert_status 2
  [ ! -e .env ]
}

@test "soak init writes settings once and never over existing ones" {
  run soak init
  assert_status 0
  [ "$(stat -c %a .env)" = 600 ]
  assert_file_has .env 'REDIS_URL'
  [ "$(sh -c '. ./soak.env.sh && echo "$MIN_WINDOWS"')" = 24 ]
  echo mine >.env
  run soak init
  assert_status 0
  [ "$(cat .env)" = mine ]
}

@test "soak init --bot writes settings for the bot's own files and says the next command, asking nothing" {
  export HOME=$work/home
  mkdir -p bot/data bot/logs
  cd bot
  : >data/old.sqlite
  : >'data/conf "pmm" 1.sqlite'
  touch -d '1 hour ago' data/old.sqlite
  : >'logs/logs_conf "pmm" 1.log'
  : >'logs/logs_conf "pmm" 1.log.2026-01-14'
  run --separate-stderr soak init --bot hummingbot </dev/null
  assert_status 0
  [ "${lines[0]}" = 'next: soak fills_to_windows --config fills.toml' ]
  [[ $output == *"then: soak analyze_post_soak --iter-glob 'artifacts/soak/latest/ITER_SUMMARY_*.json'" ]] || fail other
  [[ $stderr == *'soak init: wrote fills.toml'* && $stderr == *'soak init: wrote .env'* ]] || fail "$stderr"
  python3 - <<'PY'
import tomllib
with open("fills.toml", "rb") as file:
    settings = tomllib.load(file)
assert settings["format"] == "hummingbot" and settings["out-dir"] == "artifacts/soak/latest", settings
assert settings["in"] == ['data/conf "pmm" 1.sqlite', 'logs/logs_conf "pmm" 1.log',
                          'logs/logs_conf "pmm" 1.log.2026-01-14'], settings["in"]
PY
  echo mine >fills.toml
  run soak init --bot=hummingbot
  assert_status 0
  assert_output_has 'fills.toml exists, left as it is'
  [ "$(cat fills.toml)" = mine ]
}

@test "soak init --bot looks in the home folder, too, and without the bot's files says what to correct" {
  export HOME=$work/home
  mkdir -p home/passivbot/caches/fill_events/bybit/me home/passivbot/monitor/bybit/me
  run soak init --bot passivbot
  assert_status 0
  assert_file_has fills.toml "in = [\"$work/home/passivbot/caches/fill_events/bybit/me\",\"$work/home/passivbot/monitor/bybit/me\"]"
  for bot in ccxt nautilus; do
    rm fills.toml
    run soak init --bot "$bot"
    assert_status 0
    assert_output_has "nothing of $bot here or in $work/home/$bot: correct the line 'in' of fills.toml"
    assert_output_has 'next: soak fills_to_windows --config fills.toml --doctor'
    assert_file_has fills.toml "format = \"$bot\""
  done
  : >trades_2026.ndjson
  rm fills.toml
  run soak init --bot ccxt
  assert_output_has 'next: soak fills_to_windows --config fills.toml'
  assert_file_has fills.toml 'in = ["trades_2026.ndjson"]'
}

@test "soak init --bot windows needs no fills, and an unknown bot exits 2 and writes nothing" {
  for bot in freqtrade ../x; do
    run soak init --bot "$bot"
    assert_status 2
    assert_output_has 'expected hummingbot, ccxt, passivbot, nautilus or windows'
  done
  run soak init --bot
  assert_status 2
  [ -z "$(ls -A)" ]
  run soak init --bot windows
  assert_status 0
  assert_output_has 'let the bot write artifacts/soak/latest/ITER_SUMMARY_<n>.json'
  assert_output_has "next: soak analyze_post_soak --iter-glob 'artifacts/soak/latest/ITER_SUMMARY_*.json'"
  [ ! -e fills.toml ] && [ -d artifacts/soak/latest ]
  # The command that it says is right about what is missing, and works once a window is there.
  next=$(soak init --bot windows 2>/dev/null | sed 's/^next: //')
  run bash -c "$next"
  assert_status 3
  assert_output_has 'soak fills_to_windows makes them of its fills (soak init --bot NAME)'
  soak sample-bot --seed 7 >artifacts/soak/latest/ITER_SUMMARY_1.json
  run bash -c "$next"
  assert_status 0
}

@test "soak init says in one line what it cannot write, and leaves nothing half-written" {
  cd /proc
  run soak init
  assert_status 4
  [[ $output =~ ^'soak init: cannot write /proc/.env: '[A-Z][a-z\ -]+$ ]] || fail 'other words'
  cd "$work"
  run bash -c 'trap "" XFSZ; ulimit -f 0; soak init'
  assert_status 4
  [ "$output" = "soak init: cannot write $work/.env: File too large" ] || fail 'other words'
  [ -z "$(ls -A)" ] || fail "$(ls -lA)"
  echo mine >artifacts
  run soak init
  assert_status 4
  assert_output_has "soak init: cannot write $work/artifacts/soak/latest: Not a directory"
}

@test "status and doctor are soak's words, and the names of the tools are to be had alone" {
  run soak status
  assert_status 0
  assert_output_has 'no journal yet'
  run soak doctor --nonsense
  assert_status 2
  assert_output_has "Try 'soak doctor --help'."
  run soak help status
  assert_output_has 'Usage: soak status [OPTIONS]'
  run soak --tools
  assert_status 0
  [ "$output" = "$(soak help | sed -n 's/^  \([a-z_-][a-z_-]*\) .*/\1/p' | grep -vxE 'init|help')" ]
}
