#!/usr/bin/env bats
# What the compiler and the linker can do against a write past a buffer is done in every program that is installed.
# shellcheck disable=SC2154 # variables that bats and the support files set
load ../support/common
bats_require_minimum_version 1.5.0

programs() {
  local file
  for file in "$SOAK_BIN"/*; do
    if [ -f "$file" ] && [ "$(head -c 4 "$file" | tail -c 3)" = ELF ]; then printf '%s\n' "$file"; fi
  done
}

# each_has DESCRIPTION READELF_OPTION PATTERN
each_has() {
  local program found=0
  while read -r program; do
    found=$((found + 1))
    readelf -W "$2" "$program" | grep -qE -- "$3" || fail "${program##*/} $1"
  done < <(programs)
  [ "$found" -ge 30 ] || fail "only $found programs in $SOAK_BIN"
}

@test "every program stands at another address each time, the static ones too" {
  each_has 'is no position-independent executable' -h 'Type: +DYN'
}

@test "what the loader has filled in is read-only before main" {
  each_has 'has no read-only relocations' -l 'GNU_RELRO'
  each_has 'resolves its calls late' -d 'FLAGS.*NOW'
}

@test "a smashed stack and a write beyond a known size end the program" {
  each_has 'was built without -fstack-protector-strong' -s '__stack_chk_fail'
  options=$SOAK_BIN/../meson-info/intro-buildoptions.json
  # Checked calls need the optimizer: a build for debugging has none.
  if [ "$(jq -r '.[] | select(.name == "optimization").value' "$options")" != 0 ]; then
    each_has 'was built without -D_FORTIFY_SOURCE' -s '__v?snprintf_chk'
  fi
}
