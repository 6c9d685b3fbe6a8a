// Reading and writing artifacts: one way in, with an error that says file, place and what was expected, and one way
// out, which keeps the day's copy.
#pragma once

#include <soak/core/civil.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/makers.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/json/value.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// "cannot use FILE: reason"
[[nodiscard]] inline Error unusable_file(std::string_view path, std::string_view reason) {
  const std::string name = path == "-" ? "standard input" : printable(path);
  return {Errc::input_unusable, "cannot use " + name + ": " + std::string(reason)};
}

/// Whatever cannot be read is named with its reason; what is not there, with what makes it.
[[nodiscard]] inline Error unreadable_file(Error error, const std::string& path) {
  return path == "-" || file_exists(path) ? error : with_maker(std::move(error), path);
}

namespace artifacts_detail {

template <class Parse>
[[nodiscard]] auto parse_text(const std::string& path, const Result<std::string>& text, const Parse& parse)
    -> decltype(parse(std::string_view())) {
  if (!text) return text.error();
  if (text->find_first_not_of(" \t\r\n") == std::string::npos) return unusable_file(path, "is empty, expected JSON");
  auto result = parse(std::string_view(*text));
  if (!result) return unusable_file(path, result.error().message);
  return result;
}

}  // namespace artifacts_detail

/// What `parse` makes of the text of a file, or of standard input ("-"); its error lacks the file's name. An empty file
/// is an error like any other text that is no JSON.
template <class Parse>
[[nodiscard]] auto read_artifact_text(const std::string& path, const Parse& parse, std::size_t max_bytes)
    -> decltype(parse(std::string_view())) {
  const auto text = read_input(path, max_bytes);
  if (!text) return unreadable_file(text.error(), path);
  return artifacts_detail::parse_text(path, text, parse);
}

/// The JSON document in a file. The error names no maker: the ladder's reasons are what scripts and journals hold.
[[nodiscard]] inline Result<boost::json::value> read_json_file(const std::string& path,
                                                               std::size_t max_bytes = max_artifact_bytes) {
  return artifacts_detail::parse_text(path, read_input(path, max_bytes), parse_json);
}

/// Reads a file and makes something of it; `parse` returns a Result whose error lacks the file's name.
template <class Parse>
[[nodiscard]] auto read_artifact(const std::string& path, const Parse& parse,
                                 std::size_t max_bytes = max_artifact_bytes)
    -> decltype(parse(std::declval<const boost::json::value&>())) {
  const auto document = read_artifact_text(path, parse_json, max_bytes);
  if (!document) return document.error();
  auto result = parse(*document);
  if (!result) return unusable_file(path, result.error().message);
  return result;
}

/// Replaces DIRECTORY/NAME and the day's copy of it, both or neither.
[[nodiscard]] inline Result<void> write_artifact(const std::string& directory, std::string_view name,
                                                 const std::string& text, Date day) {
  return write_files({{history_path(directory, name, day), text}, {path_in(directory, name), text}});
}

}  // namespace soak
