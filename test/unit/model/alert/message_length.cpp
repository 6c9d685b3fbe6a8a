#include <soak/model/alert/message_length.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(message_length)

BOOST_AUTO_TEST_CASE(a_long_message_is_cut_between_characters_and_keeps_its_id) {
  std::string text = "head\n";
  for (int i = 0; i < 3000; ++i) text += "🔴";
  text += "\nid: 0123456789ab";
  const std::string cut = fit_message(text, 4096);
  BOOST_TEST(utf16_length(cut) <= 4096u);
  BOOST_TEST(utf16_length(cut) >= 4095u);
  BOOST_TEST(cut.ends_with("🔴…\nid: 0123456789ab"));
  BOOST_TEST(is_printable_utf8(cut.substr(5, cut.size() - 5 - 17)));
  BOOST_TEST(fit_message("short", 4096) == "short");
  BOOST_TEST(utf16_length(fit_message(std::string(9000, 'x'), 100)) == 100u);
}

BOOST_AUTO_TEST_SUITE_END()
