// What daily_check says on standard output. ASCII only.
#pragma once

#include <soak/analysis/artifacts/freshness.hpp>
#include <soak/analysis/daily/day_checks.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/event_line.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// A line for each check, and at the end how many failed and warned.
class DayCheckLines {
 public:
  void add(const FreshVerdict& verdict) {
    text_ += begin("fresh:" + verdict.target.name, verdict.status == FreshStatus::ok ? "OK" : "FAIL")
                 .field("age_sec", verdict.age_sec.value_or(-1))
                 .field("max_sec", verdict.target.window.count())
                 .line();
  }
  void add(const DayCheck& check) {
    text_ += begin(check.name, check.status())
                 .field("value", text_or_na(check.value, check.decimals))
                 .field("limit", text_or_na(check.limit, check.decimals))
                 .line();
  }

  [[nodiscard]] bool is_ok() const noexcept { return failed_ == 0; }
  [[nodiscard]] std::string text() const {
    return text_ +
           result_line(is_ok()).field("failed", failed_).field("warned", warned_).field("checked", checked_).line();
  }

 private:
  [[nodiscard]] EventLine begin(std::string_view name, std::string_view status) {
    ++checked_;
    failed_ += status == "FAIL" ? 1 : 0;
    warned_ += status == "WARN" ? 1 : 0;
    return event_line("daily_check").field("check", name).field("status", status);
  }

  std::string text_;
  std::size_t failed_ = 0;
  std::size_t warned_ = 0;
  std::size_t checked_ = 0;
};

}  // namespace soak
