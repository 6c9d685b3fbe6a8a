#include "support/same_window.hpp"

#include <soak/model/window/flat_record.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <random>
#include <string>
#include <string_view>

using namespace soak;
using test::TwoReaders;
using Said = TwoReaders::Said;

namespace {

const MetricSet metrics = standard_metrics();

constexpr std::string_view learned =
    R"({"symbol": "BTCUSDT", "net_bps": 3.25, "p95_latency_ms": 231, "note": "x", "is_paper": true, "commit": "4f1c2ab",)"
    R"( "profile": "moderate", "source": "soak", "iteration": 7, "timestamp": "2026-01-01T00:00:00Z"})";

std::string with(std::string_view was, std::string_view is) {
  std::string text(learned);
  return text.replace(text.find(was), was.size(), is);
}

struct Readers {
  IterFields fields{metrics, {"BTCUSDT", "ETHUSDT"}, "ALL"};
  TwoReaders readers{fields};

  Said after_learning(std::string_view text) {
    (void)readers.read(learned);
    BOOST_TEST((readers.read(learned) == Said::same));
    return readers.read(text);
  }

  /// Of the record that was learned with one part of it changed.
  void expect(Said expected, std::initializer_list<std::pair<const char*, const char*>> changes) {
    for (const auto& [was, is] : changes) {
      BOOST_TEST_CONTEXT(was << " is " << is) BOOST_TEST((after_learning(with(was, is)) == expected));
    }
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(flat_record, Readers)

BOOST_AUTO_TEST_CASE(a_form_is_learned_from_the_first_record) {
  FlatRecordReader flat(fields);
  BOOST_TEST(!flat.read(learned));
  flat.learn(learned);
  const std::string text = with("3.25", "-0.5");
  const auto window = flat.read(text);
  BOOST_REQUIRE(window);
  BOOST_TEST(window->symbol == "BTCUSDT");
  BOOST_TEST(window->values[0] == -0.5);
  BOOST_TEST(is_gap(window->values[1]));
  BOOST_TEST(window->values[2] == 231);
  BOOST_TEST(window->iteration == 7);
  BOOST_TEST(window->time_us == 1767225600000000);
  BOOST_TEST(window->commit == "4f1c2ab");
  BOOST_TEST(window->profile == "moderate");
  BOOST_TEST(window->source == "soak");
  BOOST_TEST(window->is_wanted);
}

BOOST_AUTO_TEST_CASE(values_may_be_any_simple_ones) {
  expect(Said::same, {{"3.25", "0"},
                      {"3.25", "-0"},
                      {"3.25", "0.1000000000000000055511151231257827"},
                      {"3.25", "123456789012345"},
                      {"3.25", "1234567890123456"},
                      {"3.25", "1e-05"},
                      {"3.25", "1E+308"},
                      {"3.25", "1e999"},
                      {"true", "null"},
                      {"\"x\"", "\"\""},
                      {"4f1c2ab", ""},
                      {"BTCUSDT", "ETHUSDT"},
                      {"BTCUSDT", "not wanted"},
                      {"2026-01-01T00:00:00Z", "2026-01-01 00:00:00.25+02:00"}});
}

BOOST_AUTO_TEST_CASE(what_is_not_simple_is_left_to_the_parser) {
  expect(Said::nothing, {{"3.25", "01"},
                         {"3.25", "1."},
                         {"3.25", ".5"},
                         {"3.25", "+1"},
                         {"3.25", "-"},
                         {"3.25", "1e"},
                         {"3.25", "1e99999999999"},
                         {"3.25", "3.25.1"},
                         {"3.25", "\"3.25\""},
                         {"3.25", "null"},
                         {"3.25", "[3.25]"},
                         {"3.25", "NaN"},
                         {"true", "1"},
                         {"true", "truex"},
                         {"BTCUSDT", ""},
                         {"BTCUSDT", " "},
                         {"BTCUSDT", "BTC\\u0055SDT"},
                         {"BTCUSDT", "BTC\"USDT"},
                         {"BTCUSDT", "BTC\tUSDT"},
                         {"BTCUSDT", "БТЦ"},
                         {"2026-01-01T00:00:00Z", "yesterday"},
                         {"2026-01-01T00:00:00Z", ""},
                         {"net_bps", "net_bqs"},
                         {", ", ","},
                         {"}", ",\"edge_bps\":1}"},
                         {"}", "} "},
                         {"}", ""},
                         {"}", "}}"}});
  BOOST_TEST((after_learning(with("BTCUSDT", std::string(65, 'A'))) == Said::nothing));
  BOOST_TEST((after_learning(with("4f1c2ab", std::string(200, 'a'))) == Said::same));
  BOOST_TEST((after_learning(with("4f1c2ab", std::string(201, 'a'))) == Said::nothing));
  BOOST_TEST((after_learning("") == Said::nothing));
  for (std::size_t size = 1; size < learned.size(); ++size) {
    BOOST_TEST((after_learning(learned.substr(0, size)) == Said::nothing));
  }
}

BOOST_AUTO_TEST_CASE(forms_that_take_more_than_plain_reading_are_not_learned) {
  for (const char* text :
       {R"({"net_bps":1,"x":{}})", R"({"net_bps":1,"x":[]})", R"({"net_bps":1,"net_bps":2})", R"([{"net_bps":1}])",
        R"({"net_bps":1,"symbol":"A","symbol":"B"})", R"({"net_bps":1,"risk_ratio":null})",
        R"({"summary":{"net_bps":1}})", R"({"net_bps":1,"kpi_verdict":"ok"})", R"({"net_bps":1,"a\"b":2})"}) {
    (void)readers.read(text);
    BOOST_TEST_CONTEXT(text) BOOST_TEST((readers.read(text) == Said::nothing));
  }
  IterFields mapped(metrics, {}, "ALL");
  BOOST_REQUIRE(mapped.map("edge_bps", "/stats/net"));
  TwoReaders with_paths(mapped);
  (void)with_paths.read(learned);
  BOOST_TEST((with_paths.read(learned) == Said::nothing));
}

BOOST_AUTO_TEST_CASE(forms_that_take_turns_are_not_learned_for_ever) {
  FlatRecordReader flat(fields);
  const std::array<std::string, 2> forms{R"({"net_bps":1})", R"({"edge_bps":1})"};
  for (int i = 0; i < 1000; ++i) flat.learn(forms[static_cast<std::size_t>(i) % 2]);
  BOOST_TEST(flat.read(forms[0]).has_value() + flat.read(forms[1]).has_value() == 1);
  const auto known = flat.read(forms[0]) ? 0u : 1u;
  flat.learn(forms[1 - known]);
  BOOST_TEST(!flat.read(forms[1 - known]));
  for (int i = 0; i < 4000; ++i) (void)flat.read(forms[known]);
  flat.learn(forms[1 - known]);
  BOOST_TEST(flat.read(forms[1 - known]).has_value());
}

BOOST_AUTO_TEST_CASE(nothing_it_says_contradicts_the_parser) {
  constexpr std::array<std::string_view, 17> keys{
      "symbol",      "net_bps", "edge_bps", "p95_latency_ms", "risk_ratio", "iteration", "timestamp",
      "runtime_utc", "commit",  "profile",  "source",         "other",      "summary",   "total",
      "taker_ratio", "symbols", ""};
  constexpr std::array<std::string_view, 17> scalars{"1",           "-2.5",
                                                     "1e-7",        "12345678901234567",
                                                     "\"BTCUSDT\"", "\"2026-01-01T00:00:00Z\"",
                                                     "1767225600",  "1767225600123",
                                                     "true",        "null",
                                                     "\"\"",        "\"12\"",
                                                     "{}",          "[1]",
                                                     "\"a\\nb\"",   "\"ж\"",
                                                     "0.1"};
  constexpr std::string_view bytes = "\"\\{}[]:,.-+eE019 \t\ntz\xC3\x00\x7F";
  std::mt19937 random(20261127);
  const auto any = [&](std::size_t count) { return std::size_t{random() % count}; };
  std::array<std::size_t, 3> said{};
  for (int form = 0; form < 3000; ++form) {
    TwoReaders fresh(fields);
    std::string key_order;
    for (std::size_t member = any(9); member < 9; ++member) key_order += static_cast<char>(any(keys.size()));
    const std::string_view blank = any(2) == 0 ? "" : " ";
    std::string text;
    for (int record = 0; record < 12; ++record) {
      const bool is_new = record % 4 == 0;
      if (is_new) text.clear();
      for (std::size_t i = 0; is_new && i < key_order.size(); ++i) {
        (((text += i == 0 ? "{" : ",") += blank) += '"') += keys[static_cast<std::size_t>(key_order[i])];
        ((text += "\":") += blank) += scalars[any(form % 3 == 0 ? scalars.size() : 7)];
      }
      if (is_new) text += "}";
      if (record % 4 > 1) text[any(text.size())] = bytes[any(bytes.size())];
      const Said what = fresh.read(text);
      ++said[static_cast<std::size_t>(what)];
      if (what == Said::other) BOOST_ERROR("another window than the parser's: " << text);
    }
  }
  BOOST_TEST_MESSAGE(said[0] << " records left to the parser, " << said[1] << " read alike");
  BOOST_TEST(said[static_cast<std::size_t>(Said::same)] > 1000);
}

BOOST_AUTO_TEST_CASE(plain_text_ends_at_the_first_byte_that_is_not_plain) {
  for (int c = 0; c < 256; ++c) {
    const bool is_plain = c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
    for (std::size_t at = 0; at < 20; ++at) {
      std::string text(20, 'a');
      text[at] = static_cast<char>(c);
      if (at + 1 < text.size()) text[at + 1] = '\x01';  // what follows must not show
      const std::size_t expected = !is_plain ? at : at + 1 < text.size() ? at + 1 : text.size();
      if (window_detail::plain_length(text) != expected) BOOST_ERROR("byte " << c << " at " << at);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
