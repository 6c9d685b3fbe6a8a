#include <soak/sys/terminal.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <optional>
#include <string>

BOOST_AUTO_TEST_CASE(columns_wins_and_without_a_terminal_nothing_is_known) {
  const auto kept = soak::environment("COLUMNS");
  const auto with = [](const char* text) {
    ::setenv("COLUMNS", text, 1);
    return soak::known_columns(-1);
  };
  BOOST_TEST(with("132").value() == 132u);
  BOOST_TEST(with("7").value() == 40u);
  for (const char* nonsense : {"", "wide", "-3", "0", "1e9"}) BOOST_TEST(!with(nonsense).has_value());
  ::unsetenv("COLUMNS");
  BOOST_TEST(!soak::known_columns(-1).has_value());
  BOOST_TEST(soak::columns(-1) == 80u);
  if (kept) ::setenv("COLUMNS", kept->c_str(), 1);
}
