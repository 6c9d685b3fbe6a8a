#include <soak/core/text/counted.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_CASE(one_is_singular_and_everything_else_plural) {
  BOOST_TEST(soak::counted(0, "window") == "0 windows");
  BOOST_TEST(soak::counted(1, "window") == "1 window");
  BOOST_TEST(soak::counted(12, "window") == "12 windows");
}

BOOST_AUTO_TEST_CASE(russian_nouns_have_three_forms) {
  const soak::RussianNoun window{"окно", "окна", "окон"};
  for (const auto& [count, text] : {std::pair(0, "0 окон"), std::pair(1, "1 окно"), std::pair(4, "4 окна"),
                                    std::pair(5, "5 окон"), std::pair(11, "11 окон"), std::pair(14, "14 окон"),
                                    std::pair(21, "21 окно"), std::pair(112, "112 окон"), std::pair(122, "122 окна")}) {
    BOOST_TEST(soak::counted(static_cast<std::size_t>(count), window) == text);
  }
}
