#include "core/synthesis/rules/jam.h"

#include "core/synthesis/rules/stripjam.h"

#include <array>

namespace espalier::rules {

namespace {

constexpr std::array<int, 4> kStrips{16, 32, 64, 128};
constexpr std::array<int, 4> kBlocks{2, 4, 6, 8};

/// Strips of a body that was split and blocked already compile slowly and gain little.
constexpr std::size_t kLargestBody = 6'000;

int depthBelow(const Node& node, const Loop& loop)
{
    int depth = 0;
    for (const Node* at = node.parent; at != nullptr && at != loop.node; at = at->parent) {
        depth += isLoop(at->kind) ? 1 : 0;
    }
    return depth;
}

/// Accesses that neighbouring iterations make side by side, less those they make far apart; inner loops weigh more.
double contiguity(const Kernel& kernel, const Loop& loop)
{
    double score = 0;
    for (const Access& access : accessesIn(kernel, *loop.body)) {
        if (!access.known) {
            continue;
        }
        double weight = 1;
        for (int i = depthBelow(*access.node, loop); i > 0; --i) {
            weight *= 8;
        }
        Polynomial factor;
        std::int64_t constant = 0;
        if (!access.index.coefficient(loop.declaration(), factor)) {
            score -= weight / 4; // a gather
        } else if (factor.isConstant(constant)) {
            score += constant == 1 ? weight : constant == 0 ? 0 : -weight;
        } else {
            score -= weight;
        }
    }
    return score;
}

bool canStrip(const Kernel& kernel, const Loop& loop)
{
    if (loop.step != 1 || loop.inclusive || !hasLoopToJam(kernel, loop)) {
        return false;
    }
    unsigned begin = 0;
    const std::string pragmas = pragmasAbove(kernel, *loop.node, begin);
    if (pragmas.find("unroll") != std::string::npos || pragmas.find("simd") != std::string::npos) {
        return false; // the lanes of another strip
    }
    const std::string body = kernel.text(*loop.node);
    if (body.size() > kLargestBody) {
        return false;
    }
    if (body.find("omp parallel") != std::string::npos) {
        return false; // threads are started inside; strips would start them more often
    }
    const LoopFacts facts = analyseLoop(kernel, loop);
    return facts.independent && facts.reductions.empty() && facts.privateCopies.empty();
}

bool isVectorised(const Kernel& kernel, const Loop& loop)
{
    return kernel.text(*loop.node).find("omp simd") != std::string::npos;
}

/// Is there a loop around or inside this one that is the better one to vectorise?
bool isDominated(const Kernel& kernel, const Loop& loop, double score, const std::vector<Loop>& loops)
{
    for (const Loop& other : loops) {
        const bool nested =
            other.node != loop.node && (other.node->contains(*loop.node) || loop.node->contains(*other.node));
        if (nested && contiguity(kernel, other) > score && analyseLoop(kernel, other).independent) {
            return true;
        }
    }
    return false;
}

const Loop* loopAt(const std::vector<Loop>& loops, unsigned offset)
{
    for (const Loop& loop : loops) {
        if (loop.node->begin == offset) {
            return &loop;
        }
    }
    return nullptr;
}

template <std::size_t N>
Result<std::string> jamAt(const Kernel& kernel, const Site& site, const std::array<int, N>& widths, Lanes lanes)
{
    const std::vector<Loop> loops = loopsOf(kernel);
    const Loop* loop = loopAt(loops, site.offset);
    if (loop == nullptr || site.variant < 0 || site.variant >= static_cast<int>(N)) {
        return doesNotApply("strip-jam", "the loop is gone");
    }
    return stripJam(kernel, *loop, widths[static_cast<std::size_t>(site.variant)], lanes);
}

} // namespace

std::vector<Site> VectorStrip::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    const std::vector<Loop> loops = loopsOf(kernel);
    for (const Loop& loop : loops) {
        const double score = contiguity(kernel, loop);
        if (score <= 0 || isVectorised(kernel, loop) || !canStrip(kernel, loop) ||
            isDominated(kernel, loop, score, loops)) {
            continue;
        }
        for (std::size_t i = 0; i < kStrips.size(); ++i) {
            sites.push_back({loop.node->begin, static_cast<int>(i),
                             "loop over " + loop.name() + " in strips of " + std::to_string(kStrips[i])});
        }
    }
    return sites;
}

Result<std::string> VectorStrip::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    return jamAt(kernel, site, kStrips, Lanes::Vector);
}

std::vector<Site> RowBlock::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        if (!canStrip(kernel, loop) || (contiguity(kernel, loop) > 0 && !isVectorised(kernel, loop))) {
            continue;
        }
        for (std::size_t i = 0; i < kBlocks.size(); ++i) {
            sites.push_back({loop.node->begin, static_cast<int>(i),
                             "loop over " + loop.name() + " in blocks of " + std::to_string(kBlocks[i])});
        }
    }
    return sites;
}

Result<std::string> RowBlock::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    return jamAt(kernel, site, kBlocks, Lanes::Rows);
}

} // namespace espalier::rules
