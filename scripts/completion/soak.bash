# bash completion for soak and, where they are in PATH, for its tools by their own names. What may stand where is asked
# of soak itself each time (soak --complete), so this file does not grow old.
# shellcheck shell=bash

_soak_files() { # -f or -d, and what has been typed
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

_soak() {
  local line=${COMP_LINE:0:COMP_POINT} typed=${COMP_WORDS[COMP_CWORD]} words last front kind word
  COMPREPLY=()
  # bash breaks words at "=" and ":" too; the words of the line are those between blanks.
  read -ra words <<<"$line"
  [[ $line != *[[:blank:]] ]] || words+=('')
  last=${words[-1]}
  [[ $typed != [=:] ]] || typed=
  front=${last%"$typed"}
  if [[ ${words[0]##*/} == soak ]]; then
    words=("${words[@]:1}")
  else
    words[0]=${words[0]##*/}
  fi
  {
    read -r kind || return 0
    case $kind in
      words)
        while IFS=$'\t' read -r word _; do
          [[ $word != "$last"* ]] || COMPREPLY+=("${word#"$front"}")
        done
        ;;
      files) _soak_files -f "$typed" ;;
      dirs) _soak_files -d "$typed" ;;
    esac
  } < <(SOAK_COMPLETE_TERSE=1 soak --complete "${words[@]}" 2>/dev/null)
}

complete -F _soak soak
# Some tools have names that are too common to be spoken for.
for _soak_tool in $(soak --tools 2>/dev/null); do
  case $_soak_tool in
    status | doctor | ack | silence) ;;
    *) complete -F _soak "$_soak_tool" ;;
  esac
done
unset _soak_tool
