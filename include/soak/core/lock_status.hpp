// What can be seen of a lock file without taking it.
#pragma once

#include <soak/core/time.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace soak {

/// Of the one runner, unless told otherwise (the user guide's).
inline constexpr std::string_view default_lock_file = "/tmp/soak_continuous.lock";

struct LockStatus {
  bool is_held = false;             ///< a live process has the lock
  std::optional<std::int64_t> pid;  ///< that the file names; of a file that nobody holds, the dead owner's
  Instant refreshed_at{};           ///< its owner touches the file each cycle
};

}  // namespace soak
