// Files that belong together, replaced together. Renames are one after the other: a reader in between, or after a crash
// between two of them, sees files of two runs. So the JSON document among them comes last and names the SHA-256 of the
// others (model/json/file_sums.hpp).
#pragma once

#include <soak/model/artifacts/names.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/json/file_sums.hpp>
#include <soak/sys/file/atomic_file.hpp>

#include <list>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// A staged file whose sum is taken while it is written.
class SummedFile {
 public:
  explicit SummedFile(StagedFile& file) : file_(file) {}

  [[nodiscard]] Result<void> write(std::string_view data) {
    sum_.add(data);
    return file_.write(data);
  }
  /// Ends the sum.
  [[nodiscard]] std::string sha256() { return sum_.hex(); }

 private:
  StagedFile& file_;
  Sha256 sum_;
};

class OutputSet {
 public:
  explicit OutputSet(std::string directory) : directory_(std::move(directory)) {}

  /// The reference lives as long as the set.
  [[nodiscard]] Result<SummedFile*> stage(std::string_view name) {
    const auto file = batch_.stage(path_in(directory_, name));
    if (!file) return file.error();
    files_.emplace_back(std::string(name), **file);
    return &files_.back().second;
  }

  [[nodiscard]] Result<void> add(std::string_view name, std::string_view content) {
    const auto file = stage(name);
    if (!file) return file.error();
    return (*file)->write(content);
  }

  /// Replaces all of them, `document` last, and also under `copy`, a path, if that is not empty. Gives its text.
  [[nodiscard]] Result<std::string> commit(std::string_view name, std::string document, const std::string& copy = {}) {
    FileSums sums;
    for (auto& [file, summed] : files_) sums.emplace_back(file, summed.sha256());
    document = with_file_sums(std::move(document), sums);
    if (!copy.empty()) {
      if (auto added = batch_.add(copy, document); !added) return added.error();
    }
    if (auto added = batch_.add(path_in(directory_, name), document); !added) return added.error();
    if (auto done = batch_.commit(); !done) return done.error();
    return document;
  }

  /// Replaces all of them without a document.
  [[nodiscard]] Result<void> commit() { return batch_.commit(); }

 private:
  std::string directory_;
  AtomicBatch batch_;
  std::list<std::pair<std::string, SummedFile>> files_;
};

/// A page for people beside the document it is about. Gives the document's text.
[[nodiscard]] inline Result<std::string> write_page_and_document(
    const std::string& directory, const std::pair<std::string_view, std::string>& page,
    const std::pair<std::string_view, std::string>& document, const std::string& copy = {}) {
  OutputSet set(directory);
  if (auto added = set.add(page.first, page.second); !added) return added.error();
  return set.commit(document.first, document.second, copy);
}

}  // namespace soak
