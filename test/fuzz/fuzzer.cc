// libFuzzer's entry, for the body that SOAK_FUZZ names; built by scripts/fuzz alone.
#include "fuzz/bodies.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {
const soak::fuzz::Body* body = nullptr;
}

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* const name = std::getenv("SOAK_FUZZ");
  body = name == nullptr ? nullptr : soak::fuzz::find_body(name);
  if (body == nullptr) {
    std::fputs("SOAK_FUZZ names no body of test/fuzz/bodies.hpp\n", stderr);
    std::exit(2);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  body->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
