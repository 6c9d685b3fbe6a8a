// tar + zstd through libarchive (dependency('libarchive')): writing to and reading from a descriptor. libarchive's zstd
// has no checksum, so what is in here is not trusted; flow/archive/read.hpp holds it against its MANIFEST.
#pragma once

#include <soak/sys/file/fd.hpp>

#include <array>
#include <cerrno>
#include <clocale>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

namespace soak {

struct TarEntry {
  enum class Kind { file, link, other };
  std::string path;
  Kind kind = Kind::file;
  std::string target;  ///< of a link
  std::uint64_t size = 0;
  bool is_executable = false;
  std::int64_t modified_sec = 0;
};

namespace archive_detail {

/// Names are bytes to us; libarchive wants a locale in which all of them have a meaning. Only LC_CTYPE, so numbers
/// stay.
inline void use_utf8_names() { (void)std::setlocale(LC_CTYPE, "C.UTF-8"); }

struct FreeEntry {
  void operator()(archive_entry* entry) const noexcept { ::archive_entry_free(entry); }
};
using EntryHandle = std::unique_ptr<archive_entry, FreeEntry>;

}  // namespace archive_detail

/// Whether members or bare bytes are written; `raw` makes one zstd frame of what data() is given.
enum class TarFormat { members, raw };

/// Writes a zstd frame of tar members. Owner, group and mode are fixed: the same input gives the same bytes.
class TarZstdWriter {
 public:
  /// `name` is for messages. `fd` must outlive the writer. `written(n)` is told of every n bytes that arrived in the
  /// file.
  TarZstdWriter(
      int fd, std::string name, int level, TarFormat format,
      std::function<void(std::size_t)> written = [](std::size_t) {})
      : fd_(fd),
        name_(std::move(name)),
        written_(std::move(written)),
        archive_(::archive_write_new()),
        entry_(::archive_entry_new()) {
    archive_detail::use_utf8_names();
    archive* const a = archive_.get();
    const bool is_raw = format == TarFormat::raw;
    ok_ = (is_raw ? ::archive_write_set_format_raw(a) : ::archive_write_set_format_pax_restricted(a)) == ARCHIVE_OK &&
          ::archive_write_add_filter_zstd(a) == ARCHIVE_OK &&
          ::archive_write_set_filter_option(a, "zstd", "compression-level", std::to_string(level).c_str()) ==
              ARCHIVE_OK &&
          ::archive_write_set_bytes_per_block(a, 128 << 10) == ARCHIVE_OK &&
          ::archive_write_set_bytes_in_last_block(a, 1) == ARCHIVE_OK &&
          ::archive_write_open2(a, this, nullptr, &TarZstdWriter::on_write, nullptr, nullptr) == ARCHIVE_OK;
    if (ok_ && is_raw) {
      ::archive_entry_set_filetype(entry_.get(), AE_IFREG);
      ok_ = ::archive_write_header(a, entry_.get()) == ARCHIVE_OK;
    }
  }

  /// Begins a member; a file's data must follow, exactly `size` bytes.
  [[nodiscard]] Result<void> begin(const TarEntry& member) {
    archive_entry* const e = ::archive_entry_clear(entry_.get());
    ::archive_entry_set_pathname(e, member.path.c_str());
    const bool is_link = member.kind == TarEntry::Kind::link;
    ::archive_entry_set_filetype(e, is_link ? AE_IFLNK : AE_IFREG);
    ::archive_entry_set_perm(e, is_link ? 0777 : member.is_executable ? 0755 : 0644);
    ::archive_entry_set_size(e, static_cast<la_int64_t>(is_link ? 0 : member.size));
    ::archive_entry_set_mtime(e, member.modified_sec, 0);
    if (is_link) ::archive_entry_set_symlink(e, member.target.c_str());
    return check(ok_ && ::archive_write_header(archive_.get(), e) >= ARCHIVE_WARN);
  }

  [[nodiscard]] Result<void> data(std::string_view part) {
    return check(ok_ && ::archive_write_data(archive_.get(), part.data(), part.size()) ==
                            static_cast<la_ssize_t>(part.size()));
  }

