#include <soak/analysis/watch/windows_look.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant now = parse_iso8601("2026-01-15T12:00:00Z").value();

WindowsFacts facts(std::size_t files, std::chrono::minutes age, const std::string& source = "bot") {
  return {"artifacts/soak/latest", files, now - age, source, true, {}};
}

Finding finding(const WindowsFacts& of) { return judge_windows(of, now, fresh_windows); }

}  // namespace

BOOST_AUTO_TEST_SUITE(a_look_at_windows)

BOOST_AUTO_TEST_CASE(none_says_how_they_come) {
  const Finding none = finding({"artifacts/soak/latest"});
  BOOST_TEST((none.status == CheckStatus::skip));
  BOOST_TEST(none.detail == "none in artifacts/soak/latest");
  BOOST_TEST(none.todo.starts_with("soak init --bot "));
}

BOOST_AUTO_TEST_CASE(fresh_ones_want_an_analysis_until_there_is_one) {
  WindowsFacts one = facts(1, std::chrono::minutes{14});
  BOOST_TEST((finding(one).status == CheckStatus::ok));
  BOOST_TEST(finding(one).detail == "1 file in artifacts/soak/latest, the newest 14 min old");
  BOOST_TEST(finding(one).todo.empty());
  one.has_summary = false;
  BOOST_TEST(finding(one).todo == "soak analyze_post_soak --iter-glob 'artifacts/soak/latest/ITER_SUMMARY_*.json'");
}

BOOST_AUTO_TEST_CASE(old_ones_point_to_what_should_write_them) {
  BOOST_TEST((finding(facts(24, fresh_windows)).status == CheckStatus::ok));
  const Finding old = finding(facts(24, fresh_windows + std::chrono::minutes{1}));
  BOOST_TEST((old.status == CheckStatus::warn));
  BOOST_TEST(old.detail.ends_with("; older than 1 d 0 h"));
  BOOST_TEST(old.todo.starts_with("soak fills_to_windows --follow"));
}

BOOST_AUTO_TEST_CASE(simulated_ones_are_not_the_bots) {
  for (const char* source : {"fake", "sample-bot", "demo"}) {
    const Finding simulated = finding(facts(3, std::chrono::minutes{1}, source));
    BOOST_TEST((simulated.status == CheckStatus::warn));
    BOOST_TEST(simulated.detail.find("simulated (source " + std::string(source) + ")") != std::string::npos);
    BOOST_TEST(simulated.todo.starts_with("rm artifacts/soak/latest/ITER_SUMMARY_*.json"));
  }
  BOOST_TEST(!is_simulated("soak"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_and_what_lies_ahead_are_told) {
  WindowsFacts broken = facts(2, std::chrono::minutes{1});
  broken.problem = "cannot use x: byte 3";
  BOOST_TEST((finding(broken).status == CheckStatus::warn));
  BOOST_TEST(finding(broken).detail.ends_with("; cannot use x: byte 3"));
  BOOST_TEST(finding(facts(2, std::chrono::minutes{-5})).detail.ends_with("the newest of 2026-01-15T12:05:00Z"));
}

BOOST_AUTO_TEST_SUITE_END()
