// A segment of the window store to bytes and back.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/window/iter_fields.hpp>
#include <soak/model/window/segment_layout.hpp>
#include <soak/model/window/window_store.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace window_detail {

[[nodiscard]] inline SegmentHead head_of(const WindowSegment& segment, std::size_t metrics, std::string_view settings) {
  SegmentHead head{};
  std::copy_n(segment_magic.begin(), head.magic.size(), head.magic.begin());
  head.version = segment_version;
  head.byte_order = segment_byte_order;
  std::copy_n(settings.begin(), std::min(settings.size(), head.settings.size()), head.settings.begin());
  head.files = segment.files.size();
  head.origins = segment.origins.size();
  head.symbols = segment.symbols.size();
  head.metrics = metrics;
  for (const WindowOrigin& origin : segment.origins) {
    head.text_bytes += origin.commit.size() + origin.profile.size() + origin.source.size();
  }
  for (const SymbolWindows& rows : segment.symbols) {
    head.text_bytes += rows.symbol.size();
    head.windows += rows.keys.size();
    head.wanted += rows.is_wanted ? rows.keys.size() : 0;
  }
  return head;
}

[[nodiscard]] inline Error damaged(std::string_view what) { return {Errc::input_unusable, std::string(what)}; }

/// The head of bytes that are whole; nothing if they are of another version or of other settings.
[[nodiscard]] inline Result<std::optional<SegmentHead>> check_segment(std::string_view bytes, std::size_t metrics,
                                                                      std::string_view settings) {
  if (bytes.size() < sizeof(SegmentHead) + checksum_bytes || bytes.size() % 8 != 0 ||
      !bytes.starts_with(segment_magic)) {
    return damaged("it is no whole segment");
  }
  const std::string_view covered = bytes.substr(0, bytes.size() - checksum_bytes);
  if (segment_checksum(covered) != bytes.substr(covered.size())) return damaged("its checksum is wrong");
  const auto head = SegmentReader(bytes).take<SegmentHead>();
  if (head.version != segment_version || head.byte_order != segment_byte_order ||
      std::string_view(head.settings.data(), head.settings.size()) != settings) {
    return std::optional<SegmentHead>();
  }
  // No count can be larger than the bytes that are there, so no product of them overflows.
  for (const std::uint64_t count :
       {head.files, head.origins, head.symbols, head.windows, head.wanted, head.text_bytes}) {
    if (count > bytes.size()) return damaged("its counts are wrong");
  }
  if (head.metrics != metrics || head.wanted > head.windows || segment_bytes(head) != bytes.size()) {
    return damaged("its counts are wrong");
  }
  return std::optional(head);
}

/// Names and origins, with room for their windows; false if they do not add up to what the head says.
[[nodiscard]] inline bool take_names(SegmentReader& reader, const SegmentHead& head, WindowSegment& segment) {
  const auto origins = reader.take_all<TextSizes>(head.origins);
  const auto symbols = reader.take_all<SymbolEntry>(head.symbols);
  std::string_view texts = reader.take_text(head.text_bytes);
  bool fits = true;
  const auto text = [&](std::size_t size) {
    fits = fits && size <= texts.size();
    const std::string_view taken = texts.substr(0, size);
    texts.remove_prefix(taken.size());
    fits = fits && is_utf8(taken);
    return std::string(taken);
  };
  for (const TextSizes& sizes : origins) {
    WindowOrigin& origin = segment.origins.emplace_back();
    origin.commit = text(sizes.bytes[0]);
    origin.profile = text(sizes.bytes[1]);
    origin.source = text(sizes.bytes[2]);
  }
  std::uint64_t windows = 0;
  std::uint64_t wanted = 0;
  for (const SymbolEntry& entry : symbols) {
    fits = fits && entry.windows > 0 && entry.windows <= head.windows - windows && entry.is_wanted <= 1;
    if (!fits) return false;
    windows += entry.windows;
    wanted += entry.is_wanted * entry.windows;
    SymbolWindows& rows = segment.symbols.emplace_back();
    rows.symbol = text(entry.name_bytes);
    rows.is_wanted = entry.is_wanted != 0;
    fits = fits && is_symbol(rows.symbol);
    rows.keys.resize(entry.windows);
  }
  return fits && texts.empty() && windows == head.windows && wanted == head.wanted;
}

