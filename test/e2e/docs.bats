#!/usr/bin/env bats
# The tours as a stranger follows them: soak is installed, every block is typed in, what is printed is held against what
# the page shows.
# shellcheck disable=SC2034,SC2154 # variables that runner.bash reads and sets
load ../support/runner

setup_file() {
  # Left behind by `sudo make install`, it would be somebody else's.
  rm -f "$SOAK_BIN/../meson-logs/install-log.txt"
  meson install -C "$SOAK_BIN/.." --no-rebuild --quiet --destdir "$BATS_FILE_TMPDIR"
}

setup_test() {
  unset MM_FREEZE_UTC_ISO SOAK_LIBEXEC
  prefix=$(find "$BATS_FILE_TMPDIR" -path '*/share/soak/ops')
  prefix=${prefix%/share/soak/ops}
  # Only what is installed: the tools of the build tree are out of sight.
  PATH=$prefix/bin:${PATH#"$SOAK_BIN":}
  mkdir home
  export HOME=$work/home
  cd home || return 1
}

follow() {
  run env -u SOAK_BIN timeout 300 "$SOAK_SOURCE_ROOT/test/support/docs-session" "$SOAK_SOURCE_ROOT/docs/$1" \
    "soak 0.1.0" "soak $SOAK_VERSION" /usr/local/ "$prefix/" "${@:2}"
  assert_status 0
  assert_output_has 'commands ran as shown'
}

@test "the operator's first day" {
  setup_runner
  # the tokens that the page shows
  CHAT_TOKEN=123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11
  CHAT_HOOK=services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXX
  start_redis
  start_chat
  unset TELEGRAM_BOT_TOKEN TELEGRAM_CHAT_ID SLACK_WEBHOOK_URL
  export TELEGRAM_API_BASE=$chat_url
  lock='lock-file = "artifacts/state/runner.lock"'
  follow tour-operator.md localhost:6379 "127.0.0.1:$port" https://hooks.slack.com "$chat_url" \
    "$lock" "$lock"$'\n'"alert-ca = \"$chat/ca.pem\""
  # the channel test, the self-test, and the one alert of two cycles
  for channel in telegram slack; do
    [ "$(accepted "$channel")" -eq 3 ] || fail "$channel took $(accepted "$channel") messages"
  done
}

@test "embedding: every program compiles, runs and prints what the page shows" {
  PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name soak.pc)") follow tour-embedding.md
}

@test "a tour for each bot: from what it leaves behind to a first verdict" {
  market=$SOAK_SOURCE_ROOT/data/fixtures/fills_to_windows
  mkdir -p "$work/bot/data"
  sqlite3 "$work/bot/data/conf_pmm.sqlite" <"$market/hummingbot/trades.sql"
  cp -r "$market/hummingbot/logs" "$work/bot"
  for tour in "hummingbot $work/bot" "passivbot $market/passivbot" "nautilus $market/nautilus" 'ccxt none'; do
    mkdir -p "$work/${tour%% *}" && cd "$work/${tour%% *}"
    # shellcheck disable=SC2088 # as the page shows it
    follow "tours/${tour%% *}.md" "~/${tour%% *}" "${tour#* }"
    [ -s reports/analysis/POST_SOAK_ANALYSIS.html ]
  done
  [ -n "$(find artifacts/dist -name '*.minisig')" ] # from fills to a signed bundle
}

@test "an installed quick_cmds and soak_run find the scripts that came with them" {
  run soak quick_cmds --do ready-bundle --dry-run
  assert_status 0
  assert_output_has "step 1 ready-bundle: $prefix/share/soak/ops/ready-bundle.sh"
  run soak soak_orchestrator --phase canary
  assert_output_has 'hook ROLLBACK_STEP.sh: ok'
  mkdir -p scripts/hooks scripts/ops
  run soak quick_cmds --do ready-bundle --dry-run
  assert_output_has 'step 1 ready-bundle: scripts/ops/ready-bundle.sh'
  run soak soak_orchestrator --phase canary
  assert_output_has 'hook DISABLE_STRAT.sh: not found in scripts/hooks'
}

@test "the KPI gate guide" { follow KPI_GATE_GUIDE.md; }

@test "the soak test guide" { follow SOAK_TEST_GUIDE.md; }

@test "the delta verification guide" { follow DELTA_VERIFY_GUIDE.md; }
