#include <soak/analysis/windows/store_plan.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(store_plan)

BOOST_AUTO_TEST_CASE(what_could_still_change_unseen_is_not_settled) {
  constexpr std::int64_t now = 1'000'000'000'000;
  const auto settled = [&](std::int64_t modified, std::int64_t changed) {
    return is_settled({1, 1, 1, modified, changed}, now);
  };
  BOOST_TEST(settled(now - stamp_margin_ns - 1, now - stamp_margin_ns - 1));
  BOOST_TEST(!settled(now - stamp_margin_ns - 1, now - stamp_margin_ns));
  BOOST_TEST(!settled(now - stamp_margin_ns, now - stamp_margin_ns - 1));
  // Its time was set back, or the clock was.
  BOOST_TEST(!settled(0, now));
  BOOST_TEST(!settled(0, now + 3'600'000'000'000));
  BOOST_TEST(!settled(now + 3'600'000'000'000, 0));
  BOOST_TEST(settled(0, 0));
}

BOOST_AUTO_TEST_CASE(segments_are_merged_when_that_pays) {
  using Uses = std::vector<SegmentUse>;
  const auto first = [](const Uses& uses, std::size_t fresh) { return first_to_merge(uses, fresh); };
  BOOST_TEST(first({}, 0) == 0u);
  BOOST_TEST(first({}, 10) == 0u);
  // Nothing new, all of it good: nothing is written.
  BOOST_TEST(first({{100, 100}, {100, 100}}, 0) == 2u);
  BOOST_TEST(first({{100, 60}, {10, 10}}, 0) == 2u);
  // Small ones join, large ones stay.
  BOOST_TEST(first({{1000, 1000}, {100, 100}}, 10) == 2u);
  BOOST_TEST(first({{1000, 1000}, {19, 19}}, 10) == 1u);
  BOOST_TEST(first({{1000, 1000}, {50, 50}, {19, 19}}, 10) == 1u);
  BOOST_TEST(first({{158, 158}, {50, 50}, {19, 19}}, 10) == 1u);
  BOOST_TEST(first({{157, 157}, {50, 50}, {19, 19}}, 10) == 0u);
  // What is mostly dead is written anew, with all behind it; what is dead vanishes.
  BOOST_TEST(first({{100, 49}, {10, 10}}, 0) == 0u);
  BOOST_TEST(first({{1000, 1000}, {100, 0}}, 0) == 1u);
  BOOST_TEST(first({{1000, 1000}, {100, 0}, {10, 10}}, 0) == 1u);
  // None becomes larger than may be read again.
  BOOST_TEST(first({{max_segment_bytes, max_segment_bytes}}, max_segment_bytes) == 1u);
}

BOOST_AUTO_TEST_CASE(a_window_is_written_few_times) {
  std::vector<SegmentUse> segments;
  std::size_t written = 0;
  for (int cycle = 0; cycle < 20'000; ++cycle) {
    const std::size_t first = first_to_merge(segments, 1);
    std::size_t bytes = 1;
    for (std::size_t i = first; i < segments.size(); ++i) bytes += segments[i].live;
    segments.resize(first);
    segments.push_back({bytes, bytes});
    written += bytes;
    BOOST_REQUIRE(segments.size() <= 16u);
  }
  BOOST_TEST(written <= 20'000u * 16);
}

BOOST_AUTO_TEST_SUITE_END()
