// CSV as bots and spreadsheets write it: comma, semicolon or tab; quotes; one row a line.
#pragma once

#include <soak/model/bots/record_keys.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace bots_detail {

/// Takes one field off the front; its quotes are removed, and where it has doubled ones the text is put into `kept`.
/// False if a quote is not closed.
[[nodiscard]] inline bool take_csv_field(std::string_view& row, char separator, std::deque<std::string>& kept,
                                         std::string_view& field) {
  if (!row.starts_with('"')) {
    const std::size_t end = std::min(row.find(separator), row.size());
    field = row.substr(0, end);
    row.remove_prefix(end);
    return true;
  }
  std::size_t end = row.find('"', 1);
  bool has_doubled = false;
  while (end != row.npos && end + 1 < row.size() && row[end + 1] == '"') {
    has_doubled = true;
    end = row.find('"', end + 2);
  }
  if (end == row.npos) return false;
  field = row.substr(1, end - 1);
  row.remove_prefix(end + 1);
  if (has_doubled) {
    std::string plain;
    for (std::size_t i = 0; i < field.size(); ++i) {
      plain += field[i];
      if (field[i] == '"') ++i;
    }
    field = kept.emplace_back(std::move(plain));
  }
  return true;
}

}  // namespace bots_detail

/// What the columns mean.
struct CsvHeader {
  char separator = ',';
  std::vector<Slot> columns;
  std::vector<std::string> names;

  [[nodiscard]] bool has(Slot slot) const noexcept {
    return std::find(columns.begin(), columns.end(), slot) != columns.end();
  }
};

[[nodiscard]] inline CsvHeader csv_header(std::string_view line, const RecordKeys& keys) {
  CsvHeader header;
  for (const char separator : {';', '\t', ','}) {
    if (std::count(line.begin(), line.end(), separator) >= std::count(line.begin(), line.end(), header.separator)) {
      header.separator = separator;
    }
  }
  std::deque<std::string> kept;
  std::string_view name;
  while (bots_detail::take_csv_field(line, header.separator, kept, name)) {
    header.names.emplace_back(name);
    header.columns.push_back(keys.slot(keys.step(RecordKeys::root, name)));
    if (line.empty()) break;
    line.remove_prefix(1);
  }
  return header;
}

/// One row at a time; what record() gives is good until the next one.
class CsvRow {
 public:
  /// Empty, or what is wrong with the row.
  [[nodiscard]] std::string_view read(const CsvHeader& header, std::string_view row) {
    record_.clear();
    kept_.clear();
    std::size_t column = 0;
    std::string_view field;
    while (true) {
      if (!bots_detail::take_csv_field(row, header.separator, kept_, field)) return "a quote is not closed";
      if (column == header.columns.size()) return "it has more columns than the header";
      const Slot slot = header.columns[column++];
      if (slot != Slot::none && !field.empty()) record_.set(slot, {field, RawValue::Kind::text});
      if (row.empty()) break;
      if (row.front() != header.separator) return "text follows a closed quote";
      row.remove_prefix(1);
    }
    return column == header.columns.size() ? "" : "it has fewer columns than the header";
  }
  [[nodiscard]] const RawRecord& record() const noexcept { return record_; }

 private:
  RawRecord record_;
  std::deque<std::string> kept_;
};

}  // namespace soak
