// Messages of a holder of a lease: each goes out only if the lease outlasts it and Redis knows of it.
#pragma once

#include <soak/analysis/publish/fencing.hpp>
#include <soak/flow/alert/channels.hpp>
#include <soak/flow/publish/fenced_redis.hpp>
#include <soak/flow/runner/handover.hpp>
#include <soak/flow/runner/lease_keeper.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/sys/log.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// A sender for as long as `keeper` holds the lease by `token`. Refers to what it is given; all of it outlives it.
class LeaseGate {
 public:
  LeaseGate(AlertSender send, LeaseKeeper& keeper, Handover& handover, std::int64_t token)
      : send_(std::move(send)), keeper_(keeper), handover_(handover), token_(token) {}

  /// What may not go out counts as not taken, and waits in the outbox: for this holder, or for its successor.
  void operator()(std::span<const Dispatch> dispatches, const DeliveryDone& done) {
    std::vector<std::size_t> remote;
    for (std::size_t i = 0; i < dispatches.size(); ++i) {
      const bool is_remote = dispatches[i].channel == "telegram" || dispatches[i].channel == "slack";
      if (is_remote) remote.push_back(i);
      if (!is_remote) send_some(dispatches, {i}, done, 1);
    }
    // A group of Telegram that has moved is asked twice.
    if (!remote.empty()) send_some(dispatches, remote, done, 2);
  }

  /// Tells Redis of the state; false if it does not know of it.
  bool hand_on() {
    const auto told = handover_.hand_on();
    if (told) return true;
    diagnose(Severity::warn, "the state is not handed on: " + told.error().message);
    if (is_fenced_off(told.error().message)) keeper_.lose();
    return false;
  }

 private:
  [[nodiscard]] bool outlasts(int messages) const {
    const LeaseView view = keeper_.view();
    return view.token == token_ && view.left > messages * keeper_.settings().send_time;
  }

  /// Of a Redis that is away only the warning about it may be told: nobody else can tell it.
  void send_some(std::span<const Dispatch> all, const std::vector<std::size_t>& wanted, const DeliveryDone& done,
                 int messages) {
    const bool is_known = outlasts(messages) && hand_on();
    std::vector<std::size_t> allowed;
    for (const std::size_t i : wanted) {
      const bool is_fit = is_known || all[i].alert->topic == alert_topic::redis;
      if (is_fit && outlasts(messages)) {
        allowed.push_back(i);
      } else {
        done(i, {.answer = "not sent: the lease does not outlast it, or Redis does not know of it"});
      }
    }
    std::vector<Dispatch> some;
    for (const std::size_t i : allowed) some.push_back(all[i]);
    if (some.empty()) return;
    send_(some, [&](std::size_t k, const Delivery& delivery) {
      done(allowed[k], delivery);
      if (delivery.is_taken) (void)hand_on();
    });
  }

  AlertSender send_;
  LeaseKeeper& keeper_;
  Handover& handover_;
  std::int64_t token_;
};

}  // namespace soak
