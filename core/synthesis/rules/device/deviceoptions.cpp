#include "core/synthesis/rules/device/deviceoptions.h"

#include "core/synthesis/rules/flags.h"

#include <vector>

namespace espalier::rules {

namespace {

struct Choice
{
    const char* option;
    double weight;
    bool relaxes;
};

constexpr const char* kRelaxed = "-cl-fast-relaxed-math";
constexpr Choice kChoices[] = {{kRelaxed, 3, true},
                               {"-cl-mad-enable", 1, false},
                               {"-cl-no-signed-zeros", 0.5, false},
                               {"-cl-unsafe-math-optimizations", 1, true},
                               {"-cl-finite-math-only", 0.5, true},
                               {"-cl-denorms-are-zero", 0.5, false}};

} // namespace

void setRelaxedMath(Candidate& candidate)
{
    addOption(candidate, kRelaxed);
}

std::string changeDeviceOptions(Candidate& candidate, bool relaxed, Rng& rng)
{
    std::vector<double> weights;
    for (const Choice& choice : kChoices) {
        weights.push_back(choice.relaxes && !relaxed ? 0 : choice.weight);
    }
    const std::string option = kChoices[rng.weighted(weights)].option;
    if (hasOption(candidate, option)) {
        removeOption(candidate, option);
        return "without " + option;
    }
    addOption(candidate, option);
    return "with " + option;
}

} // namespace espalier::rules
