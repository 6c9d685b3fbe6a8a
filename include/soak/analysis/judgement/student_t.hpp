// Student's t distribution: two-sided probability and quantile, from Boost.Math.
#pragma once

#include <boost/math/distributions/complement.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace soak {

namespace judgement_detail {

// Double precision reaches 1e-13 here; errors come back as values, since nothing in soak throws on its input.
using StudentT = boost::math::students_t_distribution<
    double,
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>>;

}  // namespace judgement_detail

/// P(|T| >= |t|) for T with `dof` degrees of freedom, which need not be whole; 0 for an infinite t. Precondition:
/// dof > 0.
[[nodiscard]] inline double student_t_two_sided(double t, double dof) {
  if (std::isinf(t)) return 0;
  const judgement_detail::StudentT distribution(dof);
  return std::min(1.0, 2 * boost::math::cdf(boost::math::complement(distribution, std::fabs(t))));
}

/// The t >= 0 with P(|T| >= t) = alpha. Preconditions: 0 < alpha <= 1, dof > 0.
[[nodiscard]] inline double student_t_quantile(double alpha, double dof) {
  const judgement_detail::StudentT distribution(dof);
  return boost::math::quantile(boost::math::complement(distribution, alpha / 2));
}

}  // namespace soak
