#include <soak/model/bots/symbol_name.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace soak;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char *text, *name, *base, *quote, *settle;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.text; }

constexpr Case cases[] = {
    {"BTC/USDT", "BTCUSDT", "BTC", "USDT", ""},
    {"BTC/USDT:USDT", "BTCUSDT:USDT", "BTC", "USDT", "USDT"},
    {"BTC/USD:BTC", "BTCUSD:BTC", "BTC", "USD", "BTC"},
    {"BTC/USDT:USDT-231229", "BTCUSDT:USDT-231229", "BTC", "USDT", "USDT"},
    {"BTC-USDT", "BTCUSDT", "BTC", "USDT", ""},
    {"btc_usdt", "BTCUSDT", "BTC", "USDT", ""},
    {" btcusdt ", "BTCUSDT", "BTC", "USDT", ""},
    {"BTCUSDT.BINANCE", "BTCUSDT", "BTC", "USDT", ""},
    {"BTCUSDT-PERP.BINANCE", "BTCUSDT:USDT", "BTC", "USDT", "USDT"},
    {"BTC-USDT-SWAP", "BTCUSDT:USDT", "BTC", "USDT", "USDT"},
    {"BTC-USD-SWAP", "BTCUSD:BTC", "BTC", "USD", "BTC"},
    {"kPEPE/USDC:USDC", "KPEPEUSDC:USDC", "KPEPE", "USDC", "USDC"},
    {"1INCH-USDT", "1INCHUSDT", "1INCH", "USDT", ""},
    {"ES", "ES", "", "", ""},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(symbol_names)

BOOST_DATA_TEST_CASE(names_of_all_bots_are_one, data::make(cases), c) {
  const SymbolName symbol = symbol_name(c.text);
  BOOST_TEST(symbol.name == c.name);
  BOOST_TEST(symbol.base == c.base);
  BOOST_TEST(symbol.quote == c.quote);
  BOOST_TEST(symbol.settle == c.settle);
}

BOOST_AUTO_TEST_CASE(only_what_is_paid_in_its_base_is_inverse) {
  BOOST_TEST(symbol_name("BTC/USD:BTC").is_inverse());
  BOOST_TEST(!symbol_name("BTC/USDT:USDT").is_inverse());
  BOOST_TEST(!symbol_name("BTC/USDT").is_inverse());
  BOOST_TEST(!symbol_name("BTC/USDT").is_swap());
  BOOST_TEST(symbol_name("BTC/USDT:USDT").is_swap());
}

BOOST_AUTO_TEST_CASE(without_parts_a_currency_is_known_by_how_the_name_begins_and_ends) {
  const SymbolName odd = symbol_name("FOOBAR");
  BOOST_TEST(odd.is_base("FOO"));
  BOOST_TEST(odd.is_quote("BAR"));
  BOOST_TEST(!odd.is_base("BAR"));
  BOOST_TEST(!symbol_name("BTC/USDT").is_quote("USD"));
}

BOOST_AUTO_TEST_SUITE_END()
