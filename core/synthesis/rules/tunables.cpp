#include "core/synthesis/rules/tunables.h"

#include "core/opencl/manifest.h"
#include "core/synthesis/rules/triton/tritonlaunch.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <sstream>

namespace espalier::rules {

namespace {

constexpr std::size_t kMostChoices = 64;

/// The numbers after "// tune:", or Python's mark, on the line that starts at `end`.
std::vector<std::int64_t> choicesAfter(const std::string& source, unsigned end, std::string_view mark = "// tune:")
{
    const std::size_t lineEnd = std::min(source.find('\n', end), source.size());
    const std::string line = source.substr(end, lineEnd - end);
    const std::size_t at = line.find(mark);
    std::vector<std::int64_t> choices;
    if (at == std::string::npos) {
        return choices;
    }
    std::istringstream numbers(line.substr(at + mark.size()));
    std::int64_t value = 0;
    while (choices.size() < kMostChoices && numbers >> value) {
        choices.push_back(value);
    }
    return choices;
}

/// `#define WG 16 // tune: 1 4 16` in the head of a device source: what its launch lines count with. The head holds
/// comments and lines of the preprocessor alone, so lines are all there is to parse.
std::vector<Tunable> definedTunables(const std::string& source)
{
    std::vector<Tunable> tunables;
    const std::size_t head = sourceHead(source).size();
    for (std::size_t at = 0; at < head; at = std::min(source.find('\n', at), source.size() - 1) + 1) {
        const std::size_t end = std::min(source.find('\n', at), source.size());
        std::istringstream line(source.substr(at, end - at));
        std::string word;
        Tunable tunable;
        if (!(line >> word >> tunable.name >> tunable.value) || word != "#define") {
            continue;
        }
        tunable.valueEnd =
            static_cast<unsigned>(at + static_cast<std::size_t>(std::max<std::streamoff>(0, line.tellg())));
        tunable.valueBegin = tunable.valueEnd - static_cast<unsigned>(std::to_string(tunable.value).size());
        tunable.choices = choicesAfter(source, tunable.valueEnd);
        if (tunable.choices.size() > 1) {
            tunables.push_back(tunable);
        }
    }
    return tunables;
}

/// `BLOCK = 256  # tune: 128 256 512` at the file's own level, where no kernel sees it but as an argument.
std::vector<Tunable> scriptTunables(const Script& script, const std::string& source)
{
    std::vector<Tunable> tunables;
    for (const ScriptLine& line : script.lines()) {
        const std::size_t first = line.words.first;
        const bool constant = line.depth == 0 && line.words.size() == 3 && script.isAt(first + 1, {"="});
        const auto value = constant ? numberIn(script, {first + 2, first + 3}) : std::nullopt;
        if (value) {
            const unsigned end = script.end(first + 2);
            Tunable tunable{script.tokens()[first].text, *value, choicesAfter(source, end, "# tune:"),
                            script.begin(first + 2), end};
            if (tunable.choices.size() > 1) {
                tunables.push_back(std::move(tunable));
            }
        }
    }
    return tunables;
}

} // namespace

std::vector<Tunable> tunablesIn(const Kernel& kernel)
{
    std::vector<Tunable> tunables;
    if (kernel.script) {
        return scriptTunables(*kernel.script, kernel.source);
    }
    if (kernel.device()) {
        return definedTunables(kernel.source);
    }
    walk(*kernel.root, [&](const Node& at) {
        if (at.kind == Kind::Variable && at.type.starts_with("const ") && at.children.size() == 1) {
            Tunable tunable{at.name, 0, choicesAfter(kernel.source, at.end), at.child(0).begin, at.child(0).end};
            if (integerValue(at.child(0), tunable.value) && tunable.choices.size() > 1) {
                tunables.push_back(tunable);
            }
        }
        return true;
    });
    return tunables;
}

std::map<std::string, std::int64_t> tunedIn(const std::string& source)
{
    std::map<std::string, std::int64_t> values;
    std::istringstream lines(source);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t mark = std::min(line.find("// tune:"), line.find("# tune:"));
        std::istringstream stream(mark == std::string::npos ? "" : line.substr(0, mark));
        std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
        std::erase(words, "=");
        if (words.size() < 2) { // `#define WG 16`, `constexpr int WG 16;`, `WG 16`
            continue;
        }
        const std::string& literal = words.back();
        std::int64_t value = 0;
        if (std::from_chars(literal.data(), literal.data() + literal.size(), value).ec == std::errc()) {
            values.emplace(words[words.size() - 2], value);
        }
    }
    return values;
}

std::string withTunable(const Kernel& kernel, const Tunable& tunable, std::int64_t value)
{
    std::string source = kernel.source;
    source.replace(tunable.valueBegin, tunable.valueEnd - tunable.valueBegin, std::to_string(value));
    return source;
}

std::int64_t neighbour(const Tunable& tunable, Rng& rng)
{
    const auto& choices = tunable.choices;
    const auto at = std::find(choices.begin(), choices.end(), tunable.value);
    if (at == choices.end() || rng.uniform() < 0.3) {
        std::vector<std::int64_t> others;
        std::copy_if(choices.begin(), choices.end(), std::back_inserter(others),
                     [&](std::int64_t choice) { return choice != tunable.value; });
        return others.empty() ? tunable.value : others[rng.below(others.size())];
    }
    const bool down = at + 1 == choices.end() || (at != choices.begin() && rng.uniform() < 0.5);
    return down ? *(at - 1) : *(at + 1);
}

} // namespace espalier::rules
