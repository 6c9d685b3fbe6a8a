#!/usr/bin/env bats
# Other people's trouble with `.env` and with files of options: what other tools read is read, what belongs to others
# stops nothing, and what is wrong about a setting of soak is named.
load ../support/common

setup_test() {
  mkdir w
  printf '{"iteration":1,"timestamp":1760000400,"net_bps":3,"maker_taker_ratio":0.9,"p95_latency_ms":200,"risk_ratio":0.3}\n' \
    >w/ITER_SUMMARY_1.json
}

# once: a dry cycle of the runner, which says the environment that it runs in.
once() {
  run continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --dry-run --alert console
}

# env_of FORMAT…: the environment that the runner takes from such a `.env`
env_of() {
  # shellcheck disable=SC2059 # the format is what is tested
  printf "$@" >.env
  once
  [ "$status" -eq 0 ] || fail "refused: $1"
  sed -n 's/.*ALERT_POLICY env=\([^ ]*\) .*/\1/p' <<<"$output"
}

@test "what python-dotenv and docker --env-file read is read" {
  local format
  for format in 'ENV=prod\n' 'ENV=prod' 'export ENV=prod\n' 'export\tENV=prod\n' 'ENV = prod\n' '\tENV\t=\tprod\n' 'ENV="prod" # note\n' \
    "ENV='prod'\n" 'ENV=prod # note\n' 'ENV=prod\t# note\n' 'ENV=prod\r\nEXCHANGE=kucoin\r\n' '\xef\xbb\xbfENV=prod\n' \
    'ENV=dev\nENV=prod\n' 'A="1\n2"\nENV=prod\n' 'ENV\nENV=prod\nEXCHANGE\n'; do
    [ "$(env_of "$format")" = prod ] || fail "$format: $(env_of "$format")"
  done
  [ "$(env_of 'ENV=   # note\n')" = dev ]
  [ "$(env_of 'ENV=pr#od\n')" = 'pr#od' ]
  [ "$(env_of 'EXCHANGE="ku\\"coin"\n')" = dev ]
}

@test "a .env that PowerShell or Notepad saved as UTF-16 is read, without its mark it is named" {
  printf 'ENV=prod\r\n' >.env8
  { printf '\xff\xfe' && iconv -f UTF-8 -t UTF-16LE .env8; } >.env
  once
  assert_output_has 'ALERT_POLICY env=prod '
  { printf '\xfe\xff' && iconv -f UTF-8 -t UTF-16BE .env8; } >.env
  once
  assert_output_has 'ALERT_POLICY env=prod '
  iconv -f UTF-8 -t UTF-16LE .env8 >.env
  once
  assert_status 2
  assert_output_has '.env is UTF-16 text without a byte order mark; save it as UTF-8'
}

@test "lines of other programs stop no tool, whatever they look like" {
  local format
  for format in 'spring.profile=x' 'MY-APP=1' 'HOME' 'KEY="-----BEGIN\nENV=no\n-----END"' 'GREETING="say \\"hi\\""' 'OPEN="no end' \
    "IT='s open" 'QUOTED="x" y' 'services:\n  web: 1' 'some words' 'MY_ENV: x' '#ENV: x' '[section]' '\xff\xfe\xfd'; do
    [ "$(env_of "A=1\n$format\nENV=prod\n")" = prod ] || fail "$format: $(env_of "A=1\n$format\nENV=prod\n")"
  done
}

@test "what is wrong about a setting of soak stops a tool that has settings there, and shows no secret" {
  local format
  # shellcheck disable=SC2016 # what PowerShell writes is meant as it stands
  for format in 'REDIS_URL: hunter2' 'REDIS_URL hunter2' 'REDIS_URL="hunter2' "REDIS_URL='hunter2' x" 'set REDIS_URL=hunter2' \
    '- REDIS_URL=hunter2' '$env:REDIS_URL="hunter2"' '"REDIS_URL": "hunter2"' 'REDIS_URL=hunter\xe92'; do
    # shellcheck disable=SC2059 # the format is what is tested
    printf "A='1\n2'\n$format\n" >.env
    for tool in 'continuous_runner --iter-glob w/*.json --max-iterations 1 --dry-run' 'export_summary_to_redis --summary none' \
      'pr_comment --summary none'; do
      run $tool
      assert_status 2
      assert_output_has '.env: line 3 is not NAME=value: REDIS_URL '
      [[ $output != *hunter* ]] || fail 'a secret is shown'
    done
    # the analysis has no settings there
    run analyze_post_soak --iter-glob 'w/*.json' --out-dir out
    assert_status 0
  done
  echo 'MM_FREEZE_UTC_ISO: 2025-01-01T00:00:00Z' >.env
  run analyze_post_soak --iter-glob 'w/*.json' --out-dir out
  assert_status 2
  assert_output_has '.env: line 1 is not NAME=value: MM_FREEZE_UTC_ISO '
}

@test "a .env that cannot be read stops only who has settings there; a directory of that name is somebody else's" {
  mkdir .env
  once
  assert_status 0
  rmdir .env
  mkfifo .env
  once
  assert_status 2
  assert_output_has 'cannot read .env: not a regular file'
  run analyze_post_soak --iter-glob 'w/*.json' --out-dir out
  assert_status 0
}

@test "a slip in ENV that the policy does not name is noticed once" {
  ENV=prd ALERT_POLICY=dev=WARN,prod=CRIT run continuous_runner --iter-glob 'w/*.json' --max-iterations 2 --interval-min 0.0001 --dry-run
  assert_status 0
  [ "$(grep -cF '[WARN] ENV prd is not named by the alert policy (dev, prod), so --alert-min-severity counts; did you mean prod?' <<<"$output")" = 1 ]
  for env in prod dev staging; do
    ENV=$env ALERT_POLICY=dev=WARN,prod=CRIT once
    [[ $output != *'not named by the alert policy'* ]] || fail "$env is no slip"
  done
  ENV=prd once
  [[ $output != *'not named by the alert policy'* ]] || fail 'there is no policy'
}

@test "--config as editors of all systems save it" {
  local format
  for format in 'min-windows=3\r\nlang="en"\r\n' '\xef\xbb\xbfmin-windows=3\nlang="en"\n' '\xef\xbb\xbfmin-windows=3\r\nlang="en"' \
    '# note\r\nmin-windows = 3\r\nlang = en\r\n' 'min-windows=3\rlang=en\r'; do
    # shellcheck disable=SC2059 # the format is what is tested
    printf "$format" >c.toml
    run analyze_post_soak --iter-glob 'w/*.json' --config c.toml --out-dir out
    assert_status 0
    assert_output_has 'Only 1 windows found, 3 required'
    assert_file_has out/RECOMMENDATIONS.md 'No violations'
  done
  { printf '\xff\xfe' && printf 'min-windows=3\r\n' | iconv -f UTF-8 -t UTF-16LE; } >c.toml
  run analyze_post_soak --iter-glob 'w/*.json' --config - --out-dir out <c.toml
  assert_output_has 'Only 1 windows found, 3 required'
  printf 'm\0i\0n\0' >c.toml
  run analyze_post_soak --iter-glob 'w/*.json' --config c.toml --out-dir out
  assert_status 2
  assert_output_has '--config is UTF-16 text without a byte order mark'
  printf 'no-such-key=[]\r\n' >c.toml
  run analyze_post_soak --iter-glob 'w/*.json' --config c.toml --out-dir out
  assert_status 2
  assert_output_has "--config: unknown key 'no-such-key'"
}

@test "whatever --config holds, every tool ends with a sentence" {
  local tool file
  mkdir odd
  printf 'x=[]\n' >odd/unknown
  printf '[section]\n' >odd/section
  printf '[section]\ntz=[]\nx=[1]\n' >odd/section-with-keys
  printf '[[]]\n[]\n[.]\n[""]\n["]\n[tz]\n[default]\ntz=[]\n' >odd/sections
  printf 'tz=[[],[1]]\nconfig=[[[]]]\n' >odd/nested
  printf -- '--tz=[]\n-h=[]\nh=[]\n--version=[]\nhelp=[]\n--config=[]\n' >odd/dashes
  printf 'tz=[\n' >odd/open-list
  printf 'tz="\ntz=%s\n=\n]\n' "'" >odd/open-quote
  printf '++=[]\n--=[]\ntz={}\nout-dir=\n' >odd/marks
  head -c 4000 /dev/urandom >odd/garbage
  printf '\0\0\0' >odd/zeros
  python3 -c 'print("tz=" + "[" * 100000)' >odd/deep-list
  python3 -c 'print("[" + "a." * 10000 + "b]\nx=1")' >odd/deep-section
  head -c 2000000 /dev/zero | tr '\0' a >odd/large
  for tool in "$SOAK_BIN"/*; do
    [ -f "$tool" ] && [ -x "$tool" ] && [[ $(head -c 2 "$tool") != '#!' ]] || continue
    for file in odd/*; do
      # the unknown argument ends the tool before it does anything
      run timeout 20 "$tool" --config "$file" --no-such-option </dev/null
      [ "$status" -eq 2 ] || fail "${tool##*/} --config $file"
      [[ $output == *"${tool##*/}: "* && $output != *'unexpected failure'* ]] || fail "${tool##*/} --config $file"
    done
  done
}

@test "an empty list in --config gives no option, in any tool" {
  local tool name tools=0
  for tool in "$SOAK_BIN"/*; do
    [ -f "$tool" ] && [ -x "$tool" ] && [[ $(head -c 2 "$tool") != '#!' ]] || continue
    tools=$((tools + 1))
    for name in $("$tool" --help | grep -oE -- '--[a-z][a-z-]+' | sort -u); do
      [ "$name" != --config ] || continue
      for value in '[]' '[ ]' '[""]' ''; do echo "${name#--}=$value"; done >c.toml
      # the unknown argument ends the tool before it does anything
      run "$tool" --config c.toml --no-such-option
      assert_status 2
    done
  done
  [ "$tools" -gt 20 ]
  echo 'tz=[]' >c.toml
  run soak_calendar --config c.toml --help
  assert_status 0
}
