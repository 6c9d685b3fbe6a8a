// Files that belong together: the JSON among them names the SHA-256 of the others as its last member, `files`. It is
// renamed last, so whoever reads two of them can tell whether they are of one run.
#pragma once

#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <algorithm>
#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Name of a file (without its folder) and its SHA-256 in hex.
using FileSums = std::vector<std::pair<std::string, std::string>>;

/// Empty if `name` is not among them.
[[nodiscard]] inline std::string_view sum_of(const FileSums& sums, std::string_view name) noexcept {
  const auto found = std::find_if(sums.begin(), sums.end(), [&](const auto& one) { return one.first == name; });
  return found == sums.end() ? std::string_view() : std::string_view(found->second);
}

/// `document` is an indented JSON object, as all of soak's are, without a member `files`.
[[nodiscard]] inline std::string with_file_sums(std::string document, const FileSums& sums) {
  constexpr std::string_view end = "\n}\n";
  assert(document.ends_with(end));
  document.resize(document.size() - end.size());
  document += ",\n  \"files\": {";
  for (std::size_t i = 0; i < sums.size(); ++i) {
    document += i == 0 ? "\n    " : ",\n    ";
    append_json_string(document, sums[i].first);
    document += ": ";
    append_json_string(document, sums[i].second);
  }
  document += sums.empty() ? "}" : "\n  }";
  return document + std::string(end);
}

/// How the member is read back. What is no text in it is left out.
struct FileSumsForm {
  [[nodiscard]] static bool read(const boost::json::value& member, FileSums& sums) {
    sums.clear();
    if (!member.is_object()) return false;
    for (const auto& [name, sum] : member.get_object()) {
      if (sum.is_string()) sums.emplace_back(std::string(name), std::string(sum.get_string()));
    }
    return true;
  }
};

}  // namespace soak
