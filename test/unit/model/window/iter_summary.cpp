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
  for (const char* gap_text : {"null", "\"x\"", "true", "NaN", "-Infinity", "1e999", "1e99999999999"}) {
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
       {R"({"foo":1})", R"({"symbol":"A"})", R"({"symbol":"A","net_bps":[1]})", R"({"symbol":"A","net_bps":{}})", "42",
        R"("x")", "[[1]]", "[1]", R"({"symbols":{}})", R"({"symbol":5,"net_bps":1})", R"({"symbol":"","net_bps":1})",
        R"({"symbol":"a\nb","net_bps":1})"}) {
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
  BOOST_TEST(read(R"({"symbol":"A","net_bps":null})") == "A - - - -");
  BOOST_TEST(read(R"({"symbol":null,"net_bps":1})") == "ALL 1 - - -");
}

BOOST_AUTO_TEST_CASE(malformed_text_is_refused_at_its_byte) {
  auto& read = *this;
  for (const auto& [text, byte] : {std::pair<std::string, std::size_t>{R"({"symbol":"A",})", 14},
                                   {R"({"symbol":"A" "x"})", 14},
                                   {R"({"symbol":"A)", 12},
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
  BOOST_TEST(time(R"({"symbol":"A","net_bps":1,"timestamp":"2025-10-12T12:00:00Z"})") == noon);
  BOOST_TEST(time(R"({"summary":{"net_bps":1,"runtime_utc":"2025-10-12T12:00:00Z"}})") == noon);
  BOOST_TEST(
      time(R"({"timestamp":"2025-10-12T12:00:00Z","summary":{"net_bps":1,"runtime_utc":"2024-10-12T12:00:00Z"}})") ==
      noon);
  BOOST_TEST(time(R"({"symbol":"A","net_bps":1,"timestamp":1760270400})") == noon);
  BOOST_TEST(time(R"({"symbol":"A","net_bps":1,"timestamp":1760270400000})") == noon);
  BOOST_TEST(time(R"({"symbol":"A","net_bps":1,"timestamp":"yesterday"})") == no_time);
}

BOOST_AUTO_TEST_CASE(only_wanted_symbols_are_wanted) {
  const IterFields some(metrics, {"B", "D"}, "ALL");
  IterSummaryReader other(some);
  BOOST_TEST(
      other.read(R"({"symbols":{"A":{"net_bps":1},"B":{"net_bps":1},"C":{"net_bps":1},"D":{"net_bps":1}}})").complete);
  BOOST_REQUIRE(other.windows().size() == 4u);
  for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(other.windows()[i].is_wanted == (i % 2 == 1));
  BOOST_TEST(other.windows().unusable() == 0u);
}

BOOST_AUTO_TEST_CASE(a_text_that_is_wholly_a_number_is_that_number) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"A","net_bps":"3.10","maker_taker_ratio":"-0.5e1","risk_ratio":"7","iteration":"4"})") ==
             "A 3.1 -5 - 7 @4");
  BOOST_TEST(reader.windows().text_numbers() == 4u);
  for (const char* text : {"", " 3", "3 ", "+3", "03", ".5", "3.", "0x3", "1_000", "1,5", "3%", "NaN", "3e", "--3"}) {
    BOOST_TEST(read(std::string(R"({"symbol":"A","net_bps":")") + text + "\"}") == "A - - - -", text);
    BOOST_TEST(reader.windows().text_numbers() == 0u, text);
  }
  BOOST_TEST(read(R"({"symbol":"A","net_bps":")" + std::string(300, '1') + "\"}") == "A - - - -");
  BOOST_TEST(read(R"({"symbol":"A","net_bps":"\u0033\u002e5"})") == "A 3.5 - - -");
}

