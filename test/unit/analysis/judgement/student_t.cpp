#include <soak/analysis/judgement/student_t.hpp>

#include <support/golden.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(student_t)

BOOST_AUTO_TEST_CASE(agrees_with_the_golden_numbers) {
  const auto file = golden::load("student_t.json");
  for (const auto& entry : file.at("sf").as_array()) {
    const double t = golden::number(entry.at("t")), dof = golden::number(entry.at("dof"));
    BOOST_TEST_CONTEXT("t " << t << " dof " << dof) {
      BOOST_TEST(golden::is_close(student_t_two_sided(t, dof), golden::number(entry.at("two_sided_p"))));
      BOOST_TEST(golden::is_close(student_t_two_sided(-t, dof), golden::number(entry.at("two_sided_p"))));
    }
  }
  for (const auto& entry : file.at("isf").as_array()) {
    const double alpha = golden::number(entry.at("alpha")), dof = golden::number(entry.at("dof"));
    BOOST_TEST_CONTEXT("alpha " << alpha << " dof " << dof) {
      BOOST_TEST(golden::is_close(student_t_quantile(alpha, dof), golden::number(entry.at("t"))));
    }
  }
}

BOOST_AUTO_TEST_CASE(extremes_are_values_and_no_exceptions) {
  BOOST_TEST(student_t_two_sided(INFINITY, 2) == 0);
  BOOST_TEST(student_t_two_sided(1e300, 5) >= 0);
  BOOST_TEST(student_t_two_sided(0, 1e6) == 1);
  BOOST_TEST(golden::is_close(student_t_quantile(0.05, 1e12), 1.959963984540054, 1e-8));
}

BOOST_AUTO_TEST_SUITE_END()
