#include "page_sample.hpp"

#include <soak/report/page/silenced.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace soak;
using page_sample::has;
using std::chrono::hours;

namespace {

constexpr Instant at(int hour) { return Instant(hours(hour)); }

struct Known : page_sample::Run {
  Incident incident{.id = "A:edge_bps:1970-01-01T02:00:00Z",
                    .symbol = "A",
                    .metric = "edge_bps",
                    .level = Level::warn,
                    .since = "1970-01-01T02:00:00Z"};

  Known() {
    add("A", {page_sample::good});
    state.now = at(4);
    state.silences.acks = {{incident.id, Level::warn, at(3), at(12), "known", "kim"}};
  }
  Acknowledgement& ack() { return state.silences.acks.front(); }
  bool is_known() const { return page_detail::acknowledgement_of(input(), incident) != nullptr; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_silenced, Known)

BOOST_AUTO_TEST_CASE(an_acknowledgement_holds_until_it_is_over_or_the_incident_gets_worse) {
  BOOST_TEST(is_known());
  state.now = at(12);
  BOOST_TEST(!is_known());
  state.now = at(4);
  incident.level = Level::crit;
  BOOST_TEST(!is_known());
  ack().level = Level::crit;
  BOOST_TEST(is_known());
}

BOOST_AUTO_TEST_CASE(the_incident_is_known_by_an_earlier_window_too_but_not_one_that_began_later) {
  ack().id = "A:edge_bps:1969-12-31T22:00:00Z";
  BOOST_TEST(is_known());
  for (const char* other : {"A:edge_bps:NO_DATA:1969-12-31T22:00:00Z", "A:edge_bps:soon", "A:edge_bps:",
                            "B:edge_bps:1969-12-31T22:00:00Z", "A:edge_bps_2:1969-12-31T22:00:00Z", ""}) {
    ack().id = other;
    BOOST_TEST(!is_known(), other);
  }
  ack().id = incident.id;
  ack().at = at(1);
  BOOST_TEST(!is_known());
  // Where windows are numbered, only the very id tells.
  incident.id = ack().id = "A:edge_bps:17";
  incident.since = "17";
  BOOST_TEST(is_known());
  ack().id = "A:edge_bps:16";
  BOOST_TEST(!is_known());
}

BOOST_AUTO_TEST_CASE(a_known_incident_says_until_when_by_whom_and_why) {
  ack().by = "<kim>";
  ack().reason = "a & b";
  BOOST_TEST(page_detail::known_by(input(), incident) ==
             "<br><b class=\"known\">acknowledged</b> until <time datetime=\"1970-01-01T12:00:00Z\">1970-01-01 12:00 "
             "UTC</time>, &lt;kim&gt;: a &amp; b");
  ack().by = ack().reason = "";
  BOOST_TEST(page_detail::known_by(input(), incident).ends_with("UTC</time>"));
  state.silences.acks.clear();
  BOOST_TEST(page_detail::known_by(input(), incident) == "");
}

BOOST_AUTO_TEST_CASE(the_section_lists_what_is_in_force) {
  state.silences.silences = {
      {.below = Level::crit, .at = at(1), .from = at(2), .to = at(8), .reason = "<move>", .by = "lee"},
      {.below = Level::warn, .at = at(1), .daily_from = 0, .daily_to = 425, .zone = "Europe/Berlin"},
      {.below = Level::crit, .at = at(1), .from = at(1), .to = at(4), .reason = "over"}};
  const std::string text = html_silenced(input());
  BOOST_TEST(has(text, "<li><b>Acknowledged</b> A:edge_bps:1970-01-01T02:00:00Z (WARN) until <time"));
  BOOST_TEST(has(text,
                 "<li><b>Silenced</b> below CRIT from <time datetime=\"1970-01-01T02:00:00Z\">1970-01-01 02:00 "
                 "UTC</time> until <time datetime=\"1970-01-01T08:00:00Z\">1970-01-01 08:00 UTC</time>, lee: "
                 "&lt;move&gt;</li>"));
  BOOST_TEST(has(text, "<li><b>Silenced</b> below WARN daily 00:00–07:05 Europe/Berlin</li>"));
  BOOST_TEST(!has(text, "over</li>"));
  BOOST_TEST(has(html_silenced(input(Language::ru)), "<b>Приглушено</b> ниже WARN ежедневно 00:00–07:05"));
}

BOOST_AUTO_TEST_CASE(where_nothing_is_in_force_there_is_no_section) {
  state.now = at(12);
  BOOST_TEST(html_silenced(input()) == "");
}

BOOST_AUTO_TEST_SUITE_END()
