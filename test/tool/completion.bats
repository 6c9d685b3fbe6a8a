#!/usr/bin/env bats
# Completion in a real bash and a real zsh: what they offer, not what a script says.
# shellcheck disable=SC2154,SC2016 # variables that bats sets; texts for another shell
load ../support/common

setup_test() {
  export SOAK_LIBEXEC=$SOAK_BIN SOAK_SOURCE_ROOT
  PATH=$SOAK_SOURCE_ROOT/scripts:$PATH
  mkdir -p 'a dir' files
  : >files/windows.json
}

# offered TEXT: what bash offers when TAB is pressed behind TEXT, one a line, sorted.
offered() {
  # shellcheck disable=SC2097,SC2098 # for the inner shell
  bash --norc --noprofile -c '
    source /usr/share/bash-completion/bash_completion
    source "$SOAK_SOURCE_ROOT/scripts/completion/soak.bash"
    COMP_LINE=$1 COMP_POINT=${#1}
    # As readline cuts it: at blanks, and at the characters of COMP_WORDBREAKS.
    mapfile -t COMP_WORDS < <(grep -oE "[=:]+|[^ =:]+" <<<"$COMP_LINE")
    case $COMP_LINE in *" ") COMP_WORDS+=("") ;; esac
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    function=$(complete -p "${COMP_WORDS[0]}" | sed "s/.*-F \([^ ]*\) .*/\1/")
    "$function" "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf "%s\n" "${COMPREPLY[@]}" | sort' bash "$1"
}

# in_zsh TEXT WORD: presses TAB behind TEXT in a zsh on a terminal; it must put WORD on the line, or list it.
in_zsh() {
  mkdir -p zfunc
  sed '1s/.*/#compdef soak analyze_post_soak/' "$SOAK_SOURCE_ROOT/scripts/completion/_soak" >zfunc/_soak
  run env TERM=vt100 TEXT="$1" WORD="$2" expect -c '
    set timeout 60
    set text $env(TEXT)
    set word $env(WORD)
    log_user 0
    set stty_init "cols 200 rows 50"
    spawn -noecho zsh -f -i
    send "PS1=\${:-PRO}MPT\\>; fpath=(\$PWD/zfunc \$fpath); autoload -Uz compinit; compinit -u -d \$PWD/zcomp; LISTMAX=1000\r"
    expect -- "PROMPT>" {} timeout { puts "no prompt"; exit 1 }
    sleep 0.3
    send -- "$text"
    sleep 0.3
    send -- "\t\t"
    expect -- "$word" { puts "offered: $word" } timeout { puts "not offered: $expect_out(buffer)"; exit 1 }
    close
    wait
  '
  assert_output_has "offered: $2"
  [ "$status" -eq 0 ] || fail "$1"
}

@test "bash: the tools, and their beginnings" {
  [ "$(complete -p 2>/dev/null | wc -l)" -ge 0 ]
  run offered 'soak analyze'
  [ "$output" = analyze_post_soak ]
  run offered 'soak '
  for word in help init status doctor analyze_post_soak --version; do
    grep -qx -- "$word" <<<"$output" || fail "$word is not offered"
  done
  run offered 'soak help journal'
  [ "$output" = journal_verify ]
}

@test "bash: a tool's options, all of them" {
  run offered 'soak continuous_runner --'
  expected=$(continuous_runner --help | grep -oE '^  (-h,)?--[a-z-]+(,--[a-z-]+)?' | grep -oE -- '--[a-z-]+' | sort)
  [ "$output" = "$expected" ] || diff <(echo "$output") <(echo "$expected")
  run offered 'soak continuous_runner --alert-m'
  [ "$output" = --alert-min-severity ]
}

