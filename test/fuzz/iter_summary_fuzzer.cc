// libFuzzer's entry; built by scripts/fuzz alone.
#include "iter_summary.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  soak::fuzz::iter_summary({reinterpret_cast<const char*>(data), size});
  return 0;
}
