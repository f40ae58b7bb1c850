#include "core/synthesis/prompt/diagnosislines.h"

#include "core/synthesis/prompt/figures.h"
#include "core/synthesis/prompt/hostiletext.h"

#include <ranges>

namespace espalier::prompting {
namespace {

constexpr std::size_t kMostFindings = 6;
constexpr std::size_t kMostOfProfile = 10;

} // namespace

std::string diagnosisLines(const Diagnosis& diagnosis)
{
    const bool hasLever = !diagnosis.lever.empty() && diagnosis.lever != kOptionsLever;
    if (diagnosis.bound == Bound::Unknown && diagnosis.facts.empty() && !hasLever) {
        return {};
    }
    std::string lines =
        "- bound: " + std::string(toText(diagnosis.bound)) + " (confidence " + toText(diagnosis.confidence) + ")\n";
    if (diagnosis.roofShare > 0) {
        lines += "- share of the roof: " + figure(100 * diagnosis.roofShare) + " %\n";
    }
    if (hasLever) {
        lines += "- suggested lever: " + oneLine(diagnosis.lever) + "\n";
    }
    for (const std::string& fact : diagnosis.facts | std::views::take(kMostFindings)) {
        lines += "- finding: " + oneLine(fact, 400) + "\n";
    }
    return lines;
}

std::string profileLines(const std::vector<std::string>& summary)
{
    std::string lines;
    for (const std::string& line : summary | std::views::take(kMostOfProfile)) {
        lines += "- " + oneLine(line, 300) + "\n";
    }
    return lines;
}

} // namespace espalier::prompting
