#include <soak/model/digest.hpp>
#include <soak/report/page/assets.hpp>
#include <soak/report/page/fleet_assets.hpp>
#include <soak/report/page/text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

/// What a Content-Security-Policy names an inline text by.
std::string base64_sha256(std::string_view text) {
  static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string hex = sha256_hex(text);
  std::string out;
  for (std::size_t i = 0; i < 64; i += 6) {  // three bytes are six hex digits and four of Base64; the last group is two
    const std::string group = (hex.substr(i, 6) + "00").substr(0, 6);
    const unsigned long bits = std::stoul(group, nullptr, 16);
    for (const int shift : {18, 12, 6, 0}) out += digits[bits >> shift & 63];
  }
  out.back() = '=';
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_assets_suite)

BOOST_AUTO_TEST_CASE(each_text_has_its_hash) {
  BOOST_TEST(base64_sha256("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  BOOST_TEST(html_style_sha256 == base64_sha256(page_detail::joined(html_style)));
  BOOST_TEST(html_head_script_sha256 == base64_sha256(html_head_script));
  BOOST_TEST(html_script_sha256 == base64_sha256(html_script));
  BOOST_TEST(fleet_style_sha256 == base64_sha256(page_detail::joined(fleet_style)));
  BOOST_TEST(fleet_script_sha256 == base64_sha256(fleet_script));
}

BOOST_AUTO_TEST_CASE(no_text_can_end_its_element_or_fetch_anything) {
  const std::string styles[] = {page_detail::joined(html_style), page_detail::joined(fleet_style)};
  for (const std::string_view text :
       {std::string_view(styles[0]), std::string_view(styles[1]), html_head_script, html_script, fleet_script}) {
    for (const char* harm : {"</", "<!--", "innerHTML", "url(", "@import", "fetch("}) {
      BOOST_TEST(text.find(harm) == text.npos, harm);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
