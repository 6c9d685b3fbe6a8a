// What an alert was about, in a form that lasts: no window stands in it, so neither windows that are added nor windows
// that leave a rolling folder make it another one.
#pragma once

#include <soak/core/threshold.hpp>
#include <soak/model/json/forms.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// "SYMBOL:metric" -> the worst level of it. A symbol may hold a ':', a metric's name holds none.
using ViolationSet = std::map<std::string, Level, std::less<>>;

/// An object: {"BTCUSDT:edge_bps": "CRIT"}.
struct ViolationSetForm {
  static void write(JsonWriter& json, const ViolationSet& set) {
    json.begin_object(JsonWriter::Layout::line);
    for (const auto& [pair, level] : set) json.member(pair, to_string(level));
    json.end_object();
  }
  static bool read(const boost::json::value& from, ViolationSet& to) {
    if (!from.is_object()) return false;
    ViolationSet set;
    for (const auto& member : from.get_object()) {
      if (!PlainForm::read(member.value(), set[std::string(member.key())])) return false;
    }
    to = std::move(set);
    return true;
  }
  static constexpr std::string_view expected(const ViolationSet&) noexcept {
    return "an object with OK, WARN or CRIT for each SYMBOL:metric";
  }
};

}  // namespace soak
