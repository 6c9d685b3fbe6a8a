// The commit that a working tree stands at, read from .git without running git.
#pragma once

#include <soak/core/text/hex.hpp>
#include <soak/sys/file/read_file.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace soak {

namespace sys_detail {

[[nodiscard]] inline std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find_first_of("\r\n")));
}

[[nodiscard]] inline bool is_object_name(std::string_view text) noexcept {
  return (text.size() == 40 || text.size() == 64) && is_hex(text);
}

[[nodiscard]] inline std::optional<std::string> git_line(const std::string& path) {
  const auto text = read_file(path, 4096);
  if (!text) return std::nullopt;
  return first_line(*text);
}

/// The hash that a reference stands for: a file of its own, or a line of packed-refs.
[[nodiscard]] inline std::optional<std::string> resolve_reference(const std::string& directory,
                                                                  const std::string& name) {
  if (auto hash = git_line(directory + "/" + name); hash && is_object_name(*hash)) return hash;
  const auto packed = read_file(directory + "/packed-refs", std::size_t{64} << 20);
  if (!packed) return std::nullopt;
  const auto at = packed->find(" " + name + "\n");
  if (at == std::string::npos || at < 40) return std::nullopt;
  const auto begin = packed->rfind('\n', at) + 1;  // npos + 1 is 0
  const std::string hash = packed->substr(begin, at - begin);
  return is_object_name(hash) ? std::optional(hash) : std::nullopt;
}

}  // namespace sys_detail

/// The full hash of HEAD of the working tree at `root` (a linked worktree too); nothing if it is none.
[[nodiscard]] inline std::optional<std::string> git_head(const std::string& root) {
  std::string own = root + "/.git";
  if (const auto link = sys_detail::git_line(own); link && link->starts_with("gitdir: ")) {
    const std::string target = link->substr(8);
    own = target.starts_with('/') ? target : root + "/" + target;
  }
  const auto head = sys_detail::git_line(own + "/HEAD");
  if (!head) return std::nullopt;
  if (!head->starts_with("ref: ")) return sys_detail::is_object_name(*head) ? head : std::nullopt;
  const std::string name = head->substr(5);
  if (auto hash = sys_detail::resolve_reference(own, name)) return hash;
  const auto common = sys_detail::git_line(own + "/commondir");
  if (!common) return std::nullopt;
  return sys_detail::resolve_reference(common->starts_with('/') ? *common : own + "/" + *common, name);
}

}  // namespace soak
