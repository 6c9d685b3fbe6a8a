// Room on the disk for what does not fit into memory: a file without a name, gone with the process.
#pragma once

#include <soak/sys/env.hpp>
#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/stable_read.hpp>

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

class ScratchFile {
 public:
  /// In TMPDIR, else in /var/tmp, which is on a disk where /tmp may be in memory.
  [[nodiscard]] static Result<ScratchFile> make() {
    const std::string directory = environment("TMPDIR").value_or(is_directory("/var/tmp") ? "/var/tmp" : "/tmp");
    Fd fd = StableReader::unnamed_file(directory);
    if (!fd) return errno_error(Errc::output_failed, "write a temporary file in", directory, errno);
    return ScratchFile(directory, std::move(fd));
  }

  [[nodiscard]] Result<void> append(std::string_view bytes) {
    if (!write_full(fd_.get(), bytes)) return problem("write");
    size_ += bytes.size();
    return {};
  }
  /// Reads as many bytes as `size` from `offset` on; all of them must be there.
  [[nodiscard]] Result<void> read(std::uint64_t offset, char* data, std::size_t size) const {
    for (std::size_t done = 0; done < size;) {
      const ssize_t n = ::pread(fd_.get(), data + done, size - done, static_cast<off_t>(offset + done));
      if (n == 0) errno = EIO;
      if (n <= 0 && errno != EINTR) return problem("read back");
      if (n > 0) done += static_cast<std::size_t>(n);
    }
    return {};
  }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

  /// A descriptor of its own that reads the file from its beginning.
  [[nodiscard]] Fd reader() const {
    return Fd(::open(("/proc/self/fd/" + std::to_string(fd_.get())).c_str(), O_RDONLY | O_CLOEXEC));
  }

 private:
  ScratchFile(std::string directory, Fd fd) : directory_(std::move(directory)), fd_(std::move(fd)) {}
  [[nodiscard]] Error problem(std::string_view verb) const {
    return errno_error(Errc::output_failed, std::string(verb) + " a temporary file in", directory_, errno);
  }

  std::string directory_;
  Fd fd_;
  std::uint64_t size_ = 0;
};

}  // namespace soak