/// False if a window names a file or an origin that is not there.
[[nodiscard]] inline bool take_windows(SegmentReader& reader, const SegmentHead& head, WindowSegment& segment) {
  const auto column = [&]<class T>(T WindowKey::*member) {
    for (SymbolWindows& rows : segment.symbols) {
      for (WindowKey& key : rows.keys) key.*member = reader.take<T>();
    }
  };
  const auto fits = [&](std::uint32_t WindowKey::*member, std::size_t count) {
    const std::vector<std::uint32_t> numbers = reader.take_all<std::uint32_t>(head.windows);
    std::size_t at = 0;
    for (SymbolWindows& rows : segment.symbols) {
      for (WindowKey& key : rows.keys) key.*member = numbers[at++];
    }
    return std::all_of(numbers.begin(), numbers.end(), [&](std::uint32_t number) { return number < count; });
  };
  column(&WindowKey::iteration);
  column(&WindowKey::time_us);
  if (!fits(&WindowKey::unit, segment.files.size()) || !fits(&WindowKey::origin, segment.origins.size())) return false;
  for (SymbolWindows& rows : segment.symbols) {
    if (rows.is_wanted) rows.values.resize(rows.keys.size() * head.metrics);
  }
  for (std::size_t m = 0; m < head.metrics; ++m) {
    for (SymbolWindows& rows : segment.symbols) {
      for (std::size_t i = m; i < rows.values.size(); i += head.metrics) rows.values[i] = reader.take<double>();
    }
  }
  return true;
}

}  // namespace window_detail

/// `settings` (32 characters) stands for all that changes what a text parses to.
[[nodiscard]] inline std::string encode_segment(const WindowSegment& segment, std::size_t metrics,
                                                std::string_view settings) {
  const auto head = window_detail::head_of(segment, metrics, settings);
  window_detail::SegmentWriter out(window_detail::segment_bytes(head));
  out.add(head);
  out.add_all(segment.files);
  const auto size = [](const std::string& text) { return static_cast<std::uint32_t>(text.size()); };
  for (const WindowOrigin& origin : segment.origins) {
    out.add(window_detail::TextSizes{{size(origin.commit), size(origin.profile), size(origin.source), 0}});
  }
  for (const SymbolWindows& rows : segment.symbols) {
    out.add(window_detail::SymbolEntry{rows.keys.size(), size(rows.symbol), rows.is_wanted ? 1u : 0u});
  }
  for (const WindowOrigin& origin : segment.origins) {
    for (const std::string* text : {&origin.commit, &origin.profile, &origin.source}) out.add_text(*text);
  }
  for (const SymbolWindows& rows : segment.symbols) out.add_text(rows.symbol);
  out.pad();
  const auto column = [&](auto member) {
    for (const SymbolWindows& rows : segment.symbols) {
      for (const WindowKey& key : rows.keys) out.add(key.*member);
    }
    out.pad();
  };
  column(&WindowKey::iteration);
  column(&WindowKey::time_us);
  column(&WindowKey::unit);
  column(&WindowKey::origin);
  for (std::size_t m = 0; m < metrics; ++m) {
    for (const SymbolWindows& rows : segment.symbols) {
      for (std::size_t i = m; i < rows.values.size(); i += metrics) out.add(rows.values[i]);
    }
  }
  return out.finish();
}

/// Nothing if it is of another version, machine or settings. The error is the reason alone: what is wrong about bytes
/// that are damaged.
[[nodiscard]] inline Result<std::optional<WindowSegment>> decode_segment(std::string_view bytes, std::size_t metrics,
                                                                         std::string_view settings) {
  const auto head = window_detail::check_segment(bytes, metrics, settings);
  if (!head) return head.error();
  if (!*head) return std::optional<WindowSegment>();
  window_detail::SegmentReader reader(bytes);
  (void)reader.take<window_detail::SegmentHead>();
  WindowSegment segment;
  segment.files = reader.take_all<StoredFile>((*head)->files);
  if (!window_detail::take_names(reader, **head, segment) || !window_detail::take_windows(reader, **head, segment)) {
    return window_detail::damaged("its windows do not fit together");
  }
  return std::optional(std::move(segment));
}

}  // namespace soak
