// The values of a shard's windows, for the page of the whole run: doubles as they stand in memory, symbol after symbol
// and metric after metric. How many there are stands in SHARD.json.
#pragma once

#include <soak/flow/files/output_set.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/window/series.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>

#include <cerrno>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

namespace analyze_detail {

/// Nothing is written where no page is asked for.
[[nodiscard]] inline Result<void> add_shard_values(OutputSet& set, std::span<const Series> all, bool has_page) {
  if (!has_page) return {};
  const auto file = set.stage(artifact_name::shard_values);
  if (!file) return file.error();
  for (const Series& series : all) {
    const auto bytes = std::as_bytes(std::span(series.values.data(), series.windows() * series.metrics()));
    auto written = (*file)->write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (!written) return written;
  }
  return {};
}

}  // namespace analyze_detail

/// Removes what an earlier shard has left beside reports that are none of a shard.
[[nodiscard]] inline Result<void> remove_shard(const std::string& directory) {
  for (const std::string_view name : {artifact_name::shard, artifact_name::shard_values}) {
    if (auto gone = remove_file(path_in(directory, name)); !gone) return gone;
  }
  return {};
}

/// Reads them back, in the order in which they were written.
class ShardValues {
 public:
  explicit ShardValues(std::string path) : path_(std::move(path)), fd_(open_regular(path_)), error_(fd_ ? 0 : errno) {}

  [[nodiscard]] Result<WindowMatrix> next(std::size_t windows, std::size_t metrics) {
    if (error_ != 0) return errno_error(Errc::input_unusable, "read", path_, error_);
    WindowMatrix values = WindowMatrix::from_shape({windows, metrics});
    const auto bytes = std::as_writable_bytes(std::span(values.data(), windows * metrics));
    const ssize_t size = read_full(fd_.get(), reinterpret_cast<char*>(bytes.data()), bytes.size());
    if (size < 0) return errno_error(Errc::input_unusable, "read", path_, errno);
    if (static_cast<std::size_t>(size) != bytes.size()) return broken();
    return values;
  }

  /// An error if there is more.
  [[nodiscard]] Result<void> finish() {
    char more = 0;
    if (error_ != 0) return errno_error(Errc::input_unusable, "read", path_, error_);
    if (read_full(fd_.get(), &more, 1) != 0) return broken();
    return {};
  }

 private:
  [[nodiscard]] Error broken() const {
    return {Errc::input_unusable, "cannot use " + printable(path_) + ": its values are not those of its SHARD.json"};
  }

  std::string path_;
  Fd fd_;
  int error_;
};

}  // namespace soak
