#include <soak/analysis/artifacts/freshness.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

Instant at(const char* text) { return *parse_iso8601(text); }

FreshVerdict judge(const char* then, const char* now, seconds grace = seconds{0}) {
  return judge_freshness({"X", "x.json", hours{24}}, {at(then), {}}, grace, at(now));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(freshness)

BOOST_AUTO_TEST_CASE(ages_are_elapsed_time_across_both_changes_of_clocks) {
  // Local clocks show 23:30 h between these two, the world saw 24:30 pass: Berlin's night of 2026-10-25 has 25 hours.
  const FreshVerdict autumn = judge("2026-10-24T10:00:00Z", "2026-10-25T10:30:00Z");
  BOOST_TEST((autumn.status == FreshStatus::stale));
  BOOST_TEST(*autumn.age_sec == 88200);
  // Local clocks show 24:30 h, the world saw 23:30 pass.
  const FreshVerdict spring = judge("2026-03-28T11:00:00Z", "2026-03-29T10:30:00Z");
  BOOST_TEST((spring.status == FreshStatus::ok));
  BOOST_TEST(*spring.age_sec == 84600);
}

BOOST_AUTO_TEST_CASE(limits_grace_and_future) {
  BOOST_TEST((judge("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z").status == FreshStatus::ok));
  BOOST_TEST((judge("2026-01-01T00:00:00Z", "2026-01-02T00:00:01Z").status == FreshStatus::stale));
  BOOST_TEST((judge("2026-01-01T00:00:00Z", "2026-01-02T00:00:01Z", seconds{1}).status == FreshStatus::ok));
  const FreshVerdict future = judge("2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z", hours{5});
  BOOST_TEST((future.status == FreshStatus::stale));
  BOOST_TEST(*future.age_sec == -1);
  BOOST_TEST(future.reason == "its time lies in the future");
  const FreshVerdict missing = judge_freshness({"X", "x", hours{1}}, {{}, "gone"}, seconds{0}, Instant{});
  BOOST_TEST((missing.status == FreshStatus::missing));
  BOOST_TEST(!missing.age_sec);
}

BOOST_AUTO_TEST_CASE(the_rollup_is_a_target_on_mondays_within_a_week) {
  BOOST_TEST(sentinel_targets("a", hours{24}, std::chrono::Sunday).size() == 4);
  const auto targets = sentinel_targets("a", hours{24}, std::chrono::Monday);
  BOOST_REQUIRE(targets.size() == 5);
  BOOST_TEST(targets[4].name == "WEEKLY_ROLLUP");
  BOOST_TEST((targets[4].window == hours{168}));
}

BOOST_AUTO_TEST_CASE(own_targets_and_spans_are_read_strictly) {
  const auto target = parse_watch("db=/var/a:b/x.json:1.5");
  BOOST_TEST(target->name == "db");
  BOOST_TEST(target->path == "/var/a:b/x.json");
  BOOST_TEST((target->window == seconds{5400}));
  for (const char* text : {"", "a", "a=b", "a=b:", "=b:1", "a=:1", "a=b:0", "a=b:-1", "a=b:x", "a b=c:1", "a=b:nan"}) {
    BOOST_TEST(parse_watch(text).has_error(), text);
  }
  BOOST_TEST((*parse_span("90m") == seconds{5400}));
  BOOST_TEST((*parse_span("2h") == *parse_span("2")));
  BOOST_TEST((*parse_span("30s") == seconds{30}));
  for (const char* text : {"", "h", "-1", "1d", "1e9", "x"}) BOOST_TEST(!parse_span(text), text);
}

BOOST_AUTO_TEST_CASE(the_time_inside_goes_before_all_else_and_must_be_one) {
  const auto time = [](const char* text) { return time_inside(*parse_json(text)); };
  BOOST_TEST((**time(R"({"timestamp": 1735689600})") == at("2025-01-01T00:00:00Z")));
  BOOST_TEST((**time(R"({"ts": 1735689600123})") == at("2025-01-01T00:00:00.123Z")));
  BOOST_TEST((**time(R"({"ts": "2025-01-01T01:00:00+01:00"})") == at("2025-01-01T00:00:00Z")));
  BOOST_TEST(!*time(R"({"x": 1})"));
  for (const char* text : {R"({"ts": "yesterday"})", R"({"ts": null})", R"({"ts": -1})", R"({"timestamp": []})"}) {
    BOOST_TEST(time(text).has_error(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
