// The members of an object, listed once for both directions, so that reading and writing cannot disagree.
//
// A type lists what it holds in the order of the file:
//
//   void visit_members(MembersOf<Marker> auto& marker, auto&& visit) {
//     visit.required("ts", marker.ts);                     // reading fails without it
//     visit("reason", marker.reason);                      // missing or of another kind: as it was
//     visit.correct("level", marker.level);                // may be missing, but not of another kind
//     visit("done", marker.done, OkOrSkip{});              // in a form of its own
//     visit.if_any("until_us", marker.until, exact_time);  // an optional: absent if there is none
//     visit.derived("status", marker.status());            // written, never read
//   }
#pragma once

#include <soak/model/json/forms.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace soak {

/// `T` or, for the writer, const `T`.
template <class U, class T>
concept MembersOf = std::same_as<std::remove_const_t<U>, T>;

/// Writes into an object that has been begun.
class MemberWriter {
 public:
  explicit MemberWriter(JsonWriter& json) : json_(json) {}

  template <class T, class Form = PlainForm>
  void operator()(std::string_view key, const T& value, const Form& form = {}) const {
    json_.key(key);
    form.write(json_, value);
  }
  template <class T, class Form = PlainForm>
  void required(std::string_view key, const T& value, const Form& form = {}) const {
    (*this)(key, value, form);
  }
  template <class T, class Form = PlainForm>
  void correct(std::string_view key, const T& value, const Form& form = {}) const {
    (*this)(key, value, form);
  }
  template <class T, class Form = PlainForm>
  void derived(std::string_view key, const T& value, const Form& form = {}) const {
    (*this)(key, value, form);
  }
  template <class T, class Form = PlainForm>
  void if_any(std::string_view key, const std::optional<T>& value, const Form& form = {}) const {
    if (value) (*this)(key, *value, form);
  }
  /// A member that is an object; `inner(visit)` lists its members.
  template <class Inner>
  void object(std::string_view key, const Inner& inner, JsonWriter::Layout layout = JsonWriter::Layout::block) const {
    json_.key(key);
    json_.begin_object(layout);
    inner(*this);
    json_.end_object();
  }
  /// The same, absent if there is none; `inner(value, visit)`.
  template <class T, class Inner>
  void object_if_any(std::string_view key, const std::optional<T>& value, const Inner& inner) const {
    if (value) object(key, [&](const MemberWriter& visit) { inner(*value, visit); });
  }
  /// The same, null if there is none.
  template <class T, class Inner>
  void object_or_null(std::string_view key, const std::optional<T>& value, const Inner& inner) const {
    if (value)
      return object(
          key, [&](const MemberWriter& visit) { inner(*value, visit); }, JsonWriter::Layout::line);
    json_.key(key);
    json_.null();
  }
  /// The members are the items of a list, each an object under the name that `name` points to.
  template <class List, class Item>
  void each(const List& list, std::string Item::*name, JsonWriter::Layout layout = JsonWriter::Layout::block) const {
    for (const Item& item : list) {
      object(
          item.*name, [&](const MemberWriter& visit) { visit_members(item, visit); }, layout);
    }
  }
  template <class List, class Item>
  void each_if_any(const List& list, std::string Item::*name,
                   JsonWriter::Layout layout = JsonWriter::Layout::block) const {
    each(list, name, layout);
  }
  /// An array of objects, each on a line of its own unless it is asked for blocks.
  template <class List>
  void objects(std::string_view key, const List& list, JsonWriter::Layout layout = JsonWriter::Layout::line) const {
    json_.key(key);
    json_.begin_array();
    for (const auto& item : list) {
      json_.begin_object(layout);
      visit_members(item, *this);
      json_.end_object();
    }
    json_.end_array();
  }
  template <class List>
  void objects_if_any(std::string_view key, const List& list) const {
    objects(key, list);
  }

 private:
  JsonWriter& json_;
};

/// Reads from an object, and keeps the first error. Where nothing is demanded a required member is like any other.
class MemberReader {
 public:
  enum class Demand { what_is_required, nothing };

  /// `problem` must outlive the reader and those of the objects in it. No object: every member is missing. `index`: of
  /// an element of an array that is the document.
  MemberReader(const boost::json::value* object, std::optional<Error>& problem,
               Demand demand = Demand::what_is_required, std::optional<std::size_t> index = {})
      : object_(object), index_(index), problem_(problem), demand_(demand) {}

