#include "temporary_directory.hpp"

#include <soak/flow/walk/soak_run.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;
using namespace std::chrono_literals;

namespace {

const Instant evening = *parse_iso8601("2026-01-05T21:00:00Z");

/// Windows that are good except where `bad` (a shell condition) holds.
std::string bot(const std::string& bad) {
  return "edge=3.1; if " + bad +
         "; then edge=1; fi; echo \"{\\\"symbol\\\":\\\"B\\\",\\\"net_bps\\\":$edge,\\\"maker_taker_ratio\\\":0.9,"
         "\\\"p95_latency_ms\\\":230,\\\"risk_ratio\\\":0.3}\"";
}

/// StopSignal leaves a signal pending; the tests that come after must not see it.
void take_back(int number) {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, number);
  const timespec at_once{};
  BOOST_TEST(::sigtimedwait(&set, nullptr, &at_once) == number);
}

struct Place : TemporaryDirectory {
  SoakRunSettings settings;
  StopSignal stop;

  explicit Place(const std::string& command) {
    settings.out = path("out.json");
    settings.time_zone = "UTC";
    settings.offset = [](Instant) { return 0s; };
    settings.hours = {2, 2, 4};
    settings.tick.artifacts = settings.window.artifacts = path("artifacts");
    settings.tick.kpi_gate = path("artifacts/KPI_GATE.json");
    settings.tick.edge_report = path("artifacts/EDGE_REPORT.json");
    settings.tick.journal = path("artifacts/J.jsonl");
    settings.tick.dry = true;
    settings.tick.snapshot = false;
    settings.window.command = command;
    settings.window.soak_dir = path("artifacts/soak");
    settings.window.reports_dir = path("reports");
  }
  Result<ExitStatus> run() {
    RunClock clock(stop, evening);
    return SoakRun(settings, stop, clock).run();
  }
  std::size_t ticks() const { return read_journal(settings.tick.journal)->size(); }
  boost::json::value report() const { return *read_json_file(settings.out); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(soak_run_flow)

BOOST_AUTO_TEST_CASE(all_phases_pass) {
  Place place(bot("false"));
  BOOST_TEST((*place.run() == ExitStatus::done));
  BOOST_TEST(place.ticks() == 11);
  BOOST_TEST(place.report().at("canary_passed").as_bool());
  BOOST_TEST(place.report().at_pointer("/phases/2/active_sec").to_number<double>() == 14400);
  BOOST_TEST(!file_exists(place.settings.out + ".lock"));
}

BOOST_AUTO_TEST_CASE(a_bad_canary_keeps_live_closed) {
  Place place(bot("[ $SOAK_PHASE = canary ]"));
  BOOST_TEST((*place.run() == ExitStatus::negative));
  BOOST_TEST(place.ticks() == 6);
  const auto entries = read_journal(place.settings.tick.journal);
  BOOST_TEST(entries->at(3).action == "ROLLBACK_STEP");
  BOOST_TEST(entries->at(4).action == "DISABLE_STRAT");
  BOOST_TEST(entries->at(5).action == "REGION_STEP_DOWN");
  const boost::json::value report = place.report();
  BOOST_TEST(*text_or_nothing(&report.at_pointer("/phases/2/status")) == "not_entered");
}

BOOST_AUTO_TEST_CASE(a_window_command_that_fails_is_never_a_pass_although_old_artifacts_are_fresh) {
  Place place("[ $SOAK_TICK -lt 2 ] || exit 9; " + bot("false"));
  BOOST_TEST((*place.run() == ExitStatus::negative));
  BOOST_TEST(read_journal(place.settings.tick.journal)->back().reason.starts_with("the window command: exit status 9"));
}

BOOST_AUTO_TEST_CASE(a_finished_report_is_started_over_unless_it_is_to_run_once) {
  Place place(bot("false"));
  BOOST_TEST((*place.run() == ExitStatus::done));
  place.settings.once = true;
  BOOST_TEST((*place.run() == ExitStatus::done));
  BOOST_TEST(place.ticks() == 11);
  place.settings.once = false;
  BOOST_TEST((*place.run() == ExitStatus::done));
  BOOST_TEST(place.ticks() == 22);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_gone_on_with_is_said) {
  Place place("kill -TERM $PPID; sleep 5");
  BOOST_TEST((*place.run() == ExitStatus::negative));
  take_back(SIGTERM);
  SoakRunSettings other = place.settings;
  other.hours[1] = 3;
  RunClock clock(place.stop, evening);
  BOOST_TEST((SoakRun(other, place.stop, clock)
                  .run()
                  .error()
                  .message.ends_with("was started with another length of canary (--restart starts over)")));
  BOOST_REQUIRE(write_file_atomically(place.settings.out, "{\"status\":\"running\"}", Durability::none));
  BOOST_TEST((place.run().error().code == Errc::input_unusable));
}

BOOST_AUTO_TEST_SUITE_END()
