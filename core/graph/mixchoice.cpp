#include "core/graph/mixchoice.h"

#include "core/base/words.h"

#include <algorithm>
#include <charconv>

namespace espalier {
namespace {

constexpr std::size_t kLongest = 400;
constexpr double kHeaviest = 1e6;

Error wrong(std::string_view text)
{
    return {ErrorKind::Usage, "\"" + std::string(text.substr(0, 80)) + "\" is no mix of synthesizers",
            "it names each once, with a weight from 0 to 1000000 behind it, and one weight is above 0",
            "write for example model 80 rules 20"};
}

std::string_view takeWord(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest = trimmed(rest.substr(end));
    return word;
}

} // namespace

Result<MixChoice> parseMix(std::string_view text)
{
    if (text.size() > kLongest) {
        return wrong(text);
    }
    MixChoice mix;
    double total = 0;
    for (std::string_view rest = trimmed(text); !rest.empty();) {
        const std::string name(takeWord(rest));
        const std::string_view digits = takeWord(rest);
        double weight = 0;
        const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), weight);
        const bool number = !digits.empty() && code == std::errc() && end == digits.data() + digits.size();
        const bool again = std::ranges::any_of(mix, [&](const auto& one) { return one.first == name; });
        if (!number || again || !(weight >= 0 && weight <= kHeaviest)) {
            return wrong(text);
        }
        mix.emplace_back(name, weight);
        total += weight;
    }
    return total > 0 ? Result<MixChoice>(std::move(mix)) : wrong(text);
}

} // namespace espalier
