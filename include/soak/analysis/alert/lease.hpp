// Who of several runners works for an env:exchange: what one of them does about the lease, given what Redis holds.
//
// A lease is taken from an owner who has not renewed it for a lease's length by the taker's own clock, from when the
// taker first saw it so. The owner counts from before it sent the renewal, by its own clock. So the owner's time is
// over first, whatever the two clocks show. All spans are of a clock that runs while the machine sleeps.
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/alert/lease.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace soak {

using Span = std::chrono::microseconds;

/// What Redis holds, and since when this process sees it unchanged.
struct LeaseSight {
  std::optional<std::string> text = {};  ///< none: nothing was seen yet; empty: there is no such key
  Span since{};

  void see(std::string now_there, Span now) {
    if (text != now_there) since = now;
    text = std::move(now_there);
  }
};

/// What this process has in hand.
struct LeaseHand {
  std::string owner;          ///< its own name
  std::int64_t token = 0;     ///< 0: it owns nothing
  bool is_confirmed = false;  ///< it was seen again: a Redis that failed over right after has not forgotten it
  Span valid_until{};         ///< nobody else works before that

  [[nodiscard]] Span left(Span now) const noexcept {
    return token > 0 && is_confirmed ? std::max(valid_until - now, Span{0}) : Span{0};
  }
};

enum class LeaseStep {
  wait,   ///< somebody else's, as far as one can tell
  take,   ///< nobody's
  renew,  ///< ours
};

/// The lease in a text of Redis; nothing if there is none, or if others wrote it.
[[nodiscard]] inline std::optional<Lease> lease_in(const LeaseSight& sight) {
  if (!sight.text || sight.text->empty()) return std::nullopt;
  auto lease = parse_lease(*sight.text);
  return lease ? std::optional(std::move(*lease)) : std::nullopt;
}

/// A key that is not there is waited for, too: a Redis that failed over may have lost what its owner still counts on.
[[nodiscard]] inline LeaseStep decide_lease(const LeaseSight& sight, const LeaseHand& hand, Span now, Span length) {
  if (!sight.text) return LeaseStep::wait;
  const auto lease = lease_in(sight);
  if (lease && hand.token > 0 && lease->owner == hand.owner && lease->token == hand.token) return LeaseStep::renew;
  const bool is_given_back = lease && lease->owner.empty();
  return is_given_back || now - sight.since >= length ? LeaseStep::take : LeaseStep::wait;
}

/// The lease that is written for a step. `fence`: the highest that the shared memory carries, so that a token is never
/// lower than what an owner of before wrote, even if the lease itself was lost.
[[nodiscard]] inline Lease next_lease(LeaseStep step, const LeaseSight& sight, const LeaseHand& hand,
                                      std::int64_t fence, Instant wall, Span length) {
  const Lease seen = lease_in(sight).value_or(Lease{});
  Lease lease{.owner = hand.owner, .token = hand.token, .until = wall + length, .renewals = seen.renewals + 1};
  if (step == LeaseStep::take) {
    lease.token = std::max(seen.token, fence) + 1;
    lease.renewals = 0;
  }
  return lease;
}

/// The lease was written at `sent`, or later. A renewal confirms it.
inline void hold_lease(LeaseHand& hand, const Lease& lease, LeaseStep step, Span sent, Span length) {
  hand.is_confirmed = step == LeaseStep::renew;
  hand.token = lease.token;
  hand.valid_until = sent + length;
}

/// Looks at a lease are so far apart: a holder that dies is followed after a length, two looks that it took to see
/// that, and one for confirmation, which is less than two lengths.
[[nodiscard]] constexpr Span lease_pause(Span length) noexcept { return length / 6; }

/// Half of the lease is gone without a renewal: Redis is away, and this may be the holder's last word.
[[nodiscard]] inline bool is_lease_ending(const LeaseHand& hand, Span now, Span length) noexcept {
  const Span left = hand.left(now);
  return left > Span{0} && left < length / 2;
}

}  // namespace soak
