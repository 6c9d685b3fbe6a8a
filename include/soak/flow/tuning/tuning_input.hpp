// What a run's directory holds of its tuning: the windows, TUNING_REPORT.json, runtime_overrides.json.
#pragma once

#include <soak/analysis/tuning/history.hpp>
#include <soak/core/natural_order.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/tuning/tuning_record.hpp>
#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/file_list.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/file/unpacker.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace soak {

namespace tuning_detail {

/// The content of a file, unpacked where its name says that it is compressed.
[[nodiscard]] inline Result<std::string> read_packed_file(const FileList& files, std::size_t i,
                                                          const Unpacker& unpack) {
  const std::string path = files.path(i);
  const Packing packing = packing_of(path);
  if (packing == Packing::none) return read_file(path, max_report_bytes);
  const Fd fd = files.open(i);
  if (!fd) return errno_error(Errc::input_unusable, "read", path, errno);
  if (!unpack) return unusable_file(path, "is compressed, and nothing here unpacks it");
  ByteBuffer text;
  const Unpacked unpacked = unpack(fd.get(), packing, max_report_bytes, text);
  if (!unpacked.problem.empty()) return unusable_file(path, unpacked.problem);
  if (unpacked.is_larger) return unusable_file(path, "is too large when unpacked");
  return std::string(text.view());
}

/// The number in "ITER_SUMMARY_12.json", for a window that does not say its iteration.
[[nodiscard]] inline std::optional<std::size_t> iteration_in_name(std::string_view name) noexcept {
  if (!name.starts_with(artifact_name::window_prefix)) return std::nullopt;
  name.remove_prefix(artifact_name::window_prefix.size());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool is_whole = error == std::errc{} && end != name.data() + name.size() && *end == '.';
  return is_whole ? std::optional(number) : std::nullopt;
}

/// Gives how many of the files could be read.
[[nodiscard]] inline std::size_t read_tuning_windows(const std::string& directory, const Unpacker& unpack,
                                                     TuningInput& input) {
  FileList files;
  files.add_matches_in(directory, {"ITER_SUMMARY_*.json"}, unpacked_name);
  std::vector<std::size_t> order(files.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return natural_compare(files.name(a), files.name(b)) < 0; });
  std::size_t count = 0;
  for (const std::size_t i : order) {
    const auto text = read_packed_file(files, i, unpack);
    auto records = text ? parse_tuning_records(*text) : Result<std::vector<TuningRecord>>(text.error());
    if (!records) {
      const Error error = text ? unusable_file(files.path(i), records.error().message) : records.error();
      input.problems.push_back(error.message);
      continue;
    }
    ++count;
    if (records->size() == 1 && !records->front().iteration) {
      records->front().iteration = iteration_in_name(unpacked_name(files.name(i)));
    }
    std::move(records->begin(), records->end(), std::back_inserter(input.windows));
  }
  return count;
}

/// Beside the windows, or where the original keeps it: a directory further up.
[[nodiscard]] inline std::optional<NamedSettings> read_overrides(const std::string& directory,
                                                                 std::vector<std::string>& problems) {
  for (const std::string& place : {directory, path_in(directory, "..")}) {
    const std::string path = path_in(place, artifact_name::runtime_overrides);
    if (!file_exists(path)) continue;
    const auto document = read_json_file(path);
    if (document && document->is_object()) return settings_of(document->get_object());
    problems.push_back(document ? unusable_file(path, "expected an object").message : document.error().message);
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace tuning_detail

/// Neither a window nor TUNING_REPORT.json that can be read is an error. What else cannot be read is named in
/// `problems`.
[[nodiscard]] inline Result<TuningInput> read_tuning(const std::string& directory, const Unpacker& unpack) {
  TuningInput input;
  if (!is_directory(directory))
    return Error{Errc::input_unusable, "cannot read " + printable(directory) + ": no such directory"};
  const std::size_t windows = tuning_detail::read_tuning_windows(directory, unpack, input);
  const std::string path = path_in(directory, artifact_name::tuning_report);
  if (file_exists(path)) {
    auto report = read_artifact_text(path, parse_tuning_records, max_report_bytes);
    if (report) input.report = std::move(*report);
    if (!report) input.problems.push_back(report.error().message);
  }
  if (windows == 0 && input.report.empty()) {
    const std::string reason =
        input.problems.empty() ? "there is no ITER_SUMMARY_*.json and no TUNING_REPORT.json" : input.problems.front();
    return Error{Errc::input_unusable, "cannot verify " + printable(directory) + ": " + reason};
  }
  input.in_force = tuning_detail::read_overrides(directory, input.problems);
  return input;
}

/// True if anything in it records tuning.
[[nodiscard]] inline bool has_tuning(const TuningInput& input) noexcept {
  const auto has = [](const TuningRecord& record) { return record.has_tuning(); };
  return std::any_of(input.windows.begin(), input.windows.end(), has) ||
         std::any_of(input.report.begin(), input.report.end(), has);
}

}  // namespace soak
