// Which tool makes which file: whoever misses one is told what to run.
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/artifacts/names.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

namespace artifacts_detail {

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 22> makers{{
    {artifact_name::summary, "soak analyze_post_soak"},
    {artifact_name::violations, "soak analyze_post_soak"},
    {artifact_name::analysis_report, "soak analyze_post_soak"},
    {artifact_name::recommendations, "soak analyze_post_soak"},
    {artifact_name::analysis_page, "soak analyze_post_soak --html"},
    {artifact_name::shard, "soak analyze_post_soak --shard"},
    {artifact_name::comparison, "soak compare_runs"},
    {artifact_name::comparison_report, "soak compare_runs"},
    {artifact_name::delta_report, "soak verify_deltas_applied"},
    {artifact_name::delta_report_page, "soak verify_deltas_applied"},
    {artifact_name::kpi_gate, "soak kpi_gate"},
    {artifact_name::edge_report, "soak edge_report"},
    {artifact_name::edge_sentinel, "soak edge_sentinel"},
    {artifact_name::validation, "soak full_stack_validate"},
    {artifact_name::validation_page, "soak full_stack_validate"},
    {artifact_name::digest, "soak daily_digest"},
    {artifact_name::rollup, "soak weekly_rollup"},
    {artifact_name::rollup_page, "soak weekly_rollup"},
    {artifact_name::quick_cmds, "soak quick_cmds"},
    {artifact_name::cron_sentinel, "soak cron_sentinel"},
    {artifact_name::release_stamp, "soak make_bundle"},
    {artifact_name::journal, "soak soak_run"},
}};

}  // namespace artifacts_detail

/// What makes the file of this path, by its name; empty if it is none of soak's.
[[nodiscard]] constexpr std::string_view maker_of(std::string_view path) noexcept {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  for (const auto& [made, maker] : artifacts_detail::makers) {
    if (made == name) return maker;
  }
  return {};
}

/// The error that a file is not there, with what makes it.
[[nodiscard]] inline Error with_maker(Error error, std::string_view path) {
  const std::string_view maker = maker_of(path);
  if (!maker.empty()) error.message += " (" + std::string(maker) + " makes it)";
  return error;
}

/// The error that there are no windows, with what makes them.
[[nodiscard]] inline Error with_window_maker(Error error) {
  if (error.message.starts_with("no file matches ")) {
    error.message +=
        "; windows are the bot's to write, or soak fills_to_windows makes them of its fills (soak init --bot NAME)";
  }
  return error;
}

}  // namespace soak
