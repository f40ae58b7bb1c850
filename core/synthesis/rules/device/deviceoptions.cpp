#include "core/synthesis/rules/device/deviceoptions.h"

#include "core/synthesis/rules/flags.h"

namespace espalier::rules {

namespace {

constexpr const char* kRelaxed = "-cl-fast-relaxed-math";
constexpr OptionChoice kChoices[] = {{kRelaxed, 3, true},
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
    return changeOption(candidate, kChoices, relaxed, rng);
}

} // namespace espalier::rules
