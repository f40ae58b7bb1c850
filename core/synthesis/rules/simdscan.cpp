#include "core/synthesis/rules/simdscan.h"

#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/rewriter.h"

namespace espalier::rules {

namespace {

/// The running value of a scan loop: assigned by += once, first, and only read afterwards. Null when it is none.
const Node* runningValue(const Kernel& kernel, const Loop& loop)
{
    const auto statements = statementsOf(*loop.body);
    if (!isInnermost(loop) || hasPragma(kernel, *loop.node) || statements.size() < 2 ||
        statements[0]->kind != Kind::Assign || statements[0]->name != "+=" ||
        statements[0]->child(0).kind != Kind::Reference) {
        return nullptr;
    }
    const Node& value = statements[0]->child(0);
    const Node* variable = declarationOf(kernel, value.declaration);
    const bool outside = variable != nullptr && variable->begin < loop.node->begin;
    if (!outside || mentions(statements[0]->child(1), value.declaration)) {
        return nullptr;
    }
    bool read = false;
    for (std::size_t i = 1; i < statements.size(); ++i) {
        if (statements[i]->kind != Kind::Assign || statements[i]->child(0).kind != Kind::Subscript) {
            return nullptr;
        }
        read = read || mentions(*statements[i], value.declaration);
    }
    return read ? &value : nullptr;
}

} // namespace

std::vector<Site> SimdScan::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        if (const Node* value = runningValue(kernel, loop)) {
            sites.push_back({loop.node->begin, 0, "running " + value->name + " over " + loop.name()});
        }
    }
    return sites;
}

Result<std::string> SimdScan::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        const Node* value = runningValue(kernel, loop);
        if (loop.node->begin != site.offset || value == nullptr) {
            continue;
        }
        const auto statements = statementsOf(*loop.body);
        std::string body = "{\n" + kernel.text(statements[0]->begin, statementEnd(kernel, *statements[0])) +
                           "\n#pragma omp scan inclusive(" + value->name + ")\n{\n";
        for (std::size_t i = 1; i < statements.size(); ++i) {
            body += kernel.text(statements[i]->begin, statementEnd(kernel, *statements[i])) + "\n";
        }
        Rewriter rewriter(kernel);
        rewriter.insert(loop.node->begin, "#pragma omp simd reduction(inscan, + : " + value->name + ")\n");
        rewriter.replace(loop.body->begin, statementEnd(kernel, *loop.body), body + "}\n}");
        return rewriter.result();
    }
    return doesNotApply(name(), "there is no running sum");
}

} // namespace espalier::rules
