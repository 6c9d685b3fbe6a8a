#include "fleet_sample.hpp"

#include <soak/model/digest.hpp>
#include <soak/report/watch/fleet_page.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::string page(Language language = Language::en) {
  return fleet_page(fleet_sample::fleet(), {language, "redis://<localhost>", fleet_sample::now, 30});
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(fleet_page_)

BOOST_AUTO_TEST_CASE(a_name_stays_text) {
  const std::string html = page();
  BOOST_TEST(has(html, "<bdi>prod:&lt;/script&gt;&lt;b&gt;&#39;&quot;&amp;</bdi>"));
  BOOST_TEST(!has(html, "</script><b>"));
  BOOST_TEST(has(html, "redis://&lt;localhost&gt;"));
}

BOOST_AUTO_TEST_CASE(it_renews_itself_and_says_so) {
  const std::string html = page();
  BOOST_TEST(has(html, "<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>"));
  BOOST_TEST(has(html, "data-renew=\"30\" data-made=\"2026-01-17T12:00:00Z\""));
  BOOST_TEST(has(html, "Renews itself every 30 s."));
}

BOOST_AUTO_TEST_CASE(the_title_tells_how_it_stands) {
  BOOST_TEST(has(page(), "<title>CRIT 5 bots: 1 CRIT, 2 UNKNOWN, 1 WARN, 1 OK - Fleet</title>"));
  BOOST_TEST(has(page(Language::ru), "<html lang=\"ru\">"));
  BOOST_TEST(has(page(Language::ru), "<td class=\"number\">1 ч 00 мин</td>"));
}

BOOST_AUTO_TEST_CASE(a_time_is_written_as_on_other_pages) {
  BOOST_TEST(has(page(),
                 "<td class=\"why\">open: BTCUSDT edge_bps since "
                 "<time datetime=\"2026-01-17T09:00:00Z\">2026-01-17 09:00 UTC</time></td>"));
}

BOOST_AUTO_TEST_CASE(what_is_not_known_has_a_dash_and_a_word) {
  BOOST_TEST(has(page(), "<td class=\"number\">- <span class=\"dim\">not known</span></td>"));
}

BOOST_AUTO_TEST_CASE(a_fleet_without_bots_says_why) {
  const std::string html =
      fleet_page(judge_fleet({}, {"Redis <is> away"}, fleet_sample::now), {Language::en, "x", fleet_sample::now, 30});
  BOOST_TEST(has(html, "<p class=\"notice sign warn\">Redis &lt;is&gt; away</p>"));
  BOOST_TEST(has(html, ">UNKNOWN</span>"));
}

BOOST_AUTO_TEST_SUITE_END()
