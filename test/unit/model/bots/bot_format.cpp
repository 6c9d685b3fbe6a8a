#include <soak/model/bots/bot_format.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(bot_format)

BOOST_AUTO_TEST_CASE(formats_have_words) {
  for (const auto word : bot_formats) BOOST_TEST(to_string(parse_bot_format(word).value()) == word);
  BOOST_TEST(!parse_bot_format("freqtrade").has_value());
}

BOOST_AUTO_TEST_CASE(a_field_takes_the_place_of_the_usual_names) {
  const auto slot = [](const RecordKeys& keys, std::string_view key) {
    return keys.slot(keys.step(RecordKeys::root, key));
  };
  const RecordKeys usual = record_keys(BotFormat::csv);
  BOOST_TEST((slot(usual, "Amount") == Slot::quantity));
  const RecordKeys chosen = record_keys(BotFormat::csv, {{Slot::quantity, "Vol (base)"}});
  BOOST_TEST((slot(chosen, "Vol (base)") == Slot::quantity));
  BOOST_TEST((slot(chosen, "Amount") == Slot::none));
}

BOOST_AUTO_TEST_SUITE_END()
