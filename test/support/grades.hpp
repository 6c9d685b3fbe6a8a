// Grades as one writes them down: '.' OK, w WARN, C CRIT, G gross, ? unknown.
#pragma once

#include <soak/analysis/judgement/window_grade.hpp>

#include <string_view>
#include <vector>

inline std::vector<soak::WindowGrade> graded(std::string_view text) {
  std::vector<soak::WindowGrade> grades;
  for (const char letter : text) {
    using enum soak::WindowGrade;
    grades.push_back(letter == '.'   ? ok
                     : letter == 'w' ? warn
                     : letter == 'C' ? crit
                     : letter == 'G' ? gross
                                     : unknown);
  }
  return grades;
}
