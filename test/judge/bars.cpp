// What the rules of analysis/judgement/ and analysis/compare/ must reach, by simulation with fixed seeds: how often
// they see what is not there, and how soon what is. Prints a line for each bar and exits 1 on a miss.
//
//   bars            all of it, and how long it takes a series: some minutes
//   bars --sample   fewer and shorter series against the same bars: some seconds
#include <soak/analysis/compare/verdict.hpp>
#include <soak/analysis/judgement/incident_rules.hpp>
#include <soak/analysis/judgement/trend_evidence.hpp>

#include <support/noise.hpp>

#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>

using namespace soak;

namespace {

class Table {
 public:
  void at_most(const std::string& what, double measured, double bar, const char* unit) {
    add(what, measured, "<=", bar, unit, measured <= bar);
  }
  void at_least(const std::string& what, double measured, double bar, const char* unit) {
    add(what, measured, ">=", bar, unit, measured >= bar);
  }
  [[nodiscard]] bool is_passed() const noexcept { return is_passed_; }

 private:
  void add(const std::string& what, double measured, const char* sign, double bar, const char* unit, bool is_ok) {
    std::printf("%-58s %s %6.4g %-8s %8.4g  %s\n", what.c_str(), sign, bar, unit, measured, is_ok ? "ok" : "MISSED");
    std::fflush(stdout);
    is_passed_ = is_passed_ && is_ok;
  }

  bool is_passed_ = true;
};

struct Size {
  std::size_t series;                ///< of each kind and length
  std::size_t runs;                  ///< of 14 days
  std::vector<std::size_t> lengths;  ///< windows
};

using Generator = std::function<std::vector<double>(Noise&, std::size_t)>;

std::vector<double> drawn(std::size_t n, const std::function<double(std::size_t)>& value) {
  std::vector<double> series(n);
  for (std::size_t i = 0; i < n; ++i) series[i] = value(i);
  return series;
}

Generator autoregressive(double phi) {
  return [phi](Noise& noise, std::size_t n) { return noise.autoregressive(n, phi); };
}

std::vector<double> heavy_tailed(Noise& noise, std::size_t n) {
  return drawn(n, [&](std::size_t) { return noise.heavy_tailed(); });
}

std::vector<double> lognormal(Noise& noise, std::size_t n) {
  return drawn(n, [&](std::size_t) { return std::exp(noise.normal()); });
}

std::vector<double> one_spike(Noise& noise, std::size_t n) {
  std::vector<double> series = noise.autoregressive(n);
  series[static_cast<std::size_t>(noise.uniform() * static_cast<double>(n))] += 20;
  return series;
}

/// A cycle of 24 windows as high as the noise, from any hour on.
std::vector<double> daily_cycle(Noise& noise, std::size_t n) {
  const double phase = noise.uniform();
  return drawn(n, [&](std::size_t i) {
    return std::sin(2 * std::numbers::pi * (phase + static_cast<double>(i) / 24)) + noise.normal();
  });
}

Generator drifting(double total) {
  return [total](Noise& noise, std::size_t n) {
    return drawn(n, [&](std::size_t i) {
      return noise.normal() + total * static_cast<double>(i) / (static_cast<double>(n) - 1);
    });
  };
}

/// Percent of series of which `holds` is true.
double percent(std::size_t count, std::uint64_t seed, const std::function<bool(Noise&)>& holds) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Noise noise(seed * 1000003 + i * 7919);
    found += holds(noise) ? 1 : 0;
  }
  return 100 * static_cast<double>(found) / static_cast<double>(count);
}

double confirmed(std::size_t count, std::size_t n, const Generator& generate) {
  return percent(count, n, [&](Noise& noise) { return trend_evidence(generate(noise, n)).is_confirmed; });
}

/// The worst of all lengths from `least` to `most`.
double confirmed_at_worst(const Size& size, std::size_t least, std::size_t most, const Generator& generate) {
  double worst = 0;
  for (const std::size_t n : size.lengths) {
    if (n >= least && n <= most) worst = std::max(worst, confirmed(size.series, n, generate));
  }
  return worst;
}

void trends(Table& table, const Size& size) {
  const auto of_all = [&](const Generator& generate) { return confirmed_at_worst(size, 12, 336, generate); };
  table.at_most("false trend: white noise", of_all(autoregressive(0)), 2, "%");
  table.at_most("false trend: AR .3", of_all(autoregressive(0.3)), 2, "%");
  table.at_most("false trend: t with 3 degrees of freedom", of_all(heavy_tailed), 2, "%");
  table.at_most("false trend: lognormal", of_all(lognormal), 2, "%");
  table.at_most("false trend: one spike", of_all(one_spike), 2, "%");
  table.at_most("false trend: AR .7", of_all(autoregressive(0.7)), 2.8, "%");
  table.at_most("false trend: daily cycle, 24 windows", confirmed_at_worst(size, 24, 24, daily_cycle), 4.5, "%");
  table.at_most("false trend: daily cycle, 48 windows and more", confirmed_at_worst(size, 48, 336, daily_cycle), 1,
                "%");
  table.at_least("drift of 1 sigma found, 336 windows", confirmed(size.series / 5, 336, drifting(1)), 97, "%");
  table.at_least("drift of 2 sigma found, 96 windows", confirmed(size.series / 5, 96, drifting(2)), 97, "%");
}

