#include "core/synthesis/rules/flags.h"

#include <algorithm>

namespace espalier::rules {

namespace {

std::string familyOf(const std::string& option)
{
    if (option.starts_with("-O")) {
        return "-O";
    }
    const std::size_t equals = option.find('=');
    return equals == std::string::npos ? option : option.substr(0, equals);
}

struct Choice
{
    const char* option;
    double weight;
};

constexpr Choice kChoices[] = {
    {"-ffast-math", 3},
    {"-mprefer-vector-width=512", 3},
    {"-funroll-loops", 2},
    {"-fno-trapping-math", 0.5},
    {"-fno-math-errno", 0.5},
    {"-fvect-cost-model=unlimited", 1},
    {"-O2", 0.5},
    {"-fno-tree-slp-vectorize", 0.3},
    {"-mprefer-vector-width=256", 1},
    {"-fprefetch-loop-arrays", 0.7},
    {"-fno-ivopts", 0.2},
};

} // namespace

bool hasOption(const Candidate& candidate, const std::string& option)
{
    return std::find(candidate.options.begin(), candidate.options.end(), option) != candidate.options.end();
}

void removeOption(Candidate& candidate, const std::string& option)
{
    std::erase(candidate.options, option);
}

void addOption(Candidate& candidate, const std::string& option)
{
    const std::string family = familyOf(option);
    std::erase_if(candidate.options, [&](const std::string& other) { return familyOf(other) == family; });
    candidate.options.push_back(option);
}

void setBaseOptions(Candidate& candidate)
{
    addOption(candidate, "-O3");
    addOption(candidate, "-march=native");
    addOption(candidate, "-fopenmp");
}

void setFastMath(Candidate& candidate, bool on)
{
    if (on) {
        addOption(candidate, "-ffast-math");
    } else {
        removeOption(candidate, "-ffast-math");
    }
}

std::string changeFlags(Candidate& candidate, bool reassociation, Rng& rng)
{
    std::vector<double> weights;
    for (const Choice& choice : kChoices) {
        const bool relaxed = std::string(choice.option) == "-ffast-math";
        weights.push_back(relaxed && !reassociation ? 0 : choice.weight);
    }
    const std::string option = kChoices[rng.weighted(weights)].option;
    if (!hasOption(candidate, option)) {
        addOption(candidate, option);
        return "with " + option;
    }
    removeOption(candidate, option);
    if (option == "-O2") {
        addOption(candidate, "-O3");
    }
    return "without " + option;
}

} // namespace espalier::rules
