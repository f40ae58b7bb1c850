#include "core/synthesis/rules/device/deviceregistry.h"

#include "core/synthesis/rules/device/deviceoptions.h"
#include "core/synthesis/rules/device/devicevectors.h"
#include "core/synthesis/rules/device/localstaging.h"
#include "core/synthesis/rules/device/unrollhint.h"
#include "core/synthesis/rules/tunables.h"

namespace espalier::rules {

const std::vector<std::unique_ptr<Transformation>>& deviceTransformations()
{
    static const std::vector<std::unique_ptr<Transformation>> all = [] {
        std::vector<std::unique_ptr<Transformation>> list;
        list.push_back(std::make_unique<UnrollHint>());
        list.push_back(std::make_unique<DeviceVectors>());
        list.push_back(std::make_unique<LocalStaging>());
        return list;
    }();
    return all;
}

void draftForDevice(Workpiece& piece)
{
    Rng& rng = piece.rng();
    const LocalStaging staging;
    if (const std::vector<Site> sites = staging.sites(piece.kernel()); !sites.empty() && rng.uniform() < 0.2) {
        piece.apply(staging, sites[rng.below(sites.size())]);
    }
    const int width = static_cast<int>(rng.below(3));
    const DeviceVectors vectors;
    for (int i = 0; i < 8 && rng.uniform() < 0.95; ++i) {
        std::vector<Site> sites = vectors.sites(piece.kernel());
        std::erase_if(sites, [&](const Site& site) { return site.variant != width; });
        if (sites.empty() || !piece.apply(vectors, sites.front())) {
            break;
        }
    }
    for (const Tunable& tunable : tunablesIn(piece.kernel())) {
        if (rng.uniform() < 0.6) {
            const std::int64_t value = neighbour(tunable, rng);
            piece.replaceSource(withTunable(piece.kernel(), tunable, value), "tune",
                                "tune: " + tunable.name + " = " + std::to_string(value));
        }
    }
    const UnrollHint unroll;
    const std::vector<Site> sites = unroll.sites(piece.kernel());
    if (!sites.empty() && rng.uniform() < 0.3) {
        piece.apply(unroll, sites[rng.below(sites.size())]);
    }
    if (piece.prompt().task->tolerance.reassociation && piece.mayUse("compiler-flags") && rng.uniform() < 0.8) {
        setRelaxedMath(piece.candidate());
        piece.note("compiler-flags", "-cl-fast-relaxed-math");
    }
}

} // namespace espalier::rules
