// Reading what an earlier process or cycle left in the state directory.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/json/value.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/log.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// What `parse`, a function of the text, makes of a state file; nothing if there is no such file. The error lacks the
/// file's name.
template <class T, class Parse>
[[nodiscard]] Result<std::optional<T>> load_state(const std::string& path, const Parse& parse) {
  if (!file_exists(path)) return std::optional<T>();
  const auto text = read_file(path, max_state_bytes);
  if (!text) return text.error();
  auto value = parse(std::string_view(*text));
  if (!value) return value.error();
  return std::optional<T>(std::move(*value));
}

/// The same, but a file that cannot be used is a warning and no state: "runner state PATH is unusable and begun anew:
/// reason", where `what` is "runner state " and `fate` " and begun anew".
template <class T, class Parse>
[[nodiscard]] std::optional<T> read_state(const std::string& path, const Parse& parse, std::string_view what,
                                          std::string_view fate) {
  auto state = load_state<T>(path, parse);
  if (state) return std::move(*state);
  std::string warning(what);
  warning += printable(path) + " is unusable";
  warning += fate;
  diagnose(Severity::warn, warning + ": " + state.error().message);
  return std::nullopt;
}

/// Where the state of an environment and exchange is: in STATE_DIR/NAME, unless that is another one's; then in a file
/// of its own beside it, like "runner_state.prod_bybit.json". Several may share a directory.
[[nodiscard]] inline std::string own_state_path(std::string_view state_dir, std::string_view name, std::string_view env,
                                                std::string_view exchange) {
  const std::string own = path_in(state_dir, std::string(stem_of(name)) + "." + place_name(env, exchange) +
                                                 std::string(name.substr(stem_of(name).size())));
  if (file_exists(own)) return own;
  std::string plain = path_in(state_dir, name);
  const auto document = load_state<boost::json::value>(plain, parse_json);
  if (!document || !*document) return plain;
  const auto is_other = [&](std::string_view member, std::string_view mine) {
    const auto text = text_or_nothing(find_member(**document, member));
    return text && *text != mine;
  };
  return is_other("env", env) || is_other("exchange", exchange) ? own : plain;
}

}  // namespace soak
