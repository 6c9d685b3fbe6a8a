#include <soak/model/window/iter_fields.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace soak;

namespace {

/// A set of metrics of these names.
MetricSet metrics_named(const std::vector<std::string>& names) {
  MetricSet set;
  for (const std::string& name : names) {
    set.metrics.push_back(standard_metrics().metrics.front());
    set.metrics.back().name = name;
  }
  return set;
}

std::string refusal(IterFields fields, std::string_view name, std::string_view source) {
  const auto mapped = fields.map(name, source);
  BOOST_TEST((mapped || mapped.error().code == Errc::usage));
  return mapped ? "" : mapped.error().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(iter_fields)

BOOST_AUTO_TEST_CASE(a_symbol_is_up_to_64_bytes_of_printable_utf8) {
  BOOST_TEST(is_symbol("A"));
  BOOST_TEST(is_symbol("BTC/USDT:USDT 3x"));
  BOOST_TEST(is_symbol(std::string(64, 'x')));
  BOOST_TEST(!is_symbol(std::string(65, 'x')));
  std::string wide;
  for (int i = 0; i < 32; ++i) wide += "Ё";
  BOOST_TEST(is_symbol(wide));
  BOOST_TEST(!is_symbol(wide + "x"));
  for (const std::string_view no :
       {"", "   ", "a\nb", "\x1b[31m", "a\u202Eb", "a\u200Bb", "\xFF", "\xC3", "a\xED\xA0\x80"}) {
    BOOST_TEST(!is_symbol(no), no);
  }
}

BOOST_AUTO_TEST_CASE(known_keys_have_a_field_and_nothing_else_has) {
  const IterFields fields(standard_metrics(), {}, "ALL");
  using enum IterField;
  BOOST_TEST((fields.find("symbol") == symbol));
  BOOST_TEST((fields.find("timestamp") == timestamp));
  BOOST_TEST((fields.find("runtime_utc") == runtime_utc));
  BOOST_TEST((fields.find("kpi") == kpi));
  for (const char* name : {"windows", "iterations", "data", "records"}) {
    BOOST_TEST((fields.find(name) == wrapper), name);
  }
  for (const std::string_view unknown : {"", "Symbol", "symbo", "symbols ", "edge_bp", "net_bpss", "\xFF\xFF"}) {
    BOOST_TEST((fields.find(unknown) == none), unknown);
  }
  // Of the same length with the same first and last letter: the table takes them for one until it compares.
  BOOST_TEST((fields.find("sXXXXl") == none));
  BOOST_TEST((fields.find("fills") == none));
}

BOOST_AUTO_TEST_CASE(the_edge_is_read_from_its_key_else_from_net_bps) {
  const IterFields fields(standard_metrics(), {}, "ALL");
  BOOST_TEST(fields.metrics() == 4u);
  BOOST_TEST(fields.size() == 5u);
  BOOST_TEST(fields.judged() == 4u);
  const auto slot_of = [&](std::string_view key) { return IterFields::slot(fields.find(key)).value(); };
  BOOST_TEST(fields.slots_of(0)[0] == slot_of("edge_bps"));
  BOOST_TEST(fields.slots_of(0)[1] == slot_of("net_bps"));
  BOOST_TEST(fields.slots_of(0)[2] == IterFields::no_slot);
  BOOST_TEST(fields.slots_of(3)[0] == slot_of("risk_ratio"));
  BOOST_TEST(fields.slots_of(3)[1] == IterFields::no_slot);
  // Where net_bps is a metric itself both are read from one slot.
  const IterFields both(metrics_named({"net_bps", "edge_bps"}), {}, "ALL");
  BOOST_TEST(both.size() == 2u);
  BOOST_TEST(both.slots_of(1)[1] == both.slots_of(0)[0]);
}

BOOST_AUTO_TEST_CASE(counts_of_fills_alone_make_no_window) {
  const IterFields fields(metrics_named({"edge_bps", "maker_volume", "speed", "taker_count"}), {}, "ALL");
  BOOST_TEST(fields.judged() == 3u);
  BOOST_TEST((fields.find("fills") == IterField::fills));
  BOOST_TEST(IterFields(metrics_named({"maker_count"}), {}, "ALL").judged() == 0u);
}

BOOST_AUTO_TEST_CASE(what_a_field_takes) {
  using enum IterField;
  BOOST_TEST(!IterFields::slot(tuning).has_value());
  BOOST_TEST(IterFields::slot(first_slot).value() == 0u);
  for (const IterField number : {iteration, timestamp, runtime_utc, first_slot}) {
    BOOST_TEST(IterFields::takes_number(number));
  }
  for (const IterField other : {none, symbol, commit, summary, total}) BOOST_TEST(!IterFields::takes_number(other));
  for (const IterField text : {symbol, timestamp, runtime_utc, commit, profile, source}) {
    BOOST_TEST(IterFields::is_text(text));
  }
  for (const IterField other : {none, iteration, summary, first_slot}) BOOST_TEST(!IterFields::is_text(other));
  BOOST_TEST(IterFields::text_slot(timestamp) == 0u);
  BOOST_TEST(IterFields::text_slot(source) == iter_text_fields - 1);
}

BOOST_AUTO_TEST_CASE(symbols_that_are_wanted_shown_and_of_this_shard) {
  const IterFields all(standard_metrics(), {}, "ALL");
  BOOST_TEST(all.wants("anything"));
  BOOST_TEST(all.default_symbol() == "ALL");
  const IterFields some(standard_metrics(), {"C", "A", "B"}, "ALL");
  for (const char* symbol : {"A", "B", "C"}) BOOST_TEST(some.wants(symbol), symbol);
  for (const char* symbol : {"", "D", "AA", "a"}) BOOST_TEST(!some.shows(symbol), symbol);
  const auto first = parse_shard("1/2");
  const auto second = parse_shard("2/2");
  BOOST_REQUIRE((first && second));
  const IterFields one(standard_metrics(), {}, "ALL", *first);
  const IterFields two(standard_metrics(), {}, "ALL", *second);
  for (const char* symbol : {"A", "B", "C", "D", "E", "F"}) {
    BOOST_TEST(one.shows(symbol));
    BOOST_TEST(one.wants(symbol) != two.wants(symbol), symbol);
  }
}

BOOST_AUTO_TEST_CASE(a_mapped_key_goes_before_the_usual_one) {
  IterFields fields(standard_metrics(), {}, "ALL");
  const auto usual = fields.slots_of(0);
  BOOST_REQUIRE(fields.map("edge_bps", "netBps"));
  const auto slots = fields.slots_of(0);
  BOOST_TEST(slots[0] == IterFields::slot(fields.find("netBps")).value());
  BOOST_TEST(slots[1] == usual[0]);
  BOOST_TEST(slots[2] == usual[1]);
  BOOST_TEST(fields.size() == 6u);
  // A second name for the same metric is another key of the same slot.
  BOOST_REQUIRE(fields.map("edge_bps", "/stats/edge"));
  BOOST_TEST(fields.size() == 6u);
  BOOST_TEST((fields.slots_of(0) == slots));
  BOOST_REQUIRE(fields.map("symbol", "pair"));
  BOOST_TEST((fields.find("pair") == IterField::symbol));
}

BOOST_AUTO_TEST_CASE(a_json_pointer_is_followed_token_by_token) {
  IterFields fields(standard_metrics(), {}, "ALL");
  BOOST_TEST(!fields.has_paths());
  BOOST_TEST(fields.step(0, "stats") == -1);
  BOOST_REQUIRE(fields.map("edge_bps", "/a~1b/~0x~01/0"));
  BOOST_REQUIRE(fields.map("iteration", "/a~1b/n"));
  BOOST_REQUIRE(fields.map("risk_ratio", "/a~1b//r~2"));
  BOOST_TEST(fields.has_paths());
  const int top = fields.step(0, "a/b");
  BOOST_REQUIRE(top > 0);
  BOOST_TEST((fields.field_at(top) == IterField::none));
  BOOST_TEST((fields.field_at(fields.step(top, "n")) == IterField::iteration));
  const int tilde = fields.step(top, "~x~1");
  BOOST_REQUIRE(tilde > 0);
  BOOST_TEST(IterFields::slot(fields.field_at(fields.step(tilde, "0"))).value() == fields.slots_of(0)[0]);
  const int empty = fields.step(top, "");
  BOOST_REQUIRE(empty > 0);
  BOOST_TEST(IterFields::slot(fields.field_at(fields.step(empty, "r~2"))).value() == fields.slots_of(3)[0]);
  BOOST_TEST(fields.step(0, "n") == -1);
  BOOST_TEST((fields.field_at(-1) == IterField::none));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_mapped_is_said) {
  const IterFields fields(standard_metrics(), {}, "ALL");
  BOOST_TEST(refusal(fields, "edge_bps", "") == "edge_bps=: expected NAME=KEY or NAME=/JSON/POINTER");
  BOOST_TEST(refusal(fields, "edge_bps", "/") == "edge_bps=/: expected NAME=KEY or NAME=/JSON/POINTER");
  BOOST_TEST(refusal(fields, "edge_bps", "summary") == "edge_bps=summary: the key 'summary' has a meaning of its own");
  BOOST_TEST(refusal(fields, "edge_bps", "risk_ratio") ==
             "edge_bps=risk_ratio: the key 'risk_ratio' has a meaning of its own");
  BOOST_TEST(refusal(fields, "speed\n", "v") ==
             "speed\\x0a=v: 'speed\\x0a' is neither a metric nor symbol, timestamp or iteration");
  for (const char* name : {"net_bps", "commit", "summary", ""}) {
    BOOST_TEST(refusal(fields, name, "x").find("is neither a metric nor") != std::string::npos, name);
  }
  BOOST_TEST(refusal(fields, "edge_bps", "/summary/x") == "");
}

BOOST_AUTO_TEST_SUITE_END()
