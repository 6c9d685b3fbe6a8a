#include "soak_run_sample.hpp"

#include <soak/model/walk/soak_run_report.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

const UtcOffset utc = [](Instant) { return std::chrono::seconds{0}; };

std::string text_of(const RunState& state) { return to_json(state, utc, "UTC"); }

Result<RunState> read_back(const std::string& text) { return run_state_of(*parse_json(text)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(soak_run_report)

// The night in which Berlin's clocks go forward.
BOOST_AUTO_TEST_CASE(it_counts_and_shows_local_times) {
  const Instant change = *parse_iso8601("2026-03-29T01:00:00Z");
  const UtcOffset berlin = [&](Instant instant) { return std::chrono::hours{instant < change ? 1 : 2}; };
  const auto report = parse_json(to_json(sample_run(), berlin, "Europe/Berlin"));
  BOOST_REQUIRE(report);
  const auto number = [&](const char* pointer) { return number_or_gap(&report->at_pointer(pointer)); };
  const auto text = [&](const char* pointer) { return *text_or_nothing(&report->at_pointer(pointer)); };
  BOOST_TEST(number("/ticks") == 5);
  BOOST_TEST(number("/counts/CONTINUE") == 3);
  BOOST_TEST(number("/counts/WARN") == 1);
  BOOST_TEST(number("/counts/FAIL") == 1);
  BOOST_TEST(number("/rollback_steps") == 1);
  BOOST_TEST(number("/mttr_sec") == 45);
  BOOST_TEST(report->at("canary_passed").as_bool() == false);
  BOOST_TEST(text("/started") == "2026-03-28T22:00:00+01:00");
  BOOST_TEST(text("/phases/0/ended") == "2026-03-29T00:00:00+01:00");
  BOOST_TEST(number("/phases/0/uptime") == 2 / 2.75);
  BOOST_TEST(text("/phases/2/status") == "pending");
  BOOST_TEST(report->at_pointer("/phases/2/started").is_null());
  BOOST_TEST(report->at_pointer("/phases/2/uptime").is_null());
  BOOST_TEST(text("/journal/head") == "abc");
}

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

BOOST_AUTO_TEST_CASE(what_the_report_writes_is_what_is_read) {
  RunState state = sample_run();
  const auto overview = run_overview_of(*parse_json(to_json(state, utc, "UTC")));
  BOOST_REQUIRE(overview);
  BOOST_TEST(overview->run == state.run);
  BOOST_TEST(overview->is_running());
  BOOST_TEST(overview->phase == to_string(all_phases[state.phase]));
  const PhaseState& phase = state.phases[state.phase];
  BOOST_TEST((overview->length == from_hours(phase.hours)));
  BOOST_TEST(std::abs(to_seconds(overview->awake - phase.awake)) < 1e-3);
  BOOST_TEST(overview->ticks == phase.ticks);
  BOOST_TEST(overview->fail_streak.value_or(-1) == phase.fail_streak);
  BOOST_TEST(std::abs(to_seconds(*overview->saved_at - state.seen.wall)) < 1e-3);
  BOOST_TEST(to_seconds(overview->tick_step) == state.tick_sec);
}

BOOST_AUTO_TEST_CASE(other_documents_are_refused_and_odd_numbers_are_none) {
  for (const char* text : {"{}", "[]", R"({"status": "running"})", R"({"status": "odd", "phases": []})"}) {
    BOOST_TEST(!run_overview_of(*parse_json(text)), text);
  }
  const auto overview = run_overview_of(*parse_json(
      R"({"status": "running", "tick_sec": -1, "phases": [7, {"phase": "shadow", "status": "running", "hours": 1e300}],
          "resume": {"wall_us": "x", "phases": 3}})"));
  BOOST_REQUIRE(overview);
  BOOST_TEST(overview->phase == "shadow");
  BOOST_TEST(overview->length.count() == 0);
  BOOST_TEST(!overview->saved_at);
}

BOOST_AUTO_TEST_CASE(errors_name_the_member) {
  const std::string whole = text_of(sample_run());
  const auto message = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    text.replace(text.find(from), from.size(), to);
    return read_back(text).error().message;
  };
  BOOST_TEST(message("\"running\"", "\"asleep\"") ==
             "/status: expected running, passed or failed (a report of soak_run)");
  BOOST_TEST(message("\"outcome\": 1", "\"outcome\": 5") == "/resume/phases/1/outcome: expected a number from 0 to 4");
  BOOST_TEST(message("[3, 1, 1, 0, 0]", "[3, 1]") == "/resume/actions: expected an array of 5 whole numbers");
  BOOST_TEST(message("\"capital_usd\": 500", "\"capital_usd\": \"x\"") ==
             "/resume/pending/capital_usd: expected a number");
}

BOOST_AUTO_TEST_CASE(a_finished_run_shows_the_last_phase_that_was_entered) {
  RunState state = sample_run();
  state.status = RunStatus::failed;
  state.phases[1].outcome = PhaseOutcome::failed;
  state.phases[2].outcome = PhaseOutcome::not_entered;
  const auto overview = run_overview_of(*parse_json(text_of(state)));
  BOOST_REQUIRE(overview);
  BOOST_TEST(!overview->is_running());
  BOOST_TEST(overview->phase == "canary");
  BOOST_TEST((overview->phase_started == state.phases[1].started));
  BOOST_TEST(overview->ticks == state.phases[1].ticks);
  BOOST_TEST((!overview->saved_at && !overview->fail_streak));
}

BOOST_AUTO_TEST_SUITE_END()
