#include "core/synthesis/rules/device/unrollhint.h"

#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <string_view>

namespace espalier::rules {

namespace {

constexpr std::string_view kHint = "__attribute__((opencl_unroll_hint(";
constexpr int kFactors[] = {2, 4, 8};

std::string hint(const Kernel& kernel, int factor)
{
    const std::string times = std::to_string(factor);
    return kernel.dialect == Dialect::Cuda ? "\n#pragma unroll " + times + "\n" : std::string(kHint) + times + ")))\n";
}

bool hinted(const Kernel& kernel, const Node& loop)
{
    if (hasPragma(kernel, loop)) {
        return true;
    }
    const std::string before = kernel.source.substr(0, loop.begin);
    const std::size_t line = before.find_last_of(";{}");
    return before.find(kHint, line == std::string::npos ? 0 : line) != std::string::npos;
}

} // namespace

std::vector<Site> UnrollHint::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    for (const Node* loop : findAll(*kernel.root, Kind::For)) {
        if (findAll(loop->child(3), Kind::For).empty() && !hinted(kernel, *loop)) {
            for (int variant = 0; variant < 3; ++variant) {
                list.push_back(
                    {loop->begin, variant,
                     "by " + std::to_string(kFactors[variant]) + ", for (" + kernel.text(loop->child(0)) + " …)"});
            }
        }
    }
    return list;
}

Result<std::string> UnrollHint::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    Rewriter rewriter(kernel);
    rewriter.insert(site.offset, hint(kernel, kFactors[site.variant]));
    return rewriter.result();
}

} // namespace espalier::rules
