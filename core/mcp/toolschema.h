#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace espalier {

// The pieces that the tools' input schemas are made of; core/mcp/argumentschema.h says which are understood.

nlohmann::json objectSchema(nlohmann::json properties, const std::vector<std::string>& required);
nlohmann::json textSchema(const char* description, std::size_t longest);
nlohmann::json choiceSchema(const char* description, const std::vector<std::string>& words);
nlohmann::json integerSchema(const char* description, int low, int high);

} // namespace espalier