  [[nodiscard]] Result<void> finish() { return check(ok_ && ::archive_write_close(archive_.get()) == ARCHIVE_OK); }

 private:
  struct Free {
    void operator()(archive* a) const noexcept { ::archive_write_free(a); }
  };

  static la_ssize_t on_write(archive* a, void* self, const void* data, std::size_t size) {
    auto* const writer = static_cast<TarZstdWriter*>(self);
    if (writer->has_failed_) return ARCHIVE_FATAL;
    if (write_full(writer->fd_, {static_cast<const char*>(data), size})) {
      writer->written_(size);
      return static_cast<la_ssize_t>(size);
    }
    writer->has_failed_ = true;
    ::archive_set_error(a, errno, "write failed");
    return ARCHIVE_FATAL;
  }

  [[nodiscard]] Result<void> check(bool succeeded) {
    if (succeeded) return {};
    if (const int error = ::archive_errno(archive_.get()); has_failed_ && error > 0) {
      return errno_error(Errc::output_failed, "write", name_, error);
    }
    const char* const reason = ::archive_error_string(archive_.get());
    return Error{Errc::output_failed,
                 "cannot write " + printable(name_) + ": " + (reason == nullptr ? "libarchive failed" : reason)};
  }

  int fd_;
  std::string name_;
  std::function<void(std::size_t)> written_;
  bool has_failed_ = false;
  std::unique_ptr<archive, Free> archive_;
  archive_detail::EntryHandle entry_;
  bool ok_ = false;
};

/// Gives up to `size` of the next bytes, less only at the end; -1 with errno.
using ByteSource = std::function<ssize_t(char* data, std::size_t size)>;

[[nodiscard]] inline ByteSource bytes_of(int fd) {
  return [fd](char* data, std::size_t size) { return read_full(fd, data, size); };
}

/// Reads a tar in zstd frames. Whatever is wrong with it is Errc::corrupt, and so is one that expands beyond a limit:
/// zeros shrink to a thirty-thousandth, and the reader would follow them for minutes.
class TarZstdReader {
 public:
  /// `on_bytes` sees the compressed bytes as they are read, all of them once drain() has returned.
  TarZstdReader(ByteSource source, std::string name, std::function<void(std::string_view)> on_bytes)
      : source_(std::move(source)),
        name_(std::move(name)),
        on_bytes_(std::move(on_bytes)),
        archive_(::archive_read_new()) {
    archive_detail::use_utf8_names();
    archive* const a = archive_.get();
    ok_ = ::archive_read_support_filter_zstd(a) == ARCHIVE_OK && ::archive_read_support_format_tar(a) == ARCHIVE_OK &&
          // A second archive behind the first must not go unseen.
          ::archive_read_set_format_option(a, "tar", "read_concatenated_archives", "1") == ARCHIVE_OK;
  }

  /// How many bytes the tar may have, headers and padding included; without it, any number.
  void limit(std::uint64_t max_tar_bytes) noexcept { max_tar_bytes_ = max_tar_bytes; }

  /// False at the end.
  [[nodiscard]] Result<bool> next(TarEntry& member) {
    if (ok_ && !is_open_) {  // not before: opening reads, and on_bytes may need an owner that is complete
      is_open_ = true;
      ok_ = ::archive_read_open(archive_.get(), this, nullptr, &TarZstdReader::on_read, nullptr) == ARCHIVE_OK;
    }
    archive_entry* e = nullptr;
    const int status = ok_ ? ::archive_read_next_header(archive_.get(), &e) : ARCHIVE_FATAL;
    if (status == ARCHIVE_EOF) return false;
    if (status < ARCHIVE_WARN) return failure();
    const char* const path = ::archive_entry_pathname(e);
    if (path == nullptr) return Error{Errc::corrupt, printable(name_) + ": a member has no name"};
    member.path = path;
    const auto type = ::archive_entry_filetype(e);
    const char* const target = ::archive_entry_symlink(e);
    member.kind = TarEntry::Kind::other;
    if (type == AE_IFREG && ::archive_entry_hardlink(e) == nullptr) member.kind = TarEntry::Kind::file;
    if (type == AE_IFLNK && target != nullptr) member.kind = TarEntry::Kind::link;
    member.target = target == nullptr ? "" : target;
    member.size = static_cast<std::uint64_t>(::archive_entry_size(e));
    member.is_executable = (::archive_entry_perm(e) & 0100) != 0;
    member.modified_sec = ::archive_entry_mtime(e);
    return true;
  }

