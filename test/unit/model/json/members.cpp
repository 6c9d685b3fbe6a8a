#include <soak/model/json/members.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

struct Step {
  std::string name;
  std::int64_t count = 0;
};

void visit_members(MembersOf<Step> auto& step, auto&& visit) {
  visit.required("name", step.name);
  visit("count", step.count, NotNegative{});
}

struct Sample {
  Instant ts{};
  std::string reason = "none";
  std::optional<Level> level = {};
  std::optional<Instant> until = {};
  std::optional<Instant> exact = {};
  double share = gap;
  std::size_t depth = 0;
  std::optional<Step> now = {};
  std::vector<Step> steps = {};
  std::array<Step, 2> pair{{{"a", 1}, {"b", 2}}};
};

void visit_members(MembersOf<Sample> auto& sample, auto&& visit) {
  visit.required("ts", sample.ts);
  visit("reason", sample.reason);
  visit("level", sample.level);
  visit("until", sample.until, EmptyIfNone{});
  visit.if_any("exact_us", sample.exact, exact_time);
  visit("share", sample.share);
  visit.derived("status", sample.reason == "none" ? "OK" : "SKIP");
  visit.object(
      "place", [&](auto&& inner) { inner.required("depth", sample.depth); }, JsonWriter::Layout::line);
  visit.object_if_any("now", sample.now, [](auto& step, auto&& inner) { visit_members(step, inner); });
  visit.objects("steps", sample.steps);
  visit.objects("pair", sample.pair);
}

const std::string whole = R"({
  "ts": "2025-10-26T12:34:56Z",
  "reason": "x \"y\"",
  "level": "WARN",
  "until": "2025-10-26T13:00:00Z",
  "exact_us": 1500000,
  "share": 0.5,
  "status": "SKIP",
  "place": {"depth": 7},
  "now": {
    "name": "n",
    "count": 3
  },
  "steps": [
    {"name": "s", "count": 0},
    {"name": "t", "count": 5}
  ],
  "pair": [
    {"name": "a", "count": 1},
    {"name": "b", "count": 2}
  ]
})";

std::string with(std::string_view from, std::string_view to) {
  std::string text = whole;
  return text.replace(text.find(from), from.size(), to);
}
std::string message(std::string_view from, std::string_view to) {
  return parse_members<Sample>(with(from, to)).error().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(members)

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_the_same) {
  const auto sample = parse_members<Sample>(whole);
  BOOST_REQUIRE(sample);
  BOOST_TEST(members_json(*sample) == whole);
  const Sample empty;
  BOOST_TEST(members_json(*parse_members<Sample>(members_json(empty))) == members_json(empty));
  BOOST_TEST(members_json(Step{"s", 1}, JsonWriter::Layout::line) == R"({"name": "s", "count": 1})");
}

BOOST_AUTO_TEST_CASE(members_come_in_any_order_and_the_last_of_one_name_counts) {
  const auto document = parse_json(whole);
  std::string turned = "{";
  const auto& object = document->get_object();
  for (auto member = object.end(); member != object.begin();) {
    --member;
    const std::string key(member->key().data(), member->key().size());
    turned += "\"" + key + "\": \"early\", \"" + key + "x\": 1, \"" + key + "\": ";
    const auto from = whole.find("\"" + key + "\": ") + key.size() + 4;
    turned += whole.substr(from, whole.find(member + 1 == object.end() ? "\n}" : ",\n  \"", from) - from) + ", ";
  }
  const auto sample = parse_members<Sample>(turned + "\"end\": 0}");
  BOOST_REQUIRE(sample);
  BOOST_TEST(members_json(*sample) == whole);
}

BOOST_AUTO_TEST_CASE(what_may_be_missing_or_odd_stays_as_it_was) {
  const auto sample = parse_members<Sample>(
      R"({"ts":"1970-01-01T00:00:00Z","reason":5,"level":"BAD","until":"soon","share":null,"place":{"depth":0},)"
      R"("steps":[{"name":"s","count":-4}],"pair":[{"name":"a"},{"name":"b","count":"2"}],"more":{}})");
  BOOST_REQUIRE(sample);
  BOOST_TEST(sample->reason == "none");
  BOOST_TEST((!sample->level && !sample->until && !sample->exact && !sample->now));
  BOOST_TEST(is_gap(sample->share));
  BOOST_TEST(sample->steps[0].count == 0);
  BOOST_TEST(sample->pair[1].count == 2);
}

BOOST_AUTO_TEST_CASE(an_error_names_the_member_and_what_was_expected) {
  BOOST_TEST(message("2025-10-26T12", "today") == "/ts: expected a time like 2025-01-15T12:00:00Z");
  BOOST_TEST(message("\"ts\"", "\"to\"") == "/ts: expected a time like 2025-01-15T12:00:00Z");
  BOOST_TEST(message("1500000", "1.5") == "/exact_us: expected a whole number (us)");
  BOOST_TEST(message("7", "-7") == "/place/depth: expected a whole number");
  BOOST_TEST(message("\"place\"", "\"p\"") == "/place/depth: expected a whole number");
  BOOST_TEST(message("\"n\"", "7") == "/now/name: expected a string");
  BOOST_TEST(message("\"t\"", "null") == "/steps/1/name: expected a string");
  BOOST_TEST(message("\"steps\"", "\"s\"") == "/steps: expected an array");
  BOOST_TEST(message("{\"name\": \"a\", \"count\": 1},", "") == "/pair: expected an array of 2 objects");
  BOOST_TEST(parse_members<Sample>("[]").error().message == "the document: expected an object");
  BOOST_TEST(parse_members<Sample>("{").error().message.starts_with("byte 1"));
}

BOOST_AUTO_TEST_CASE(a_reader_that_demands_nothing_takes_what_there_is) {
  const auto document = parse_json(R"({"reason":"r","steps":7,"now":{}})");
  std::optional<Error> problem;
  Sample sample;
  visit_members(sample, MemberReader(&*document, problem, MemberReader::Demand::nothing));
  BOOST_TEST(!problem.has_value());
  BOOST_TEST(sample.reason == "r");
  BOOST_TEST(sample.now.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
