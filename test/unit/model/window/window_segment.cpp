#include <soak/model/window/window_segment.hpp>

#include <boost/test/unit_test.hpp>

#include <cstring>

using namespace soak;

namespace {

const std::string settings(32, 'a');

WindowSegment sample() {
  WindowSegment segment;
  segment.files = {{{1, 10, 100, -5, 7}, 0}, {{1, 11, 101, 6, 8}, 3}};
  segment.origins = {{"c1", "", "bot"}, {"", "", ""}};
  segment.symbols.push_back({"A", true, {1.5, gap, -0.0, 4}, {{1, 1000, 0, 0}, {gap, no_time, 1, 1}}, nullptr});
  segment.symbols.push_back({"Ü", false, {}, {{2, 1000, 1, 0}}, nullptr});
  return segment;
}

std::string encoded() { return encode_segment(sample(), 2, settings); }

/// With the checksum that goes with it.
std::string signed_again(std::string bytes) {
  bytes.resize(bytes.size() - window_detail::checksum_bytes);
  return bytes + window_detail::segment_checksum(bytes);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(window_segment)

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  const auto read = decode_segment(encoded(), 2, settings);
  BOOST_REQUIRE(read.has_value());
  BOOST_REQUIRE(read->has_value());
  const WindowSegment& segment = **read;
  const WindowSegment expected = sample();
  BOOST_REQUIRE(segment.files.size() == 2u);
  BOOST_TEST((segment.files[1].stamp == expected.files[1].stamp));
  BOOST_TEST((segment.files[0].stamp == expected.files[0].stamp));
  BOOST_TEST(segment.files[1].text_numbers == 3u);
  BOOST_TEST((segment.origins == expected.origins));
  BOOST_REQUIRE(segment.symbols.size() == 2u);
  for (std::size_t s = 0; s < 2; ++s) {
    const SymbolWindows& rows = segment.symbols[s];
    const SymbolWindows& wanted = expected.symbols[s];
    BOOST_TEST(rows.symbol == wanted.symbol);
    BOOST_TEST(rows.is_wanted == wanted.is_wanted);
    BOOST_REQUIRE(rows.keys.size() == wanted.keys.size());
    BOOST_REQUIRE(rows.values.size() == wanted.values.size());
    // To the bit: a gap is a gap, and -0 has its sign.
    for (std::size_t i = 0; i < rows.values.size(); ++i) {
      BOOST_TEST(std::memcmp(&rows.values[i], &wanted.values[i], sizeof(double)) == 0);
    }
    for (std::size_t i = 0; i < rows.keys.size(); ++i) {
      BOOST_TEST((rows.keys[i].iteration == wanted.keys[i].iteration || is_gap(wanted.keys[i].iteration)));
      BOOST_TEST(rows.keys[i].time_us == wanted.keys[i].time_us);
      BOOST_TEST(rows.keys[i].unit == wanted.keys[i].unit);
      BOOST_TEST(rows.keys[i].origin == wanted.keys[i].origin);
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_a_segment_too) {
  const auto read = decode_segment(encode_segment({}, 4, settings), 4, settings);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST((*read && (*read)->files.empty() && (*read)->symbols.empty()));
}

BOOST_AUTO_TEST_CASE(other_settings_or_another_version_are_no_damage) {
  const auto other = decode_segment(encoded(), 2, std::string(32, 'b'));
  BOOST_TEST((other.has_value() && !other->has_value()));
  std::string later = encoded();
  later[8] = 2;
  const auto version = decode_segment(signed_again(later), 2, settings);
  BOOST_TEST((version.has_value() && !version->has_value()));
}

BOOST_AUTO_TEST_CASE(every_cut_and_every_changed_byte_is_found) {
  const std::string good = encoded();
  for (std::size_t size = 0; size < good.size(); ++size) {
    BOOST_TEST(!decode_segment(good.substr(0, size), 2, settings).has_value(), "cut at " << size);
  }
  BOOST_TEST(!decode_segment(good + "12345678", 2, settings).has_value());
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    BOOST_TEST(!decode_segment(bad, 2, settings).has_value(), "changed at " << at);
  }
}

BOOST_AUTO_TEST_CASE(no_count_is_believed_because_the_checksum_is_right) {
  const std::string good = encoded();
  // Each word of the head's counts, and of what is behind it, by itself.
  for (std::size_t at = 48; at + 8 + window_detail::checksum_bytes <= good.size(); at += 8) {
    std::uint64_t now = 0;
    std::memcpy(&now, good.data() + at, sizeof now);
    // The last one changes no product with a size of eight bytes or more.
    for (const std::uint64_t word :
         {UINT64_MAX, std::uint64_t{1} << 61, std::uint64_t{3}, std::uint64_t{0}, now + (std::uint64_t{1} << 61)}) {
      std::string bad = good;
      std::memcpy(bad.data() + at, &word, sizeof word);
      const auto read = decode_segment(signed_again(bad), 2, settings);
      if (at < sizeof(window_detail::SegmentHead) && bad != good) BOOST_TEST(!read.has_value(), "word at " << at);
      if (!read || !*read) continue;
      for (const SymbolWindows& rows : (*read)->symbols) {
        BOOST_TEST((is_symbol(rows.symbol) && !rows.keys.empty()));
        BOOST_TEST(rows.values.size() == (rows.is_wanted ? 2 * rows.keys.size() : 0));
        for (const WindowKey& key : rows.keys) {
          BOOST_TEST((key.unit < (*read)->files.size() && key.origin < (*read)->origins.size()));
        }
      }
    }
  }
  BOOST_TEST(!decode_segment(good, 3, settings).has_value());
  std::string longer = good;
  longer.insert(good.size() - window_detail::checksum_bytes, 8, '\0');
  BOOST_TEST(!decode_segment(signed_again(longer), 2, settings).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
