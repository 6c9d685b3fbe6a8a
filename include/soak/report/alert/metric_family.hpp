// Metrics for Prometheus: families of samples, and their text in its exposition format.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/time.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// A metric with its samples.
struct MetricFamily {
  using Labels = std::vector<std::pair<std::string_view, std::string>>;
  struct Sample {
    double value;
    Labels labels = {};
  };
  std::string_view name;
  std::string_view type;
  std::string_view help;
  std::vector<Sample> samples;
};

/// Gathers families; one without a sample is left out.
class MetricFamilies {
 public:
  void add(std::string_view name, std::string_view type, std::string_view help,
           std::vector<MetricFamily::Sample> samples) {
    if (!samples.empty()) families_.push_back({name, type, help, std::move(samples)});
  }
  template <class Value>
  void gauge(std::string_view name, std::string_view help, Value value) {
    add(name, "gauge", help, {{static_cast<double>(value), {}}});
  }
  void gauge(std::string_view name, std::string_view help, std::optional<Instant> at) {
    if (at) gauge(name, help, epoch_seconds(*at));
  }
  void counter(std::string_view name, std::string_view help, std::int64_t value) {
    add(name, "counter", help, {{static_cast<double>(value), {}}});
  }
  [[nodiscard]] std::vector<MetricFamily> take() { return std::move(families_); }

 private:
  std::vector<MetricFamily> families_;
};

namespace alert_detail {

[[nodiscard]] inline std::string prometheus_label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out;
}

[[nodiscard]] inline std::string prometheus_labels(const MetricFamily::Labels& labels) {
  std::string out;
  for (const auto& [label, value] : labels) {
    out += (out.empty() ? "" : ",") + std::string(label) + "=\"" + prometheus_label(value) + "\"";
  }
  return out;
}

}  // namespace alert_detail

/// Every sample has the `common` labels before its own.
[[nodiscard]] inline std::string prometheus_text(std::span<const MetricFamily> families,
                                                 const MetricFamily::Labels& common) {
  const std::string place = alert_detail::prometheus_labels(common);
  std::string text;
  for (const MetricFamily& family : families) {
    const std::string name(family.name);
    text +=
        "# HELP " + name + " " + std::string(family.help) + "\n# TYPE " + name + " " + std::string(family.type) + "\n";
    for (const MetricFamily::Sample& sample : family.samples) {
      const std::string own = alert_detail::prometheus_labels(sample.labels);
      text += name + "{" + place + (own.empty() ? "" : "," + own) + "} " + format_number(sample.value) + "\n";
    }
  }
  return text;
}

}  // namespace soak
