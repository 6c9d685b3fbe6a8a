// What a Grafana dashboard must be to show anything once it is imported: the bare model, its panels beside and not on
// each other, each of their queries asking a data source, every variable defined.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/json/value.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace watch_detail {

[[nodiscard]] inline bool is_variable_char(char c) noexcept {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Names of the variables in a text, as $name, ${name}, ${name:format} or [[name]]; without Grafana's own ($__range),
/// and without the groups of a regular expression ($1).
[[nodiscard]] inline std::set<std::string> variables_in(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string_view rest = text.substr(at);
    if (rest.starts_with("${") || rest.starts_with("[[")) {
      rest.remove_prefix(2);
    } else if (rest.starts_with('$')) {
      rest.remove_prefix(1);
    } else {
      continue;
    }
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_variable_char);
    const std::string name(rest.begin(), end);
    if (name.empty() || name.starts_with("__") || std::isdigit(static_cast<unsigned char>(name[0])) != 0) continue;
    names.insert(name);
  }
  return names;
}

/// A panel's place on the grid of 24 columns.
struct GridPlace {
  double x = gap;
  double y = gap;
  double w = gap;
  double h = gap;

  [[nodiscard]] bool is_valid() const noexcept { return x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= 24; }
  [[nodiscard]] bool overlaps(const GridPlace& other) const noexcept {
    return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
  }
};

class DashboardCheck {
 public:
  explicit DashboardCheck(const boost::json::value& dashboard) : dashboard_(dashboard) {}

  [[nodiscard]] std::vector<std::string> run() {
    if (find_member(dashboard_, "dashboard") != nullptr) {
      return {"is wrapped in 'dashboard': the file must hold the bare model, an import by the API wraps it"};
    }
    if (text_or_nothing(find_member(dashboard_, "title")).value_or("").empty()) errors_.push_back("has no title");
    collect_variables();
    const auto* panels = find_member(dashboard_, "panels");
    if (panels == nullptr || !panels->is_array() || panels->get_array().empty()) {
      errors_.push_back("has no panels");
    } else {
      for (const auto& panel : panels->get_array()) check_panel(panel, true);
    }
    return std::move(errors_);
  }

 private:
  void collect_variables() {
    const auto* templating = find_member(dashboard_, "templating");
    const auto* list = templating == nullptr ? nullptr : find_member(*templating, "list");
    if (list == nullptr || !list->is_array()) return;
    for (const auto& variable : list->get_array()) {
      variables_.insert(text_or_nothing(find_member(variable, "name")).value_or(""));
    }
    for (const auto& variable : list->get_array()) {
      check_texts("variable " + name_of(variable, "name"), variable);
    }
  }

  [[nodiscard]] static std::string name_of(const boost::json::value& value, std::string_view key) {
    return "'" + printable(text_or_nothing(find_member(value, key)).value_or("")) + "'";
  }

  /// Panels inside a folded row are not drawn with the others, so they lie on none.
  void check_panel(const boost::json::value& panel, bool is_drawn) {
    const std::string name = "panel " + name_of(panel, "title");
    const double id = number_or_gap(find_member(panel, "id"));
    if (!(id >= 1)) {
      errors_.push_back(name + ": has no id");
    } else if (!ids_.insert(id).second) {
      errors_.push_back(name + ": another panel has the id " + format_number(id));
    }
    check_place(name, panel, is_drawn);
    const bool has_source = is_source(find_member(panel, "datasource"));
    if (const auto* targets = find_member(panel, "targets"); targets != nullptr && targets->is_array()) {
      for (const auto& target : targets->get_array()) check_target(name, target, has_source);
    }
    check_texts(name, panel);
    const auto* nested = find_member(panel, "panels");
    if (nested == nullptr || !nested->is_array()) return;
    for (const auto& one : nested->get_array()) check_panel(one, false);
  }

  void check_place(const std::string& name, const boost::json::value& panel, bool is_drawn) {
    const auto* grid = find_member(panel, "gridPos");
    const auto side = [&](const char* key) { return grid == nullptr ? gap : number_or_gap(find_member(*grid, key)); };
    const GridPlace place{side("x"), side("y"), side("w"), side("h")};
    if (!place.is_valid()) {
      errors_.push_back(name + ": gridPos is not a place in 24 columns");
      return;
    }
    if (!is_drawn) return;
    for (const auto& [other, taken] : places_) {
      if (place.overlaps(taken)) errors_.push_back(name + ": lies on " + other);
    }
    places_.emplace_back(name, place);
  }

  [[nodiscard]] static bool is_source(const boost::json::value* source) {
    return source != nullptr && !text_or_nothing(find_member(*source, "type")).value_or("").empty() &&
           !text_or_nothing(find_member(*source, "uid")).value_or("").empty();
  }

  void check_target(const std::string& name, const boost::json::value& target, bool has_source) {
    const auto* own = find_member(target, "datasource");
    if (own == nullptr ? !has_source : !is_source(own)) errors_.push_back(name + ": a query without a data source");
    if (text_or_nothing(find_member(target, "expr")).value_or("").empty()) {
      errors_.push_back(name + ": a query without an expression");
    }
    check_texts(name, target);
  }

  /// Every variable in the texts that Grafana fills in must be defined.
  void check_texts(const std::string& name, const boost::json::value& value) {
    std::set<std::string> used;
    const auto add = [&](const boost::json::value* text) {
      if (text != nullptr) used.merge(variables_in(text_or_nothing(text).value_or("")));
    };
    for (const char* key : {"expr", "definition", "legendFormat", "title", "query"}) add(find_member(value, key));
    if (const auto* query = find_member(value, "query")) add(find_member(*query, "query"));
    if (const auto* source = find_member(value, "datasource")) add(find_member(*source, "uid"));
    for (const std::string& variable : used) {
      if (!variables_.contains(variable)) errors_.push_back(name + ": the variable " + variable + " is not defined");
    }
  }

  const boost::json::value& dashboard_;
  std::set<std::string> variables_;
  std::set<double> ids_;
  std::vector<std::pair<std::string, GridPlace>> places_;
  std::vector<std::string> errors_;
};

}  // namespace watch_detail

/// What is wrong with a dashboard, a line each; empty: nothing.
[[nodiscard]] inline std::vector<std::string> dashboard_errors(const boost::json::value& dashboard) {
  return watch_detail::DashboardCheck(dashboard).run();
}

}  // namespace soak
