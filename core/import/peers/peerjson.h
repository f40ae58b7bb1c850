#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace espalier {

/// 0 where it is no finite number.
double numberOf(const nlohmann::json& object, const char* key);
/// "combined_score 0.73, latency_us 602": the numbers among the members.
std::string figuresOf(const nlohmann::json& metrics);
/// One line of at most 200 bytes, without control characters.
std::string oneLine(const std::string& text);

} // namespace espalier
