// What all bodies have in common: an invariant that does not hold ends the process, which libFuzzer and the replay see.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace soak::fuzz {

/// The builtins stand for std::source_location, which clang 14 lacks.
inline void require(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%d: what must hold does not\n", file, line);
  std::abort();
}

}  // namespace soak::fuzz
