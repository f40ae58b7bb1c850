#include "core/mcp/toolschema.h"

namespace espalier {

nlohmann::json objectSchema(nlohmann::json properties, const std::vector<std::string>& required)
{
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", required},
            {"additionalProperties", false}};
}

nlohmann::json textSchema(const char* description, std::size_t longest)
{
    return {{"type", "string"}, {"description", description}, {"maxLength", longest}};
}

nlohmann::json choiceSchema(const char* description, const std::vector<std::string>& words)
{
    return {{"type", "string"}, {"description", description}, {"enum", words}};
}

nlohmann::json integerSchema(const char* description, int low, int high)
{
    return {{"type", "integer"}, {"description", description}, {"minimum", low}, {"maximum", high}};
}

} // namespace espalier
