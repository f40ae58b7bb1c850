#include "core/synthesis/rules/cuda/launchbounds.h"

#include "core/synthesis/rules/cuda/gridkernel.h"
#include "core/synthesis/rules/rewriter.h"

namespace espalier::rules {

namespace {

constexpr int kBlocks[] = {1, 2, 4};

/// "WG * 4": the threads of a block as the launch line says it, where all sizes are numbers or names.
std::string threadsOf(const Kernel& kernel, const LaunchLine& launch)
{
    std::string product;
    for (const LaunchLine::Part& size : launch.local) {
        if (valuesOf(kernel, size.text).empty()) {
            return {};
        }
        product += size.text == "1" ? "" : (product.empty() ? "" : " * ") + size.text;
    }
    return product;
}

std::string boundsOf(const Kernel& kernel, const Node& function, int variant)
{
    const auto launch = onlyLaunchOf(kernel.source, function.name);
    const std::string threads = launch ? threadsOf(kernel, *launch) : "";
    const bool bounded =
        kernel.text(function.begin, function.declaration).find("__launch_bounds__") != std::string::npos;
    if (threads.empty() || bounded) {
        return {};
    }
    const int blocks = kBlocks[variant];
    return "__launch_bounds__(" + threads + (blocks == 1 ? "" : ", " + std::to_string(blocks)) + ") ";
}

} // namespace

std::vector<Site> LaunchBounds::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    for (const Node* function : globalFunctions(kernel)) {
        for (int variant = 0; variant < 3; ++variant) {
            if (const std::string bounds = boundsOf(kernel, *function, variant); !bounds.empty()) {
                list.push_back({function->begin, variant, bounds + "for " + function->name});
            }
        }
    }
    return list;
}

Result<std::string> LaunchBounds::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Node* function : globalFunctions(kernel)) {
        const std::string bounds = function->begin == site.offset ? boundsOf(kernel, *function, site.variant) : "";
        if (!bounds.empty()) {
            Rewriter rewriter(kernel);
            rewriter.insert(function->declaration, bounds);
            return rewriter.result();
        }
    }
    return doesNotApply(name(), "no kernel's block is known");
}

} // namespace espalier::rules
