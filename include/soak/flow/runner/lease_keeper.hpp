// Keeps the lease on an env:exchange: looks at it, takes it, renews it, gives it back (docs/lease.md).
#pragma once

#include <soak/analysis/alert/lease.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/model/json/value.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/redis/client.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <utility>

namespace soak {

struct LeaseSettings {
  Span length{};           ///< 0: no lease is asked for
  Span send_time{};        ///< that one message may take
  std::string owner;       ///< this process
  std::string key;         ///< "{env}:{exchange}:soak:lease"
  std::string memory_key;  ///< what holders hand on; its token counts, too
};

/// A clock that runs while the machine sleeps.
using SpanClock = std::function<Span()>;

/// How the lease stands for this process.
struct LeaseView {
  std::int64_t token = 0;    ///< 0: somebody else's, or nobody's
  Span left{};               ///< nobody else works that long; 0: no right to act
  bool is_ending = false;    ///< Redis has not taken a renewal for half a lease
  std::string owner = {};    ///< who has it, as it was seen last; empty: nobody
  std::string problem = {};  ///< of the last look

  [[nodiscard]] bool holds() const noexcept { return left > Span{0}; }
};

/// For two threads: one that looks again and again, and one that asks how it stands.
class LeaseKeeper {
 public:
  LeaseKeeper(LeaseSettings settings, RedisConnector redis, Clock wall, SpanClock clock)
      : settings_(std::move(settings)), redis_(std::move(redis)), wall_(std::move(wall)), clock_(std::move(clock)) {
    hand_.owner = settings_.owner;
  }

  /// Looks once, and takes or renews what may be taken or renewed. Takes the time that Redis takes.
  void look() {
    RedisLink redis(redis_);
    const auto done = step(redis);
    const std::lock_guard lock(mutex_);
    problem_ = done ? std::string() : done.error().message;
  }

  [[nodiscard]] LeaseView view() const {
    const std::lock_guard lock(mutex_);
    const Span now = clock_();
    const auto lease = lease_in(sight_);
    return {hand_.token, hand_.left(now), is_lease_ending(hand_, now, settings_.length),
            lease ? lease->owner : std::string(), problem_};
  }

  /// A write was refused: somebody else is at work.
  void lose() {
    const std::lock_guard lock(mutex_);
    hand_.token = 0;
  }

  /// Lets the next one begin at once. A Redis that was away is not waited for once more.
  void give_back() {
    RedisLink redis(redis_);
    std::unique_lock lock(mutex_);
    const auto lease = lease_in(sight_);
    if (hand_.token == 0 || !problem_.empty() || !lease || lease->token != hand_.token) return;
    const std::string seen = *sight_.text;
    const std::string free = to_json(Lease{.owner = "", .token = hand_.token, .until = wall_()});
    hand_.token = 0;
    lock.unlock();
    (void)exchange(redis, seen, free);
  }

  [[nodiscard]] const LeaseSettings& settings() const noexcept { return settings_; }

 private:
  static constexpr const char* exchange_script = R"(local now = redis.call('GET', KEYS[1]) or ''
if now ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1)";

  [[nodiscard]] Result<void> step(RedisLink& redis) {
    const std::array<RedisCommand, 2> commands{RedisCommand{"GET", settings_.key},
                                               RedisCommand{"GET", settings_.memory_key}};
    const auto replies = redis.demand(commands);
    if (!replies) return replies.error();
    std::unique_lock lock(mutex_);
    sight_.see((*replies)[0].text, clock_());
    const Span sent = clock_();
    const LeaseStep what = decide_lease(sight_, hand_, sent, settings_.length);
    if (what == LeaseStep::wait) {
      hand_.token = 0;
      return {};
    }
    const Lease lease = next_lease(what, sight_, hand_, fence_of((*replies)[1].text), wall_(), settings_.length);
    const std::string seen = *sight_.text;
    const std::string text = to_json(lease);
    lock.unlock();
    const auto is_ours = exchange(redis, seen, text);
    if (!is_ours) return is_ours.error();
    lock.lock();
    if (!*is_ours) return {};
    sight_.see(text, clock_());
    hold_lease(hand_, lease, what, sent, settings_.length);
    return {};
  }

  /// Writes the key if it is still what was seen.
  [[nodiscard]] Result<bool> exchange(RedisLink& redis, const std::string& seen, const std::string& text) const {
    const RedisCommand command{"EVAL", exchange_script, "1", settings_.key, seen, text};
    const auto replies = redis.demand(std::span(&command, 1));
    if (!replies) return replies.error();
    return replies->front().integer == 1;
  }

  [[nodiscard]] static std::int64_t fence_of(const std::string& memory) {
    const auto document = parse_json(memory);
    const double fence = document ? number_or_gap(find_member(*document, "fence")) : 0;
    return fence > 0 && fence <= max_lease_token ? static_cast<std::int64_t>(fence) : 0;
  }

  const LeaseSettings settings_;
  const RedisConnector redis_;
  const Clock wall_;
  const SpanClock clock_;
  mutable std::mutex mutex_;  ///< of what follows
  LeaseSight sight_;
  LeaseHand hand_;
  std::string problem_ = "not looked at yet";
};

}  // namespace soak
