#include "core/synthesis/rules/flags.h"

#include "core/base/words.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string_view>

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

constexpr const char* kOtherCompiler = "the other compiler";

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
    {"-fassociative-math -fno-signed-zeros -fno-trapping-math", 1},
    {"-freciprocal-math", 0.5},
    {"-ffinite-math-only", 0.3},
    {kOtherCompiler, 0.5},
};

/// Those that change what floating-point arithmetic may come to; only where the task's tolerance allows it.
bool isRelaxed(std::string_view option)
{
    return option == "-ffast-math" || option.starts_with("-fassociative") || option == "-freciprocal-math" ||
           option == "-ffinite-math-only";
}

/// Is there a clang++ that the toolchain would find? Looked up once; a process does not outlive an installation.
bool hasClang()
{
    static const bool found = [] {
        const char* path = std::getenv("PATH");
        std::stringstream folders(path ? path : "");
        for (std::string folder; std::getline(folders, folder, ':');) {
            for (const char* name : {"clang++", "clang++-19", "clang++-14"}) {
                std::error_code ignored;
                if (std::filesystem::exists(std::filesystem::path(folder) / name, ignored)) {
                    return true;
                }
            }
        }
        return false;
    }();
    return found;
}

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

std::string changeOption(Candidate& candidate, std::span<const OptionChoice> choices, bool relaxed, Rng& rng)
{
    std::vector<double> weights;
    for (const OptionChoice& choice : choices) {
        weights.push_back(choice.relaxes && !relaxed ? 0 : choice.weight);
    }
    const std::string option = choices[rng.weighted(weights)].option;
    if (hasOption(candidate, option)) {
        removeOption(candidate, option);
        return "without " + option;
    }
    addOption(candidate, option);
    return "with " + option;
}

std::string changeFlags(Candidate& candidate, bool reassociation, Rng& rng)
{
    std::vector<double> weights;
    for (const Choice& choice : kChoices) {
        const bool barred = (isRelaxed(choice.option) && !reassociation) ||
                            (std::string_view(choice.option) == kOtherCompiler && !hasClang());
        weights.push_back(barred ? 0 : choice.weight);
    }
    const std::string option = kChoices[rng.weighted(weights)].option;
    if (option == kOtherCompiler) {
        candidate.compiler = candidate.compiler == "g++" ? "clang++" : "g++";
        return "built by " + candidate.compiler;
    }
    const std::vector<std::string> words = wordsOf(option);
    if (!hasOption(candidate, words.front())) {
        for (const std::string& word : words) {
            addOption(candidate, word);
        }
        return "with " + option;
    }
    for (const std::string& word : words) {
        removeOption(candidate, word);
    }
    if (option == "-O2") {
        addOption(candidate, "-O3");
    }
    return "without " + option;
}

} // namespace espalier::rules
