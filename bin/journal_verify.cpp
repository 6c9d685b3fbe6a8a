// journal_verify: proves that no line of a journal was changed, dropped, doubled, moved or cut off.
#include "support/redis.hpp"

#include <soak/flow/walk/verify_journal.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/report/walk/journal_check_text.hpp>
#include <soak/sys/log.hpp>

namespace {

struct Options {
  soak::VerifySettings verify;
  soak::cli::RedisSettings redis;
  bool json = false;
};

soak::Result<soak::ExitStatus> run(Options& options) {
  soak::VerifySettings& settings = options.verify;
  if (settings.note == "redis") {
    auto connector = soak::cli::redis_connector(options.redis);
    if (!connector) return connector.error();
    settings.redis = std::move(*connector);
  }
  const auto verified = soak::verify_journal(settings);
  if (!verified) return verified.error();
  const soak::JournalCheckView view{verified->check, verified->fault, verified->noted, verified->rotated_to};
  const auto shown =
      soak::print(options.json ? soak::journal_check_json(view, settings.journal) : soak::journal_check_line(view));
  if (!shown) return shown.error();
  for (const std::string& warning : soak::journal_check_warnings(view)) {
    soak::diagnose(soak::Severity::warn, warning);
  }
  return verified->fault ? soak::ExitStatus::negative : soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::VerifySettings& settings = options.verify;
  settings.journal = soak::path_in(soak::default_dir::artifacts, soak::artifact_name::journal);
  soak::cli::Command command("journal_verify", "Verify the hash chain of a soak journal",
                             "A journal may be verified while it is being written.\n"
                             "Exit status: 0 whole, 1 not whole (line and reason are printed), 2 wrong usage, 3 the "
                             "journal, the note or the key cannot be read, 4 output not written.");
  command.positional("journal", settings.journal,
                     "Journal to verify, - for standard input (artifacts/SOAK_JOURNAL.jsonl)");
  command.option("--journal", settings.journal, "The same as an option");
  command.option("--also", settings.earlier, "Rotated journal that comes before it; repeat it, the oldest first")
      .single();
  command.option("--head", settings.head,
                 "Hash of a line that must be there: proves that nothing up to it was cut off");
  command.flag("--json", options.json, "Print the result as JSON");
  command.flag("--rotate", settings.rotate,
               "If it is whole, move it to <journal>.<time>; the chain goes on in a new one");
  command.group("Signed head");
  command.option("--note", settings.note, "Signed head that it must agree with: a file, - or redis");
  command.option("--key", settings.key, "Public key (FILE.pub of soak keygen) that must have signed it");
  soak::cli::add_place_options(command, settings.place);
  soak::cli::add_redis_options(command, options.redis);
  return command.run(argc, argv, [&] { return run(options); });
}
