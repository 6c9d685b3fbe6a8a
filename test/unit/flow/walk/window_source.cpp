#include "temporary_directory.hpp"

#include <soak/flow/walk/window_source.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

const Instant noon = *parse_iso8601("2026-01-15T12:00:00Z");
const UtcOffset utc = [](Instant) { return std::chrono::seconds{0}; };
constexpr const char* good_window =
    R"({"symbol":"BTCUSDT","net_bps":3.1,"maker_taker_ratio":0.9,"p95_latency_ms":230,"risk_ratio":0.3})";

struct Place : TemporaryDirectory {
  WindowSettings settings(const std::string& command) const {
    WindowSettings settings;
    settings.command = command;
    settings.soak_dir = path("soak");
    settings.artifacts = path("artifacts");
    settings.reports_dir = path("reports");
    return settings;
  }
  WindowOutcome take(const std::string& command, std::int64_t number = 1) const {
    return take_window(settings(command), number, {{"SOAK_TICK", "0"}}, noon, utc, -1);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(window_source)

BOOST_AUTO_TEST_CASE(a_window_is_stored_analyzed_and_turned_into_artifacts) {
  const Place place;
  BOOST_REQUIRE(begin_windows(place.settings(""), "x"));
  BOOST_TEST(place.take(std::string("echo '") + good_window + "'").trouble == "");
  BOOST_TEST(*read_file(place.path("soak/latest/ITER_SUMMARY_1.json"), 1000) == std::string(good_window) + "\n");
  const auto edge = read_artifact(place.path("artifacts/EDGE_REPORT.json"), edge_figures_of);
  BOOST_REQUIRE(edge);
  BOOST_TEST(edge->net_bps == 3.1);
  BOOST_TEST(*read_artifact(place.path("artifacts/KPI_GATE.json"), readiness_of) == 100);
  BOOST_TEST(file_exists(place.path("artifacts/EDGE_SENTINEL.json")));
  BOOST_TEST(file_exists(place.path("artifacts/history/KPI_GATE_2026-01-15.json")));
  BOOST_TEST(file_exists(place.path("reports/POST_SOAK_ANALYSIS.md")));
}

// A tick hands on what it found; the tools read the same from the files.
BOOST_AUTO_TEST_CASE(the_artifacts_are_those_that_the_tools_make_of_the_files) {
  const Place place;
  BOOST_REQUIRE(begin_windows(place.settings(""), "x"));
  for (int i = 1; i <= 6; ++i) {
    const std::string hour = std::to_string(5 + i);
    const std::string window = R"({"iteration":)" + std::to_string(i) + R"(,"timestamp":"2026-01-15T0)" +
                               hour.substr(hour.size() - 1) + R"(:30:00Z","symbols":{"B\u0022":{"net_bps":)" +
                               std::to_string(3.3 - i / 5.0) + R"(,"maker_taker_ratio":0.8,"p95_latency_ms":)" +
                               std::to_string(330 + 12 * i) + R"(,"fills":{"maker_volume":70.5,"taker_volume":)" +
                               hour + R"(}},"A":{"net_bps":2.6,"maker_taker_ratio":0.7,"risk_ratio":0.3}}})";
    BOOST_TEST(place.take("echo '" + window + "'", i).trouble == "");
  }
  ProducerSettings producer;
  producer.windows.globs = {place.path("soak/latest/ITER_SUMMARY_*.json")};
  producer.summary = place.path("reports/SOAK_SUMMARY.json");
  producer.violations = place.path("reports/VIOLATIONS.json");
  producer.artifacts = place.path("again");
  producer.day = local_date(noon, utc);
  BOOST_REQUIRE(produce_edge_report(producer, noon));
  BOOST_REQUIRE(produce_edge_sentinel(producer, utc, noon));
  BOOST_REQUIRE(produce_kpi_gate(producer, GateLimits{}, noon));
  for (const std::string name : {"EDGE_REPORT.json", "EDGE_SENTINEL.json", "KPI_GATE.json"}) {
    const std::string own = *read_file(place.path("artifacts/" + name), 100000);
    BOOST_TEST(own == *read_file(place.path("again/" + name), 100000));
    BOOST_TEST((own.find("B\\\"") != std::string::npos || name == "KPI_GATE.json"));
  }
  const auto edge = read_artifact(place.path("artifacts/EDGE_REPORT.json"), edge_figures_of);
  BOOST_TEST(edge->taker_ratio > 0.1);
}

BOOST_AUTO_TEST_CASE(whatever_the_command_does_wrong_is_said) {
  const Place place;
  BOOST_REQUIRE(begin_windows(place.settings(""), "x"));
  BOOST_TEST(place.take("echo no bot >&2; exit 3").trouble == "the window command: exit status 3: no bot");
  BOOST_TEST(place.take("kill -9 $$").trouble == "the window command: killed by signal 9");
  BOOST_TEST(place.take("true").trouble.starts_with("the window command: not a window: byte 0"));
  BOOST_TEST(place.take("echo '[]'").trouble == "the window command: not a window: expected one JSON object");
  BOOST_TEST(place.take("head -c 17000000 /dev/zero").trouble ==
             "the window command: the window is larger than 16 MiB");
  BOOST_TEST(place.take("echo '{}'").trouble.starts_with("no usable window"));
  WindowSettings slow = place.settings("sleep 60");
  slow.timeout = std::chrono::seconds(1);
  BOOST_TEST(take_window(slow, 1, {}, noon, utc, -1).trouble == "the window command: timed out");
}

BOOST_AUTO_TEST_CASE(each_phase_begins_without_the_windows_of_another) {
  const Place place;
  const WindowSettings settings = place.settings("");
  for (int phase = 0; phase < 3; ++phase) {
    BOOST_REQUIRE(begin_windows(settings, "run-canary"));
    BOOST_TEST(names_in(settings.latest(), "", ".json").empty());
    BOOST_TEST(place.take(std::string("echo '") + good_window + "'").trouble == "");
  }
  BOOST_TEST(file_exists(place.path("soak/before-run-canary/ITER_SUMMARY_1.json")));
  BOOST_TEST(file_exists(place.path("soak/before-run-canary-2/ITER_SUMMARY_1.json")));
}

BOOST_AUTO_TEST_SUITE_END()
