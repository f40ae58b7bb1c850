#include "core/synthesis/rules/simdinner.h"

#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/rewriter.h"

namespace espalier::rules {

namespace {

/// The pragma for a loop that can be vectorised, empty otherwise.
std::string pragmaFor(const Kernel& kernel, const Loop& loop)
{
    if (!isInnermost(loop) || hasPragma(kernel, *loop.node)) {
        return {};
    }
    const LoopFacts facts = analyseLoop(kernel, loop);
    if (!facts.independent || !facts.privateCopies.empty()) {
        return {};
    }
    std::string pragma = "#pragma omp simd";
    for (const Reduction& reduction : facts.reductions) {
        if (!reduction.section.empty()) {
            return {};
        }
        pragma += " " + reduction.clause();
    }
    return pragma + "\n" + indentationAt(kernel, loop.node->begin);
}

} // namespace

std::vector<Site> SimdInner::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        if (!pragmaFor(kernel, loop).empty()) {
            sites.push_back({loop.node->begin, 1, "loop over " + loop.name()});
        }
    }
    if (!sites.empty()) {
        sites.insert(sites.begin(), {sites.front().offset, 0, "every innermost loop"});
    }
    return sites;
}

Result<std::string> SimdInner::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    Rewriter rewriter(kernel);
    bool any = false;
    for (const Loop& loop : loopsOf(kernel)) {
        if (site.variant != 0 && loop.node->begin != site.offset) {
            continue;
        }
        const std::string pragma = pragmaFor(kernel, loop);
        if (!pragma.empty()) {
            rewriter.insert(loop.node->begin, pragma);
            any = true;
        }
    }
    if (!any) {
        return doesNotApply(name(), "no innermost loop has independent iterations");
    }
    return rewriter.result();
}

} // namespace espalier::rules
