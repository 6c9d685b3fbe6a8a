#include <soak/model/window/iter_summary.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

/// Reads one text and shows each window as "symbol edge maker latency risk @iteration", a gap as "-".
struct Reading {
  MetricSet metrics = standard_metrics();
  IterFields fields{metrics, {}, "ALL"};
  IterSummaryReader reader{fields};
  IterSummaryReader::Outcome outcome;

  std::string operator()(std::string_view text) {
    outcome = reader.read(text);
    std::string shown;
    for (std::size_t i = 0; outcome.complete && i < reader.windows().size(); ++i) {
      const IterWindow window = reader.windows()[i];
      shown += (shown.empty() ? "" : "; ") + std::string(window.symbol);
      for (const double value : window.values) shown += " " + (is_gap(value) ? "-" : format_number(value));
      if (!is_gap(window.iteration)) shown += " @" + format_number(window.iteration);
    }
    return shown;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(iter_summary, Reading)

BOOST_AUTO_TEST_CASE(the_five_shapes) {
  auto& read = *this;
  BOOST_TEST(
      read(
          R"({"symbol":"BTC","net_bps":3.1,"maker_taker_ratio":0.84,"p95_latency_ms":230,"risk_ratio":0.33,"iteration":2})") ==
      "BTC 3.1 0.84 230 0.33 @2");
  BOOST_TEST(read(R"({"summary":{"symbol":"BTC","edge_bps":3,"net_bps":9},"x":[1,{"net_bps":5}]})") == "BTC 3 - - -");
  BOOST_TEST(
      read(R"({"iteration":3,"summary":{"net_bps":1,"runtime_utc":"2025-10-12T12:00:00Z"},"tuning":{"net_bps":7}})") ==
      "ALL 1 - - - @3");
  BOOST_TEST(read(R"({"iteration":1,"symbols":["BTC","ETH"],"summary":{"net_bps":0.0},"mode":"shadow"})") ==
             "ALL 0 - - - @1");
  BOOST_TEST(read(R"({"iteration":1,"symbols":{"ETH":{"net_bps":2},"BTC":{"risk_ratio":0.1}}})") ==
             "BTC - - - 0.1 @1; ETH 2 - - - @1");
}

BOOST_AUTO_TEST_CASE(an_array_of_records) {
  auto& read = *this;
  BOOST_TEST(read(R"([{"symbol":"A","net_bps":1},{"symbol":"B","net_bps":2}])") == "A 1 - - -; B 2 - - -");
  BOOST_TEST(read("[]") == "");
  BOOST_TEST(outcome.complete);
}

BOOST_AUTO_TEST_CASE(an_edge_that_is_there_as_a_gap_is_not_replaced_by_net_bps) {
  auto& read = *this;
  for (const char* gap_text : {"null", "\"3\"", "[1]", "{}", "true", "NaN", "-Infinity", "1e999", "1e99999999999"}) {
    BOOST_TEST(read(std::string(R"({"symbol":"A","net_bps":5,"edge_bps":)") + gap_text + "}") == "A - - - -", gap_text);
  }
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_last_digit_and_underflow_is_zero) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"A","net_bps":0.30000000000000004})") == "A 0.30000000000000004 - - -");
  BOOST_TEST(read(R"({"symbol":"A","net_bps":9007199254740993})") == "A 9007199254740992 - - -");
  BOOST_TEST(read(R"({"symbol":"A","net_bps":1e-400,"risk_ratio":1e-99999999999})") == "A 0 - - 0");
  BOOST_TEST(read(R"({"symbol":"A","net_bps":)" + std::string(1 << 20, '1') + "}") == "A - - - -");
}

BOOST_AUTO_TEST_CASE(of_two_members_with_one_name_the_later_counts) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"A","net_bps":1,"net_bps":2,"symbol":"B"})") == "B 2 - - -");
  BOOST_TEST(read(R"({"summary":{"net_bps":1,"risk_ratio":1},"summary":{"net_bps":2}})") == "ALL 2 - - -");
  BOOST_TEST(read(R"({"symbols":{"A":{"net_bps":1},"A":{"net_bps":2}}})") == "A 2 - - -");
}

