// Third-party headers only: a header of soak in here would hide that another forgot to include it.
#ifndef SOAK_TEST_PCH
#define SOAK_TEST_PCH

#include <boost/json.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <xtensor/xtensor.hpp>

#include <map>
#include <string>
#include <vector>

#endif
