#include <soak/model/tuning/tuning_record.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::vector<TuningRecord> records(std::string_view text) {
  const auto parsed = parse_tuning_records(text);
  BOOST_TEST_REQUIRE(parsed.has_value(), (parsed ? "" : parsed.error().message));
  return *parsed;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tuning_records)

BOOST_AUTO_TEST_CASE(a_window_records_its_tuning) {
  const auto found =
      records(R"({"iteration": 3, "summary": {"net_bps": 1, "symbol": "BTC"}, "runtime_overrides": {"age": 600},
    "tuning": {"applied": true, "changed_keys": ["age"], "deltas": {"age": 30}, "proposed_deltas": {"age": "30"},
               "old_hash": "aa", "state_hash": "bb", "skip_reason": ""}})");
  BOOST_TEST_REQUIRE(found.size() == 1u);
  const TuningRecord& record = found.front();
  BOOST_TEST(record.symbol == "BTC");
  BOOST_TEST(record.iteration.value() == 3u);
  BOOST_TEST(record.proposed->numbers.at("age") == 30);
  BOOST_TEST(record.deltas->numbers.at("age") == 30);
  BOOST_TEST(record.changed_keys->front() == "age");
  BOOST_TEST(record.applied.value());
  BOOST_TEST(record.old_hash == "aa");
  BOOST_TEST(record.state_hash == "bb");
  BOOST_TEST(record.parameters->numbers.at("age") == 600);
  BOOST_TEST(record.skip_reason.empty());
  BOOST_TEST(record.has_tuning());
}

BOOST_AUTO_TEST_CASE(a_report_has_a_list_with_the_older_names) {
  const auto found = records(R"({"iterations": [{"iteration": "1", "suggested_deltas": {"x": 1}, "signature": "s"},
                                                {"iteration": 2, "velocity_violation": true, "cooldown_active": false}]})");
  BOOST_TEST_REQUIRE(found.size() == 2u);
  BOOST_TEST(found[0].iteration.value() == 1u);
  BOOST_TEST(found[0].proposed->numbers.at("x") == 1);
  BOOST_TEST(found[0].state_hash == "s");
  BOOST_TEST(found[1].skip_reason == "velocity");
  BOOST_TEST(records(R"([{"iteration": 1}, 5, {"iteration": 2}])").size() == 2u);
}

BOOST_AUTO_TEST_CASE(guards_of_a_skip_reason_are_named_with_their_note) {
  const auto found =
      records(R"({"tuning": {"skip_reason": {"cooldown": false, "velocity": true, "note": "cap exceeded"}}})");
  BOOST_TEST(found.front().skip_reason == "velocity: cap exceeded");
  BOOST_TEST(records(R"({"tuning": {"skip_reason": "bounded\u001b[31m"}})").front().skip_reason == "bounded\\x1b[31m");
}

BOOST_AUTO_TEST_CASE(several_windows_stand_in_a_file_and_symbols_have_tunings_of_their_own) {
  BOOST_TEST(records("\xEF\xBB\xBF{\"iteration\": 1}\n{\"iteration\": 2}{\"iteration\": 3}\n").size() == 3u);
  const auto found =
      records(R"({"iteration": 4, "symbols": {"A": {"tuning": {"applied": false}}, "B": {"net_bps": 1}}})");
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found.front().symbol == "A");
  BOOST_TEST(found.front().iteration.value() == 4u);
  BOOST_TEST(!records(R"({"iteration": 4, "symbols": {"B": {"net_bps": 1}}})").front().has_tuning());
}

BOOST_AUTO_TEST_CASE(what_is_of_another_kind_is_as_if_it_were_not_there) {
  const TuningRecord record =
      records(R"({"iteration": -1, "tuning": {"proposed_deltas": [1], "applied": "yes", "changed_keys": [1]}})")
          .front();
  BOOST_TEST(!record.iteration);
  BOOST_TEST(!record.has_tuning());
  BOOST_TEST(!record.changed_keys);
  BOOST_TEST(!records(R"({"iteration": 1, "tuning": "none"})").front().has_tuning());
}

BOOST_AUTO_TEST_CASE(broken_files_are_errors) {
  BOOST_TEST(!parse_tuning_records("").has_value());
  BOOST_TEST(!parse_tuning_records("{\"iteration\": 1").has_value());
  BOOST_TEST(!parse_tuning_records("{\"iteration\": 1} x").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
