#include "core/synthesis/rules/unrollshort.h"

#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

namespace espalier::rules {

namespace {

constexpr std::int64_t kShortest = 2;
constexpr std::int64_t kLongest = 9;

std::int64_t tripCount(const Kernel& kernel, const Loop& loop)
{
    std::int64_t count = 0;
    const Polynomial range = polynomialOf(kernel, *loop.bound) - polynomialOf(kernel, *loop.first);
    if (loop.step != 1 || hasPragma(kernel, *loop.node) || !range.isConstant(count)) {
        return 0;
    }
    return loop.inclusive ? count + 1 : count;
}

bool isShort(const Kernel& kernel, const Loop& loop)
{
    const std::int64_t count = tripCount(kernel, loop);
    return count >= kShortest && count <= kLongest;
}

} // namespace

std::vector<Site> UnrollShort::sites(const Kernel& kernel) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        if (isShort(kernel, loop)) {
            return {{loop.node->begin, 0, "every loop of a few rounds"}};
        }
    }
    return {};
}

Result<std::string> UnrollShort::apply(const Kernel& kernel, const Site&, Rng&) const
{
    Rewriter rewriter(kernel);
    bool any = false;
    for (const Loop& loop : loopsOf(kernel)) {
        if (isShort(kernel, loop)) {
            rewriter.insert(loop.node->begin, "#pragma GCC unroll " + std::to_string(tripCount(kernel, loop)) + "\n");
            any = true;
        }
    }
    if (!any) {
        return doesNotApply(name(), "no loop has a small constant number of rounds");
    }
    return rewriter.result();
}

} // namespace espalier::rules
