#include <soak/model/window/iter_windows.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace soak;
using window_detail::IterScope;

namespace {

struct Windows {
  IterFields fields{standard_metrics(), {}, "ALL"};
  IterWindows windows{fields};

  IterScope scope(std::string_view symbol, double edge) const {
    IterScope one;
    one.reset(fields.size());
    if (!symbol.empty()) one.name(symbol);
    one.set_number(fields.find("edge_bps"), edge);
    return one;
  }
  void add(const IterScope& record) { windows.add(record, record, nullptr); }

  std::string shown() const {
    std::string out;
    for (std::size_t i = 0; i < windows.size(); ++i) {
      out += (i == 0 ? "" : " ") + std::string(windows[i].symbol) + "=" + format_number(windows[i].values[0]);
    }
    return out;
  }
};

constexpr std::int64_t noon = 1'760'270'400'000'000;  // 2025-10-12T12:00:00Z

}  // namespace

BOOST_FIXTURE_TEST_SUITE(iter_windows, Windows)

BOOST_AUTO_TEST_CASE(a_window_holds_what_was_said_and_gaps_for_the_rest) {
  IterScope record = scope("BTC", 3);
  record.set_number(IterField::iteration, 7);
  record.set_text(IterField::timestamp, "2025-10-12T12:00:00Z");
  record.set_text(IterField::commit, "c");
  record.set_text(IterField::profile, "p");
  record.set_text(IterField::source, "s");
  add(record);
  const IterWindow window = windows[0];
  BOOST_TEST(window.symbol == "BTC");
  BOOST_TEST(window.values.size() == 4u);
  BOOST_TEST(window.values[0] == 3);
  BOOST_TEST(is_gap(window.values[1]));
  BOOST_TEST(window.iteration == 7);
  BOOST_TEST(window.time_us == noon);
  BOOST_TEST((window.commit == "c" && window.profile == "p" && window.source == "s"));
  BOOST_TEST(window.is_wanted);
  add(scope("", 1));
  BOOST_TEST(windows[1].symbol == "ALL");
  BOOST_TEST(windows[1].time_us == no_time);
  BOOST_TEST(is_gap(windows[1].iteration));
  BOOST_TEST(windows[1].commit == "");
  BOOST_TEST(windows.records() == 2u);
}

BOOST_AUTO_TEST_CASE(the_summary_names_the_symbol_else_the_record_and_the_record_names_the_rest) {
  IterScope record = scope("outer", gap);
  record.set_text(IterField::commit, "of the record");
  record.set_number(IterField::iteration, 1);
  IterScope inner = scope("inner", 3);
  inner.set_text(IterField::commit, "of the summary");
  inner.set_text(IterField::source, "of the summary");
  inner.set_number(IterField::iteration, 2);
  windows.add(record, inner, &record);
  windows.add(record, scope("", 4), &record);
  BOOST_TEST(shown() == "inner=3 outer=4");
  BOOST_TEST(windows[0].commit == "of the record");
  BOOST_TEST(windows[0].source == "of the summary");
  BOOST_TEST(windows[0].iteration == 1);
}

BOOST_AUTO_TEST_CASE(a_symbol_that_is_none_is_refused_with_the_reason) {
  const auto reason = [&](std::string_view symbol) {
    windows.clear();
    add(scope(symbol, 1));
    BOOST_TEST(windows.size() == 0u);
    BOOST_TEST(windows.records() == 1u);
    BOOST_TEST(windows.unusable() == 1u);
    return windows.unusable_reason();
  };
  constexpr std::string_view bounds = "a symbol must be 1 to 64 bytes of printable UTF-8";
  BOOST_TEST(reason(std::string(65, 'x')) == bounds);
  BOOST_TEST(reason(" ") == bounds);
  BOOST_TEST(reason("a\nb") == bounds);
  BOOST_TEST(reason("BTC\xE9") == "a symbol is not UTF-8: is the file in Latin-1 or another old encoding?");
  IterScope number = scope("", 1);
  number.set_number(IterField::symbol, 5);
  windows.clear();
  add(number);
  BOOST_TEST(windows.unusable_reason() == "\"symbol\" is not a string");
}

BOOST_AUTO_TEST_CASE(the_first_reason_is_kept_and_all_are_counted) {
  windows.refuse("first");
  windows.refuse("second");
  BOOST_TEST(windows.unusable() == 2u);
  BOOST_TEST(windows.records() == 2u);
  BOOST_TEST(windows.unusable_reason() == "first");
  windows.clear();
  BOOST_TEST(windows.unusable() == 0u);
  BOOST_TEST(windows.unusable_reason().empty());
  windows.refuse("third");
  BOOST_TEST(windows.unusable_reason() == "third");
}

BOOST_AUTO_TEST_CASE(what_came_since_a_mark_can_be_taken_back) {
  add(scope("A", 1));
  windows.count_text_numbers(2);
  const IterWindows::Mark mark = windows.mark();
  IterScope odd = scope("B", 2);
  odd.set_text(IterField::timestamp, "noon");
  add(odd);
  windows.refuse("no");
  windows.count_text_numbers(3);
  BOOST_TEST(windows.bad_times() == 1u);
  windows.rewind(mark);
  BOOST_TEST(shown() == "A=1");
  BOOST_TEST(windows.records() == 1u);
  BOOST_TEST(windows.unusable() == 0u);
  BOOST_TEST(windows.text_numbers() == 2u);
  BOOST_TEST(windows.bad_times() == 0u);
  add(scope("C", 3));
  BOOST_TEST(shown() == "A=1 C=3");
}

