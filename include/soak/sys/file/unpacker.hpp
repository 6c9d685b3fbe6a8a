// Compressed files. Unpacking is a parameter, as Redis and HTTP are: who embeds the headers need not link its libraries
// (sys/archive/unpack.hpp has them).
#pragma once

#include <soak/sys/file/line_blocks.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace soak {

enum class Packing { none, gzip, zstd };

/// The name says it: what is inside is not looked at before it is known to be wanted.
[[nodiscard]] constexpr Packing packing_of(std::string_view name) noexcept {
  if (name.ends_with(".gz")) return Packing::gzip;
  return name.ends_with(".zst") ? Packing::zstd : Packing::none;
}

/// `name` without the ending that says that it is compressed.
[[nodiscard]] constexpr std::string_view unpacked_name(std::string_view name) noexcept {
  return packing_of(name) == Packing::none ? name : name.substr(0, name.rfind('.'));
}

struct Unpacked {
  std::string problem = {};  ///< why it cannot be unpacked: "cannot be unpacked: it ends too early"
  bool is_larger = false;    ///< than it may be: it was not unpacked to its end
};

/// Appends to `out` what the file behind `fd` is when unpacked, as long as that is not more than `max_bytes`.
using Unpacker = std::function<Unpacked(int fd, Packing packing, std::size_t max_bytes, ByteBuffer& out)>;

}  // namespace soak
