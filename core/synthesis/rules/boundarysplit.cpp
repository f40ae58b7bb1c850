#include "core/synthesis/rules/boundarysplit.h"

#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <optional>

namespace espalier::rules {

namespace {

/// One comparison of a guard; it holds (or, for a guard that skips, fails) where `atLeastZero` ≥ 0.
struct Comparison
{
    const Node* node = nullptr;
    Polynomial atLeastZero;
    bool settled = false; ///< known within the loop's middle
};

struct Guard
{
    const Node* statement = nullptr; ///< the If or the Conditional
    bool skips = false;              ///< `if (outside) continue;`
    std::vector<Comparison> comparisons;
};

/// Adds the comparison as polynomials that must be ≥ 0; `negated` for its opposite. False when it is something else.
bool addComparison(const Kernel& kernel, const Node& node, bool negated, std::vector<Comparison>& conditions)
{
    if (node.kind != Kind::Binary || node.children.size() != 2) {
        return false;
    }
    const std::string both = negated ? "||" : "&&";
    if (node.name == both) {
        return addComparison(kernel, node.child(0), negated, conditions) &&
               addComparison(kernel, node.child(1), negated, conditions);
    }
    if (!isIntegerType(node.child(0).type) || !isIntegerType(node.child(1).type)) {
        return false;
    }
    const Polynomial left = polynomialOf(kernel, node.child(0));
    const Polynomial right = polynomialOf(kernel, node.child(1));
    const bool less = negated ? node.name == ">=" : node.name == "<";
    const bool lessEqual = negated ? node.name == ">" : node.name == "<=";
    const bool greater = negated ? node.name == "<=" : node.name == ">";
    const bool greaterEqual = negated ? node.name == "<" : node.name == ">=";
    if (less || lessEqual) {
        conditions.push_back({&node, right - left - Polynomial(less ? 1 : 0), false});
    } else if (greater || greaterEqual) {
        conditions.push_back({&node, left - right - Polynomial(greater ? 1 : 0), false});
    }
    return less || lessEqual || greater || greaterEqual;
}

std::optional<Guard> guardOf(const Kernel& kernel, const Node& node)
{
    Guard guard;
    guard.statement = &node;
    if (node.kind == Kind::If && node.children.size() == 2) {
        const auto inside = statementsOf(node.child(1));
        guard.skips = inside.size() == 1 && inside[0]->kind == Kind::Continue;
    } else if (node.kind != Kind::Conditional && node.kind != Kind::If) {
        return std::nullopt;
    }
    if (node.children.empty() || !addComparison(kernel, node.child(0), guard.skips, guard.comparisons)) {
        return std::nullopt;
    }
    return guard;
}

/// The least value over the loops inside `loop`; false when it cannot be said.
bool leastOver(const Kernel& kernel, const Loop& loop, Polynomial& value)
{
    for (int round = 0; round < 8; ++round) {
        bool replaced = false;
        for (const unsigned variable : value.variables()) {
            const bool inside = variable > loop.declaration() && variable < loop.node->end;
            if (!inside || !value.dependsOn(variable)) {
                continue;
            }
            const auto inner = loopOfVariable(kernel, variable);
            Polynomial factor;
            std::int64_t constant = 0;
            if (!inner || !value.coefficient(variable, factor) || !factor.isConstant(constant)) {
                return false;
            }
            Polynomial end = polynomialOf(kernel, constant > 0 ? *inner->first : *inner->bound);
            if (constant < 0 && !inner->inclusive) {
                end = end - Polynomial(1);
            }
            value = value.without(variable) + factor * end;
            replaced = true;
            break;
        }
        if (!replaced) {
            return true;
        }
    }
    return false;
}

/// Where the loop's variable must lie for every guard to hold: from each of `low`, up to (excluding) each of `high`.
struct Middle
{
    std::vector<std::string> low;
    std::vector<std::string> high;
    std::vector<Guard> guards;
};

void addUnique(std::vector<std::string>& list, const std::string& text)
{
    if (std::find(list.begin(), list.end(), text) == list.end()) {
        list.push_back(text);
    }
}

/// Where the comparison's outcome is known as a limit on the loop's variable; false when it is no such limit.
bool addComparisonLimit(const Kernel& kernel, const Loop& loop, const Comparison& comparison, Middle& middle)
{
    Polynomial factor;
    std::int64_t sign = 0;
    if (!comparison.atLeastZero.coefficient(loop.declaration(), factor) || !factor.isConstant(sign) ||
        (sign != 1 && sign != -1)) {
        return false;
    }
    Polynomial rest = comparison.atLeastZero.without(loop.declaration());
    if (!leastOver(kernel, loop, rest)) {
        return false;
    }
    for (const unsigned variable : rest.variables()) {
        if (rest.dependsOn(variable) && variable >= loop.node->begin && variable < loop.node->end) {
            return false;
        }
    }
    if (sign == 1) {
        addUnique(middle.low, (Polynomial(0) - rest).text(kernel));
    } else {
        addUnique(middle.high, (rest + Polynomial(1)).text(kernel));
    }
    return true;
}

void addGuard(const Kernel& kernel, const Loop& loop, Guard guard, Middle& middle)
{
    bool any = false;
    for (Comparison& comparison : guard.comparisons) {
        comparison.settled = addComparisonLimit(kernel, loop, comparison, middle);
        any = any || comparison.settled;
    }
    if (any) {
        middle.guards.push_back(std::move(guard));
    }
}

/// What is left to check in the middle; empty when nothing is.
std::string openCondition(const Kernel& kernel, const Guard& guard)
{
    std::string text;
    for (const Comparison& comparison : guard.comparisons) {
        if (!comparison.settled) {
            text += (text.empty() ? "" : guard.skips ? " || " : " && ") + kernel.text(*comparison.node);
        }
    }
    return text;
}

Middle middleOf(const Kernel& kernel, const Loop& loop)
{
    Middle middle;
    walk(*loop.body, [&](const Node& at) {
        if (const auto guard = guardOf(kernel, at)) {
            addGuard(kernel, loop, *guard, middle);
        }
        return true;
    });
    return middle;
}

bool isSplittable(const Kernel& kernel, const Loop& loop)
{
    // A loop over a filter's taps has no long middle.
    std::int64_t taps = 0;
    if (polynomialOf(kernel, *loop.bound).isConstant(taps) && taps < 16) {
        return false;
    }
    return loop.step == 1 && !loop.inclusive && !hasPragma(kernel, *loop.node) &&
           loop.node->parent->kind == Kind::Compound;
}

/// The body with the guards taken as true.
std::string middleBody(const Kernel& kernel, const Loop& loop, const Middle& middle)
{
    Rewriter rewriter(kernel);
    for (const Guard& guard : middle.guards) {
        const Node& node = *guard.statement;
        const Node& kept = node.child(1);
        if (const std::string open = openCondition(kernel, guard); !open.empty()) {
            rewriter.replace(node.child(0), open);
        } else if (guard.skips) {
            rewriter.replace(node.begin, statementEnd(kernel, node), "");
        } else if (node.kind == Kind::Conditional) {
            rewriter.replace(node, "(" + kernel.text(kept) + ")");
        } else {
            // One statement loses its braces, so that what is declared around it can be seen as one block.
            const auto inside = statementsOf(kept);
            const bool single = inside.size() == 1 && inside[0]->kind != Kind::Declaration;
            const std::string text = single ? kernel.text(inside[0]->begin, statementEnd(kernel, *inside[0]))
                                            : kernel.text(kept.begin, statementEnd(kernel, kept));
            rewriter.replace(node.begin, statementEnd(kernel, node), text);
        }
    }
    return rewriter.part(loop.body->begin, statementEnd(kernel, *loop.body));
}

} // namespace

std::vector<Site> BoundarySplit::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        if (isSplittable(kernel, loop) && !middleOf(kernel, loop).guards.empty()) {
            sites.push_back({loop.node->begin, 0, "loop over " + loop.name()});
        }
    }
    return sites;
}

