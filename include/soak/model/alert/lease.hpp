// The lease on an env:exchange, as it stands in Redis (docs/lease.md).
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/json/members.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

/// Who may work for an env:exchange. Each renewal changes it, and that is what tells a live owner from a dead one:
/// clocks of several machines are never compared.
struct Lease {
  std::string owner = {};     ///< "host:pid:…"; empty: given back
  std::int64_t token = 0;     ///< grows with each owner
  Instant until{};            ///< by the owner's clock; for people
  std::int64_t renewals = 0;  ///< by this owner

  friend bool operator==(const Lease&, const Lease&) = default;
};

/// The highest token: the highest number that Redis' scripts still tell from the next.
inline constexpr double max_lease_token = 9e15;

/// The members in the order of the key.
void visit_members(MembersOf<Lease> auto& lease, auto&& visit) {
  visit.required("owner", lease.owner);
  visit.required("token", lease.token, UpTo{max_lease_token});
  visit("until", lease.until);
  visit("renewals", lease.renewals, NotNegative{});
}

/// One line, without its end.
[[nodiscard]] inline std::string to_json(const Lease& lease) { return members_json(lease, JsonWriter::Layout::line); }

[[nodiscard]] inline Result<Lease> parse_lease(std::string_view text) { return parse_members<Lease>(text); }

}  // namespace soak
