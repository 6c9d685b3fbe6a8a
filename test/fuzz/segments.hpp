// Segments of the window store. The checksum is put right first: what it keeps out are accidents, and behind it nothing
// may go beyond the bytes either.
#pragma once

#include "fuzz/require.hpp"

#include <soak/model/window/window_segment.hpp>

#include <string>
#include <string_view>

namespace soak::fuzz {

inline void window_segment(std::string_view bytes) {
  constexpr std::size_t metrics = 4;
  std::string text(bytes);
  text.resize(window_detail::padded(text.size()));
  text += window_detail::segment_checksum(text);
  const auto settings = std::string_view(text).substr(16, 32);
  const auto decoded = decode_segment(text, metrics, settings);
  if (!decoded || !*decoded) return;
  const WindowSegment& segment = **decoded;
  for (const SymbolWindows& rows : segment.symbols) {
    require(!rows.keys.empty() && rows.values.size() == (rows.is_wanted ? metrics * rows.keys.size() : 0));
    for (const WindowKey& key : rows.keys) {
      require(key.unit < segment.files.size() && key.origin < segment.origins.size());
    }
  }
  // What was read is written again as it stood there, but for what lies between the parts.
  require(encode_segment(segment, metrics, settings).size() == text.size());
}

}  // namespace soak::fuzz
