// A database of SQLite that another program writes to (dependency('sqlite3')). It is only ever read: the connection may
// not write, waits where the writer is at work, and sees what was committed.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

namespace soak {

/// One query. What text() gives is good until the next step.
class SqliteQuery {
 public:
  /// True if there is a row. `unavailable`: the writer held the database for longer than one waits.
  [[nodiscard]] Result<bool> step() {
    const int outcome = ::sqlite3_step(statement_.get());
    if (outcome == SQLITE_ROW) return true;
    if (outcome == SQLITE_DONE) return false;
    const bool is_busy = (outcome & 0xFF) == SQLITE_BUSY || (outcome & 0xFF) == SQLITE_LOCKED;
    return Error{is_busy ? Errc::unavailable : Errc::input_unusable,
                 "cannot read " + printable(path_) + ": " + ::sqlite3_errmsg(::sqlite3_db_handle(statement_.get()))};
  }
  void rewind() noexcept { (void)::sqlite3_reset(statement_.get()); }
  void bind(int parameter, std::int64_t value) noexcept {
    (void)::sqlite3_bind_int64(statement_.get(), parameter, value);
  }

  [[nodiscard]] std::int64_t integer(int column) const noexcept {
    return ::sqlite3_column_int64(statement_.get(), column);
  }
  [[nodiscard]] double number(int column) const noexcept { return ::sqlite3_column_double(statement_.get(), column); }
  [[nodiscard]] std::string_view text(int column) const noexcept {
    const auto* const bytes = reinterpret_cast<const char*>(::sqlite3_column_text(statement_.get(), column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(::sqlite3_column_bytes(statement_.get(), column))};
  }
  [[nodiscard]] bool is_null(int column) const noexcept { return type(column) == SQLITE_NULL; }
  [[nodiscard]] bool is_integer(int column) const noexcept { return type(column) == SQLITE_INTEGER; }

 private:
  friend class SqliteDatabase;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { (void)::sqlite3_finalize(statement); }
  };
  SqliteQuery(sqlite3_stmt* statement, std::string path) : statement_(statement), path_(std::move(path)) {}
  [[nodiscard]] int type(int column) const noexcept { return ::sqlite3_column_type(statement_.get(), column); }

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string path_;
};

class SqliteDatabase {
 public:
  /// `patience` is how long a read waits for the writer.
  [[nodiscard]] static Result<SqliteDatabase> open(const std::string& path, std::chrono::milliseconds patience) {
    sqlite3* handle = nullptr;
    const int outcome = ::sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    SqliteDatabase database(handle, path);
    if (outcome != SQLITE_OK) return database.problem(outcome);
    (void)::sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
    return database;
  }

  [[nodiscard]] Result<SqliteQuery> query(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int outcome =
        ::sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (outcome != SQLITE_OK) return problem(outcome);
    return SqliteQuery(statement, path_);
  }

  /// The number in the first column of a query's first row.
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql) {
    auto made = query(sql);
    if (!made) return made.error();
    const auto row = made->step();
    if (!row) return row.error();
    return *row ? made->integer(0) : 0;
  }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept { (void)::sqlite3_close_v2(handle); }
  };
  SqliteDatabase(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

  [[nodiscard]] Error problem(int outcome) const {
    const bool is_busy = (outcome & 0xFF) == SQLITE_BUSY || (outcome & 0xFF) == SQLITE_LOCKED;
    const char* const reason = handle_ ? ::sqlite3_errmsg(handle_.get()) : "out of memory";
    return {is_busy ? Errc::unavailable : Errc::input_unusable, "cannot read " + printable(path_) + ": " + reason};
  }

  std::unique_ptr<sqlite3, Close> handle_;
  std::string path_;
};

}  // namespace soak
