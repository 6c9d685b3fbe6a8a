#include <soak/flow/tuning/verify_deltas.hpp>

#include <boost/test/unit_test.hpp>

#include <fixtures.hpp>
#include <temporary_directory.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(verification_of_a_directory)

BOOST_AUTO_TEST_CASE(the_report_reads_back_from_where_it_was_written) {
  const std::string fixtures = fixture("verify_deltas_applied/");
  const auto found = verify_deltas_in(fixtures + "by_record", {}, {}, {});
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(found->count(HashMove::unexplained) == 2u);
  TemporaryDirectory folder;
  BOOST_TEST_REQUIRE(write_delta_report(*found, folder.path("new/out")).has_value());
  const auto read =
      read_artifact(folder.path("new/out/DELTA_VERIFY_REPORT.json"),
                    [](const boost::json::value& document) { return read_members<DeltaVerification>(document); });
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(to_json(*read) == to_json(*found));
  BOOST_TEST(file_exists(folder.path("new/out/DELTA_VERIFY_REPORT.md")));
}

BOOST_AUTO_TEST_SUITE_END()
