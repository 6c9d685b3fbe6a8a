#include <soak/flow/tuning/tuning_input.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

#include <temporary_directory.hpp>

using namespace soak;

namespace {

void write(const std::string& path, std::string_view text) { std::ofstream(path) << text; }

}  // namespace

BOOST_AUTO_TEST_SUITE(tuning_input_of_a_run)

BOOST_AUTO_TEST_CASE(windows_come_in_natural_order_and_take_their_iteration_from_the_name) {
  TemporaryDirectory folder;
  write(folder.path("ITER_SUMMARY_10.json"), R"({"tuning": {"applied": true}})");
  write(folder.path("ITER_SUMMARY_9.json"), R"({"tuning": {"applied": false}})");
  write(folder.path("ITER_SUMMARY_8.json"), "{");
  write(folder.path("other.json"), R"({"iteration": 1})");
  const auto input = read_tuning(folder.directory(), {});
  BOOST_TEST_REQUIRE(input.has_value());
  BOOST_TEST_REQUIRE(input->windows.size() == 2u);
  BOOST_TEST(input->windows[0].iteration.value() == 9u);
  BOOST_TEST(input->windows[1].iteration.value() == 10u);
  BOOST_TEST(input->problems.size() == 1u);
  BOOST_TEST(has_tuning(*input));
}

BOOST_AUTO_TEST_CASE(settings_in_force_stand_beside_the_windows_or_above_them) {
  TemporaryDirectory folder;
  std::filesystem::create_directory(folder.path("latest"));
  write(folder.path("latest/ITER_SUMMARY_1.json"), "{}");
  write(folder.path("runtime_overrides.json"), R"({"x": 1})");
  BOOST_TEST(read_tuning(folder.path("latest"), {})->in_force->numbers.at("x") == 1);
  write(folder.path("latest/runtime_overrides.json"), R"({"x": 2})");
  BOOST_TEST(read_tuning(folder.path("latest"), {})->in_force->numbers.at("x") == 2);
  write(folder.path("latest/runtime_overrides.json"), "[]");
  const auto broken = read_tuning(folder.path("latest"), {});
  BOOST_TEST(!broken->in_force);
  BOOST_TEST(broken->problems.front().ends_with("runtime_overrides.json: expected an object"));
  BOOST_TEST(!has_tuning(*broken));
}

BOOST_AUTO_TEST_CASE(a_report_alone_is_enough_and_nothing_is_an_error) {
  TemporaryDirectory folder;
  BOOST_TEST(read_tuning(folder.directory(), {})
                 .error()
                 .message.ends_with("there is no ITER_SUMMARY_*.json and no TUNING_REPORT.json"));
  BOOST_TEST(read_tuning(folder.path("none"), {}).error().message.ends_with("no such directory"));
  write(folder.path("TUNING_REPORT.json"), R"({"iterations": [{"iteration": 1, "applied": true}]})");
  BOOST_TEST(read_tuning(folder.directory(), {})->report.size() == 1u);
  write(folder.path("TUNING_REPORT.json"), "{");
  BOOST_TEST((read_tuning(folder.directory(), {}).error().code == Errc::input_unusable));
}

BOOST_AUTO_TEST_CASE(a_compressed_window_needs_an_unpacker) {
  TemporaryDirectory folder;
  write(folder.path("ITER_SUMMARY_1.json.gz"), "x");
  BOOST_TEST(read_tuning(folder.directory(), {}).error().message.find("nothing here unpacks it") != std::string::npos);
  const Unpacker unpack = [](int, Packing, std::size_t, ByteBuffer& out) {
    out.assign("{\"applied\": true}");
    return Unpacked{};
  };
  BOOST_TEST(read_tuning(folder.directory(), unpack)->windows[0].iteration.value() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
