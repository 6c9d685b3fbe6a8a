// What a form of model/json/forms.hpp, or one like it, writes of a value.
#pragma once

#include <soak/model/json/writer.hpp>

#include <string>

template <class Form, class T>
std::string written(const Form& form, const T& value) {
  std::string out;
  soak::JsonWriter json(out);
  form.write(json, value);
  return out;
}