  template <class T, class Form = PlainForm>
  void operator()(std::string_view key, T& target, const Form& form = {}) const {
    if (const auto* const member = find(key)) (void)form.read(*member, target);
  }
  template <class T, class Form = PlainForm>
  void required(std::string_view key, T& target, const Form& form = {}) const {
    const auto* const member = find(key);
    if (member == nullptr || !form.read(*member, target)) fail(key, form.expected(target));
  }
  /// May be missing, but not of another kind.
  template <class T, class Form = PlainForm>
  void correct(std::string_view key, T& target, const Form& form = {}) const {
    const auto* const member = find(key);
    if (member != nullptr && !form.read(*member, target)) fail(key, form.expected(target));
  }
  template <class T, class Form = PlainForm>
  void derived(std::string_view, const T&, const Form& = {}) const noexcept {}
  template <class T, class Form = PlainForm>
  void if_any(std::string_view key, std::optional<T>& target, const Form& form = {}) const {
    const auto* const member = find(key);
    target.reset();
    T value{};
    if (member == nullptr) return;
    if (form.read(*member, value)) {
      target = std::move(value);
    } else {
      fail(key, form.expected(value));
    }
  }
  template <class Inner>
  void object(std::string_view key, const Inner& inner, JsonWriter::Layout = JsonWriter::Layout::block) const {
    inner(inside(find(key), key));
  }
  template <class T, class Inner>
  void object_if_any(std::string_view key, std::optional<T>& target, const Inner& inner) const {
    target.reset();
    const auto* const member = find(key);
    if (member != nullptr) inner(target.emplace(), inside(member, key));
  }
  template <class T, class Inner>
  void object_or_null(std::string_view key, std::optional<T>& target, const Inner& inner) const {
    target.reset();
    const auto* const member = find(key);
    if (member != nullptr && !member->is_null()) inner(target.emplace(), inside(member, key));
  }
  /// Reading demands that this is an object of objects.
  template <class T>
  void each(std::vector<T>& list, std::string T::*name, JsonWriter::Layout = JsonWriter::Layout::block) const {
    if (object_ == nullptr || !object_->is_object()) return fail_here(pointer(), "an object");
    for (const auto& member : object_->get_object()) {
      if (!member.value().is_object()) fail(member.key(), "an object");
    }
    read_each(list, name);
  }
  /// Anything else leaves the list empty, or an item as it is made.
  template <class T>
  void each_if_any(std::vector<T>& list, std::string T::*name, JsonWriter::Layout = JsonWriter::Layout::block) const {
    if (object_ != nullptr && object_->is_object()) read_each(list, name);
  }
  template <class T>
  void objects(std::string_view key, std::vector<T>& target, JsonWriter::Layout = JsonWriter::Layout::line) const {
    const auto* const list = array(key);
    if (list == nullptr) return fail(key, "an array");
    target.clear();
    for (std::size_t i = 0; i < list->size(); ++i) read_element(key, i, (*list)[i], target.emplace_back());
  }
  /// Anything but an array leaves the list empty.
  template <class T>
  void objects_if_any(std::string_view key, std::vector<T>& target) const {
    target.clear();
    if (array(key) != nullptr) objects(key, target);
  }
  template <class T, std::size_t N>
  void objects(std::string_view key, std::array<T, N>& target, JsonWriter::Layout = JsonWriter::Layout::line) const {
    const auto* const list = array(key);
    if (list == nullptr || list->size() != N) return fail(key, "an array of " + std::to_string(N) + " objects");
    for (std::size_t i = 0; i < N; ++i) read_element(key, i, (*list)[i], target[i]);
  }

  /// The member of that name, or null. They mostly come in the order in which they are asked for.
  [[nodiscard]] const boost::json::value* find(std::string_view key) const {
    const auto* const object = object_ == nullptr ? nullptr : object_->if_object();
    if (object == nullptr) return nullptr;
    const auto* const expected = next_ < object->size() ? object->begin() + next_ : object->end();
    const auto* const found = expected != object->end() && expected->key() == key ? expected : object->find(key);
    if (found == object->end()) return nullptr;
    next_ = static_cast<std::size_t>(found - object->begin()) + 1;
    return &found->value();
  }

 private:
  /// Lives no longer than this one and the key.
  [[nodiscard]] MemberReader inside(const boost::json::value* object, std::string_view key,
                                    std::optional<std::size_t> index = {}) const {
    MemberReader reader(object, problem_, demand_, index);
    reader.outer_ = this;
    reader.name_ = key;
    return reader;
  }
  /// Where the object is in the document, as a JSON pointer.
  [[nodiscard]] std::string pointer() const {
    std::string text = outer_ == nullptr ? std::string() : outer_->pointer() + "/" + pointer_segment(name_);
    if (index_) text += "/" + std::to_string(*index_);
    return text;
  }
  [[nodiscard]] const boost::json::array* array(std::string_view key) const {
    const auto* const member = find(key);
    return member == nullptr ? nullptr : member->if_array();
  }
  template <class T>
  void read_element(std::string_view key, std::size_t index, const boost::json::value& element, T& target) const {
    visit_members(target, inside(&element, key, index));
  }
  template <class T>
  void read_each(std::vector<T>& list, std::string T::*name) const {
    list.clear();
    list.reserve(object_->get_object().size());
    for (const auto& member : object_->get_object()) {
      T& item = list.emplace_back();
      (item.*name).assign(member.key().data(), member.key().size());
      visit_members(item, inside(&member.value(), member.key()));
    }
  }
  void fail(std::string_view key, std::string_view expected) const {
    fail_here(pointer() + "/" + pointer_segment(key), expected);
  }
  void fail_here(std::string_view place, std::string_view expected) const {
    if (!problem_ && demand_ != Demand::nothing) problem_ = wrong_member(place, expected);
  }

  const boost::json::value* object_;
  const MemberReader* outer_ = nullptr;  ///< of the object that this one is a member of, as `name_`; null: none
  std::string_view name_ = {};
  std::optional<std::size_t> index_;  ///< in the array that is there
  mutable std::size_t next_ = 0;      ///< behind the member that was found last
  std::optional<Error>& problem_;
  Demand demand_;
};

/// The object as text, without a line end.
template <class T>
[[nodiscard]] std::string members_json(const T& value, JsonWriter::Layout layout = JsonWriter::Layout::block) {
  std::string out;
  JsonWriter json(out);
  json.begin_object(layout);
  visit_members(value, MemberWriter(json));
  json.end_object();
  return out;
}

/// Reads an object. The error names the member; the caller adds the file's name. Members that `T` does not list are
/// left alone.
template <class T>
[[nodiscard]] Result<T> read_members(const boost::json::value& document, T value = {},
                                     MemberReader::Demand demand = MemberReader::Demand::what_is_required) {
  if (!document.is_object()) return wrong_member("the document", "an object");
  std::optional<Error> problem;
  visit_members(value, MemberReader(&document, problem, demand));
  if (problem) return *problem;
  return value;
}

template <class T>
[[nodiscard]] Result<T> parse_members(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  return read_members<T>(*document);
}

}  // namespace soak
