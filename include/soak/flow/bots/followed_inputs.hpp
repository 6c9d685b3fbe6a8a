// The inputs of a bot that is at work, each looked at again and again for what is new.
#pragma once

#include <soak/analysis/bots/trade_ids.hpp>
#include <soak/flow/bots/read_inputs.hpp>
#include <soak/sys/feed/followed_file.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace bots_detail {

/// "log.1", "log.2026-01-12", "log.3.gz" beside "log": what a rotation has made of it.
[[nodiscard]] inline std::vector<std::string> rotated_siblings(const std::string& path) {
  const std::string directory = directory_of(path);
  const std::string stem = file_name_of(path) + ".";
  std::vector<std::string> found;
  for (const std::string& name : names_in(directory, stem, "")) {
    const std::string_view ending =
        unpacked_name(std::string_view(name)).substr(std::min(stem.size(), unpacked_name(name).size()));
    const bool is_rotation = !ending.empty() && ending.find_first_not_of("0123456789-_.T") == ending.npos;
    if (is_rotation) found.push_back(directory + "/" + name);
  }
  std::sort(found.begin(), found.end(), natural_less);
  return found;
}

}  // namespace bots_detail

class FollowedInputs {
 public:
  FollowedInputs(const BotsSettings& settings, SymbolBook& book)
      : settings_(settings), symbols_(book), parsers_(settings, book) {}

  /// Looks for files, also for those that have come since. With the first look come rotated files beside the others.
  [[nodiscard]] Result<void> find() {
    BotsSettings there = settings_;
    there.inputs.clear();
    for (const std::string& named : settings_.inputs) {
      const bool is_pattern = named.find_first_of("*?[") != named.npos;
      if (is_directory(named) || file_exists(named)) {
        there.inputs.push_back(named);
      } else if (!is_pattern) {
        if (is_first_) diagnose(Severity::info, printable(named) + " is not there yet: waiting for it");
        add({named, bots_detail::kind_of(settings_.windows.format, named)});
      }
    }
    const auto inputs = find_inputs(there);
    if (!inputs && is_first_) return inputs.error();
    if (inputs) {
      for (const BotInput& input : *inputs) add(input);
    }
    is_first_ = false;
    return {};
  }

  /// Calls `take(BotRecord)` for what is new. What cannot be read now is said once, and tried again.
  template <class Take>
  void poll(const Take& take) {
    const auto number = [&](BotRecord record) {
      record.arrival = arrival_++;
      take(record);
    };
    for (const auto& source : sources_) {
      auto done = poll_one(*source, number);
      std::string problem = done ? "" : done.error().message;
      if (!problem.empty() && problem != source->problem) diagnose(Severity::warn, problem + "; trying again");
      source->problem = std::move(problem);
    }
    notes_.say();
  }

 private:
  struct Source {
    BotInput input;
    bool is_document = false;  ///< written anew as a whole each time
    bool is_finished = false;  ///< compressed or rotated: read once
    FollowedFile file{input.path};
    std::optional<TextForm> form = {};
    std::optional<HummingbotDatabase> database = {};
    std::int64_t version = -1;
    std::string stamp = {};
    HashSet seen = {};
    std::string problem = {};
  };

  void add(const BotInput& input) {
    if (!known_.insert(input.path).second) return;
    const bool is_text = input.kind == BotInput::Kind::text || input.kind == BotInput::Kind::log;
    if (is_text && is_first_) {
      for (const std::string& path : bots_detail::rotated_siblings(input.path)) {
        if (known_.insert(path).second) add_source({path, input.kind}, true);
      }
    }
    add_source(input, packing_of(input.path) != Packing::none);
  }
  void add_source(const BotInput& input, bool is_finished) {
    auto source = std::make_unique<Source>();
    source->input = input;
    source->file = FollowedFile(input.path);
    source->is_finished = is_finished;
    source->is_document = input.kind == BotInput::Kind::state || (input.kind == BotInput::Kind::text && !is_finished &&
                                                                  bots_detail::is_named_like(input.path, {".json"}));
    sources_.push_back(std::move(source));
  }

  template <class Take>
  [[nodiscard]] Result<void> poll_one(Source& source, const Take& take) {
    if (source.input.kind == BotInput::Kind::database) return poll_database(source, take);
    if (source.is_finished) return source.stamp.empty() ? read_whole(source, take) : Result<void>();
    if (source.is_document) return poll_document(source, take);
    Result<void> outcome;
    auto polled = source.file.poll([&](std::string_view lines, std::uint64_t offset, bool is_new) {
      if (is_new) {
        auto form = parsers_.form_of(source.input, lines);
        source.form.reset();
        if (!form) outcome = form.error();
        if (form) source.form = std::move(*form);
      }
      if (source.form) take_block(source, lines, offset, take);
    });
    return polled ? outcome : polled;
  }
  template <class Take>
  void take_block(const Source& source, std::string_view lines, std::uint64_t offset, const Take& take) {
    parsers_.parse(*source.form, lines, offset, block_);
    notes_.add(source.input.path, block_);
    for (const BotRecord& record : block_.records) take(record);
  }
  template <class Take>
  [[nodiscard]] Result<void> poll_database(Source& source, const Take& take) {
    if (!source.database) {
      if (!file_exists(source.input.path)) return {};
      // It is tried again in a second, and a signal must not wait for the bot.
      auto opened = HummingbotDatabase::open(source.input.path, std::chrono::milliseconds{400});
      if (!opened) return opened.error();
      source.database.emplace(std::move(*opened));
    }
    const auto present = source.database->version();
    if (!present) return present.error();
    if (*present == source.version) return {};
    if (auto read = source.database->read_new(settings_.rates, symbols_, notes_, take); !read) return read;
    source.version = *present;
    return {};
  }
  /// A document is read again when it has changed; what it held before is not told again.
  template <class Take>
  [[nodiscard]] Result<void> poll_document(Source& source, const Take& take) {
    const auto changed = modified_at(source.input.path);
    if (!changed) return {};
    const Fd fd = open_regular(source.input.path);
    const std::string stamp =
        std::to_string(changed->time_since_epoch().count()) + ":" + std::to_string(file_size(fd.get()));
    if (stamp == source.stamp) return {};
    return read_whole(
        source,
        [&](const BotRecord& record) {
          const std::uint64_t identity =
              id_hash(std::to_string(record.trade) + " " + std::to_string(record.time_us) + " " +
                          std::to_string(record.order) + " " + format_number(record.price),
                      static_cast<std::uint64_t>(record.kind));
          if (source.seen.insert(identity)) take(record);
        },
        stamp);
  }
  template <class Take>
  [[nodiscard]] Result<void> read_whole(Source& source, const Take& take, const std::string& stamp = "read") {
    InputReader reader(settings_, symbols_.book());
    auto read = reader.read({source.input}, [&](const BotRecord& record) {
      take(record);
      return true;
    });
    if (read) source.stamp = stamp;
    reader.notes().say();
    return read;
  }

  const BotsSettings& settings_;
  SymbolCache symbols_;
  BlockParsers parsers_;
  InputNotes notes_;
  ParsedBlock block_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::set<std::string> known_;
  std::uint64_t arrival_ = 0;
  bool is_first_ = true;
};

}  // namespace soak
