#include "core/base/jsonmembers.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kHighestCount = 1'000'000'000;

const nlohmann::json& nothing()
{
    static const nlohmann::json null;
    return null;
}

} // namespace

nlohmann::json parsedObject(std::string_view text)
{
    nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object()) {
        document = nullptr;
    }
    return document;
}

const nlohmann::json& memberOf(const nlohmann::json& value, const char* name)
{
    if (!value.is_object()) {
        return nothing();
    }
    const auto found = value.find(name);
    return found == value.end() ? nothing() : *found;
}

const nlohmann::json& firstOf(const nlohmann::json& value)
{
    return value.is_array() && !value.empty() ? value.front() : nothing();
}

std::string textOf(const nlohmann::json& value, const char* name)
{
    const nlohmann::json& member = memberOf(value, name);
    if (member.is_number_integer()) {
        return member.dump();
    }
    return member.is_string() ? member.get<std::string>() : std::string();
}

std::optional<std::size_t> countOf(const nlohmann::json& value, const char* name)
{
    const nlohmann::json& member = memberOf(value, name);
    if (!member.is_number_unsigned()) {
        return std::nullopt;
    }
    return std::min(member.get<std::size_t>(), kHighestCount);
}

} // namespace espalier
