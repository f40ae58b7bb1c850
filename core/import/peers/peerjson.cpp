#include "core/import/peers/peerjson.h"

#include "core/base/jsonmembers.h"
#include "core/task/wording.h"

#include <cmath>
#include <cstdio>

namespace espalier {
namespace {

constexpr std::size_t kLineCap = 200;
constexpr std::size_t kFiguresCap = 400;

} // namespace

double numberOf(const nlohmann::json& object, const char* key)
{
    const nlohmann::json& value = memberOf(object, key);
    const double number = value.is_number() ? value.get<double>() : 0;
    return std::isfinite(number) ? number : 0;
}

std::string figuresOf(const nlohmann::json& metrics)
{
    std::string text;
    if (!metrics.is_object()) {
        return text;
    }
    for (const auto& [name, value] : metrics.items()) {
        if (value.is_number() && text.size() < kFiguresCap) {
            char number[32];
            std::snprintf(number, sizeof number, " %.6g", value.get<double>());
            text += (text.empty() ? "" : ", ") + oneLine(name) + number;
        }
    }
    return text;
}

std::string oneLine(const std::string& text)
{
    std::string line;
    for (const char c : shortened(text, kLineCap)) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        if (!control || (!line.empty() && line.back() != ' ')) {
            line += control ? ' ' : c;
        }
    }
    return line.substr(0, line.find_last_not_of(' ') + 1);
}

} // namespace espalier