BOOST_AUTO_TEST_CASE(windows_of_an_array_inherit_what_they_do_not_say) {
  add(scope("", 1));
  const IterWindows::Mark mark = windows.mark();
  add(scope("", 2));
  IterScope own = scope("B", 3);
  own.set_text(IterField::commit, "mine");
  add(own);
  IterScope outer = scope("A", gap);
  outer.set_text(IterField::commit, "d");
  outer.set_text(IterField::source, "bot");
  windows.inherit(mark, outer);
  BOOST_TEST(shown() == "ALL=1 A=2 B=3");
  BOOST_TEST(windows[0].commit == "");
  BOOST_TEST(windows[1].commit == "d");
  BOOST_TEST(windows[2].commit == "mine");
  BOOST_TEST(windows[2].source == "bot");
  BOOST_TEST(windows[2].profile == "");
  // A name that is no symbol names nothing.
  windows.inherit(mark, scope("a\nb", gap));
  BOOST_TEST(shown() == "ALL=1 A=2 B=3");
}

BOOST_AUTO_TEST_CASE(a_text_that_cannot_be_written_out_again_is_left_out) {
  IterScope record = scope("A", 1);
  record.set_text(IterField::commit, "\xE9t\xE9");
  record.set_text(IterField::profile, "été");
  add(record);
  BOOST_TEST(windows[0].commit == "");
  BOOST_TEST(windows[0].profile == "été");
}

BOOST_AUTO_TEST_CASE(of_several_times_the_timestamp_goes_first_and_the_record_before_its_summary) {
  const auto time = [&](const IterScope& record, const IterScope& inner) {
    windows.clear();
    windows.add(record, inner, &record);
    return windows[0].time_us;
  };
  IterScope record = scope("A", 1);
  IterScope inner = scope("", 2);
  record.set_number(IterField::runtime_utc, 4);
  BOOST_TEST(time(record, inner) == 4'000'000);
  inner.set_number(IterField::runtime_utc, 3);
  BOOST_TEST(time(record, inner) == 3'000'000);
  inner.set_number(IterField::timestamp, 2);
  BOOST_TEST(time(record, inner) == 2'000'000);
  record.set_text(IterField::timestamp, "1970-01-01T00:00:01Z");
  BOOST_TEST(time(record, inner) == 1'000'000);
  BOOST_TEST(windows.bad_times() == 0u);
  // One that is not understood is noted once, whatever stands in for it.
  record.set_text(IterField::timestamp, "noon");
  inner.set_number(IterField::timestamp, -1e300);
  BOOST_TEST(time(record, inner) == 3'000'000);
  BOOST_TEST(windows.bad_times() == 1u);
  BOOST_TEST(windows.bad_time() == "noon");
}

BOOST_AUTO_TEST_CASE(of_two_symbols_with_one_name_the_later_counts) {
  std::vector<IterScope> entries{scope("B", 1), scope("A", 2), scope("B", 3)};
  windows.add_entries(scope("", gap), entries);
  BOOST_TEST(shown() == "A=2 B=3");
  BOOST_TEST(windows.records() == 2u);
  windows.clear();
  windows.add_entries(scope("", gap), {});
  BOOST_TEST(windows.unusable_reason() == "\"symbols\" is empty");
}

BOOST_AUTO_TEST_CASE(an_entry_without_a_metric_or_a_name_is_refused_and_one_that_is_a_gap_counts) {
  IterScope bare = scope("A", 1);
  bare.reset(fields.size());
  bare.name("A");
  IterScope silent = bare;
  silent.name("B");
  silent.is_gap = true;
  std::vector<IterScope> entries{bare, silent};
  windows.add_entries(scope("", gap), entries);
  BOOST_TEST(windows.size() == 1u);
  BOOST_TEST(windows[0].symbol == "B");
  BOOST_TEST(windows.unusable() == 1u);
  BOOST_TEST(windows.unusable_reason() == no_known_metric);
  // Entries without a name are not one and the same symbol.
  windows.clear();
  entries = {scope("", 1), scope("A", 2), scope("", 3)};
  windows.add_entries(scope("", gap), entries);
  BOOST_TEST(shown() == "A=2");
  BOOST_TEST(windows.unusable() == 2u);
  BOOST_TEST(windows.unusable_reason() == "an entry of \"symbols\" names no symbol");
}

BOOST_AUTO_TEST_CASE(windows_of_symbols_that_nobody_wants_are_there) {
  const IterFields some(standard_metrics(), {"B"}, "ALL");
  IterWindows other(some);
  const IterScope record = scope("A", 1);
  other.add(record, record, nullptr);
  BOOST_REQUIRE(other.size() == 1u);
  BOOST_TEST(!other[0].is_wanted);
}

BOOST_AUTO_TEST_SUITE_END()
