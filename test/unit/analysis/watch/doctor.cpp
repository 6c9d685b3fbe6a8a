#include <soak/analysis/watch/doctor.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

BOOST_TEST_DONT_PRINT_LOG_VALUE(soak::CheckStatus)

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(whatever_is_not_good_says_what_to_do) {
  const Instant now = *parse_iso8601("2026-01-17T12:00:00Z");
  std::vector<Finding> bad{judge_tools({"a", "b"}, 21, "1"),
                           judge_program(helper_programs[0], ""),
                           judge_place({"state", "x", true, false, "no"}),
                           judge_disk({"/", 10, 100, 1, 1}),
                           judge_lock("/tmp/l", LockStatus{false, 7, now - 5h}, "", now, {}),
                           judge_journal({.exists = true, .problem = "line 3"}).front(),
                           judge_journal({.torn_files = {"t"}}).back(),
                           judge_state(1, {"x"}),
                           judge_exports(2, "redis_unavailable"),
                           judge_schedule({})};
  for (const Finding& finding : judge_clock({Instant{}, {}, "X", "no zone"})) bad.push_back(finding);
  for (const Finding& finding : bad) {
    BOOST_TEST((finding.status != CheckStatus::ok), finding.name);
    BOOST_TEST(!finding.todo.empty(), finding.name);
    BOOST_TEST(!finding.detail.empty(), finding.name);
  }
}

BOOST_AUTO_TEST_CASE(room_on_a_disk) {
  constexpr double mib = 1024.0 * 1024;
  struct Case {
    double free_mib;
    double free_inodes;
    double total_inodes;
    CheckStatus status;
  };
  for (const Case& c : {Case{500, 50, 100, CheckStatus::ok}, Case{499, 50, 100, CheckStatus::warn},
                        Case{49, 50, 100, CheckStatus::fail}, Case{5000, 4, 100, CheckStatus::warn},
                        Case{5000, 0.9, 100, CheckStatus::fail}, Case{5000, 0, 0, CheckStatus::ok}}) {
    BOOST_TEST(judge_disk({"/", c.free_mib * mib, 10000 * mib, c.free_inodes, c.total_inodes}).status == c.status,
               c.free_mib << " " << c.free_inodes);
  }
}

BOOST_AUTO_TEST_CASE(locks) {
  const Instant now = *parse_iso8601("2026-01-17T12:00:00Z");
  BOOST_TEST(judge_lock("l", {}, "", now, {}).status == CheckStatus::ok);
  BOOST_TEST(judge_lock("l", {}, "", now, now - 5min).status == CheckStatus::ok);  // cron may be at it
  const Finding late = judge_lock("l", {}, "", now, now - 3h - 5min);
  BOOST_TEST(late.status == CheckStatus::warn);
  BOOST_TEST(late.detail == "free: no runner is at work, and a cycle is due for 3 h 05 min");
  BOOST_TEST(judge_lock("l", LockStatus{true, 7, now - 100h}, "", now, now - 99h).status == CheckStatus::ok);
  const Finding dead = judge_lock("l", LockStatus{false, 7, now - 100h}, "", now, {});
  BOOST_TEST(dead.status == CheckStatus::warn);
  BOOST_TEST(dead.detail.find("process 7 4 d 4 h ago") != std::string::npos);
  BOOST_TEST(judge_lock("l", {}, "cannot read", now, {}).status == CheckStatus::warn);
}

BOOST_AUTO_TEST_CASE(artifacts_that_were_never_made_are_no_failure_but_one_that_is_missing_is) {
  const FreshVerdict fresh{{"KPI_GATE", "a/KPI_GATE.json", 24h}, FreshStatus::ok, 60, ""};
  const FreshVerdict stale{{"EDGE_REPORT", "a/EDGE_REPORT.json", 24h}, FreshStatus::stale, 90000, "older than 24 h"};
  const FreshVerdict missing{{"EDGE_SENTINEL", "a/x", 24h}, FreshStatus::missing, {}, "cannot read a/x"};
  BOOST_TEST(judge_artifacts({missing, missing}, {false, false}).front().status == CheckStatus::skip);
  const auto findings = judge_artifacts({fresh, stale, missing}, {true, true, false});
  BOOST_REQUIRE_EQUAL(findings.size(), 3u);
  BOOST_TEST(findings[0].status == CheckStatus::ok);
  BOOST_TEST(findings[1].status == CheckStatus::fail);
  BOOST_TEST(findings[1].detail == "older than 24 h");
  BOOST_TEST(findings[2].status == CheckStatus::fail);
  BOOST_TEST(has_failed(findings));
  BOOST_TEST(!has_failed({findings[0]}));
}

BOOST_AUTO_TEST_CASE(clocks) {
  const Instant now = *parse_iso8601("2026-01-17T12:00:00Z");
  BOOST_TEST(judge_clock({now, true, "UTC", ""})[0].status == CheckStatus::ok);
  BOOST_TEST(judge_clock({now, std::nullopt, "UTC", ""})[0].status == CheckStatus::ok);
  BOOST_TEST(judge_clock({now, false, "UTC", ""})[0].status == CheckStatus::warn);
  BOOST_TEST(judge_clock({*parse_iso8601("1970-01-02T00:00:00Z"), true, "UTC", ""})[0].status == CheckStatus::fail);
  BOOST_TEST(judge_clock({now, true, "Mars/Base", "there is none"})[1].status == CheckStatus::fail);
}

BOOST_AUTO_TEST_CASE(a_crontab_that_runs_the_routine) {
  BOOST_TEST(names_daily_routine("# soak\n0 6 * * * /usr/share/soak/ops/daily.sh\n"));
  BOOST_TEST(!names_daily_routine("  # 0 6 * * * /usr/share/soak/ops/daily.sh\n0 6 * * * other.sh"));
  BOOST_TEST(!names_daily_routine(""));
}

BOOST_AUTO_TEST_SUITE_END()
