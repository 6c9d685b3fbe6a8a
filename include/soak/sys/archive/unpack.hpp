// gzip through zlib (dependency('zlib')), zstd through libarchive (dependency('libarchive')). libarchive 3.6 reads gzip
// too, but passes over its check sum, and a window with a flipped bit would count.
#pragma once

#include <soak/sys/file/unpacker.hpp>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

namespace soak {

namespace archive_detail {

inline constexpr std::size_t unpack_chunk = std::size_t{64} << 10;

[[nodiscard]] inline Unpacked cannot_unpack(const std::string& reason) { return {"cannot be unpacked: " + reason}; }

/// One gzip file, which may be several members one after another, as `cat a.gz b.gz` makes them.
class GzipReader {
 public:
  explicit GzipReader(int fd) : fd_(fd), ready_(::inflateInit2(&stream_, MAX_WBITS + 16) == Z_OK) {}
  ~GzipReader() {
    if (ready_) (void)::inflateEnd(&stream_);
  }
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  [[nodiscard]] Unpacked unpack(std::size_t max_bytes, ByteBuffer& out) {
    if (!ready_) return cannot_unpack("zlib does not start");
    bool is_first = true;
    while (true) {
      if (!fill()) return cannot_unpack(std::generic_category().message(error_));
      if (stream_.avail_in == 0 && !is_first) return {};
      if (!is_first && is_padding()) continue;
      if (is_first && (stream_.avail_in == 0 || *stream_.next_in != 0x1F)) {
        return {"is not compressed with gzip, as its name says"};
      }
      const Unpacked member = unpack_member(max_bytes, out);
      if (!member.problem.empty() || member.is_larger) return member;
      (void)::inflateReset(&stream_);
      is_first = false;
    }
  }

 private:
  /// Reads on if nothing is left; false, with error_, if that failed.
  [[nodiscard]] bool fill() {
    if (stream_.avail_in > 0) return true;
    const ssize_t n = read_full(fd_, reinterpret_cast<char*>(input_.data()), input_.size());
    error_ = n < 0 ? errno : 0;
    stream_.next_in = input_.data();
    stream_.avail_in = static_cast<uInt>(std::max<ssize_t>(n, 0));
    return n >= 0;
  }

  /// Tapes and some file systems fill up with zeros. Takes what is there if it is nothing else.
  [[nodiscard]] bool is_padding() {
    const auto* const end = stream_.next_in + stream_.avail_in;
    if (std::any_of(stream_.next_in, const_cast<Bytef*>(end), [](Bytef b) { return b != 0; })) return false;
    stream_.avail_in = 0;
    return true;
  }

  [[nodiscard]] Unpacked unpack_member(std::size_t max_bytes, ByteBuffer& out) {
    for (int outcome = Z_OK; outcome != Z_STREAM_END;) {
      if (!fill()) return cannot_unpack(std::generic_category().message(error_));
      if (stream_.avail_in == 0) return cannot_unpack("it ends too early");
      stream_.next_out = reinterpret_cast<Bytef*>(out.room(unpack_chunk));
      stream_.avail_out = static_cast<uInt>(unpack_chunk);
      outcome = ::inflate(&stream_, Z_NO_FLUSH);
      out.add(unpack_chunk - stream_.avail_out);
      if (out.size() > max_bytes) return {.is_larger = true};
      if (outcome != Z_OK && outcome != Z_STREAM_END) {
        return cannot_unpack("it is damaged (" + std::string(stream_.msg != nullptr ? stream_.msg : "zlib") + ")");
      }
    }
    return {};
  }

  int fd_;
  int error_ = 0;
  std::vector<Bytef> input_ = std::vector<Bytef>(unpack_chunk);
  z_stream stream_{};
  bool ready_;
};

struct FreeReader {
  void operator()(archive* reader) const noexcept { (void)::archive_read_free(reader); }
};

[[nodiscard]] inline Unpacked unpack_zstd(int fd, std::size_t max_bytes, ByteBuffer& out) {
  const std::unique_ptr<archive, FreeReader> reader(::archive_read_new());
  const auto failed = [&] {
    const char* const reason = reader ? ::archive_error_string(reader.get()) : nullptr;
    return cannot_unpack(reason != nullptr ? reason : "libarchive does not start");
  };
  if (!reader || ::archive_read_support_filter_zstd(reader.get()) != ARCHIVE_OK ||
      ::archive_read_support_format_raw(reader.get()) != ARCHIVE_OK ||
      ::archive_read_support_format_empty(reader.get()) != ARCHIVE_OK ||
      ::archive_read_open_fd(reader.get(), fd, unpack_chunk) != ARCHIVE_OK) {
    return failed();
  }
  archive_entry* entry = nullptr;
  const int header = ::archive_read_next_header(reader.get(), &entry);
  if (header != ARCHIVE_OK && header != ARCHIVE_EOF) return failed();
  if (::archive_filter_code(reader.get(), 0) != ARCHIVE_FILTER_ZSTD) {
    return {"is not compressed with zstd, as its name says"};
  }
  while (header == ARCHIVE_OK) {
    const auto n = ::archive_read_data(reader.get(), out.room(unpack_chunk), unpack_chunk);
    if (n < 0) return failed();
    if (n == 0) break;
    out.add(static_cast<std::size_t>(n));
    if (out.size() > max_bytes) return {.is_larger = true};
  }
  return {};
}

}  // namespace archive_detail

/// An Unpacker for both packings.
[[nodiscard]] inline Unpacked unpack(int fd, Packing packing, std::size_t max_bytes, ByteBuffer& out) {
  if (packing == Packing::zstd) return archive_detail::unpack_zstd(fd, max_bytes, out);
  return archive_detail::GzipReader(fd).unpack(max_bytes, out);
}

}  // namespace soak