BOOST_AUTO_TEST_CASE(escaped_keys_and_symbols_are_read_as_what_they_mean) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"Ё","net_bps":1})") == "Ё 1 - - -");
}

BOOST_AUTO_TEST_CASE(what_is_no_window_is_counted_with_the_reason) {
  auto& read = *this;
  for (const char* text :
       {R"({"foo":1})", "42", R"("x")", "[[1]]", "[1]", R"({"symbols":{}})", R"({"symbol":5,"net_bps":1})",
        R"({"symbol":"","net_bps":1})", R"({"symbol":"a\nb","net_bps":1})"}) {
    BOOST_TEST(read(text) == "", text);
    BOOST_TEST(outcome.complete, text);
    BOOST_TEST(reader.windows().unusable() == 1u, text);
    BOOST_TEST(!reader.windows().unusable_reason().empty(), text);
  }
  BOOST_TEST(read(R"({"symbol":")" + std::string(65, 'x') + R"(","net_bps":1})") == "");
  BOOST_TEST(read(R"({"symbol":")" + std::string(64, 'x') + R"(","net_bps":1})") != "");
}

BOOST_AUTO_TEST_CASE(a_gap_for_a_whole_symbol_is_a_window) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbols":{"A":null,"B":{"net_bps":1},"C":[1]}})") == "A - - - -; B 1 - - -; C - - - -");
  BOOST_TEST(read(R"({"symbol":"A"})") == "A - - - -");
  BOOST_TEST(read(R"({"symbol":null,"net_bps":1})") == "ALL 1 - - -");
}

BOOST_AUTO_TEST_CASE(malformed_text_is_refused_at_its_byte) {
  auto& read = *this;
  for (const auto& [text, byte] : {std::pair<std::string, std::size_t>{R"({"symbol":"A",})", 14},
                                   {R"({"symbol":"A" "x"})", 14},
                                   {R"({"symbol":"A)", 12},
                                   {"{\"symbol\":\"\xFF\"}", 11},
                                   {"", 0}}) {
    BOOST_TEST(read(text) == "");
    BOOST_TEST(!outcome.complete);
    BOOST_TEST(outcome.consumed == byte, text << " at " << outcome.consumed);
    BOOST_TEST(!outcome.reason.empty());
  }
}

BOOST_AUTO_TEST_CASE(depth_is_bounded) {
  auto& read = *this;
  const auto nested = [](std::size_t depth) {
    return R"({"symbol":"A","net_bps":1,"x":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  BOOST_TEST(read(nested(max_json_depth - 1)) == "A 1 - - -");
  read(nested(max_json_depth));
  BOOST_TEST(!outcome.complete);
}

BOOST_AUTO_TEST_CASE(time_is_the_timestamp_else_the_run_time) {
  auto& read = *this;
  const auto time = [&](const char* text) {
    read(text);
    return reader.windows()[0].time_us;
  };
  const std::int64_t noon = parse_iso8601("2025-10-12T12:00:00Z")->time_since_epoch().count();
  BOOST_TEST(time(R"({"symbol":"A","timestamp":"2025-10-12T12:00:00Z"})") == noon);
  BOOST_TEST(time(R"({"summary":{"runtime_utc":"2025-10-12T12:00:00Z"}})") == noon);
  BOOST_TEST(time(R"({"timestamp":"2025-10-12T12:00:00Z","summary":{"runtime_utc":"2024-10-12T12:00:00Z"}})") == noon);
  BOOST_TEST(time(R"({"symbol":"A","timestamp":1760270400})") == noon);
  BOOST_TEST(time(R"({"symbol":"A","timestamp":1760270400000})") == noon);
  BOOST_TEST(time(R"({"symbol":"A","timestamp":"yesterday"})") == no_time);
}

BOOST_AUTO_TEST_CASE(only_wanted_symbols_are_kept) {
  const IterFields some(metrics, {"B", "D"}, "ALL");
  IterSummaryReader other(some);
  BOOST_TEST(other.read(R"([{"symbol":"A"},{"symbol":"B"},{"symbol":"C"},{"symbol":"D"}])").complete);
  BOOST_REQUIRE(other.windows().size() == 2u);
  BOOST_TEST(other.windows()[1].symbol == "D");
  BOOST_TEST(other.windows().unusable() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