BOOST_AUTO_TEST_CASE(a_bad_byte_costs_only_the_text_that_it_stands_in) {
  auto& read = *this;
  BOOST_TEST(read("{\"symbol\":\"A\",\"net_bps\":1,\"note\":\"d\xE9j\xE0\",\"commit\":\"\xE9\"}") == "A 1 - - -");
  BOOST_TEST(reader.windows()[0].commit == "");
  BOOST_TEST(read("{\"symbol\":\"BTC\xE9\",\"net_bps\":1}") == "");
  BOOST_TEST(reader.windows().unusable_reason().find("Latin-1") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(other_names_for_the_same_layout) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"A","metrics":{"net_bps":1}})") == "A 1 - - -");
  BOOST_TEST(read(R"({"kpi":{"net_bps":1},"symbol":"A","summary":"all fine"})") == "A 1 - - -");
  BOOST_TEST(read(R"({"symbol":"A","summary":{"count":2},"metrics":{"net_bps":1},"kpi":{"risk_ratio":2}})") ==
             "A 1 - - 2");
  BOOST_TEST(read(R"({"symbols":[{"symbol":"A","net_bps":1},{"net_bps":2,"symbol":"B"}],"summary":{"count":2}})") ==
             "A 1 - - -; B 2 - - -");
  BOOST_TEST(read(R"({"symbols":{"A":{"metrics":{"net_bps":1}},"B":{"summary":{"risk_ratio":2}}}})") ==
             "A 1 - - -; B - - - 2");
  for (const char* name : {"windows", "iterations", "data", "records"}) {
    BOOST_TEST(read(std::string(R"({"count":2,")") + name +
                    R"(":[{"symbol":"A","net_bps":1},{"symbols":{"B":{"net_bps":2}}}],"summary":{"count":2}})") ==
                   "A 1 - - -; B 2 - - -",
               name);
  }
  BOOST_TEST(read(R"({"data":[{"net_bps":1},{"net_bps":2,"symbol":"B","commit":"c"}],"symbol":"A","commit":"d"})") ==
             "A 1 - - -; B 2 - - -");
  BOOST_TEST(reader.windows()[0].commit == "d");
  BOOST_TEST(reader.windows()[1].commit == "c");
}

BOOST_AUTO_TEST_CASE(an_array_inside_a_window_is_no_array_of_windows) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"A","data":[{"net_bps":9}],"net_bps":1})") == "A 1 - - -");
  BOOST_TEST(read(R"({"data":[{"net_bps":9},{"x":1}],"summary":{"net_bps":1}})") == "ALL 1 - - -");
  BOOST_TEST(reader.windows().unusable() == 0u);
  BOOST_TEST(read(R"({"windows":48,"net_bps":1})") == "ALL 1 - - -");
  BOOST_TEST(read(R"([{"windows":[{"symbol":"A","net_bps":1}]},{"symbol":"B","net_bps":2}])") ==
             "A 1 - - -; B 2 - - -");
}

BOOST_AUTO_TEST_CASE(reports_are_no_windows_although_metrics_stand_in_them) {
  auto& read = *this;
  for (
      const char* text :
      {R"({"iterations":[{"net_bps":3.1},{"net_bps":3.1,"proposed_deltas":{}}],"summary":{"count":2}})",
       R"({"summary":{"count":2},"iterations":[{"net_bps":3.1,"kpi_verdict":"PASS"}]})",
       R"({"net_bps":3.1,"taker_ratio":0.1,"latency":{"p95":1},"symbols":{"A":{"net_bps":3.1}},"total":{"net_bps":3.1}})",
       R"({"windows":2,"symbols":{"A":{"edge_bps":{"median":3}}},"overall":{"verdict":"OK"}})",
       R"([{"symbol":"A","metric":"edge_bps","level":"CRIT","window_index":1,"value":1}])",
       R"({"metrics":{"edge_bps":{"median":3}},"verdict":"GO"})"}) {
    BOOST_TEST(read(text) == "", text);
    BOOST_TEST(reader.windows().unusable() == 1u, text);
  }
}

BOOST_AUTO_TEST_CASE(a_time_that_is_there_and_not_understood_is_named) {
  auto& read = *this;
  read(R"({"symbol":"A","net_bps":1,"timestamp":"half past nine"})");
  BOOST_TEST(reader.windows().bad_times() == 1u);
  BOOST_TEST(reader.windows().bad_time() == "half past nine");
  read(R"({"symbol":"A","net_bps":1,"timestamp":"half past nine","runtime_utc":"20251009T080000Z"})");
  BOOST_TEST(reader.windows()[0].time_us == 1759996800000000);
  BOOST_TEST(reader.windows().bad_times() == 1u);
  read(R"({"symbol":"A","net_bps":1,"timestamp":1e300,"runtime_utc":"noon"})");
  BOOST_TEST(reader.windows().bad_times() == 1u);
  BOOST_TEST(reader.windows().bad_time() == "1e+300");
  read(R"({"iterations":[{"net_bps":1,"timestamp":"noon","kpi_verdict":"PASS"}]})");
  BOOST_TEST(reader.windows().bad_times() == 0u);
}