  /// Calls `take(part)`, which returns a Result<void>, for the member's data; holes are filled.
  template <class Take>
  [[nodiscard]] Result<void> visit_data(const Take& take) {
    while (true) {
      const la_ssize_t n = ::archive_read_data(archive_.get(), buffer_.data(), buffer_.size());
      if (n == 0) return {};
      if (n < 0) return failure();
      if (auto taken = take(std::string_view(buffer_.data(), static_cast<std::size_t>(n))); !taken) return taken;
    }
  }

  /// Reads what lies behind the last member.
  [[nodiscard]] Result<void> drain() {
    const void* block = nullptr;
    la_ssize_t n = 0;
    while ((n = on_read(archive_.get(), this, &block)) > 0) {
    }
    if (n < 0) return failure();
    return {};
  }

 private:
  struct Free {
    void operator()(archive* a) const noexcept { ::archive_read_free(a); }
  };

  static la_ssize_t on_read(archive* a, void* self, const void** block) {
    auto* const reader = static_cast<TarZstdReader*>(self);
    const la_int64_t expanded = ::archive_filter_bytes(a, 0);  // -1 while it is opened
    reader->is_too_large_ = expanded > 0 && static_cast<std::uint64_t>(expanded) > reader->max_tar_bytes_;
    if (reader->is_too_large_) return ARCHIVE_FATAL;
    const ssize_t n = reader->source_(reader->block_.data(), reader->block_.size());
    *block = reader->block_.data();
    if (n < 0) {
      reader->read_error_ = errno;
      ::archive_set_error(a, errno, "read failed");
    } else {
      reader->on_bytes_({reader->block_.data(), static_cast<std::size_t>(n)});
    }
    return n;
  }

  [[nodiscard]] Error failure() const {
    if (read_error_ != 0) return errno_error(Errc::input_unusable, "read", name_, read_error_);
    if (is_too_large_) return {Errc::corrupt, printable(name_) + ": it expands beyond its limit"};
    const char* const reason = ::archive_error_string(archive_.get());
    return {Errc::corrupt, printable(name_) + ": " + printable(reason == nullptr ? "not a readable archive" : reason)};
  }

  ByteSource source_;
  std::string name_;
  std::function<void(std::string_view)> on_bytes_;
  int read_error_ = 0;
  std::uint64_t max_tar_bytes_ = UINT64_MAX;
  bool is_too_large_ = false;
  std::string block_ = std::string(std::size_t{16} << 10, '\0');  // the limit is looked at once a block
  std::string buffer_ = std::string(std::size_t{128} << 10, '\0');
  std::unique_ptr<archive, Free> archive_;
  bool ok_ = false;
  bool is_open_ = false;
};

/// The 512 bytes that go before a file's data in a tar (POSIX ustar): for a member that is written by hand in front of
/// an archive that is already made. Preconditions: the name is shorter than 100 bytes, the size below 8 GiB.
[[nodiscard]] inline std::string ustar_header(std::string_view name, std::uint64_t size, std::int64_t modified_sec) {
  std::string header(512, '\0');
  const auto put = [&](std::size_t at, std::string_view text) { header.replace(at, text.size(), text); };
  const auto put_octal = [&](std::size_t at, std::size_t digits, std::uint64_t value) {
    for (std::size_t i = digits; i-- > 0; value /= 8) header[at + i] = static_cast<char>('0' + value % 8);
  };
  put(0, name);
  put_octal(100, 7, 0644);
  put_octal(108, 7, 0);
  put_octal(116, 7, 0);
  put_octal(124, 11, size);
  put_octal(136, 11, static_cast<std::uint64_t>(modified_sec < 0 ? 0 : modified_sec));
  put(148, "        ");
  put(156, "0");
  put(257, std::string_view("ustar\00000", 8));
  std::uint64_t sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put_octal(148, 6, sum);
  header[154] = '\0';
  return header;
}

}  // namespace soak
