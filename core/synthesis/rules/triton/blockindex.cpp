#include "core/synthesis/rules/triton/blockindex.h"

#include <algorithm>

namespace espalier::rules {

namespace {

/// Conversions, hints and brackets around an expression change nothing of what it numbers; neither do new axes.
Extent core(const Script& script, Extent extent)
{
    for (;;) {
        const Extent before = extent;
        extent = script.bare(extent);
        if (extent.size() < 3) {
            return extent;
        }
        const std::size_t last = extent.last - 1;
        const std::size_t open = script.partner(last);
        const bool widened = open >= extent.first + 3 && script.isAt(open - 2, {".", "to", "(", "tl", "."}) &&
                             (script.isAt(open + 3, {"int64", ")"}) || script.isAt(open + 3, {"int32", ")"}));
        const bool axes = open > extent.first && (script.isAt(open, {"[", ":", ",", "None", "]"}) ||
                                                  script.isAt(open, {"[", "None", ",", ":", "]"}));
        const bool hint = open == extent.first + 3 && (script.isAt(extent.first, {"tl", ".", "multiple_of"}) ||
                                                       script.isAt(extent.first, {"tl", ".", "max_contiguous"}));
        if (widened) {
            extent.last = open - 2;
        } else if (axes) {
            extent.last = open;
        } else if (hint) {
            extent = script.split({open + 1, last}, ",").front();
        }
        if (extent.first == before.first && extent.last == before.last) {
            return extent;
        }
    }
}

bool isName(const Script& script, Extent extent)
{
    return extent.size() == 1 && script.tokens()[extent.first].kind == PythonToken::Kind::Name;
}

/// tl.arange(0, BLOCK): the name of the block.
std::string arangeOf(const Script& script, const ScriptFunction& kernel, Extent extent)
{
    const bool whole = script.isAt(extent.first, {"tl", ".", "arange", "(", "0", ","}) && extent.size() == 8 &&
                       script.partner(extent.first + 3) == extent.last - 1;
    const ScriptParameter* block = whole ? kernel.parameter(script.tokens()[extent.first + 6].text) : nullptr;
    return block != nullptr && block->constant ? block->name : std::string();
}

/// A loop's counter: range(0, limit, BLOCK), tl.range with its like.
std::optional<BlockIndex> steps(const Script& script, const Binding& loop, const std::string& block)
{
    const std::size_t first = loop.value.first;
    const bool plain = script.isAt(first, {"range", "("});
    const bool tritons = script.isAt(first, {"tl", ".", "range", "("});
    if (!plain && !tritons) {
        return std::nullopt;
    }
    const auto call = script.callAt(first, first + (plain ? 1 : 3));
    if (!call || call->close != loop.value.last - 1 || call->at(2) == nullptr) {
        return std::nullopt;
    }
    const bool fits = script.words(call->at(0)->value) == "0" && script.words(call->at(2)->value) == block;
    const Extent limit = call->at(1)->value;
    return fits ? std::optional(BlockIndex{BlockIndex::Walk::Loop, block,
                                           isName(script, limit) ? script.words(limit) : std::string(), 0})
                : std::nullopt;
}

/// What stands before + tl.arange(0, block).
std::optional<BlockIndex> base(const Script& script, const ScriptFunction& kernel, Extent term, std::size_t line,
                               const std::string& block)
{
    term = core(script, term);
    const std::vector<Extent> factors = script.split(term, "*");
    if (factors.size() == 2) {
        const bool second = script.words(factors[1]) == block;
        if (!second && script.words(factors[0]) != block) {
            return std::nullopt;
        }
        const int axis = programAxis(script, kernel, factors[second ? 0 : 1], line);
        return axis < 0 ? std::nullopt : std::optional(BlockIndex{BlockIndex::Walk::Program, block, "", axis});
    }
    const auto binding =
        isName(script, term) ? reachingBinding(script, kernel, script.words(term), line) : std::nullopt;
    if (!binding) {
        return std::nullopt;
    }
    return binding->loop ? steps(script, *binding, block) : base(script, kernel, binding->value, binding->line, block);
}

/// Of one launch: the axis has triton.cdiv(limit, block) programs.
bool coversExactly(const Script& script, const TritonLaunch& launch, const BlockIndex& index, const std::string& limit)
{
    const ScriptArgument* wide = launch.argumentFor(limit);
    if (wide == nullptr || static_cast<std::size_t>(index.axis) >= launch.grid.size()) {
        return false;
    }
    const Extent programs = launch.grid[static_cast<std::size_t>(index.axis)];
    const auto call = script.isAt(programs.first, {"triton", ".", "cdiv", "("})
                          ? script.callAt(programs.first, programs.first + 3)
                          : std::nullopt;
    if (!call || call->close != programs.last - 1 || call->arguments.size() != 2 || call->at(1) == nullptr ||
        script.words(call->at(0)->value) != script.words(wide->value)) {
        return false;
    }
    const Extent size = call->at(1)->value;
    if (!launch.meta.empty() && size.size() == 4 && script.isAt(size.first, {launch.meta, "["})) {
        return script.tokens()[size.first + 2].text == index.block;
    }
    const ScriptArgument* block = launch.argumentFor(index.block);
    return block != nullptr && script.words(block->value) == script.words(size);
}

std::string evenCondition(const Script& script, const ScriptFunction& kernel, const std::vector<TritonLaunch>& launches,
                          const BlockIndex& index, Extent limit)
{
    const ScriptParameter* size = isName(script, limit) ? kernel.parameter(script.words(limit)) : nullptr;
    if (size == nullptr || isEverBound(script, kernel, size->name) || isEverBound(script, kernel, index.block)) {
        return {};
    }
    const std::string wide = "args[\"" + size->name + "\"]";
    const std::string block = "args[\"" + index.block + "\"]";
    if (index.walk == BlockIndex::Walk::Whole) {
        return block + " <= " + wide;
    }
    const bool covered = index.walk == BlockIndex::Walk::Loop
                             ? index.limit == size->name
                             : std::ranges::all_of(launches, [&](const auto& one) {
                                   return coversExactly(script, one, index, size->name);
                               });
    return covered ? wide + " % " + block + " == 0" : std::string();
}

std::size_t timesBound(const Script& script, const ScriptFunction& kernel, const std::string& name)
{
    std::size_t times = 0;
    for (std::size_t line = kernel.first; line < kernel.last; ++line) {
        times += binds(script, line, name) ? 1 : 0;
    }
    return times;
}

/// Of pid_1, pid_0 = tl.swizzle2d(…) at the head of the body: each pair comes up once, so each axis goes as far as
/// before. -1 for other names, and where one of the two is bound anew.
int swizzledAxis(const Script& script, const ScriptFunction& kernel, const std::string& name, std::size_t line)
{
    constexpr std::string_view kSwizzle =
        "pid_1 , pid_0 = tl . swizzle2d ( tl . program_id ( 1 ) , tl . program_id ( 0 ) , tl . num_programs ( 1 ) , tl "
        ". num_programs ( 0 ) ,";
    for (std::size_t at = kernel.first; at < std::min(line, kernel.first + 2); ++at) {
        if (script.words(script.lines()[at].words).starts_with(kSwizzle)) {
            const bool only = timesBound(script, kernel, "pid_0") == 1 && timesBound(script, kernel, "pid_1") == 1;
            return !only ? -1 : name == "pid_0" ? 0 : name == "pid_1" ? 1 : -1;
        }
    }
    return -1;
}

} // namespace

int programAxis(const Script& script, const ScriptFunction& kernel, Extent extent, std::size_t line)
{
    extent = core(script, extent);
    if (script.isAt(extent.first, {"tl", ".", "program_id", "("}) &&
        script.partner(extent.first + 3) == extent.last - 1) {
        const auto axis = numberIn(script, {extent.first + 4, extent.last - 1});
        return axis && *axis >= 0 && *axis <= 2 ? static_cast<int>(*axis) : -1;
    }
    if (!isName(script, extent)) {
        return -1;
    }
    const std::string name = script.words(extent);
    if (const auto binding = reachingBinding(script, kernel, name, line)) {
        return binding->loop ? -1 : programAxis(script, kernel, binding->value, binding->line);
    }
    return swizzledAxis(script, kernel, name, line);
}

std::optional<BlockIndex> blockIndex(const Script& script, const ScriptFunction& kernel, Extent extent,
                                     std::size_t line)
{
    extent = core(script, extent);
    if (isName(script, extent)) {
        const auto binding = reachingBinding(script, kernel, script.words(extent), line);
        return binding && !binding->loop ? blockIndex(script, kernel, binding->value, binding->line) : std::nullopt;
    }
    const std::vector<Extent> terms = script.split(extent, "+");
    const std::string block = arangeOf(script, kernel, core(script, terms.back()));
    if (block.empty() || terms.size() > 2) {
        return std::nullopt;
    }
    return terms.size() == 1 ? std::optional(BlockIndex{BlockIndex::Walk::Whole, block, "", 0})
                             : base(script, kernel, terms.front(), line, block);
}

std::set<std::string> evenConditions(const Script& script, const ScriptFunction& kernel,
                                     const std::vector<TritonLaunch>& launches, Extent mask, std::size_t line)
{
    mask = core(script, mask);
    if (isName(script, mask)) {
        const auto binding = reachingBinding(script, kernel, script.words(mask), line);
        return binding && !binding->loop ? evenConditions(script, kernel, launches, binding->value, binding->line)
                                         : std::set<std::string>();
    }
    std::set<std::string> all;
    const std::vector<Extent> parts = script.split(mask, "&");
    for (const Extent& part : parts) {
        if (parts.size() > 1) {
            // Without brackets & would bind tighter than the comparison.
            if (!script.isAt(part.first, {"("}) && !isName(script, core(script, part))) {
                return {};
            }
            const auto some = evenConditions(script, kernel, launches, part, line);
            if (some.empty()) {
                return {};
            }
            all.insert(some.begin(), some.end());
            continue;
        }
        const std::vector<Extent> sides = script.split(part, "<");
        const auto index = sides.size() == 2 ? blockIndex(script, kernel, sides[0], line) : std::nullopt;
        const std::string condition = index ? evenCondition(script, kernel, launches, *index, sides[1]) : std::string();
        return condition.empty() ? std::set<std::string>() : std::set<std::string>{condition};
    }
    return all;
}

} // namespace espalier::rules
