// Golden numbers: data/fixtures/judgement/*.json, made by another implementation of the same formulas.
#pragma once

#include "fixtures.hpp"

#include <soak/core/stats.hpp>
#include <soak/model/json/value.hpp>

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace golden {

inline boost::json::object load(const std::string& name) {
  std::ifstream in(fixture("judgement/" + name), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto value = soak::parse_json(text);
  BOOST_REQUIRE_MESSAGE(value && value->is_object(), "cannot read " << name);
  return value->as_object();
}

/// null is a gap.
inline double number(const boost::json::value& value) {
  return value.is_null() ? soak::gap : value.to_number<double>();
}

inline std::vector<double> series(const boost::json::value& value) {
  std::vector<double> result;
  for (const boost::json::value& entry : value.as_array()) result.push_back(number(entry));
  return result;
}

/// Equal to 1e-9 of the expected value; both gaps, or both infinite, are equal too.
inline bool is_close(double actual, double expected, double tolerance = 1e-9) {
  if (soak::is_gap(expected)) return soak::is_gap(actual);
  return actual == expected || std::fabs(actual - expected) <= tolerance * std::fabs(expected);
}

/// Checks the number under `key`, and takes the key out so that what nobody checked is left over.
inline void take(boost::json::object& expect, std::string_view key, double actual) {
  BOOST_REQUIRE_MESSAGE(expect.contains(key), "no " << key);
  const double expected = number(expect.at(key));
  BOOST_CHECK_MESSAGE(is_close(actual, expected), key << ": " << actual << " instead of " << expected);
  expect.erase(key);
}

/// The same for a text.
inline void take(boost::json::object& expect, std::string_view key, std::string_view actual) {
  BOOST_REQUIRE_MESSAGE(expect.contains(key), "no " << key);
  BOOST_TEST(actual == std::string_view(expect.at(key).as_string()));
  expect.erase(key);
}

}  // namespace golden
