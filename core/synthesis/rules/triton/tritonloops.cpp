#include "core/synthesis/rules/triton/tritonloops.h"

#include "core/synthesis/rules/triton/tritonlaunch.h"

#include <algorithm>
#include <array>

namespace espalier::rules {

namespace {

constexpr long kMostWrittenOut = 16;
constexpr int kWrittenOut = 0;
constexpr int kStages = 100;   ///< and the number of them: a variant
constexpr int kUnrolled = 200; ///< and how often

constexpr std::array kStageChoices{1, 2, 3, 4};
constexpr std::array kUnrollChoices{2, 4};

/// The rounds of range(n) or range(a, b), where they are numbers.
std::optional<long> rounds(const Script& script, const ScriptCall& call)
{
    const bool two = call.arguments.size() == 2;
    const ScriptArgument* end = call.at(two ? 1 : 0);
    const auto last = end != nullptr && call.arguments.size() <= 2 ? numberIn(script, end->value) : std::nullopt;
    const auto first = two ? numberIn(script, call.at(0)->value) : std::optional<long>(0);
    return last && first ? std::optional(*last - *first) : std::nullopt;
}

class LoopForms
{
public:
    LoopForms(const Script& script, const std::string& what, const ScriptCall& call, bool plain)
        : m_script(script), m_what(what), m_call(call), m_plain(plain)
    {
    }

    std::vector<ScriptChange> list() const
    {
        std::vector<ScriptChange> changes;
        const auto count = rounds(m_script, m_call);
        const bool few = count && *count > 0 && *count <= kMostWrittenOut;
        if (few) {
            changes.push_back(form(kWrittenOut, "written out", {callee("tl.static_range")}));
        }
        // What is written out has nothing left to unroll, and one hint at a time is what can be told apart.
        if (!few && m_call.named("loop_unroll_factor") == nullptr) {
            add("num_stages", kStages, kStageChoices, " stages", changes);
        }
        if (!few && m_call.named("num_stages") == nullptr) {
            add("loop_unroll_factor", kUnrolled, kUnrollChoices, " times unrolled", changes);
        }
        return changes;
    }

private:
    template <std::size_t N>
    void add(const char* keyword, int kind, const std::array<int, N>& choices, const char* unit,
             std::vector<ScriptChange>& changes) const
    {
        const ScriptArgument* present = m_call.named(keyword);
        const auto now = present != nullptr ? numberIn(m_script, present->value) : std::optional<long>(0);
        for (const int value : choices) {
            if (now && value != *now) {
                std::vector<TextEdit> edits{withArgument(m_script, m_call, keyword, std::to_string(value))};
                if (m_plain) {
                    edits.push_back(callee("tl.range"));
                }
                changes.push_back(form(kind + value, std::to_string(value) + unit, std::move(edits)));
            }
        }
    }

    TextEdit callee(const char* name) const
    {
        return {m_script.begin(m_call.first), m_script.end(m_call.open - 1), name};
    }

    ScriptChange form(int variant, const std::string& how, std::vector<TextEdit> edits) const
    {
        return {{m_script.begin(m_call.first), variant, m_what + " " + how}, std::move(edits)};
    }

    const Script& m_script;
    const std::string& m_what;
    const ScriptCall& m_call;
    bool m_plain; ///< Python's range, not Triton's
};

} // namespace

std::vector<ScriptChange> TritonLoops::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        for (std::size_t line = kernel.first; kernel.kernel && line < kernel.last; ++line) {
            const Extent words = script.lines()[line].words;
            const bool head = script.isAt(words.first, {"for"}) && script.isAt(words.first + 2, {"in"}) &&
                              script.isAt(words.last - 1, {":"});
            const std::size_t first = words.first + 3;
            const bool plain = script.isAt(first, {"range", "("});
            if (!head || (!plain && !script.isAt(first, {"tl", ".", "range", "("}))) {
                continue;
            }
            const auto call = script.callAt(first, first + (plain ? 1 : 3));
            const bool spread = std::ranges::any_of(call->arguments, &ScriptArgument::spread);
            if (spread || call->close != words.last - 2) {
                continue;
            }
            const std::string what = "loop over " + script.tokens()[words.first + 1].text + " in " + kernel.name;
            for (ScriptChange& change : LoopForms(script, what, *call, plain).list()) {
                changes.push_back(std::move(change));
            }
        }
    }
    return changes;
}

} // namespace espalier::rules
