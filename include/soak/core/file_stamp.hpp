// What tells one content of a file from another without reading it.
#pragma once

#include <cstdint>

namespace soak {

/// Of a regular file. Times in nanoseconds since the epoch. Whoever writes into a file moves `changed_ns` on, and
/// unlike `modified_ns` nobody can set it back.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;

  friend constexpr bool operator==(const FileStamp&, const FileStamp&) = default;
};

}  // namespace soak