@test "bash: values, in both forms" {
  run offered 'soak continuous_runner --alert-min-severity '
  [ "$output" = "$(printf 'CRIT\nOK\nWARN')" ]
  run offered 'soak analyze_post_soak --lang=r'
  [ "$output" = ru ]
  run offered 'soak analyze_post_soak --lang='
  [ "$output" = "$(printf 'en\nru')" ]
  run offered 'soak continuous_runner --alert te'
  [ "$output" = telegram ]
  run offered 'soak continuous_runner --alert c'
  [ "$output" = "$(printf 'command:\nconsole')" ]
  run offered 'soak generate_fake_summary --crit --o'
  [ "$output" = "$(printf -- '--ok\n--out\n--outage')" ]
}

@test "bash: files and directories where they are asked for, nothing for a number" {
  run offered 'soak journal_verify fi'
  [ "$output" = files ]
  run offered 'soak analyze_post_soak --iter-glob files/w'
  [ "$output" = files/windows.json ]
  run offered 'soak analyze_post_soak --out-dir '
  [ "$output" = "$(printf 'a dir\nfiles')" ]
  run offered 'soak analyze_post_soak --out-dir files/'
  [ "$output" = '' ]
  run offered 'soak analyze_post_soak --min-windows '
  [ "$output" = '' ]
}

@test "bash: a tool by its own name, unless the name is a common word" {
  run offered 'analyze_post_soak --la'
  [ "$output" = --lang ]
  run bash --norc -c 'source "$SOAK_SOURCE_ROOT/scripts/completion/soak.bash"; complete -p status'
  [ "$status" -ne 0 ]
}

@test "bash: init has its option, and the bots that it knows" {
  run offered 'soak init -'
  [ "$output" = "$(printf '%s\n' --bot --help)" ] || fail other
  run offered 'soak init --bot '
  [ "$output" = "$(printf '%s\n' ccxt hummingbot nautilus passivbot windows)" ] || fail other
}

@test "bash: nonsense is met with silence" {
  for text in 'soak no_such_tool -' 'soak ../bin/sh ' 'soak init ' "soak ';' " 'soak help x y '; do
    run offered "$text"
    [ "$output" = '' ] || fail "$text"
  done
}

@test "zsh: tools, options, values, files" {
  in_zsh 'soak journal_' 'verify'
  in_zsh 'soak continuous_runner --alert-min-severity W' 'ARN'
  in_zsh 'soak continuous_runner --alert-' 'Minutes before the same alert is sent again'
  in_zsh 'analyze_post_soak --iter-glob files/' 'windows.json'
}

# in_fish TEXT: what fish offers behind TEXT, one a line, without meanings.
in_fish() {
  run fish --no-config -c 'source $SOAK_SOURCE_ROOT/scripts/completion/soak.fish; complete -C $argv[1] | string split -f 1 \t' "$1"
}

@test "fish: tools, options, values, files, and silence" {
  in_fish 'soak journal_'
  [ "$output" = journal_verify ]
  in_fish 'soak continuous_runner --alert-m'
  [ "$output" = --alert-min-severity ]
  in_fish 'soak continuous_runner --alert-min-severity '
  [ "$(sort <<<"$output")" = "$(printf 'CRIT\nOK\nWARN')" ]
  in_fish 'soak analyze_post_soak --lang=r'
  [ "$output" = --lang=ru ]
  in_fish 'soak analyze_post_soak --iter-glob files/w'
  [ "$output" = files/windows.json ]
  in_fish 'soak analyze_post_soak --out-dir '
  [ "$(sort <<<"$output")" = "$(printf 'a dir/\nfiles/')" ]
  in_fish 'analyze_post_soak --la'
  [ "$output" = --lang ]
  in_fish 'soak init --bot h'
  [ "$output" = hummingbot ]
  for text in 'soak no_such_tool -' "soak ';' " 'status --la' 'ack --la'; do
    in_fish "$text"
    [ "$output" = '' ] || fail "$text"
  done
  run fish --no-config -c 'source $SOAK_SOURCE_ROOT/scripts/completion/soak.fish; complete -C "soak journal_"'
  [[ $output == journal_verify$'\t'?* ]]
}
