// What daily_check says on standard output. ASCII only.
#pragma once

#include <soak/analysis/artifacts/freshness.hpp>
#include <soak/analysis/daily/day_checks.hpp>
#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/model/json/writer.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// A line for each check, and at the end how many failed and warned.
class DayCheckLines {
 public:
  void add(const FreshVerdict& verdict) {
    text_ += begin("fresh:" + verdict.target.name, verdict.status == FreshStatus::ok ? "OK" : "FAIL")
                 .field("age_sec", verdict.age_sec.value_or(-1))
                 .field("max_sec", verdict.target.window.count())
                 .line();
    rows_.back().value = static_cast<double>(verdict.age_sec.value_or(-1));
    rows_.back().limit = static_cast<double>(verdict.target.window.count());
  }
  void add(const DayCheck& check) {
    text_ += begin(check.name, check.status())
                 .field("value", text_or_na(check.value, check.decimals))
                 .field("limit", text_or_na(check.limit, check.decimals))
                 .line();
    rows_.back().value = check.value;
    rows_.back().limit = check.limit;
  }

  [[nodiscard]] bool is_ok() const noexcept { return failed_ == 0; }
  [[nodiscard]] std::string text() const {
    return text_ +
           result_line(is_ok()).field("failed", failed_).field("warned", warned_).field("checked", checked_).line();
  }
  /// The same as one object, ending with LF. Of freshness, value and limit are seconds.
  [[nodiscard]] std::string json() const {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.member("status", is_ok() ? "OK" : "FAIL");
    json.member("failed", failed_);
    json.member("warned", warned_);
    json.member("checked", checked_);
    json.objects("checks", rows_, [&](const Row& row) {
      json.member("check", row.check);
      json.member("status", row.status);
      json.member("value", row.value);
      json.member("limit", row.limit);
    });
    json.end_object();
    return out + "\n";
  }

 private:
  struct Row {
    std::string check;
    std::string status;
    double value = gap;
    double limit = gap;
  };

  [[nodiscard]] EventLine begin(std::string_view name, std::string_view status) {
    ++checked_;
    rows_.push_back({std::string(name), std::string(status)});
    failed_ += status == "FAIL" ? 1 : 0;
    warned_ += status == "WARN" ? 1 : 0;
    return event_line("daily_check").field("check", name).field("status", status);
  }

  std::vector<Row> rows_;
  std::string text_;
  std::size_t failed_ = 0;
  std::size_t warned_ = 0;
  std::size_t checked_ = 0;
};

}  // namespace soak
