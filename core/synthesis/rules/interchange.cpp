#include "core/synthesis/rules/interchange.h"

#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/rewriter.h"

namespace espalier::rules {

namespace {

bool canSwap(const Kernel& kernel, const Loop& outer)
{
    const auto inner = onlyInnerLoop(outer);
    if (!inner || hasPragma(kernel, *outer.node) || hasPragma(kernel, *inner->node) ||
        mentions(*inner->bound, outer.declaration()) || mentions(*inner->first, outer.declaration())) {
        return false;
    }
    // Independent in one of the two is enough for a full permutation of a two-deep nest with equal row patterns; both
    // asked for, to be safe.
    const LoopFacts a = analyseLoop(kernel, outer);
    const LoopFacts b = analyseLoop(kernel, *inner);
    return a.independent && b.independent && a.privateCopies.empty() && b.privateCopies.empty();
}

} // namespace

std::vector<Site> Interchange::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        if (canSwap(kernel, loop)) {
            sites.push_back({loop.node->begin, 0, "loops over " + loop.name() + " and " + onlyInnerLoop(loop)->name()});
        }
    }
    return sites;
}

Result<std::string> Interchange::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& outer : loopsOf(kernel)) {
        if (outer.node->begin != site.offset || !canSwap(kernel, outer)) {
            continue;
        }
        const auto inner = onlyInnerLoop(outer);
        // The heads are swapped: everything from `for` up to the body.
        const std::string outerHead = kernel.text(outer.node->begin, outer.body->begin);
        const std::string innerHead = kernel.text(inner->node->begin, inner->body->begin);
        Rewriter rewriter(kernel);
        rewriter.replace(outer.node->begin, outer.body->begin, innerHead);
        rewriter.replace(inner->node->begin, inner->body->begin, outerHead);
        return rewriter.result();
    }
    return doesNotApply(name(), "the loops are not perfectly nested or depend on each other");
}

} // namespace espalier::rules
