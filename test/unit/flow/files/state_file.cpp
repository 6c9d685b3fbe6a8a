#include "temporary_directory.hpp"

#include <soak/flow/files/state_file.hpp>
#include <soak/model/alert/runner_state.hpp>
#include <soak/sys/file/atomic_file.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_FIXTURE_TEST_SUITE(state_file, TemporaryDirectory)

BOOST_AUTO_TEST_CASE(what_is_there_is_read) {
  BOOST_REQUIRE(write_file_atomically(path("s.json"), R"({"cycles_total": 7})"));
  BOOST_TEST(load_state<RunnerState>(path("s.json"), parse_runner_state)->value().cycles_total == 7);
  BOOST_TEST(read_state<RunnerState>(path("s.json"), parse_runner_state, "", "")->cycles_total == 7);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_no_error_and_what_is_damaged_is_no_state) {
  BOOST_TEST(!load_state<RunnerState>(path("s.json"), parse_runner_state)->has_value());
  for (const std::string& text : {std::string("{"), std::string(max_state_bytes, ' ') + "{}"}) {
    BOOST_REQUIRE(write_file_atomically(path("s.json"), text));
    BOOST_TEST(load_state<RunnerState>(path("s.json"), parse_runner_state).has_error());
    BOOST_TEST(!read_state<RunnerState>(path("s.json"), parse_runner_state, "state ", " and begun anew").has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_file_of_another_environment_is_left_to_it) {
  const auto own_path = [&](std::string_view env) {
    return own_state_path(directory(), "runner_state.json", env, "bybit");
  };
  const std::string plain = path("runner_state.json");
  const std::string own = path("runner_state.dev_bybit.json");
  BOOST_TEST(own_path("dev") == plain);
  for (const char* text : {"{", "{}", R"({"env": "dev", "exchange": "bybit"})", R"({"env": 5})"}) {
    BOOST_REQUIRE(write_file_atomically(plain, text, Durability::none));
    BOOST_TEST(own_path("dev") == plain, text);
  }
  BOOST_REQUIRE(write_file_atomically(plain, R"({"env": "prod", "exchange": "bybit"})", Durability::none));
  BOOST_TEST(own_path("prod") == plain);
  BOOST_TEST(own_path("dev") == own);
  BOOST_REQUIRE(write_file_atomically(own, "{}", Durability::none));
  BOOST_REQUIRE(write_file_atomically(plain, "{}", Durability::none));
  BOOST_TEST(own_path("dev") == own);
  BOOST_TEST(own_path("prod") == plain);
}

BOOST_AUTO_TEST_SUITE_END()
