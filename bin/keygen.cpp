// keygen: makes a key that signs the journal's head, bundles and archives.
#include "support/place_options.hpp"

#include <soak/core/text/event_line.hpp>
#include <soak/flow/walk/signing_key.hpp>
#include <soak/model/walk/journal_head.hpp>
#include <soak/sys/log.hpp>

namespace {

struct Options {
  std::string out;
  soak::ExportSettings place;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  if (options.out == "-") {
    return soak::Error{soak::Errc::usage,
                       "--out -: a private key belongs in a file of its own, not on standard output"};
  }
  const auto place = soak::journal_place(options.place);
  if (!place) return place.error();
  const auto verifier = soak::make_signing_key(options.out, soak::journal_key_name(*place));
  if (!verifier) return verifier.error();
  const auto shown = soak::print(soak::event_line("keygen")
                                     .field("key", soak::ascii_only(options.out))
                                     .field("public", soak::ascii_only(soak::public_key_path(options.out)))
                                     .field("verifier", soak::ascii_only(verifier->text()))
                                     .line());
  if (!shown) return shown.error();
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "keygen", "Make an Ed25519 key that signs the journal's head, bundles and archives",
      "FILE gets the private key (PKCS#8 PEM, mode 0600), FILE.pub the public one: minisign's two "
      "lines, then the verifier key of the signed head. Neither may be there yet.\n"
      "Exit status: 0 done, 2 wrong usage, 4 not written.");
  command.option("--out", options.out, "File for the private key").required();
  soak::cli::add_place_options(command, options.place);
  return command.run(argc, argv, [&] { return run(options); });
}
