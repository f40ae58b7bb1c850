#include "core/synthesis/rules/narrowindices.h"

#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

namespace espalier::rules {

namespace {

bool countsWide(const Kernel& kernel, const Loop& loop)
{
    const std::string type = plainType(kernel, *loop.variable);
    return isInnermost(loop) && (type == "int64_t" || type == "std::int64_t" || type == "long");
}

} // namespace

std::vector<Site> NarrowIndices::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        if (countsWide(kernel, loop)) {
            sites.push_back({loop.node->begin, 0, "loop over " + loop.name()});
        }
    }
    return sites;
}

Result<std::string> NarrowIndices::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        if (loop.node->begin != site.offset || !countsWide(kernel, loop)) {
            continue;
        }
        Rewriter rewriter(kernel);
        rewriter.replace(loop.variable->begin, loop.variable->declaration, "int ");
        rewriter.replace(*loop.first, "int(" + kernel.text(*loop.first) + ")");
        rewriter.replace(*loop.bound, "int(" + kernel.text(*loop.bound) + ")");
        return rewriter.result();
    }
    return doesNotApply(name(), "no innermost loop counts in 64 bits there");
}

} // namespace espalier::rules
