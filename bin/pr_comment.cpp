// pr_comment: SOAK_SUMMARY.json as a comment on a pull request.
#include "support/cli.hpp"

#include <soak/flow/publish/export_run.hpp>
#include <soak/flow/publish/pr_comment.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/net/http_curl.hpp>
#include <soak/sys/process/signals.hpp>

namespace {

struct Options {
  std::string summary = soak::path_in(soak::default_dir::reports, soak::artifact_name::summary);
  soak::PrCommentSettings comment;
  std::string ca_file;
  std::int64_t timeout_s = 30;
  std::int64_t max_wait_s = 120;
  bool post = false;
  bool dry_run = false;
};

soak::Result<soak::ExitStatus> run(Options options) {
  options.comment.token = soak::environment("GITHUB_TOKEN").value_or("");
  options.comment.max_wait = std::chrono::seconds{options.max_wait_s};
  const auto settings = options.post ? soak::complete_settings(std::move(options.comment), options.dry_run)
                                     : soak::Result<soak::PrCommentSettings>(options.comment);
  if (!settings) return settings.error();
  const auto summary = soak::read_record(options.summary, soak::parse_summary);
  if (!summary) return summary.error();
  if (auto printed = soak::print(soak::pr_comment(*summary)); !printed) return printed.error();
  if (!options.post) return soak::ExitStatus::done;
  const std::string body = soak::comment_body(*summary, settings->marker);
  if (options.dry_run) {
    soak::diagnose(soak::Severity::info, "DRY_RUN would create or update the comment '" +
                                             soak::comment_marker(settings->marker) + "' on " + settings->place());
    return soak::ExitStatus::done;
  }
  const soak::StopSignal stop;
  const soak::PrCommentPorts ports{soak::curl_http_client({.ca_file = options.ca_file,
                                                           .timeout = std::chrono::seconds{options.timeout_s},
                                                           .max_body = soak::max_comment_page,
                                                           .stop_fd = stop.fd()}),
                                   [&](std::chrono::milliseconds pause) { return !stop.wait_for(pause); }};
  const auto posted = soak::post_comment(*settings, body, ports);
  if (!posted) return posted.error();
  soak::diagnose(soak::Severity::info, soak::posted_line(*posted, settings->place()));
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "pr_comment", "Print SOAK_SUMMARY.json as a comment on a pull request, and post it",
      "Exit status: 0 done, 2 wrong usage (token, repository or pull request not given), 3 input missing or malformed, "
      "4 the comment could not be posted.");
  soak::PrCommentSettings& comment = options.comment;
  command.option("--summary", options.summary, "SOAK_SUMMARY.json; - is standard input");
  command.group("Posting");
  const auto post = command.flag("--post", options.post, "Create the comment, or update it; GITHUB_TOKEN must be set");
  command.flag("--dry-run", options.dry_run, "With --post: say what would be done; send nothing").needs(post);
  command.option("--repo", comment.repository, "OWNER/NAME").env("GITHUB_REPOSITORY");
  command.option("--pr", comment.number, {0, INT32_MAX}, "Number of the pull request; 0: from the event file");
  command.option("--event", comment.event_file, "JSON of the event that started the workflow").env("GITHUB_EVENT_PATH");
  command.option("--marker", comment.marker, "Name of the comment; a workflow with its own keeps one of its own");
  command.option("--author", comment.author,
                 "Login whose comment is updated (default: the token's; of an app's token github-actions[bot])");
  command.option("--api-url", comment.api_url, "GitHub, or a GitHub Enterprise").env("GITHUB_API_URL");
  command.option("--ca", options.ca_file, "PEM file of the authorities to trust for HTTPS").env("CURL_CA_BUNDLE");
  command.option("--timeout-sec", options.timeout_s, {1, 600}, "Seconds that an answer may take");
  command.option("--max-wait-sec", options.max_wait_s, {0, 3600}, "Seconds to wait when GitHub says: later");
  command.reads_environment({"GITHUB_TOKEN"});
  return command.run(argc, argv, [&] { return run(options); });
}