Result<std::string> BoundarySplit::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        if (loop.node->begin != site.offset || !isSplittable(kernel, loop)) {
            continue;
        }
        const Middle middle = middleOf(kernel, loop);
        const std::string type = plainType(kernel, *loop.variable);
        const std::string indent = indentationAt(kernel, loop.node->begin);
        const std::string& i = loop.name();
        const std::string first = kernel.text(*loop.first);
        const std::string bound = kernel.text(*loop.bound);
        // Each limit is a constant of its own: loops around may only be jammed when their bounds never change.
        std::string text;
        std::string source = kernel.source;
        const auto limit = [&](const std::string& stem, const std::string& value, const char* sign,
                               const std::string& other) {
            const std::string name = freshName(source, stem);
            const std::string line = "const " + type + " " + name + " = " + value + sign + other + " ? " + value +
                                     " : " + other + ";\n" + indent;
            source += line;
            text += line;
            return name;
        };
        std::string low = "(" + first + ")";
        for (const std::string& least : middle.low) {
            low = limit(i + "Low", low, " > ", "(" + least + ")");
        }
        low = limit(i + "Low", low, " < ", "(" + bound + ")");
        std::string high = "(" + bound + ")";
        for (const std::string& most : middle.high) {
            high = limit(i + "High", high, " < ", "(" + most + ")");
        }
        high = limit(i + "High", high, " > ", low);
        const std::string body = kernel.text(loop.body->begin, statementEnd(kernel, *loop.body));
        const std::string head = "for (" + type + " " + i + " = ";
        text += std::string(kRestMark) + " " + head + first + "; " + i + " < " + low + "; ++" + i + ") " + body + "\n";
        text +=
            indent + head + low + "; " + i + " < " + high + "; ++" + i + ") " + middleBody(kernel, loop, middle) + "\n";
        text += indent + kRestMark + " " + head + high + "; " + i + " < " + bound + "; ++" + i + ") " + body;
        Rewriter rewriter(kernel);
        rewriter.replace(loop.node->begin, statementEnd(kernel, *loop.node), text);
        return rewriter.result();
    }
    return doesNotApply(name(), "no bounds check inside depends on the loop in a simple way");
}

} // namespace espalier::rules
