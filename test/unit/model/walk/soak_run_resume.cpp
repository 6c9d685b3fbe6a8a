#include "soak_run_sample.hpp"

#include <soak/model/walk/soak_run_report.hpp>
#include <soak/model/walk/soak_run_resume.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

const UtcOffset utc = [](Instant) { return std::chrono::seconds{0}; };

std::string text_of(const RunState& state) { return to_json(state, utc, "UTC"); }

Result<RunState> read_back(const std::string& text) { return run_state_of(*parse_json(text)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(soak_run_resume)

// Every member is in the text twice or once; what comes back must print the same bytes.
BOOST_AUTO_TEST_CASE(an_unfinished_run_reads_back_whole) {
  const RunState state = sample_run();
  const auto back = read_back(text_of(state));
  BOOST_REQUIRE(back);
  BOOST_TEST(text_of(*back) == text_of(state));
  BOOST_TEST((back->seen.since_boot == state.seen.since_boot));
  BOOST_TEST(back->pending->reason == state.pending->reason);
  RunState quiet = state;
  quiet.pending.reset();
  quiet.recovery.failing_since.reset();
  BOOST_TEST(text_of(*read_back(text_of(quiet))) == text_of(quiet));
}

BOOST_AUTO_TEST_CASE(a_finished_run_has_nothing_to_resume) {
  RunState state = sample_run();
  state.status = RunStatus::failed;
  state.reason = "why";
  BOOST_TEST(text_of(state).find("resume") == std::string::npos);
  const auto back = read_back(text_of(state));
  BOOST_TEST((back->status == RunStatus::failed));
  BOOST_TEST(back->reason == "why");
}

BOOST_AUTO_TEST_CASE(what_is_no_report_is_refused) {
  BOOST_TEST(!read_back("{}"));
  BOOST_TEST(!read_back("[]"));
  BOOST_TEST(!read_back(R"({"status":"running"})"));
  const std::string whole = text_of(sample_run());
  for (const char* member :
       {"\"tick\"", "\"awake_us\"", "\"phases\"", "\"fail_streak\"", "\"boot_id\"", "\"region\""}) {
    std::string broken = whole;
    for (auto at = broken.find(member); at != broken.npos; at = broken.find(member, at)) broken[at + 1] = 'X';
    BOOST_TEST(!read_back(broken), member);
  }
}

BOOST_AUTO_TEST_SUITE_END()
