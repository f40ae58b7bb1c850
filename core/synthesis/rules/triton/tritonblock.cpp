#include "core/synthesis/rules/triton/tritonblock.h"

#include "core/synthesis/rules/triton/blockuses.h"

#include <algorithm>
#include <array>

namespace espalier::rules {

namespace {

constexpr std::array kSizes{16, 32, 64, 128, 256, 512, 1024, 2048, 4096};
constexpr std::array kTileSizes{16, 32, 64, 128, 256}; ///< beside tl.dot
constexpr long kFarthest = 4;                          ///< times or a fraction of what it is now

/// What has to be written in the grid of a launch; nothing where the grid would not go along.
std::optional<std::vector<TextEdit>> gridEdits(const Script& script, const TritonLaunch& launch,
                                               const std::set<int>& axes, const std::string& block, long now,
                                               const std::string& next)
{
    std::vector<TextEdit> edits;
    for (const int axis : axes) {
        if (static_cast<std::size_t>(axis) >= launch.grid.size()) {
            return std::nullopt;
        }
        const Extent programs = launch.grid[static_cast<std::size_t>(axis)];
        const auto call = script.isAt(programs.first, {"triton", ".", "cdiv", "("})
                              ? script.callAt(programs.first, programs.first + 3)
                              : std::nullopt;
        if (!call || call->close != programs.last - 1 || call->at(1) == nullptr) {
            return std::nullopt;
        }
        const Extent size = call->at(1)->value;
        if (!launch.meta.empty() && size.size() == 4 && script.isAt(size.first, {launch.meta, "["}) &&
            script.tokens()[size.first + 2].text == block) {
            continue;
        }
        if (numberIn(script, size) != now || !launch.gridIsOwn || next.empty()) {
            return std::nullopt;
        }
        edits.push_back({script.begin(size.first), script.end(size.first), next});
    }
    return edits;
}

/// Where a size is written, and the launches that it is for.
struct Written
{
    std::size_t token = 0;
    std::vector<TritonLaunch> launches;
    bool atLaunch = true; ///< else in a configuration
    std::string what;
};

std::vector<Written> writtenSizes(const Script& script, const ScriptFunction& kernel, const std::string& block)
{
    std::vector<Written> found;
    const auto launches = onlyLaunches(script, kernel);
    for (const TritonLaunch& launch : launches) {
        const ScriptArgument* size = launch.isPlain() ? launch.argumentFor(block) : nullptr;
        if (size != nullptr && numberIn(script, size->value)) {
            found.push_back({size->value.first, {launch}, true, kernel.name});
        }
    }
    int number = 0;
    for (const ScriptCall& config : configsOf(script, kernel)) {
        ++number;
        for (std::size_t at = config.open; at < config.close && !launches.empty(); ++at) {
            const PythonToken& token = script.tokens()[at];
            if (token.kind == PythonToken::Kind::Text && token.text == block && script.isAt(at + 1, {":"}) &&
                numberIn(script, {at + 2, at + 3})) {
                found.push_back({at + 2, launches, false, kernel.name + "'s configuration " + std::to_string(number)});
            }
        }
    }
    return found;
}

std::vector<int> sizesBeside(const Script& script, const ScriptFunction& kernel, long now)
{
    if (now > kSizes.back() * kFarthest) {
        return {};
    }
    std::vector<int> sizes(kSizes.begin(), kSizes.end());
    if (!script.callsOf(kernel, "dot").empty()) {
        sizes.assign(kTileSizes.begin(), kTileSizes.end());
    }
    std::erase_if(sizes, [&](int size) { return size == now || size > now * kFarthest || now > size * kFarthest; });
    return sizes;
}

void addSizes(const Script& script, const ScriptFunction& kernel, const std::string& block, const std::set<int>& axes,
              std::vector<ScriptChange>& changes)
{
    for (const Written& written : writtenSizes(script, kernel, block)) {
        const long now = *numberIn(script, {written.token, written.token + 1});
        for (const int size : sizesBeside(script, kernel, now)) {
            const std::string text = std::to_string(size);
            std::vector<TextEdit> edits{{script.begin(written.token), script.end(written.token), text}};
            bool fits = true;
            for (const TritonLaunch& launch : written.launches) {
                const auto grid = gridEdits(script, launch, axes, block, now, written.atLaunch ? text : std::string());
                fits = fits && grid;
                if (grid) {
                    edits.insert(edits.end(), grid->begin(), grid->end());
                }
            }
            if (fits) {
                const std::string what = written.what + " in blocks of " + text + " (" + block + ")";
                changes.push_back({{script.begin(written.token), size, what}, std::move(edits)});
            }
        }
    }
}

} // namespace

std::vector<ScriptChange> TritonBlock::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        for (const ScriptParameter& parameter : kernel.parameters) {
            const auto axes =
                kernel.kernel && parameter.constant ? axesOfBlock(script, kernel, parameter.name) : std::nullopt;
            if (axes) {
                addSizes(script, kernel, parameter.name, *axes, changes);
            }
        }
    }
    return changes;
}

} // namespace espalier::rules
