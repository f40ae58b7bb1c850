#include "core/graph/candidate.h"

#include <nlohmann/json.hpp>

namespace espalier {

std::string toObject(const Candidate& candidate)
{
    const nlohmann::json document{{"language", candidate.language},
                                  {"compiler", candidate.compiler},
                                  {"options", candidate.options},
                                  {"source", candidate.source}};
    return document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Candidate> candidateFromObject(const std::string& bytes)
{
    const nlohmann::json document = nlohmann::json::parse(bytes, nullptr, false);
    if (!document.is_object()) {
        return std::nullopt;
    }
    const auto text = [&](const char* key) { return document.contains(key) && document[key].is_string(); };
    if (!text("language") || !text("compiler") || !text("source") || !document.contains("options") ||
        !document["options"].is_array()) {
        return std::nullopt;
    }
    Candidate candidate;
    candidate.language = document["language"];
    candidate.compiler = document["compiler"];
    candidate.source = document["source"];
    for (const auto& option : document["options"]) {
        if (!option.is_string()) {
            return std::nullopt;
        }
        candidate.options.push_back(option);
    }
    return candidate;
}

} // namespace espalier
