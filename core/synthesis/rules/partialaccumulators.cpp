#include "core/synthesis/rules/partialaccumulators.h"

#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>

namespace espalier::rules {

namespace {

/// The reductions to split; empty when the loop is not a plain innermost reduction.
std::vector<Reduction> reductionsOf(const Kernel& kernel, const Loop& loop)
{
    if (!isInnermost(loop) || loop.step != 1 || loop.inclusive || hasPragma(kernel, *loop.node)) {
        return {};
    }
    const LoopFacts facts = analyseLoop(kernel, loop);
    const bool scalar = std::all_of(facts.reductions.begin(), facts.reductions.end(),
                                    [](const Reduction& r) { return r.section.empty() && r.floating; });
    return facts.independent && scalar && facts.privateCopies.empty() ? facts.reductions : std::vector<Reduction>{};
}

std::string neutral(const Reduction& reduction)
{
    return reduction.operation == "+" ? "0" : reduction.operation == "*" ? "1" : reduction.name;
}

std::string combined(const Reduction& reduction, const std::string& part)
{
    const std::string& name = reduction.name;
    if (reduction.operation == "+" || reduction.operation == "*") {
        return name + " " + reduction.operation + "= " + part + ";\n";
    }
    const std::string sign = reduction.operation == "max" ? " > " : " < ";
    return name + " = " + part + sign + name + " ? " + part + " : " + name + ";\n";
}

std::string clauses(const std::vector<Reduction>& reductions)
{
    std::string text;
    for (const Reduction& reduction : reductions) {
        text += " " + reduction.clause();
    }
    return text;
}

std::string split(const Kernel& kernel, const Loop& loop, const std::vector<Reduction>& reductions,
                  const std::string& width)
{
    const std::string type = plainType(kernel, *loop.variable);
    const std::string start = freshName(kernel.source, loop.name() + "0");
    const std::string end = freshName(kernel.source, loop.name() + "End");
    const std::string lane = freshName(kernel.source, "part");
    const std::string first = kernel.text(*loop.first);
    const std::string bound = kernel.text(*loop.bound);
    const std::string lanes = "for (int " + lane + " = 0; " + lane + " < " + width + "; ++" + lane + ") {\n";
    std::string declarations;
    std::string initial;
    std::string final;
    Rewriter rewriter(kernel);
    for (const Reduction& reduction : reductions) {
        const std::string parts = freshName(kernel.source, reduction.name + "Parts");
        const std::string part = parts + "[" + lane + "]";
        declarations +=
            plainType(kernel, *declarationOf(kernel, reduction.declaration)) + " " + parts + "[" + width + "];\n";
        initial += part + " = " + neutral(reduction) + ";\n";
        final += combined(reduction, part);
        walk(*loop.body, [&](const Node& at) {
            if (at.kind == Kind::Reference && at.declaration == reduction.declaration) {
                rewriter.replace(at, part);
            }
            return true;
        });
    }
    std::string text = "const " + type + " " + end + " = (" + first + ") + ((" + bound + ") - (" + first + ")) / " +
                       width + " * " + width + ";\n" + declarations;
    text += "#pragma omp simd\n" + lanes + initial + "}\n";
    text += "for (" + type + " " + start + " = " + first + "; " + start + " < " + end + "; " + start + " += " + width +
            ") {\n#pragma omp simd\n" + lanes + "const " + type + " " + loop.name() + " = " + start + " + " + lane +
            ";\n" + rewriter.part(loop.body->begin, statementEnd(kernel, *loop.body)) + "\n}\n}\n";
    text += "#pragma omp simd" + clauses(reductions) + "\n" + lanes + final + "}\n";
    text += std::string(kRestMark) + " for (" + type + " " + loop.name() + " = " + end + "; " + loop.name() + " < " +
            bound + "; ++" + loop.name() + ") " + kernel.text(loop.body->begin, statementEnd(kernel, *loop.body));
    return loop.node->parent->kind == Kind::Compound ? text : "{\n" + text + "\n}";
}

} // namespace

std::vector<Site> PartialAccumulators::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        if (!reductionsOf(kernel, loop).empty()) {
            sites.push_back({loop.node->begin, 0, "loop over " + loop.name()});
        }
    }
    return sites;
}

Result<std::string> PartialAccumulators::apply(const Kernel& kernel, const Site& site, Rng& rng) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        const std::vector<Reduction> reductions = reductionsOf(kernel, loop);
        if (loop.node->begin != site.offset || reductions.empty()) {
            continue;
        }
        const std::string width = freshName(kernel.source, "PARTS");
        Rewriter rewriter(kernel);
        rewriter.replace(loop.node->begin, statementEnd(kernel, *loop.node), split(kernel, loop, reductions, width));
        rewriter.insert(kernel.entry->begin,
                        tunableLine(width, rng.below(2) == 0 ? 64 : 32, "16 32 48 64 96 128") + "\n");
        return rewriter.result();
    }
    return doesNotApply(name(), "the loop is no plain reduction");
}

} // namespace espalier::rules
