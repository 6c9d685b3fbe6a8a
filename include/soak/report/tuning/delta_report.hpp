// DELTA_VERIFY_REPORT.md: which proposed changes came, which did not and why, and what the state hashes say.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/time.hpp>
#include <soak/model/tuning/delta_verification.hpp>
#include <soak/report/markdown.hpp>
#include <soak/report/tuning/delta_lines.hpp>

#include <optional>
#include <string>
#include <vector>

namespace soak {

namespace tuning_detail {

[[nodiscard]] inline std::string number_cell(std::optional<double> value) {
  return value && !is_gap(*value) ? short_number(*value) : "n/a";
}

[[nodiscard]] inline std::string window_cell(const CheckedProposal& proposal) {
  return (proposal.symbol.empty() ? "" : escape_markdown(proposal.symbol) + " ") + std::to_string(proposal.iteration);
}

[[nodiscard]] inline std::string proposal_table(const DeltaVerification& verification) {
  MarkdownTable table({"Iteration", "Status", "By", "Proposed", "Skip reason", "Note"});
  for (const CheckedProposal& proposal : verification.proposals) {
    std::string proposed;
    for (const CheckedDelta& delta : proposal.deltas) {
      if (!proposed.empty()) proposed += ", ";
      proposed += escape_markdown(delta.key);
      if (!is_gap(delta.delta)) proposed += (delta.delta > 0 ? " +" : " ") + short_number(delta.delta);
    }
    table.add({window_cell(proposal), std::string(to_string(proposal.status)), proposal.by, proposed,
               escape_markdown(proposal.skip_reason), escape_markdown(proposal.note)});
  }
  return table.text();
}

/// Settings whose change did not come; empty if all did.
[[nodiscard]] inline std::string mismatch_section(const DeltaVerification& verification) {
  MarkdownTable table({"Iteration", "Setting", "Before", "Delta", "After", "By", "Reason"});
  bool has_any = false;
  for (const CheckedProposal& proposal : verification.proposals) {
    if (proposal.status == DeltaStatus::pending) continue;
    for (const CheckedDelta& delta : proposal.deltas) {
      if (delta.has_come) continue;
      has_any = true;
      table.add({window_cell(proposal), escape_markdown(delta.key), number_cell(delta.before), number_cell(delta.delta),
                 number_cell(delta.after), delta.by, escape_markdown(delta.reason)});
    }
  }
  return has_any ? "\n## What did not come\n\n" + table.text() : "";
}

[[nodiscard]] inline std::string hash_section(const DeltaVerification& verification) {
  if (verification.hash_findings.empty()) return {};
  MarkdownTable table({"State hash", "From iteration", "To iteration", "From", "To"});
  for (const HashFinding& finding : verification.hash_findings) {
    const std::string symbol = finding.symbol.empty() ? "" : escape_markdown(finding.symbol) + " ";
    table.add({symbol + std::string(to_string(finding.kind)), std::to_string(finding.from_iteration),
               std::to_string(finding.to_iteration), escape_markdown(short_hash(finding.from)),
               escape_markdown(short_hash(finding.to))});
  }
  return "\n## State hashes\n\nSTUCK: something was applied, and the hash stayed. UNEXPLAINED: the hash moved, and "
         "nothing "
         "was applied.\n\n" +
         table.text();
}

}  // namespace tuning_detail

/// The whole report, ending with LF.
[[nodiscard]] inline std::string delta_report(const DeltaVerification& verification) {
  std::string out = "# Verification of the proposed changes\n\n";
  out += "Generated: " + format_report_time(verification.generated_at) + "\n\n";
  out += "**" + std::string(verification.passes() ? "PASS" : "FAIL") + "**: " + delta_sentence(verification) + ".\n\n";
  out += "- Share: " + share_text(verification.share()) + ", at least " + format_number(verification.min_applied) +
         " is asked" + (verification.is_strict ? " (strict: state hashes count, too)" : "") + "\n";
  out += "- Iterations read: " + std::to_string(verification.windows) + "\n";
  out += "- Pending, not counted: " + std::to_string(verification.count(DeltaStatus::pending)) + "\n";
  if (!verification.proposals.empty()) out += "\n## Proposals\n\n" + tuning_detail::proposal_table(verification);
  out += tuning_detail::mismatch_section(verification);
  out += tuning_detail::hash_section(verification);
  if (!verification.problems.empty()) out += "\n## Input\n\n";
  for (const std::string& problem : verification.problems) out += "- " + escape_markdown(problem) + "\n";
  return out;
}

}  // namespace soak
