// The error convention of the whole library: a function that can fail returns Result<T>.
//
// An Error carries one code from the documented enum and one sentence "cannot <verb> <object>: <reason>".
// Nothing in soak throws on bad input, a missing file or a dead peer; std::bad_alloc is the only exception
// that a caller has to expect.
#pragma once

#include <boost/system/result.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace soak {

/// What went wrong, as far as the caller has to act differently. Each code has one process exit status.
enum class Errc {
  usage,           ///< the caller's options or settings contradict themselves or cannot be parsed
  input_unusable,  ///< an input is missing, unreadable or malformed beyond use
  output_failed,   ///< an output could not be written; what stood there before still stands
  lock_held,       ///< another live process owns the lock
  corrupt,      ///< a record contradicts its own checksum or hash chain: changed, cut or damaged after it was written
  unavailable,  ///< a peer (Redis, HTTP) did not answer, refused or timed out
};

/// Exit statuses of every tool. A WARN verdict is `done`.
enum class ExitStatus : int { done = 0, negative = 1, usage = 2, input = 3, output = 4 };

/// Failure of one operation. `message` is for people, one line, and never holds a secret.
struct Error {
  Errc code;
  std::string message;
};

template <class T>
using Result = boost::system::result<T, Error>;

/// Found by boost::system::result through argument-dependent lookup; reached only when a caller takes value()
/// of a failed result without checking, which is a defect of that caller.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw std::logic_error("unchecked soak::Result: " + error.message);
}

[[nodiscard]] constexpr ExitStatus exit_status_of(Errc code) noexcept {
  switch (code) {
    case Errc::usage:
      return ExitStatus::usage;
    case Errc::input_unusable:
      return ExitStatus::input;
    case Errc::output_failed:
      return ExitStatus::output;
    case Errc::lock_held:
    case Errc::corrupt:
    case Errc::unavailable:
      return ExitStatus::negative;
  }
  return ExitStatus::negative;
}

}  // namespace soak
