#include "temporary_directory.hpp"

#include <soak/flow/walk/orchestrate.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace soak;

namespace {

struct Place : TemporaryDirectory {
  OrchestrateSettings settings;
  StopSignal stop;

  explicit Place(Phase phase) {
    settings.phase = phase;
    settings.tick.artifacts = path("artifacts");
    settings.tick.kpi_gate = path("none");
    settings.tick.edge_report = path("none");
    settings.tick.journal = path("J.jsonl");
    settings.tick.snapshot = false;
    settings.tick.dry = true;
  }
  Result<ExitStatus> run(double hours = 0) {
    settings.hours = hours;
    RunClock clock(stop, *parse_iso8601("2026-01-05T21:00:00Z"));
    return orchestrate(settings, stop, clock);
  }
  std::vector<std::string> actions() const {
    std::vector<std::string> names;
    for (const JournalEntry& entry : *read_journal(settings.tick.journal)) names.push_back(entry.action);
    return names;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(orchestrate_suite)

BOOST_AUTO_TEST_CASE(single_ticks_climb_the_ladder_that_the_journal_remembers) {
  Place place(Phase::shadow);
  for (int i = 0; i < 2; ++i) BOOST_TEST((*place.run() == ExitStatus::negative));
  place.settings.tick.region = "us";
  (void)place.run();
  place.settings.tick.region = "default";
  place.settings.phase = Phase::canary;
  (void)place.run();
  place.settings.phase = Phase::shadow;
  (void)place.run();
  const std::vector<std::string> expected{"ROLLBACK_STEP", "DISABLE_STRAT", "ROLLBACK_STEP", "ROLLBACK_STEP",
                                          "REGION_STEP_DOWN"};
  BOOST_TEST(place.actions() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_phase_has_its_ticks) {
  Place place(Phase::shadow);
  BOOST_TEST((*place.run(6) == ExitStatus::negative));
  BOOST_TEST(place.actions().size() == 7);
  const auto entries = read_journal(place.settings.tick.journal);
  BOOST_TEST(format_iso8601(entries->back().ts) == "2026-01-06T03:00:00Z");
}

BOOST_AUTO_TEST_CASE(a_broken_journal_ends_it) {
  Place place(Phase::shadow);
  BOOST_REQUIRE(write_file_atomically(place.settings.tick.journal, "{}\n", Durability::none));
  BOOST_TEST((place.run().error().code == Errc::corrupt));
}

BOOST_AUTO_TEST_SUITE_END()
