#include <soak/model/window/iter_handler.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

using namespace soak;

namespace {

/// A parser as the reader has it, fed `step` bytes at a time: keys, texts and numbers then come in pieces.
struct Parser {
  IterFields fields{standard_metrics(), {}, "ALL"};
  std::string reason;

  std::string operator()(std::string_view text, std::size_t step) {
    boost::json::parse_options options;
    options.allow_invalid_utf8 = true;
    boost::json::basic_parser<window_detail::IterHandler> parser(options, fields);
    parser.handler().reset();
    boost::json::error_code error;
    for (std::size_t at = 0; at < text.size() && !error; at += step) {
      const std::size_t size = std::min(step, text.size() - at);
      (void)parser.write_some(at + size < text.size(), text.data() + at, size, error);
    }
    BOOST_TEST(!error, error.message());
    const IterWindows& windows = parser.handler().windows();
    reason = std::string(windows.unusable_reason());
    std::string shown;
    for (std::size_t i = 0; i < windows.size(); ++i) {
      shown += (i == 0 ? "" : "; ") + std::string(windows[i].symbol);
      for (const double value : windows[i].values) shown += " " + (is_gap(value) ? "-" : format_number(value));
      if (!is_gap(windows[i].iteration)) shown += " @" + format_number(windows[i].iteration);
      if (!windows[i].commit.empty()) shown += " " + std::string(windows[i].commit);
    }
    return shown;
  }
  std::string operator()(std::string_view text) { return (*this)(text, text.size()); }
};

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(iter_handler, Parser)

BOOST_AUTO_TEST_CASE(what_comes_in_pieces_is_what_comes_at_once) {
  auto& read = *this;
  for (const std::string_view text :
       {R"({"symbol":"B\u0054C","net_bps":-31.25e-1,"maker_taker_ratio":"0.84","iteration":12,"commit":"4f1c2ab"})",
        R"([{"symbol":"Ё","summary":{"risk_ratio":0.5,"x":[1,{"net_bps":2}]}},{"net_bps":null}])",
        R"({"symbols":{"ETH\/USDT":{"p95_latency_ms":230},"BTC":null}})",
        R"({"data":[{"net_bps":1},{"symbols":[{"symbol":"A","net_bps":2}]}],"commit":"c"})"}) {
    const std::string whole = read(text);
    BOOST_TEST(!whole.empty());
    for (const std::size_t step : {1u, 2u, 3u, 7u}) BOOST_TEST(read(text, step) == whole, text << " by " << step);
  }
}

BOOST_AUTO_TEST_CASE(what_lies_deeper_than_a_record_is_skipped) {
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"A","net_bps":1,"x":{"net_bps":2,"symbol":"B","y":[{"net_bps":3}]}})") == "A 1 - - -");
  BOOST_TEST(read(R"({"summary":{"net_bps":1,"summary":{"net_bps":2}}})") == "ALL 1 - - -");
  BOOST_TEST(read(R"({"symbols":{"A":{"metrics":{"net_bps":1},"x":{"net_bps":2}}}})") == "A 1 - - -");
}

BOOST_AUTO_TEST_CASE(fills_are_read_where_they_are_asked_for_and_hold_nothing_else) {
  MetricSet metrics = standard_metrics();
  metrics.metrics[1].name = "maker_count";
  fields = IterFields(metrics, {}, "ALL");
  auto& read = *this;
  BOOST_TEST(read(R"({"symbol":"A","net_bps":1,"fills":{"maker_count":7,"symbol":"B","iteration":3}})") == "A 1 7 - -");
  BOOST_TEST(read(R"({"symbols":{"A":{"net_bps":1,"fills":{"maker_count":7}}}})") == "A 1 7 - -");
}

BOOST_AUTO_TEST_CASE(a_json_pointer_leads_through_objects_and_arrays) {
  BOOST_REQUIRE(fields.map("edge_bps", "/a/1/b"));
  BOOST_REQUIRE(fields.map("symbol", "/names/0"));
  auto& read = *this;
  BOOST_TEST(read(R"({"names":["A","B"],"a":[{"b":9},{"b":1,"c":{"b":8}},{"b":7}],"b":6})") == "A 1 - - -");
  BOOST_TEST(read(R"({"a":{"1":{"b":2}}})") == "ALL 2 - - -");
  BOOST_TEST(read(R"({"a":[[5],[{"b":6}]],"net_bps":3})") == "ALL 3 - - -");
  BOOST_TEST(read(R"({"a":[0,{"b":[1]}],"net_bps":3})") == "ALL - - - -");
}

BOOST_AUTO_TEST_CASE(no_record_and_no_object_is_refused) {
  auto& read = *this;
  for (const char* text : {"1", "\"x\"", "null", "true", "[1]", "[[{\"net_bps\":1}]]"}) {
    BOOST_TEST(read(text) == "", text);
    BOOST_TEST(reason == "neither an object nor an array of objects", text);
  }
  BOOST_TEST(read("[]") == "");
  BOOST_TEST(reason == "");
}

BOOST_AUTO_TEST_CASE(a_long_text_is_cut_between_two_characters) {
  auto& read = *this;
  const auto commit = [&](const std::string& text) {
    const std::string shown = read(R"({"symbol":"A","net_bps":1,"commit":")" + text + "\"}");
    return shown.substr(std::min(shown.size(), std::string_view("A 1 - - - ").size()));
  };
  BOOST_TEST(commit(std::string(200, 'x')) == std::string(200, 'x'));
  BOOST_TEST(commit(std::string(300, 'x')) == std::string(200, 'x'));
  BOOST_TEST(commit("x" + repeated("Ё", 150)) == "x" + repeated("Ё", 99));
  BOOST_TEST(commit("xx" + repeated("😀", 100)) == "xx" + repeated("😀", 49));
  BOOST_TEST(commit("x" + repeated("\xAF", 300)) == "");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_too_long_is_said_to_be_that_whatever_its_letters) {
  auto& read = *this;
  constexpr std::string_view bounds = "a symbol must be 1 to 64 bytes of printable UTF-8";
  for (const std::size_t letters : {33u, 100u, 1000u}) {
    for (const std::string& name : {repeated("Ё", letters), "x" + repeated("Ё", letters), repeated("😀", letters)}) {
      BOOST_TEST(read(R"({"symbols":{")" + name + R"(":{"net_bps":1}}})") == "");
      BOOST_TEST(reason == bounds);
      BOOST_TEST(read(R"({"symbol":")" + name + R"(","net_bps":1})") == "");
      BOOST_TEST(reason == bounds);
    }
  }
  BOOST_TEST(read(R"({"symbols":{")" + repeated("Ё", 32) + R"(":{"net_bps":1}}})") == repeated("Ё", 32) + " 1 - - -");
}

BOOST_AUTO_TEST_SUITE_END()
