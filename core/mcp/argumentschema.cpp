#include "core/mcp/argumentschema.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using Json = nlohmann::json;

bool hasType(const std::string& type, const Json& value)
{
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "integer" && value.is_number_integer()) ||
           (type == "number" && value.is_number()) || (type == "boolean" && value.is_boolean());
}

std::optional<std::string> objectProblem(const Json& schema, const Json& value, const std::string& place)
{
    for (const Json& name : schema.value("required", Json::array())) {
        if (!value.contains(name.get_ref<const std::string&>())) {
            return place + "." + name.get<std::string>() + " is missing";
        }
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
        const auto known = properties.find(name);
        if (known == properties.end()) {
            return place + " has a member that nobody knows: " + name.substr(0, 40);
        }
        if (auto problem = schemaProblem(*known, member, place + "." + name)) {
            return problem;
        }
    }
    return std::nullopt;
}

std::optional<std::string> arrayProblem(const Json& schema, const Json& value, const std::string& place)
{
    if (schema.contains("maxItems") && value.size() > schema["maxItems"].get<std::size_t>()) {
        return place + " has more than " + schema["maxItems"].dump() + " elements";
    }
    for (std::size_t i = 0; schema.contains("items") && i < value.size(); ++i) {
        if (auto problem = schemaProblem(schema["items"], value[i], place + "[" + std::to_string(i) + "]")) {
            return problem;
        }
    }
    return std::nullopt;
}

std::optional<std::string> textProblem(const Json& schema, const Json& value, const std::string& place)
{
    const std::size_t size = value.get_ref<const std::string&>().size();
    if (schema.contains("minLength") && size < schema["minLength"].get<std::size_t>()) {
        return place + " is too short";
    }
    if (schema.contains("maxLength") && size > schema["maxLength"].get<std::size_t>()) {
        return place + " is longer than " + schema["maxLength"].dump() + " bytes";
    }
    return std::nullopt;
}

std::optional<std::string> numberProblem(const Json& schema, const Json& value, const std::string& place)
{
    if (schema.contains("minimum") && value.get<double>() < schema["minimum"].get<double>()) {
        return place + " is below " + schema["minimum"].dump();
    }
    if (schema.contains("maximum") && value.get<double>() > schema["maximum"].get<double>()) {
        return place + " is above " + schema["maximum"].dump();
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> schemaProblem(const Json& schema, const Json& value, const std::string& place)
{
    const std::string type = schema.value("type", "object");
    if (!hasType(type, value)) {
        return place + " is no " + type;
    }
    const Json words = schema.value("enum", Json::array());
    if (!words.empty() && std::find(words.begin(), words.end(), value) == words.end()) {
        return place + " is none of " + words.dump();
    }
    if (value.is_object()) {
        return objectProblem(schema, value, place);
    }
    if (value.is_array()) {
        return arrayProblem(schema, value, place);
    }
    if (value.is_string()) {
        return textProblem(schema, value, place);
    }
    return value.is_number() ? numberProblem(schema, value, place) : std::nullopt;
}

} // namespace espalier
