// What a holder of a lease hands on to the next one: its state files, as one value, so that they fit each other
// (docs/lease.md).
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/json/members.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct SharedFile {
  std::string name = {};
  std::string text = {};  ///< empty: there is none

  friend bool operator==(const SharedFile&, const SharedFile&) = default;
};

struct SharedMemory {
  Instant saved_at{};
  std::vector<SharedFile> files = {};

  friend bool operator==(const SharedMemory&, const SharedMemory&) = default;
};

void visit_members(MembersOf<SharedFile> auto& file, auto&& visit) {
  visit.required("name", file.name);
  visit.required("text", file.text);
}

void visit_members(MembersOf<SharedMemory> auto& memory, auto&& visit) {
  visit.required("saved_at", memory.saved_at);
  visit.objects("files", memory.files);
}

[[nodiscard]] inline std::string to_json(const SharedMemory& memory) { return members_json(memory); }

[[nodiscard]] inline Result<SharedMemory> parse_shared_memory(std::string_view text) {
  return parse_members<SharedMemory>(text);
}

}  // namespace soak
