#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace espalier {

// Reading of documents that somebody else wrote: nothing is taken to be there, or of its type.

/// A null value when the text is not one JSON object.
nlohmann::json parsedObject(std::string_view text);

/// A null value when `value` is no object or has no such member. Refers to `value`.
const nlohmann::json& memberOf(const nlohmann::json& value, const char* name);

/// The first element; a null value when `value` is no array or empty. Refers to `value`.
const nlohmann::json& firstOf(const nlohmann::json& value);

/// A string member, or a number in its digits: error codes are both. Empty for anything else.
std::string textOf(const nlohmann::json& value, const char* name);

/// A whole number from 0; more than a thousand million is held to that, so that sums do not overflow.
std::optional<std::size_t> countOf(const nlohmann::json& value, const char* name);

} // namespace espalier
