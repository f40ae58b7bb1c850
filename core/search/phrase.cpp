#include "core/search/phrase.h"

#include <array>
#include <cstdio>

namespace espalier {

std::string number(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3g", value);
    return text.data();
}

} // namespace espalier
