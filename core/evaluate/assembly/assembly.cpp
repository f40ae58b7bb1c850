#include "core/evaluate/assembly/assembly.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier {

const AssemblyForm* Assembly::form(const std::string& name) const
{
    const auto found =
        std::ranges::find_if(forms, [&name](const AssemblyForm& form) { return name.empty() || form.name == name; });
    return found == forms.end() ? nullptr : &*found;
}

std::string toText(const Assembly& assembly)
{
    nlohmann::json forms = nlohmann::json::array();
    for (const AssemblyForm& form : assembly.forms) {
        forms.push_back({{"name", form.name}, {"text", form.text}});
    }
    return nlohmann::json{{"command", assembly.command}, {"forms", forms}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Assembly> assemblyFromText(const std::string& text)
{
    const nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object() || !document.contains("command") || !document["command"].is_string() ||
        !document.contains("forms") || !document["forms"].is_array()) {
        return std::nullopt;
    }
    Assembly assembly{document["command"].get<std::string>(), {}};
    for (const nlohmann::json& form : document["forms"]) {
        if (!form.is_object() || !form.contains("name") || !form["name"].is_string() || !form.contains("text") ||
            !form["text"].is_string()) {
            return std::nullopt;
        }
        assembly.forms.push_back({form["name"].get<std::string>(), form["text"].get<std::string>()});
    }
    return assembly;
}

} // namespace espalier
