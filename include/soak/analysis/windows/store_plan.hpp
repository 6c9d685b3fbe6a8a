// What of the window store is still good, and when its segments become one.
#pragma once

#include <soak/core/file_stamp.hpp>
#include <soak/model/window/segment_layout.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace soak {

/// A time of change is as coarse as a tick of the kernel, on some file systems two seconds.
inline constexpr std::int64_t stamp_margin_ns = 2'000'000'000;

/// True if the file cannot change any more without its stamp changing with it. What was changed at the very time it was
/// read could have been changed again in the same tick, with the same stamp (git calls such an entry racy): it is read
/// again the next time. So is what claims to be from the future.
[[nodiscard]] constexpr bool is_settled(const FileStamp& stamp, std::int64_t read_from_ns) noexcept {
  const std::int64_t before = read_from_ns - stamp_margin_ns;
  return stamp.changed_ns < before && stamp.modified_ns < before;
}

/// Bytes of a segment: all, and those of files that are still as they were.
struct SegmentUse {
  std::size_t bytes = 0;
  std::size_t live = 0;
};

/// From which segment on (oldest first) all become one with `fresh` bytes of new windows; their number if the new ones,
/// if there are any, become a segment of their own. A segment that is mostly dead is written anew, and so is one that
/// is not twice as large as all behind it: a window is written about as often as runs double, not in each cycle.
[[nodiscard]] constexpr std::size_t first_to_merge(std::span<const SegmentUse> segments, std::size_t fresh) noexcept {
  std::size_t first = segments.size();
  for (std::size_t i = segments.size(); i-- > 0;) {
    if (segments[i].bytes > 2 * segments[i].live) first = i;
  }
  std::size_t behind = fresh;
  for (std::size_t i = first; i < segments.size(); ++i) behind += segments[i].live;
  while (first > 0 && behind > 0 && segments[first - 1].live < 2 * behind &&
         segments[first - 1].live + behind <= max_segment_bytes) {
    behind += segments[--first].live;
  }
  return first;
}

}  // namespace soak
