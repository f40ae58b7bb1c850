#include "core/synthesis/rules/cuda/blocksize.h"

#include "core/synthesis/rules/cuda/gridkernel.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <regex>

namespace espalier::rules {

namespace {

constexpr int kSizes[] = {32, 64, 128, 256, 512, 1024};
constexpr const char* kChoices = "32 64 128 256 512 1024";

bool mentionsWord(const std::string& text, const std::string& word)
{
    return std::regex_search(text, std::regex("\\b" + word + "\\b"));
}

/// The line that launches the function in blocks whose size is a number or a constant of the head that the code does
/// not count with.
std::optional<LaunchLine> resizable(const Kernel& kernel, const Node& function)
{
    auto launch = onlyLaunchOf(kernel.source, function.name);
    if (!launch) {
        return std::nullopt;
    }
    const std::string wide = launch->local.front().text;
    const bool free = !valuesOf(kernel, wide).empty() &&
                      !mentionsWord(kernel.source.substr(behindHead(kernel.source)), wide) &&
                      withoutBlanks(launch->global.front().text).ends_with("*" + wide) &&
                      std::all_of(launch->local.begin() + 1, launch->local.end(),
                                  [](const LaunchLine::Part& size) { return size.text == "1"; });
    return free ? launch : std::nullopt;
}

bool isShared(const Kernel& kernel, const LaunchLine& launch)
{
    const std::vector<LaunchLine> lines = launchLines(kernel.source);
    return std::ranges::any_of(lines, [&](const LaunchLine& other) {
        return other.begin != launch.begin &&
               mentionsWord(kernel.text(other.begin, other.end), launch.local.front().text);
    });
}

/// The line with another constant.
std::string withConstant(const std::string& line, const std::string& old, const std::string& name)
{
    return std::regex_replace(line, std::regex("\\b" + old + "\\b"), name);
}

} // namespace

std::vector<Site> BlockSize::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    for (const Node* function : globalFunctions(kernel)) {
        const auto launch = resizable(kernel, *function);
        for (int variant = 0; launch && variant < static_cast<int>(std::size(kSizes)); ++variant) {
            const auto values = valuesOf(kernel, launch->local.front().text);
            if (values.back() != kSizes[variant]) { // the last is what it is now
                list.push_back(
                    {function->begin, variant, std::to_string(kSizes[variant]) + " threads for " + function->name});
            }
        }
    }
    return list;
}

Result<std::string> BlockSize::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Node* function : globalFunctions(kernel)) {
        const auto launch = function->begin == site.offset ? resizable(kernel, *function) : std::optional<LaunchLine>();
        if (!launch) {
            continue;
        }
        const std::string old = launch->local.front().text;
        const int size = kSizes[site.variant];
        const std::string define = "#define " + old + " ";
        const std::size_t line = kernel.source.find(define);
        Rewriter rewriter(kernel);
        if (line != std::string::npos && !isShared(kernel, *launch)) {
            const std::size_t end = kernel.source.find('\n', line) + 1;
            rewriter.replace(static_cast<unsigned>(line), static_cast<unsigned>(end), tunedDefine(old, size, kChoices));
            return rewriter.result();
        }
        const std::string name = freshName(kernel.source, "BLOCK");
        rewriter.replace(launch->begin, launch->end, withConstant(kernel.text(launch->begin, launch->end), old, name));
        rewriter.insert(behindLaunchLines(kernel.source), tunedDefine(name, size, kChoices));
        return rewriter.result();
    }
    return doesNotApply(name(), "no launch line has a size that the code does not count with");
}

} // namespace espalier::rules
