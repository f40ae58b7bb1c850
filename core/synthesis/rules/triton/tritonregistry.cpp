#include "core/synthesis/rules/triton/tritonregistry.h"

#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/triton/evenmasks.h"
#include "core/synthesis/rules/triton/launchoption.h"
#include "core/synthesis/rules/triton/programorder.h"
#include "core/synthesis/rules/triton/tritonalignment.h"
#include "core/synthesis/rules/triton/tritonautotune.h"
#include "core/synthesis/rules/triton/tritonblock.h"
#include "core/synthesis/rules/triton/tritoncachehints.h"
#include "core/synthesis/rules/triton/tritonloops.h"
#include "core/synthesis/rules/triton/tritonproducts.h"

namespace espalier::rules {

namespace {

/// At most `times`, each time at a random site; and at all with that probability alone.
void perhaps(Workpiece& piece, const char* name, int times, double probability)
{
    const Transformation* transformation = transformationNamed(name, Dialect::Triton);
    if (transformation == nullptr || piece.rng().uniform() >= probability) {
        return;
    }
    for (int i = 0; i < times; ++i) {
        const std::vector<Site> sites = transformation->sites(piece.kernel());
        if (sites.empty() || !piece.apply(*transformation, sites[piece.rng().below(sites.size())])) {
            return;
        }
    }
}

} // namespace

const std::vector<std::unique_ptr<Transformation>>& tritonTransformations()
{
    static const std::vector<std::unique_ptr<Transformation>> all = [] {
        std::vector<std::unique_ptr<Transformation>> list;
        list.push_back(std::make_unique<TritonBlock>());
        list.push_back(std::make_unique<EvenMasks>());
        list.push_back(std::make_unique<TritonLoops>());
        list.push_back(std::make_unique<TritonProducts>());
        list.push_back(std::make_unique<ProgramOrder>());
        list.push_back(std::make_unique<TritonCacheHints>());
        list.push_back(std::make_unique<TritonAlignment>());
        list.push_back(std::make_unique<TritonAutotune>());
        list.push_back(std::make_unique<LaunchOption>(LaunchOption::Kind::Warps));
        list.push_back(std::make_unique<LaunchOption>(LaunchOption::Kind::Stages));
        return list;
    }();
    return all;
}

void draftForTriton(Workpiece& piece)
{
    perhaps(piece, "triton-block", 1, 0.5);
    perhaps(piece, "triton-even-masks", 4, 0.7);
    perhaps(piece, "triton-products", 1, 0.4);
    perhaps(piece, "triton-loops", 1, 0.4);
    perhaps(piece, "triton-program-order", 1, 0.35);
    perhaps(piece, "triton-cache-hints", 2, 0.4);
    perhaps(piece, "triton-alignment", 1, 0.15);
    // An autotuner finds the warps by itself, in the first call with each size.
    perhaps(piece, "triton-autotune", 1, 0.25);
    perhaps(piece, "triton-warps", 1, 0.75);
    perhaps(piece, "triton-stages", 1, 0.3);
    if (!piece.changed()) {
        perhaps(piece, "triton-warps", 1, 1);
    }
}

} // namespace espalier::rules
