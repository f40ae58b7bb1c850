#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace espalier {

/// What keeps `value` from being what `schema` describes, as one clause that names the place ("arguments.limit is
/// above 1000"); nothing when it fits. Knows the part of JSON Schema that our tools use: type (object, array, string,
/// integer, number, boolean), properties, required, enum, minimum, maximum, minLength, maxLength (in bytes), items and
/// maxItems. Strict: an object may have no members but its properties.
std::optional<std::string> schemaProblem(const nlohmann::json& schema, const nlohmann::json& value,
                                         const std::string& place = "arguments");

} // namespace espalier
