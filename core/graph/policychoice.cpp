#include "core/graph/policychoice.h"

#include "core/base/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 4> kNames{"greedy", "uct", "evolution", "thompson"};

constexpr PolicyConstant kFatigue{"fatigue", 0, 2, 0.05, "what each try without gain takes from a node's log speedup"};
constexpr PolicyConstant kPatience{"patience", 1, 10'000, 16, "steps without a better node before a restart"};

std::string figure(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 6).ptr;
    return {text.data(), end};
}

Error wrong(std::string_view text, const std::string& why, const std::string& what)
{
    return {ErrorKind::Usage, "\"" + std::string(text.substr(0, 80)) + "\" is no selection policy", why, what};
}

std::string namesOf(const std::vector<PolicyConstant>& constants)
{
    std::string text;
    for (const PolicyConstant& one : constants) {
        text += (text.empty() ? "" : ", ") + std::string(one.name) + " (" + figure(one.least) + " to " +
                figure(one.most) + ")";
    }
    return text;
}

} // namespace

double PolicyChoice::constant(std::string_view constantName) const
{
    if (const auto set = constants.find(constantName); set != constants.end()) {
        return set->second;
    }
    const auto known = policyConstants(name);
    const auto usual = std::ranges::find(known, constantName, &PolicyConstant::name);
    return usual == known.end() ? 0 : usual->usual;
}

std::span<const std::string_view> policyNames()
{
    return kNames;
}

std::vector<PolicyConstant> policyConstants(std::string_view policy)
{
    if (policy == "greedy") {
        return {kFatigue, kPatience};
    }
    if (policy == "uct") {
        return {{"c", 0, 10, 0.5, "weight of exploration"},
                kPatience,
                {"widening", 0.1, 100, 2, "children a node may have per square root of its visits"}};
    }
    if (policy == "evolution") {
        return {kFatigue,
                {"mate", 1, 1000, 8, "one choice in so many mates two"},
                {"migrate", 1, 1000, 10, "results between two migrations"},
                kPatience,
                {"pressure", 0, 20, 2, "how strongly the better cells are preferred"}};
    }
    if (policy == "thompson") {
        return {kPatience, {"spread", 0, 10, 1, "factor on how far the draws scatter"}};
    }
    return {};
}

Result<PolicyChoice> parsePolicy(std::string_view text)
{
    constexpr std::size_t kLongest = 400;
    std::string_view rest = trimmed(text);
    if (text.size() > kLongest) {
        return wrong(text, "it is too long", "write for example uct c=0.7");
    }
    PolicyChoice choice;
    for (bool first = true; !rest.empty() || first; first = false) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, end);
        rest = trimmed(rest.substr(end));
        if (first) {
            if (std::ranges::find(kNames, word) == kNames.end()) {
                return wrong(text, "", "use greedy, uct, evolution or thompson");
            }
            choice.name = word;
            continue;
        }
        const auto constants = policyConstants(choice.name);
        const std::size_t equals = std::min(word.find('='), word.size());
        const auto known = std::ranges::find(constants, word.substr(0, equals), &PolicyConstant::name);
        double value = 0;
        const std::string_view digits = word.substr(std::min(equals + 1, word.size()));
        const auto [stop, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (known == constants.end() || code != std::errc() || stop != digits.data() + digits.size() ||
            !(value >= known->least && value <= known->most)) {
            return wrong(text, "\"" + std::string(word.substr(0, 80)) + "\" is no constant of " + choice.name,
                         "write name=number with one of " + namesOf(constants));
        }
        choice.constants.insert_or_assign(std::string(known->name), value);
    }
    return choice;
}

std::string toText(const PolicyChoice& choice)
{
    std::string text = choice.name;
    for (const auto& [name, value] : choice.constants) {
        text += " " + name + "=" + figure(value);
    }
    return text;
}

} // namespace espalier
