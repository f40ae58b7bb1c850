#include "core/synthesis/rules/triton/tritonautotune.h"

#include "core/synthesis/rules/triton/blockindex.h"
#include "core/synthesis/rules/triton/memoryaccess.h"

#include <algorithm>
#include <array>

namespace espalier::rules {

namespace {

struct Candidates
{
    const char* configurations;
    const char* what;
};

constexpr std::array kCandidates{Candidates{"triton.Config({}, num_warps=warps) for warps in (2, 4, 8, 16)", "warps"},
                                 Candidates{"triton.Config({}, num_warps=warps, num_stages=stages) "
                                            "for warps in (4, 8) for stages in (2, 3, 4)",
                                            "warps and stages"}};

/// The parameters that comparisons and loops go up to: numbers, and what decides which configuration is best.
std::vector<std::string> sizesOf(const Script& script, const ScriptFunction& kernel)
{
    std::vector<std::string> sizes;
    for (const ScriptParameter& one : kernel.parameters) {
        bool counts = false;
        for (std::size_t line = kernel.first; line < kernel.last; ++line) {
            const Extent words = script.lines()[line].words;
            for (std::size_t at = words.first + 1; at < words.last; ++at) {
                const bool named = script.isAt(at, {one.name});
                const bool compared = named && script.isAt(at - 1, {"<"});
                const bool bound = named && (script.isAt(at - 4, {"range", "(", "0", ",", one.name, ","}) ||
                                             script.isAt(at - 2, {"range", "(", one.name, ")"}));
                counts = counts || compared || bound;
            }
        }
        if (counts && !one.constant && !isEverBound(script, kernel, one.name)) {
            sizes.push_back(one.name);
        }
    }
    return sizes;
}

/// Running it again with what it left behind gives the same.
bool isRepeatable(const Script& script, const ScriptFunction& kernel, const std::vector<TritonLaunch>& launches)
{
    std::set<std::string> read;
    std::set<std::string> written;
    for (const MemoryAccess& access : memoryAccesses(script, kernel)) {
        if (access.tensor.empty()) {
            return false;
        }
        (access.isStore ? written : read).insert(access.tensor);
    }
    for (std::size_t line = kernel.first; line < kernel.last; ++line) {
        const Extent words = script.lines()[line].words;
        for (std::size_t at = words.first; at < words.last; ++at) {
            if (script.tokens()[at].text.starts_with("atomic_") ||
                script.isAt(at, {"tl", ".", "inline_asm_elementwise"})) {
                return false;
            }
        }
    }
    for (const TritonLaunch& launch : launches) {
        for (const std::string& one : written) {
            const ScriptArgument* target = launch.argumentFor(one);
            const auto same = [&](const std::string& other) {
                const ScriptArgument* source = launch.argumentFor(other);
                return source == nullptr || script.words(source->value) == script.words(target->value);
            };
            if (target == nullptr || std::ranges::any_of(read, same)) {
                return false;
            }
        }
    }
    return true;
}

bool isFree(const Script& script, const ScriptFunction& kernel, const std::vector<TritonLaunch>& launches)
{
    return !launches.empty() && !markerOf(script, kernel, "autotune") &&
           std::ranges::all_of(launches, [](const TritonLaunch& launch) {
               return launch.isPlain() && launch.call.named("num_warps") == nullptr &&
                      launch.call.named("num_stages") == nullptr;
           });
}

} // namespace

std::vector<ScriptChange> TritonAutotune::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        const auto launches = kernel.kernel ? onlyLaunches(script, kernel) : std::vector<TritonLaunch>();
        const auto sizes = sizesOf(script, kernel);
        if (sizes.empty() || !isFree(script, kernel, launches) || !isRepeatable(script, kernel, launches)) {
            continue;
        }
        std::string key;
        for (const std::string& size : sizes) {
            key += (key.empty() ? "\"" : ", \"") + size + "\"";
        }
        const unsigned head = script.begin(script.lines()[kernel.markers.front()].words.first);
        const bool loops = script.callsOf(kernel, "dot").empty();
        for (std::size_t variant = 0; variant < (loops ? 1 : kCandidates.size()); ++variant) {
            const Candidates& some = kCandidates.at(variant);
            changes.push_back({{head, static_cast<int>(variant), kernel.name + " over numbers of " + some.what},
                               {{head, head,
                                 "@triton.autotune(\n    configs=[" + std::string(some.configurations) +
                                     "],\n    key=[" + key + "],\n)\n"}}});
        }
    }
    return changes;
}

} // namespace espalier::rules
