#include "core/synthesis/rules/triton/tritonlaunch.h"

#include "core/synthesis/rules/triton/blockindex.h"

#include <algorithm>
#include <charconv>

namespace espalier::rules {

namespace {

/// The values that a host function assigns to the name, how many lines give it one, and how often it stands there.
struct Uses
{
    std::vector<Extent> values;
    std::size_t bindings = 0;
    std::size_t mentions = 0;
};

Uses usesOf(const Script& script, const ScriptFunction& host, const std::string& name)
{
    Uses uses;
    for (std::size_t i = host.first; i < host.last; ++i) {
        const Extent words = script.lines()[i].words;
        for (std::size_t at = words.first; at < words.last; ++at) {
            uses.mentions += script.isAt(at, {name}) ? 1 : 0;
        }
        uses.bindings += binds(script, i, name) ? 1 : 0;
        if (script.isAt(words.first, {name, "="})) {
            uses.values.push_back({words.first + 2, words.last});
        }
    }
    return uses;
}

/// The components of (a, b) or [a, b]; nothing else is taken apart.
std::vector<Extent> components(const Script& script, Extent value)
{
    const bool tuple =
        value.size() > 2 && script.isAt(value.first, {"("}) && script.partner(value.first) == value.last - 1;
    if (!tuple) {
        return {};
    }
    std::vector<Extent> parts = script.split({value.first + 1, value.last - 1}, ",");
    if (parts.size() == 1) {
        return {}; // (n) is no tuple
    }
    std::erase_if(parts, [](const Extent& part) { return part.empty(); });
    return parts.size() <= 3 ? parts : std::vector<Extent>();
}

/// Whether what a grid was worked out from may be something else by the time of the launch.
bool changesAfterwards(const Script& script, const ScriptFunction& host, Extent value)
{
    for (std::size_t at = value.first; at < value.last; ++at) {
        const PythonToken& token = script.tokens()[at];
        for (std::size_t line = script.lineOf(value.first) + 1; line < host.last; ++line) {
            if (token.kind == PythonToken::Kind::Name && binds(script, line, token.text)) {
                return true;
            }
        }
    }
    return false;
}

void readGrid(const Script& script, TritonLaunch& launch, Extent inside)
{
    launch.gridIsOwn = true;
    Extent value = inside;
    if (inside.size() == 1 && launch.host != nullptr) {
        const Uses uses = usesOf(script, *launch.host, script.words(inside));
        launch.gridIsOwn = uses.mentions == 2;
        const bool known = uses.values.size() == 1 && uses.bindings == 1 &&
                           !changesAfterwards(script, *launch.host, uses.values.front());
        value = known ? uses.values.front() : Extent{};
    }
    if (script.isAt(value.first, {"lambda"}) && value.size() > 3 && script.isAt(value.first + 2, {":"})) {
        launch.meta = script.tokens()[value.first + 1].text;
        value.first += 3;
    }
    launch.grid = components(script, value);
    const bool spread =
        std::ranges::any_of(launch.grid, [&](const Extent& part) { return script.isAt(part.first, {"*"}); });
    launch.grid = spread ? std::vector<Extent>() : launch.grid;
}

} // namespace

const ScriptArgument* TritonLaunch::argumentFor(std::string_view parameter) const
{
    if (const ScriptArgument* named = call.named(parameter)) {
        return named;
    }
    const auto place = std::ranges::find(kernel->parameters, parameter, &ScriptParameter::name);
    return call.at(static_cast<std::size_t>(place - kernel->parameters.begin()));
}

bool TritonLaunch::isPlain() const
{
    return std::ranges::none_of(call.arguments, &ScriptArgument::spread);
}

std::vector<TritonLaunch> tritonLaunches(const Script& script, const ScriptFunction& kernel)
{
    std::vector<TritonLaunch> launches;
    for (std::size_t at = 0; at + 3 < script.tokens().size(); ++at) {
        const bool member = at > 0 && script.isAt(at - 1, {"."});
        if (member || !script.isAt(at, {kernel.name, "["}) || !script.isAt(script.partner(at + 1) + 1, {"("})) {
            continue;
        }
        const std::size_t close = script.partner(at + 1);
        TritonLaunch launch;
        launch.kernel = &kernel;
        launch.host = script.around(script.lineOf(at));
        launch.call = *script.callAt(at, close + 1);
        readGrid(script, launch, {at + 2, close});
        launches.push_back(std::move(launch));
    }
    return launches;
}

std::vector<TritonLaunch> onlyLaunches(const Script& script, const ScriptFunction& kernel)
{
    const auto mentions =
        static_cast<std::size_t>(std::ranges::count(script.tokens(), kernel.name, &PythonToken::text));
    auto launches = tritonLaunches(script, kernel);
    return mentions == launches.size() + 1 ? launches : std::vector<TritonLaunch>();
}

std::optional<ScriptCall> markerOf(const Script& script, const ScriptFunction& kernel, std::string_view name)
{
    for (const std::size_t line : kernel.markers) {
        const std::size_t at = script.lines()[line].words.first;
        if (script.isAt(at, {"@", "triton", ".", name})) {
            auto call = script.callAt(at + 1, at + 4);
            return call ? call : ScriptCall{at + 1, at + 3, at + 3, {}};
        }
    }
    return std::nullopt;
}

std::vector<ScriptCall> configsOf(const Script& script, const ScriptFunction& kernel)
{
    std::vector<ScriptCall> configs;
    const auto marker = markerOf(script, kernel, "autotune");
    for (std::size_t at = marker ? marker->open : 0; marker && at < marker->close; ++at) {
        if (script.isAt(at, {"triton", ".", "Config", "("})) {
            configs.push_back(*script.callAt(at, at + 3));
        }
    }
    return configs;
}

std::optional<long> numberIn(const Script& script, Extent extent)
{
    const std::string text = script.words(extent);
    long value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace espalier::rules
