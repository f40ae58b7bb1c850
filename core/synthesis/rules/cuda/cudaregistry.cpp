#include "core/synthesis/rules/cuda/cudaregistry.h"

#include "core/synthesis/rules/cuda/blocksize.h"
#include "core/synthesis/rules/cuda/cachehints.h"
#include "core/synthesis/rules/cuda/cudaoptions.h"
#include "core/synthesis/rules/cuda/fuselaunches.h"
#include "core/synthesis/rules/cuda/itemsperthread.h"
#include "core/synthesis/rules/cuda/keeprow.h"
#include "core/synthesis/rules/cuda/launchbounds.h"
#include "core/synthesis/rules/cuda/rowperwarp.h"
#include "core/synthesis/rules/cuda/wideloads.h"
#include "core/synthesis/rules/device/unrollhint.h"
#include "core/synthesis/rules/flags.h"
#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/restrictpointers.h"
#include "core/synthesis/rules/tunables.h"

#include <algorithm>

namespace espalier::rules {

namespace {

/// Applies a transformation at most `times`, each time at a random site that `accept` allows.
template <class Accept>
void repeat(Workpiece& piece, const char* name, int times, Accept accept)
{
    const Transformation* transformation = transformationNamed(name, Dialect::Cuda);
    for (int i = 0; transformation != nullptr && i < times; ++i) {
        std::vector<Site> sites = transformation->sites(piece.kernel());
        std::erase_if(sites, [&](const Site& site) { return !accept(site); });
        if (sites.empty() || !piece.apply(*transformation, sites[piece.rng().below(sites.size())])) {
            return;
        }
    }
}

void chooseOptions(Workpiece& piece)
{
    if (piece.prompt().task->tolerance.reassociation && piece.mayUse("compiler-flags") && piece.rng().uniform() < 0.8) {
        addOption(piece.candidate(), "--use_fast_math");
        piece.note("compiler-flags", "--use_fast_math");
    }
}

} // namespace

const std::vector<std::unique_ptr<Transformation>>& cudaTransformations()
{
    static const std::vector<std::unique_ptr<Transformation>> all = [] {
        std::vector<std::unique_ptr<Transformation>> list;
        list.push_back(std::make_unique<RowPerWarp>());
        list.push_back(std::make_unique<ItemsPerThread>());
        list.push_back(std::make_unique<KeepRow>());
        list.push_back(std::make_unique<WideLoads>());
        list.push_back(std::make_unique<BlockSize>());
        list.push_back(std::make_unique<RestrictPointers>());
        list.push_back(std::make_unique<UnrollHint>());
        list.push_back(std::make_unique<LaunchBounds>());
        list.push_back(std::make_unique<CacheHints>());
        list.push_back(std::make_unique<FuseLaunches>());
        return list;
    }();
    return all;
}

void draftForCuda(Workpiece& piece)
{
    Rng& rng = piece.rng();
    const auto any = [](const Site&) { return true; };
    const auto variant = [](int wanted) { return [wanted](const Site& site) { return site.variant == wanted; }; };
    // Either the threads come together for a row, or each has more to do by itself.
    if (rng.uniform() < 0.65) {
        repeat(piece, "row-per-warp", 4, variant(rng.uniform() < 0.5 ? 1 : 0));
    }
    if (rng.uniform() < 0.6) {
        repeat(piece, "items-per-thread", 1, variant(1));
    }
    if (rng.uniform() < 0.6) {
        repeat(piece, "items-per-thread", 2, variant(0));
    }
    if (rng.uniform() < 0.25) {
        repeat(piece, "keep-row", 1, any);
    }
    if (rng.uniform() < 0.7) {
        repeat(piece, "wide-loads", 8, variant(rng.uniform() < 0.8 ? 0 : 1));
    }
    if (rng.uniform() < 0.5) {
        repeat(piece, "restrict-pointers", 1, any);
    }
    if (rng.uniform() < 0.6) {
        repeat(piece, "block-size", 1, any);
    }
    if (rng.uniform() < 0.3) {
        repeat(piece, "device-unroll", 1, any);
    }
    if (rng.uniform() < 0.2) {
        repeat(piece, "launch-bounds", 1, any);
    }
    if (rng.uniform() < 0.2) {
        repeat(piece, "cache-hints", 1, any);
    }
    if (rng.uniform() < 0.4) { // the last: what it has joined the others no longer look into
        repeat(piece, "fuse-launches", 2, any);
    }
    chooseOptions(piece);
}

} // namespace espalier::rules
