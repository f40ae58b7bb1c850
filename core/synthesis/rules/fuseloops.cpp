#include "core/synthesis/rules/fuseloops.h"

#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <optional>
#include <set>

namespace espalier::rules {

namespace {

/// The canonical loop that directly follows this one.
std::optional<Loop> following(const Loop& loop)
{
    const Node* parent = loop.node->parent;
    if (parent == nullptr || parent->kind != Kind::Compound) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i + 1 < parent->children.size(); ++i) {
        if (parent->children[i].get() == loop.node) {
            return canonicalLoop(*parent->children[i + 1]);
        }
    }
    return std::nullopt;
}

/// Variables declared outside of the loop that it assigns.
std::set<unsigned> assignedOutside(const Loop& loop)
{
    std::set<unsigned> assigned;
    walk(*loop.body, [&](const Node& at) {
        const bool changes =
            at.kind == Kind::Assign || (at.kind == Kind::Unary && (at.name == "++" || at.name == "--"));
        if (changes && !at.children.empty() && at.child(0).kind == Kind::Reference) {
            const unsigned declaration = at.child(0).declaration;
            if (declaration < loop.node->begin || declaration >= loop.node->end) {
                assigned.insert(declaration);
            }
        }
        return true;
    });
    return assigned;
}

bool mentionsAny(const Loop& loop, const std::set<unsigned>& variables)
{
    return std::any_of(variables.begin(), variables.end(),
                       [&](unsigned variable) { return mentions(*loop.node, variable); });
}

/// Do the two accesses touch the same element in the same iteration and in no other?
bool sameElement(const Access& a, const Loop& first, const Access& b, const Loop& second)
{
    Polynomial mine;
    Polynomial theirs;
    return a.known && b.known && a.index.coefficient(first.declaration(), mine) &&
           b.index.coefficient(second.declaration(), theirs) && mine == theirs && !mine.isZero() &&
           a.index.without(first.declaration()) == b.index.without(second.declaration());
}

bool conflicts(const Kernel& kernel, const Loop& first, const Loop& second)
{
    const std::vector<Access> before = accessesIn(kernel, *first.body);
    const std::vector<Access> after = accessesIn(kernel, *second.body);
    for (const Access& a : before) {
        for (const Access& b : after) {
            const bool touched = (a.write || b.write) && (!a.known || !b.known || a.base == b.base);
            if (touched && !sameElement(a, first, b, second)) {
                return true;
            }
        }
    }
    return false;
}

bool canFuse(const Kernel& kernel, const Loop& first, const Loop& second)
{
    return first.step == second.step && first.inclusive == second.inclusive &&
           kernel.text(*first.first) == kernel.text(*second.first) &&
           kernel.text(*first.bound) == kernel.text(*second.bound) && !hasPragma(kernel, *first.node) &&
           !hasPragma(kernel, *second.node) && !mentionsAny(second, assignedOutside(first)) &&
           !mentionsAny(first, assignedOutside(second)) && restMarkBefore(kernel, *second.node).empty() &&
           !conflicts(kernel, first, second);
}

} // namespace

std::vector<Site> FuseLoops::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        const auto next = following(loop);
        if (next && canFuse(kernel, loop, *next)) {
            sites.push_back({loop.node->begin, 0, "loops over " + loop.name() + " and " + next->name()});
        }
    }
    return sites;
}

Result<std::string> FuseLoops::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        const auto next = following(loop);
        if (loop.node->begin != site.offset || !next || !canFuse(kernel, loop, *next)) {
            continue;
        }
        const std::string rename = next->name() == loop.name() ? ""
                                                               : "const " + plainType(kernel, *next->variable) + " " +
                                                                     next->name() + " = " + loop.name() + ";\n";
        const auto text = [&](const Loop& one) {
            return kernel.text(one.body->begin, statementEnd(kernel, *one.body));
        };
        Rewriter rewriter(kernel);
        rewriter.replace(loop.node->begin, statementEnd(kernel, *next->node),
                         kernel.text(loop.node->begin, loop.body->begin) + "{\n" + text(loop) + "\n{\n" + rename +
                             text(*next) + "\n}\n}");
        return rewriter.result();
    }
    return doesNotApply(name(), "no two neighbouring loops run over the same range independently");
}

} // namespace espalier::rules
