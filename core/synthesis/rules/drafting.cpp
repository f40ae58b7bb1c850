#include "core/synthesis/rules/drafting.h"

#include "core/synthesis/rules/flags.h"
#include "core/synthesis/rules/registry.h"

#include <set>

namespace espalier::rules {

namespace {

bool chance(Workpiece& piece, double probability)
{
    return piece.rng().uniform() < probability;
}

/// Applies a transformation again and again, at most `times`, each at the first site (or a random one) and a variant
/// that `accept` allows.
template <class Accept>
void repeat(Workpiece& piece, const char* name, int times, Accept accept)
{
    const Transformation* transformation = transformationNamed(name);
    for (int i = 0; transformation != nullptr && i < times; ++i) {
        std::vector<Site> sites;
        for (const Site& site : transformation->sites(piece.kernel())) {
            if (accept(site)) {
                sites.push_back(site);
            }
        }
        if (sites.empty() || !piece.apply(*transformation, sites[piece.rng().below(sites.size())])) {
            return;
        }
    }
}

void repeat(Workpiece& piece, const char* name, int times)
{
    repeat(piece, name, times, [](const Site&) { return true; });
}

/// Tiles for the caches, before strips and blocks make the nest imperfect.
void tileForCaches(Workpiece& piece)
{
    if (chance(piece, 0.15)) {
        repeat(piece, "tile-reduction", 1);
    }
    if (chance(piece, 0.15)) {
        repeat(piece, "tile-columns", 1);
    }
}

/// Strips for vectors, then blocks of rows around them: the shape of a register-blocked nest.
void layOutNests(Workpiece& piece)
{
    const int strip = static_cast<int>(piece.rng().below(3)); // 16, 32 or 64
    repeat(piece, "vector-strip", 4, [&](const Site& site) { return site.variant == strip; });
    if (chance(piece, 0.8)) {
        const int block = static_cast<int>(1 + piece.rng().below(3)); // 4, 6 or 8
        repeat(piece, "row-block", chance(piece, 0.8) ? 3 : 1, [&](const Site& site) { return site.variant == block; });
    }
}

void chooseOptions(Workpiece& piece)
{
    if (!piece.mayUse("compiler-flags")) {
        return;
    }
    Candidate& candidate = piece.candidate();
    setBaseOptions(candidate);
    std::string note = "-O3 -march=native";
    if (piece.prompt().task->tolerance.reassociation && chance(piece, 0.9)) {
        setFastMath(candidate, true);
        note += " -ffast-math";
    }
    if (chance(piece, 0.7)) {
        addOption(candidate, "-mprefer-vector-width=512");
        note += " -mprefer-vector-width=512";
    }
    if (chance(piece, 0.3)) {
        addOption(candidate, "-funroll-loops");
        note += " -funroll-loops";
    }
    piece.note("compiler-flags", note);
}

} // namespace

void draft(Workpiece& piece)
{
    repeat(piece, "branch-free-search", 4);
    repeat(piece, "counted-search", 4);
    if (chance(piece, 0.9)) {
        repeat(piece, "boundary-split", 4);
    }
    if (chance(piece, 0.5)) {
        repeat(piece, "fuse-loops", 3);
    }
    const bool reassociation = piece.prompt().task->tolerance.reassociation;
    if (reassociation && chance(piece, 0.5)) {
        repeat(piece, "hoist-division", 2);
    }
    if (chance(piece, 0.4)) {
        repeat(piece, "restrict-pointers", 1);
    }
    if (chance(piece, 0.3)) {
        repeat(piece, "interchange", 1);
    }
    tileForCaches(piece);
    if (chance(piece, 0.85)) {
        layOutNests(piece);
    }
    if (chance(piece, 0.75)) {
        repeat(piece, "simd-scan", 2);
    }
    if (chance(piece, 0.4)) {
        repeat(piece, "partial-accumulators", 4);
    }
    if (chance(piece, 0.9)) {
        repeat(piece, "simd-inner", 1, [](const Site& site) { return site.variant == 0; });
    }
    if (chance(piece, 0.6)) {
        repeat(piece, "unroll-short", 1);
    }
    if (chance(piece, 0.2)) {
        repeat(piece, "hoist-invariant", 3);
    }
    if (chance(piece, 0.15)) {
        repeat(piece, "streaming-stores", 1);
    }
    const int schedule = chance(piece, 0.55) ? 1 : 0;
    repeat(piece, "parallel-outer-loop", 4, [&](const Site& site) { return site.variant == schedule; });
    repeat(piece, "parallel-outer-loop", 4, [&](const Site& site) { return site.variant == 0; });
    chooseOptions(piece);
}

} // namespace espalier::rules
