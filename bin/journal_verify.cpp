// journal_verify: proves that no line of a journal was changed, dropped, doubled, moved or cut off.
#include "support/cli.hpp"

#include <soak/flow/walk/journal.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/report/walk/journal_check_text.hpp>
#include <soak/sys/log.hpp>

namespace {

struct Options {
  std::string journal = soak::path_in(soak::default_dir::artifacts, soak::artifact_name::journal);
  std::string head;
  bool json = false;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto check = soak::check_journal(
      options.journal, options.head.empty() ? std::nullopt : std::optional<std::string>(options.head));
  if (!check) return check.error();
  const auto fault = soak::journal_fault(*check, options.head);
  const auto shown = soak::print(options.json ? soak::journal_check_json(*check, fault, options.journal)
                                              : soak::journal_check_line(*check, fault));
  if (!shown) return shown.error();
  return fault ? soak::ExitStatus::negative : soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("journal_verify", "Verify the hash chain of a soak journal",
                             "A journal may be verified while it is being written.\n"
                             "Exit status: 0 whole, 1 not whole (line and reason are printed), 2 wrong usage, 3 the "
                             "journal cannot be read.");
  command.positional("journal", options.journal, "Journal to verify (artifacts/SOAK_JOURNAL.jsonl)");
  command.option("--journal", options.journal, "The same as an option");
  command.option("--head", options.head, "Hash of a line that must be there: proves that nothing up to it was cut off");
  command.flag("--json", options.json, "Print the result as JSON");
  return command.run(argc, argv, [&] { return run(options); });
}
