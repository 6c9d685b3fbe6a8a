// Lines for logs and scripts: words, then fields "name=value", with a blank between them.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace soak {

/// "event=soak_tick phase=canary status=FAIL", "ALERT_SENT verdict=CRIT". A value stands as it is: who gives one with
/// blanks in it quotes it, or gives it last.
class EventLine {
 public:
  /// Begins with `head`, which may be empty.
  explicit EventLine(std::string_view head = {}) : text_(head) {}

  EventLine& field(std::string_view name, std::string_view value) {
    begin_field(name);
    text_ += value;
    return *this;
  }
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) EventLine& field(std::string_view name, Number value) {
    return field(name, std::to_string(value));
  }
  /// name="value"
  EventLine& quoted(std::string_view name, std::string_view value) {
    begin_field(name);
    text_ += '"';
    text_ += value;
    text_ += '"';
    return *this;
  }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] std::string line() const { return text_ + '\n'; }

 private:
  void begin_field(std::string_view name) {
    if (!text_.empty()) text_ += ' ';
    text_ += name;
    text_ += '=';
  }

  std::string text_;
};

/// The line of an operations tool: "event=kpi_gate".
[[nodiscard]] inline EventLine event_line(std::string_view event) { return EventLine().field("event", event); }

/// How such a tool ends what it says: "RESULT=OK".
[[nodiscard]] inline EventLine result_line(bool is_ok) { return EventLine().field("RESULT", is_ok ? "OK" : "FAIL"); }

}  // namespace soak
