// A number with its noun.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// "1 window", "3 windows"
[[nodiscard]] inline std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

/// The forms of a Russian noun behind a number: 1 "окно", 2 "окна", 5 "окон".
struct RussianNoun {
  std::string_view one;
  std::string_view few;
  std::string_view many;
};

/// "1 окно", "22 окна", "11 окон"
[[nodiscard]] inline std::string counted(std::size_t count, const RussianNoun& noun) {
  const bool is_teen = count % 100 >= 11 && count % 100 <= 14;
  const std::size_t last = is_teen ? 0 : count % 10;
  const std::string_view form = last == 1 ? noun.one : last >= 2 && last <= 4 ? noun.few : noun.many;
  return std::to_string(count) + " " + std::string(form);
}

}  // namespace soak
