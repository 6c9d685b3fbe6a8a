// How a segment of the window store lies on the disk: its head, its checksum, its parts one after the other
// (docs/formats/window_store.md).
#pragma once

#include <soak/core/file_stamp.hpp>
#include <soak/core/text/fingerprint.hpp>
#include <soak/model/window/window_store.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// A file whose windows are in the store.
struct StoredFile {
  FileStamp stamp;
  std::uint64_t text_numbers = 0;  ///< in it that were written as text
};

/// The `unit` of a window is here the index of its file; `values` hold one value a metric.
struct WindowSegment {
  std::vector<StoredFile> files;
  std::vector<WindowOrigin> origins;
  std::deque<SymbolWindows> symbols;
};

/// A segment that is larger is none: nothing is reserved for what a damaged length asks for.
inline constexpr std::size_t max_segment_bytes = std::size_t{1} << 30;

namespace window_detail {

inline constexpr std::string_view segment_magic = "SOAKWIN\n";
/// One more with each change of the layout, and of what a text parses to if the version of soak stays.
inline constexpr std::uint32_t segment_version = 1;
inline constexpr std::uint32_t segment_byte_order = 0x01020304;
inline constexpr std::size_t checksum_bytes = 32;

struct SegmentHead {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t byte_order;
  std::array<char, 32> settings;
  std::uint64_t files;
  std::uint64_t origins;
  std::uint64_t symbols;
  std::uint64_t windows;
  std::uint64_t wanted;  ///< windows that have values
  std::uint64_t metrics;
  std::uint64_t text_bytes;
};
static_assert(sizeof(SegmentHead) == 104 && sizeof(StoredFile) == 48);

/// Bytes of the three texts of an origin, or of a symbol's name.
struct TextSizes {
  std::array<std::uint32_t, 4> bytes;
};
struct SymbolEntry {
  std::uint64_t windows;
  std::uint32_t name_bytes;
  std::uint32_t is_wanted;
};

[[nodiscard]] constexpr std::size_t padded(std::size_t bytes) noexcept { return (bytes + 7) / 8 * 8; }

/// Of the whole segment; the head's counts have been looked at.
[[nodiscard]] constexpr std::size_t segment_bytes(const SegmentHead& head) noexcept {
  return sizeof head + head.files * sizeof(StoredFile) + head.origins * sizeof(TextSizes) +
         head.symbols * sizeof(SymbolEntry) + padded(head.text_bytes) + head.windows * 16 +
         2 * padded(head.windows * 4) + head.wanted * head.metrics * 8 + checksum_bytes;
}

/// Words of eight bytes; the size of `bytes` is a multiple of that.
[[nodiscard]] inline std::string segment_checksum(std::string_view bytes) {
  Fingerprint print;
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    print.add(word);
  }
  return print.hex();
}

class SegmentWriter {
 public:
  explicit SegmentWriter(std::size_t bytes) { out_.reserve(bytes); }
  template <class T>
  void add(const T& value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void add_all(const std::vector<T>& values) {
    out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  void add_text(std::string_view text) { out_ += text; }
  void pad() { out_.resize(padded(out_.size())); }
  [[nodiscard]] std::string finish() {
    out_ += segment_checksum(out_);
    return std::move(out_);
  }

 private:
  std::string out_;
};

/// Hands out the parts of a segment one after the other. Its size has been compared with what the head promises.
class SegmentReader {
 public:
  explicit SegmentReader(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  [[nodiscard]] T take() noexcept {
    T value;
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  template <class T>
  [[nodiscard]] std::vector<T> take_all(std::size_t count) {
    std::vector<T> values(count);
    if (count > 0) std::memcpy(values.data(), bytes_.data() + at_, count * sizeof(T));
    at_ = padded(at_ + count * sizeof(T));
    return values;
  }
  [[nodiscard]] std::string_view take_text(std::size_t size) noexcept {
    const std::string_view text = bytes_.substr(at_, size);
    at_ = padded(at_ + size);
    return text;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace window_detail

}  // namespace soak