/// CRIT incidents that open in 14 days of four symbols with four metrics, 0.3 % of whose windows are CRIT.
void pages(Table& table, const Size& size) {
  std::size_t opened = 0;
  Noise noise(17);
  for (std::size_t i = 0; i < size.runs * 16; ++i) {
    std::vector<WindowGrade> grades(336);
    for (WindowGrade& grade : grades) grade = noise.uniform() < 0.003 ? WindowGrade::crit : WindowGrade::ok;
    for (const TrackedIncident& incident : track_incidents(grades)) opened += incident.crit ? 1 : 0;
  }
  table.at_most("pages in 14 days of 16 series, 0.3 % bad windows",
                static_cast<double>(opened) / static_cast<double>(size.runs), 0.25, "pages");
}

/// Windows from the begin of an outage, in which that share is bad, until its incident opens: the median.
double median_delay(double share, std::size_t runs) {
  std::vector<double> delays;
  Noise noise(23);
  for (std::size_t i = 0; i < runs; ++i) {
    constexpr std::size_t begin = 48;
    std::vector<WindowGrade> grades(96, WindowGrade::ok);
    for (std::size_t w = begin; w < grades.size(); ++w) {
      if (noise.uniform() < share) grades[w] = WindowGrade::crit;
    }
    const auto incidents = track_incidents(grades);
    delays.push_back(incidents.empty() ? 48.0 : static_cast<double>(incidents.front().opened - begin));
  }
  return median(delays);
}

void delays(Table& table, const Size& size) {
  table.at_most("delay, every window of the outage bad", median_delay(1, size.runs), 1, "windows");
  table.at_most("delay, every other window bad", median_delay(0.5, 10 * size.runs), 3, "windows");
}

void comparisons(Table& table, const Size& size) {
  for (const double phi : {0.0, 0.3, 0.7}) {
    double worst = 0;
    double worst_report = 0;
    for (const std::size_t n : size.lengths) {
      const auto compare = [&](Noise& noise) {
        const std::vector<double> baseline = noise.autoregressive(n, phi);
        return compare_runs(baseline, noise.autoregressive(n, phi)).p;
      };
      worst = std::max(worst, percent(size.series, n, [&](Noise& noise) { return compare(noise) < 0.05; }));
      worst_report = std::max(worst_report, percent(size.series / 5, n + 1, [&](Noise& noise) {
                                std::vector<double> p(16);
                                for (double& value : p) value = compare(noise);
                                const std::vector<double> adjusted = holm_adjusted(p);
                                return *std::min_element(adjusted.begin(), adjusted.end()) < 0.05;
                              }));
    }
    const std::string kind = phi == 0 ? "white noise" : "AR ." + std::to_string(static_cast<int>(10 * phi + 0.5));
    table.at_most("A/A false at .05: " + kind, worst, 6.5, "%");
    table.at_most("A/A report of 16 metrics, any false: " + kind, worst_report, 5, "%");
  }
}

/// Processor time of one call, in milliseconds.
double milliseconds(std::size_t calls, const std::function<double()>& call) {
  volatile double sink = 0;
  const std::clock_t begin = std::clock();
  for (std::size_t i = 0; i < calls; ++i) sink = sink + call();
  return 1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / static_cast<double>(calls);
}

void speed(Table& table) {
  Noise noise(1);
  std::vector<double> scratch;
  const auto evidence = [&](std::size_t n, std::size_t calls) {
    const std::vector<double> series = noise.autoregressive(n, 0.5);
    return milliseconds(calls, [&] { return trend_evidence(series, Trend::stable, scratch).slope; });
  };
  table.at_most("evidence of 336 windows", evidence(336, 2000), 1, "ms");
  table.at_most("evidence of 100,000 windows", evidence(100000, 20), 50, "ms");
  const std::vector<double> a = noise.autoregressive(500, 0.5);
  const std::vector<double> b = noise.autoregressive(500, 0.5);
  table.at_most("comparison of 500 with 500 windows", milliseconds(2000, [&] { return compare_runs(a, b).low; }), 1,
                "ms");
  table.at_most("the same, paired", milliseconds(2000, [&] { return compare_paired(a, b).low; }), 1, "ms");
}

}  // namespace

int main(int argc, char** argv) {
  const bool is_sample = argc == 2 && std::string_view(argv[1]) == "--sample";
  if (argc > 1 && !is_sample) {
    std::fprintf(stderr, "usage: bars [--sample]\n");
    return 2;
  }
  const Size size =
      is_sample ? Size{2000, 300, {12, 24, 48, 96}} : Size{20000, 10000, {12, 18, 24, 36, 48, 96, 168, 336}};
  Table table;
  trends(table, size);
  pages(table, size);
  delays(table, size);
  comparisons(table, size);
  if (!is_sample) speed(table);
  return table.is_passed() ? 0 : 1;
}
