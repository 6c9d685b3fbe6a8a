// The life of one of several runners: it works while it holds the lease, and is silent while another one does.
#pragma once

#include <soak/flow/publish/fenced_redis.hpp>
#include <soak/flow/runner/continuous.hpp>
#include <soak/flow/runner/handover.hpp>
#include <soak/flow/runner/lease_gate.hpp>
#include <soak/flow/runner/lease_keeper.hpp>
#include <soak/report/alert/runner_lines.hpp>
#include <soak/sys/clock/run_clock.hpp>
#include <soak/sys/process/signals.hpp>
#include <soak/sys/thread/repeated_task.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace soak {

/// Makes a runner when the lease is won, lets it work as long as it is held, and tells of every change.
class LeasedRunner {
 public:
  /// Takes its first look in the background at once. `stop` must outlive this.
  LeasedRunner(ContinuousSettings settings, RunnerPorts ports, LeaseSettings lease, SpanClock clock)
      : settings_(std::move(settings)),
        ports_(std::move(ports)),
        keeper_(lease, ports_.redis, ports_.now, clock),
        clock_(std::move(clock)),
        looks_(std::in_place, lease_pause(lease.length), [this] { keeper_.look(); }) {}

  ~LeasedRunner() {
    looks_.reset();
    keeper_.give_back();
  }
  LeasedRunner(const LeasedRunner&) = delete;
  LeasedRunner& operator=(const LeasedRunner&) = delete;

  /// What is to be done now; nothing if it was not time for a cycle, or is not this process's turn.
  [[nodiscard]] std::optional<CycleResult> turn(Span interval) {
    const LeaseView view = keeper_.view();
    tell(view);
    if (view.token == 0) follow(view);
    if (!view.holds() || !is_ready(view)) return std::nullopt;
    if (view.is_ending) {
      if (!is_warned_) runner_->warn_before_silence();
      is_warned_ = true;
      return std::nullopt;
    }
    is_warned_ = false;
    if (next_cycle_ && clock_() < *next_cycle_) {
      const auto due = runner_->next_delivery();
      if (due && due->count() <= 0) deliver();
      return std::nullopt;
    }
    const CycleResult result = runner_->cycle();
    (void)gate_->hand_on();
    next_cycle_ = clock_() + interval;
    return result;
  }

  /// How long a turn may be waited for.
  [[nodiscard]] std::chrono::milliseconds pause() const {
    const auto most = std::chrono::ceil<std::chrono::milliseconds>(lease_pause(keeper_.settings().length) / 2);
    return std::min(most, std::chrono::milliseconds{1000});
  }

 private:
  void deliver() {
    runner_->deliver_pending();
    (void)gate_->hand_on();
  }

  /// Keeps what the holder hands on, as it is a lease's length ago at most: Redis may lose it with the lease.
  void follow(const LeaseView& view) {
    runner_.reset();
    const Span now = clock_();
    if (!view.problem.empty() || now < next_copy_) return;
    next_copy_ = now + keeper_.settings().length;
    if (const auto copied = Handover(settings_, ports_.redis, ports_.now).take_over(); !copied) {
      diagnose(Severity::warn, "the holder's state is not copied: " + copied.error().message);
    }
  }

  /// A new lease begins with what the holder before left; one that lasted, or was renewed late, goes on with its own.
  [[nodiscard]] bool is_ready(const LeaseView& view) {
    if (runner_ && token_ == view.token) return true;
    runner_.reset();
    const RedisConnector redis = fenced(ports_.redis, view.token);
    handover_ = std::make_unique<Handover>(settings_, redis, ports_.now);
    if (const auto taken = handover_->take_over(); !taken) {
      diagnose(Severity::warn, "the state of the holder before is not here yet: " + taken.error().message);
      return false;
    }
    gate_ = std::make_unique<LeaseGate>(ports_.send, keeper_, *handover_, view.token);
    // A holder that was paused must not write before it is known that its successor cannot be at work.
    if (!gate_->hand_on()) return false;
    RunnerPorts ports = ports_;
    ports.redis = redis;
    ports.send = [this](std::span<const Dispatch> some, const DeliveryDone& done) { (*gate_)(some, done); };
    ContinuousSettings settings = settings_;
    settings.lease = LeaseStanding{true, view.token};
    runner_ = std::make_unique<ContinuousRunner>(std::move(settings), std::move(ports));
    token_ = view.token;
    next_cycle_.reset();
    return true;
  }

  /// Lines and metrics, once a change.
  void tell(const LeaseView& view) {
    const auto state = view.holds() ? LeaseState::held : view.token > 0 ? LeaseState::lapsed : LeaseState::waiting;
    const std::string line = lease_line(state, view.token, view.owner, view.problem);
    if (line == told_) return;
    told_ = line;
    say(state == LeaseState::lapsed || !view.problem.empty() ? Severity::warn : Severity::info, line);
    if (state == LeaseState::held || settings_.metrics_file.empty()) return;
    RunnerMetrics metrics{.env = settings_.env(), .exchange = settings_.exchange()};
    metrics.interval_s = 60 * settings_.interval_min;
    metrics.lease = LeaseStanding{false, view.token};
    write_metrics_file(settings_.metrics_file, metrics);
  }

  ContinuousSettings settings_;
  RunnerPorts ports_;
  LeaseKeeper keeper_;
  SpanClock clock_;
  std::unique_ptr<Handover> handover_;
  std::unique_ptr<LeaseGate> gate_;
  std::unique_ptr<ContinuousRunner> runner_;
  std::int64_t token_ = 0;          ///< that `runner_` was made for
  std::optional<Span> next_cycle_;  ///< none: at once
  Span next_copy_{};                ///< of the holder's state, while waiting
  bool is_warned_ = false;          ///< of the lease that is ending
  std::string told_;                ///< the last line
  std::optional<RepeatedTask> looks_;
};

}  // namespace soak
