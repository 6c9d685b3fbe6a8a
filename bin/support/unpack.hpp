// What unpacks compressed windows, compiled once: zlib's and libarchive's headers stay out of the tools.
#pragma once

#include <soak/sys/file/unpacker.hpp>

namespace soak::cli {

[[nodiscard]] Unpacker unpacker();

}  // namespace soak::cli
