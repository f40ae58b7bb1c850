#include "core/synthesis/rules/cuda/cudaoptions.h"

#include "core/synthesis/rules/flags.h"

namespace espalier::rules {

namespace {

/// --use_fast_math stands for --ftz=true --prec-div=false --prec-sqrt=false and the quick functions (NVRTC, "Supported
/// Compile Options").
constexpr OptionChoice kChoices[] = {{"--use_fast_math", 3, true},      {"--extra-device-vectorization", 1, false},
                                     {"--restrict", 1, false},          {"--maxrregcount=32", 0.7, false},
                                     {"--maxrregcount=64", 0.7, false}, {"--maxrregcount=128", 0.7, false},
                                     {"--ftz=true", 0.5, true},         {"--prec-div=false", 0.5, true},
                                     {"--prec-sqrt=false", 0.5, true}};

} // namespace

std::string changeCudaOptions(Candidate& candidate, bool relaxed, Rng& rng)
{
    return changeOption(candidate, kChoices, relaxed, rng);
}

} // namespace espalier::rules