BOOST_AUTO_TEST_CASE(runtime_utc_is_a_count_since_the_epoch_too) {
  auto& read = *this;
  read(R"({"summary":{"net_bps":1,"runtime_utc":1759996800000}})");
  BOOST_TEST(reader.windows()[0].time_us == 1759996800000000);
  read(R"({"summary":{"net_bps":1,"runtime_utc":1759996800},"timestamp":1759996801})");
  BOOST_TEST(reader.windows()[0].time_us == 1759996801000000);
}

BOOST_AUTO_TEST_CASE(only_the_text_numbers_of_windows_are_counted) {
  auto& read = *this;
  read(R"({"a":1,"iteration":"4"})");
  BOOST_TEST(reader.windows().text_numbers() == 0u);
  read(R"({"iterations":[{"net_bps":"1","iteration":"1","kpi_verdict":"PASS"}]})");
  BOOST_TEST(reader.windows().text_numbers() == 0u);
  read(R"({"iteration":"1","symbols":{"A":{"net_bps":"1"},"B":{"net_bps":"2"}}})");
  BOOST_TEST(reader.windows().text_numbers() == 3u);
  read(R"({"net_bps":"1","data":[{"net_bps":"2"}]})");
  BOOST_TEST(reader.windows().text_numbers() == 1u);
  read(R"({"data":[{"net_bps":"2"},{"x":"1"},{"summary":{"net_bps":"3"},"iteration":"2"}]})");
  BOOST_TEST(reader.windows().text_numbers() == 3u);
}

BOOST_AUTO_TEST_CASE(an_object_in_the_place_of_a_number_is_a_gap_but_makes_no_window) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"A","edge_bps":{"mean":1},"net_bps":5})") == "A - - - -");
  BOOST_TEST(read(R"({"symbol":"A","edge_bps":[1],"net_bps":5})") == "A - - - -");
  BOOST_TEST(read(R"({"symbol":"A","edge_bps":[1]})") == "");
  BOOST_TEST(read(R"({"symbol":"A","edge_bps":[1],"edge_bps":2})") == "A 2 - - -");
}

BOOST_AUTO_TEST_CASE(fields_of_a_bot_are_mapped_onto_metrics) {
  IterFields mapped(metrics, {}, "ALL");
  BOOST_REQUIRE(mapped.map("edge_bps", "/stats/netBps").has_value());
  BOOST_REQUIRE(mapped.map("maker_taker_ratio", "makerShare").has_value());
  BOOST_REQUIRE(mapped.map("p95_latency_ms", "/lat~1ms/1/p95").has_value());
  BOOST_REQUIRE(mapped.map("symbol", "/pair").has_value());
  IterSummaryReader other(mapped);
  const auto shown = [&](std::string_view text) {
    BOOST_REQUIRE(other.read(text).complete);
    std::string line;
    for (std::size_t i = 0; i < other.windows().size(); ++i) {
      line += std::string(other.windows()[i].symbol);
      for (const double value : other.windows()[i].values) line += " " + (is_gap(value) ? "-" : format_number(value));
      line += ";";
    }
    return line;
  };
  BOOST_TEST(
      shown(R"({"pair":"A","stats":{"netBps":1,"x":{"netBps":9}},"makerShare":0.9,"lat/ms":[{"p95":1},{"p95":7}]})") ==
      "A 1 0.9 7 -;");
  BOOST_TEST(shown(R"({"symbols":{"A":{"stats":{"netBps":1}},"B":{"net_bps":2,"makerShare":"0.8"}}})") ==
             "A 1 - - -;B 2 0.8 - -;");
  BOOST_TEST(shown(R"({"symbol":"A","net_bps":5,"stats":{"netBps":1}})") == "A 1 - - -;");
  BOOST_TEST(shown(R"({"symbol":"A","stats":{"netBps":null},"net_bps":5})") == "A - - - -;");
  BOOST_TEST(!mapped.map("speed", "x").has_value());
  BOOST_TEST(!mapped.map("edge_bps", "summary").has_value());
  BOOST_TEST(!mapped.map("edge_bps", "").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
