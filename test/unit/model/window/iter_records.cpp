#include <soak/model/window/iter_records.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;
using namespace soak::window_detail;

namespace {

struct Records {
  IterFields fields{standard_metrics(), {}, "ALL"};
  IterRecords records{fields};

  void record(std::string_view symbol, double edge) {
    records.begin_record();
    if (!symbol.empty()) records.record().own.name(symbol);
    records.record().own.set_number(fields.find("edge_bps"), edge);
    records.finish_record();
  }
  void bare_record() {
    records.begin_record();
    records.finish_record();
  }
  std::string shown() const {
    std::string out;
    for (std::size_t i = 0; i < records.windows().size(); ++i) {
      const IterWindow window = records.windows()[i];
      out += (i == 0 ? "" : " ") + std::string(window.symbol) + "=" +
             (is_gap(window.values[0]) ? "-" : format_number(window.values[0]));
    }
    return out;
  }
  std::string_view reason() const { return records.windows().unusable_reason(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(iter_records, Records)

BOOST_AUTO_TEST_CASE(a_record_with_a_metric_is_a_window_and_one_without_is_not) {
  record("A", 1);
  bare_record();
  BOOST_TEST(shown() == "A=1");
  BOOST_TEST(records.windows().unusable() == 1u);
  BOOST_TEST(reason() == no_known_metric);
  records.reset();
  BOOST_TEST(shown() == "");
  BOOST_TEST(records.windows().records() == 0u);
}

BOOST_AUTO_TEST_CASE(the_three_names_fill_one_summary_and_a_name_again_begins_it_anew) {
  records.begin_record();
  records.begin_summary(IterField::summary);
  records.record().summary.set_number(fields.find("edge_bps"), 1);
  records.begin_summary(IterField::kpi);
  records.record().summary.set_number(fields.find("risk_ratio"), 2);
  records.finish_record();
  BOOST_REQUIRE(shown() == "ALL=1");
  BOOST_TEST(records.windows()[0].values[3] == 2);
  records.begin_record();
  records.begin_summary(IterField::metrics);
  records.record().summary.set_number(fields.find("edge_bps"), 1);
  records.begin_summary(IterField::metrics);
  records.record().summary.set_number(fields.find("risk_ratio"), 2);
  records.finish_record();
  BOOST_TEST(shown() == "ALL=1 ALL=-");
}

BOOST_AUTO_TEST_CASE(symbols_are_windows_of_their_own) {
  records.begin_record();
  records.record().begin_symbols();
  records.begin_entry("B");
  records.record().last_entry().set_number(fields.find("edge_bps"), 2);
  records.add_gap_entry("A");
  records.finish_record();
  BOOST_TEST(shown() == "A=- B=2");
  records.begin_record();
  records.begin_unnamed_entry();
  records.record().last_entry().name("C");
  records.record().last_entry().set_number(fields.find("edge_bps"), 3);
  records.finish_record();
  BOOST_TEST(shown() == "A=- B=2 C=3");
}

BOOST_AUTO_TEST_CASE(an_array_of_windows_counts_and_inherits) {
  records.begin_record();
  records.record().own.name("A");
  records.begin_wrapper();
  BOOST_TEST(records.is_wrapped());
  record("", 1);
  record("B", 2);
  bare_record();
  records.end_wrapper();
  BOOST_TEST(!records.is_wrapped());
  BOOST_TEST(records.record().own.symbol == "A");
  records.finish_record();
  BOOST_TEST(shown() == "A=1 B=2");
  BOOST_TEST(records.windows().unusable() == 1u);
}

BOOST_AUTO_TEST_CASE(an_array_in_a_window_is_something_else) {
  record("first", 9);
  records.begin_record();
  records.record().own.name("A");
  records.record().own.set_number(fields.find("edge_bps"), 1);
  records.begin_wrapper();
  record("B", 2);
  bare_record();
  records.end_wrapper();
  records.finish_record();
  BOOST_TEST(shown() == "first=9 A=1");
  BOOST_TEST(records.windows().unusable() == 0u);
  // The array of the record before is forgotten.
  record("C", 3);
  BOOST_TEST(shown() == "first=9 A=1 C=3");
}

BOOST_AUTO_TEST_CASE(an_array_without_a_window_is_one_record_that_is_none) {
  records.begin_record();
  records.begin_wrapper();
  bare_record();
  bare_record();
  records.end_wrapper();
  records.finish_record();
  BOOST_TEST(shown() == "");
  BOOST_TEST(records.windows().unusable() == 1u);
  BOOST_TEST(reason() == no_known_metric);
}

BOOST_AUTO_TEST_CASE(a_tuning_report_is_none_whichever_of_its_entries_says_so) {
  records.begin_record();
  records.begin_wrapper();
  record("A", 1);
  records.begin_record();
  records.record().own.is_tuning = true;
  records.finish_record();
  record("A", 2);
  records.end_wrapper();
  records.finish_record();
  BOOST_TEST(shown() == "");
  BOOST_TEST(records.windows().unusable() == 1u);
  BOOST_TEST(reason() == "a TUNING_REPORT, no window");
  record("A", 3);
  BOOST_TEST(shown() == "A=3");
}

BOOST_AUTO_TEST_CASE(an_edge_report_is_none_although_a_metric_stands_in_it) {
  records.begin_record();
  records.record().own.set_number(fields.find("net_bps"), 3);
  records.record().own.note_container(IterField::total);
  records.record().own.note_container(IterField::latency);
  records.finish_record();
  BOOST_TEST(shown() == "");
  BOOST_TEST(reason() == "an EDGE_REPORT, no window");
}

BOOST_AUTO_TEST_CASE(numbers_as_text_count_where_they_stand_in_a_window) {
  records.begin_record();
  records.record().own.text_numbers = 2;
  records.finish_record();
  BOOST_TEST(records.windows().text_numbers() == 0u);
  records.begin_record();
  records.record().own.text_numbers = 2;
  records.record().own.set_number(fields.find("edge_bps"), 1);
  records.finish_record();
  BOOST_TEST(records.windows().text_numbers() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
