#include "core/knowledge/taskfamily.h"

#include <algorithm>

namespace espalier {
namespace {

bool areLetters(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

} // namespace

bool ofOneFamily(std::string_view task, std::string_view other)
{
    for (std::size_t at = 0; at + kFamilyLetters <= task.size(); ++at) {
        const std::string_view run = task.substr(at, kFamilyLetters);
        if (areLetters(run) && other.find(run) != std::string_view::npos) {
            return true;
        }
    }
    return !task.empty() && task == other;
}

} // namespace espalier
