#include <soak/model/window/iter_scope.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace soak::window_detail;

namespace {

struct Scopes {
  IterFields fields{standard_metrics(), {}, "ALL"};

  IterScope empty() const {
    IterScope scope;
    scope.reset(fields.size());
    return scope;
  }
  IterScope with(std::string_view key, double value) const {
    IterScope scope = empty();
    scope.set_number(fields.find(key), value);
    return scope;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(iter_scope, Scopes)

BOOST_AUTO_TEST_CASE(a_metric_is_there_as_a_number_or_a_gap_but_not_as_a_container) {
  BOOST_TEST(!has_metric(fields, empty()));
  BOOST_TEST(has_metric(fields, with("risk_ratio", 0.1)));
  BOOST_TEST(has_metric(fields, with("net_bps", gap)));
  IterScope scope = empty();
  scope.note_container(fields.find("edge_bps"));
  BOOST_TEST(!has_metric(fields, scope));
  scope.set_number(IterField::iteration, 3);
  scope.set_number(IterField::none, 3);
  BOOST_TEST(!has_metric(fields, scope));
  BOOST_TEST(scope.iteration == 3);
}

BOOST_AUTO_TEST_CASE(the_inner_object_goes_first_and_what_is_there_at_all_counts) {
  const IterScope outer = with("edge_bps", 7);
  BOOST_TEST(resolve_metric(fields, 0, with("edge_bps", 3), &outer) == 3);
  BOOST_TEST(resolve_metric(fields, 0, empty(), &outer) == 7);
  BOOST_TEST(is_gap(resolve_metric(fields, 0, empty(), nullptr)));
  BOOST_TEST(is_gap(resolve_metric(fields, 0, with("edge_bps", gap), &outer)));
  // The outer edge_bps still goes before the inner net_bps, which is only the fallback.
  BOOST_TEST(resolve_metric(fields, 0, with("net_bps", 5), &outer) == 7);
  IterScope container = with("net_bps", 5);
  container.note_container(fields.find("edge_bps"));
  BOOST_TEST(is_gap(resolve_metric(fields, 0, container, nullptr)));
}

BOOST_AUTO_TEST_CASE(a_symbol_that_is_no_text_is_there_and_bad_until_one_comes) {
  IterScope scope = empty();
  scope.set_number(IterField::symbol, 5);
  BOOST_TEST((scope.has_symbol && scope.bad_symbol));
  scope.set_text(IterField::symbol, "A");
  BOOST_TEST((scope.has_symbol && !scope.bad_symbol));
  BOOST_TEST(scope.symbol == "A");
  scope.note_container(IterField::symbol);
  BOOST_TEST(scope.bad_symbol);
}

BOOST_AUTO_TEST_CASE(texts_and_times_have_places_of_their_own) {
  IterScope scope = empty();
  scope.set_text(IterField::timestamp, "t");
  scope.set_text(IterField::source, "s");
  scope.set_number(IterField::timestamp, 1);
  scope.set_number(IterField::runtime_utc, 2);
  BOOST_TEST(scope.texts.front() == "t");
  BOOST_TEST(scope.texts.back() == "s");
  BOOST_TEST(scope.timestamp == 1);
  BOOST_TEST(scope.runtime_utc == 2);
  scope.text_numbers = 4;
  scope.is_gap = scope.is_tuning = true;
  scope.reset(2);
  BOOST_TEST((scope.texts == decltype(scope.texts){}));
  BOOST_TEST((is_gap(scope.timestamp) && is_gap(scope.runtime_utc) && is_gap(scope.iteration)));
  BOOST_TEST(scope.text_numbers == 0u);
  BOOST_TEST((!scope.is_gap && !scope.is_tuning && !scope.has_symbol));
  BOOST_TEST(scope.values.size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_edge_report_has_a_total_and_a_latency_or_a_taker_ratio) {
  IterScope scope = empty();
  scope.note_container(IterField::total);
  BOOST_TEST(!scope.is_edge_report());
  scope.set_number(IterField::taker_ratio, 0.1);
  BOOST_TEST(scope.is_edge_report());
  scope = empty();
  scope.note_container(IterField::latency);
  BOOST_TEST(!scope.is_edge_report());
  scope.note_container(IterField::total);
  BOOST_TEST(scope.is_edge_report());
  // A number `total` or `latency` is a field of some bot.
  scope = empty();
  scope.set_number(IterField::total, 1);
  scope.set_number(IterField::latency, 1);
  scope.set_number(IterField::taker_ratio, 1);
  BOOST_TEST(!scope.is_edge_report());
  scope.set_number(IterField::tuning, 1);
  BOOST_TEST(scope.is_tuning);
}

BOOST_AUTO_TEST_CASE(a_record_is_a_window_by_itself_its_summary_or_its_symbols) {
  IterRecord record;
  record.reset(fields.size());
  BOOST_TEST(!record.is_window(fields));
  // A summary of the record before does not count.
  record.summary = with("risk_ratio", 1);
  record.summary.text_numbers = 5;
  BOOST_TEST(!record.is_window(fields));
  BOOST_TEST(record.text_numbers() == 0u);
  record.summaries = 1;
  BOOST_TEST(record.is_window(fields));
  BOOST_TEST(record.text_numbers() == 5u);
  // With symbols only these tell; an object without any is refused later, by what it lacks.
  record.begin_symbols();
  BOOST_TEST(record.is_window(fields));
  record.new_entry(fields.size()).name("A");
  BOOST_TEST(!record.is_window(fields));
  record.new_entry(fields.size()).is_gap = true;
  BOOST_TEST(record.is_window(fields));
  BOOST_TEST(record.entries_in_use().size() == 2u);
  record.last_entry().text_numbers = 2;
  BOOST_TEST(record.text_numbers() == 7u);
}

BOOST_AUTO_TEST_CASE(entries_are_used_again_and_begin_empty) {
  IterRecord record;
  record.reset(fields.size());
  IterScope& first = record.new_entry(fields.size());
  first.name("A");
  first.set_number(fields.find("edge_bps"), 1);
  record.reset(fields.size());
  BOOST_TEST(record.entries_in_use().empty());
  const IterScope& again = record.new_entry(fields.size());
  BOOST_TEST(&again == &record.last_entry());
  BOOST_TEST(again.symbol == "");
  BOOST_TEST(!has_metric(fields, again));
  BOOST_TEST(record.entries.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
