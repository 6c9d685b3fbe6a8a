#include "unpack.hpp"

#include <soak/sys/archive/unpack.hpp>

namespace soak::cli {

Unpacker unpacker() { return unpack; }

}  // namespace soak::cli
