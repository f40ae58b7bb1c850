#include "core/synthesis/rules/parallelouterloop.h"

#include "core/synthesis/rules/assumealigned.h"
#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>

namespace espalier::rules {

namespace {

enum Variant { kStatic, kCollapse, kDynamic };

bool isInsideParallel(const Kernel& kernel, const Node& node)
{
    for (const Node* at = &node; at != nullptr; at = at->parent) {
        if (isLoop(at->kind) && hasPragma(kernel, *at)) {
            return true;
        }
    }
    return false;
}

bool holdsPragma(const Kernel& kernel, const Node& node)
{
    const std::string text = kernel.text(node);
    return text.find("omp parallel") != std::string::npos;
}

/// A loop short by construction (a window of three taps) is not worth starting threads for.
bool isShort(const Kernel& kernel, const Loop& loop)
{
    std::int64_t bound = 0;
    return polynomialOf(kernel, *loop.bound).isConstant(bound) && bound < 16;
}

/// The threads' copies of an array that is summed into would break what the loops inside were promised of it.
bool breaksAPromise(const Kernel& kernel, const Loop& loop)
{
    const std::vector<Reduction> reductions = analyseLoop(kernel, loop).reductions;
    return std::any_of(reductions.begin(), reductions.end(), [&](const Reduction& reduction) {
        return !reduction.section.empty() && isPromisedToLanes(kernel, *loop.node, reduction.name);
    });
}

/// The outermost loops whose iterations are independent, in source order.
std::vector<Loop> outermostIndependent(const Kernel& kernel)
{
    std::vector<Loop> chosen;
    for (const Loop& loop : loopsOf(kernel)) {
        const bool inside = std::any_of(chosen.begin(), chosen.end(),
                                        [&](const Loop& outer) { return outer.node->contains(*loop.node); });
        if (!inside && !isShort(kernel, loop) && !isInsideParallel(kernel, *loop.node) &&
            !holdsPragma(kernel, *loop.node) && analyseLoop(kernel, loop).independent &&
            !breaksAPromise(kernel, loop)) {
            chosen.push_back(loop);
        }
    }
    return chosen;
}

std::string pragmaFor(const Kernel& kernel, const Loop& loop, int variant)
{
    const LoopFacts facts = analyseLoop(kernel, loop);
    std::string pragma = "#pragma omp parallel for";
    if (variant == kCollapse) {
        pragma += " collapse(2)";
    }
    pragma += variant == kDynamic ? " schedule(dynamic)" : " schedule(static)";
    for (const Reduction& reduction : facts.reductions) {
        pragma += " " + reduction.clause();
    }
    for (const std::string& copy : facts.privateCopies) {
        pragma += " firstprivate(" + copy + ")";
    }
    return pragma + "\n" + indentationAt(kernel, loop.node->begin);
}

bool canCollapse(const Kernel& kernel, const Loop& loop)
{
    const auto inner = onlyInnerLoop(loop);
    if (!inner || hasPragma(kernel, *inner->node) || mentions(*inner->bound, loop.declaration()) ||
        mentions(*inner->first, loop.declaration())) {
        return false;
    }
    const LoopFacts facts = analyseLoop(kernel, *inner);
    return facts.independent && facts.reductions.empty() && facts.privateCopies.empty();
}

} // namespace

std::vector<Site> ParallelOuterLoop::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : outermostIndependent(kernel)) {
        const std::string what = "loop over " + loop.name();
        sites.push_back({loop.node->begin, kStatic, what});
        if (canCollapse(kernel, loop)) {
            sites.push_back({loop.node->begin, kCollapse, what + " and the one inside"});
        }
        sites.push_back({loop.node->begin, kDynamic, what + ", handed out dynamically"});
    }
    return sites;
}

Result<std::string> ParallelOuterLoop::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& loop : outermostIndependent(kernel)) {
        if (loop.node->begin == site.offset) {
            Rewriter rewriter(kernel);
            rewriter.insert(loop.node->begin, pragmaFor(kernel, loop, site.variant));
            return rewriter.result();
        }
    }
    return doesNotApply(name(), "the loop's iterations depend on each other");
}

Result<std::string> withParallelOuterLoop(const std::string& source, const std::string& header,
                                          const std::string& function)
{
    const auto parsed = parseKernel(source, header, function);
    if (!parsed) {
        return parsed.error();
    }
    const Kernel& kernel = **parsed;
    const std::vector<Loop> loops = outermostIndependent(kernel);
    if (loops.empty()) {
        return doesNotApply("parallel-outer-loop", "no loop's iterations are independent");
    }
    Rewriter rewriter(kernel);
    for (const Loop& loop : loops) {
        rewriter.insert(loop.node->begin, pragmaFor(kernel, loop, kStatic));
    }
    return rewriter.result();
}

} // namespace espalier::rules
