// What is made up says so in its source, and nothing real is made of it.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/summary/summary.hpp>

#include <string>
#include <string_view>

namespace soak {

/// The source of the windows that generate_fake_summary writes.
inline constexpr std::string_view made_up_source = "fake";

[[nodiscard]] inline bool is_made_up(const Summary& summary) { return summary.meta.source == made_up_source; }

/// `what` is a file, or what else the windows are called; `option` takes it all the same.
[[nodiscard]] inline Error made_up_error(std::string_view what, std::string_view option = "--allow-fake") {
  std::string message = "cannot use " + printable(what) + ": made up (source " + std::string(made_up_source) + ")";
  return {Errc::input_unusable, message + ", and nothing real is made of that; for a test give " + std::string(option)};
}

}  // namespace soak
