#include "core/recall/resemblance.h"

#include "core/recall/localnames.h"
#include "core/recall/sourcetokens.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <string_view>

namespace espalier {
namespace {

constexpr std::size_t kRun = 4;               ///< tokens
constexpr std::size_t kTokensRead = 1U << 15; ///< a longer source is generated text

/// FNV-1a: the same on every machine, which std::hash does not promise; a resumed search must see the same likeness.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    }
    return hash;
}

/// The finaliser of SplitMix64.
std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EB;
    return value ^ (value >> 31U);
}

/// One hash a token; a source that cannot be read counts byte by byte.
std::vector<std::uint64_t> tokenHashes(const Candidate& candidate)
{
    std::vector<std::uint64_t> hashes;
    const auto tokens = sourceTokens(candidate.source, candidate.language);
    if (!tokens) {
        for (std::size_t i = 0; i < std::min(candidate.source.size(), kTokensRead); ++i) {
            hashes.push_back(hashOf(std::string_view(candidate.source).substr(i, 1)));
        }
        return hashes;
    }
    const auto locals = isPython(candidate.language) ? std::unordered_set<std::string>() : localNames(*tokens);
    for (std::size_t i = 0; i < std::min(tokens->size(), kTokensRead); ++i) {
        const SourceToken& token = (*tokens)[i];
        const bool isLocal = token.kind == SourceToken::Kind::Name && locals.contains(token.text);
        hashes.push_back(isLocal ? 1 : hashOf(token.text));
    }
    return hashes;
}

/// Gives up at the entry that makes it certain: most sources of a session differ in more than a tenth of their entries,
/// and are told apart by the first twenty or thirty.
bool mayBeAlike(const SourceSketch& one, const SourceSketch& other, double atLeast)
{
    const int allowed = static_cast<int>((1 - atLeast) * static_cast<double>(one.least.size())) + 1;
    int different = 0;
    for (std::size_t f = 0; f < one.least.size(); ++f) {
        different += one.least[f] == other.least[f] ? 0 : 1;
        if (different > allowed) {
            return false;
        }
    }
    return true;
}

} // namespace

SourceSketch sketchOf(const Candidate& candidate)
{
    std::vector<std::uint64_t> hashes = tokenHashes(candidate);
    while (!hashes.empty() && hashes.size() < kRun) {
        hashes.push_back(0);
    }
    std::vector<std::uint64_t> runs;
    for (std::size_t i = 0; i + kRun <= hashes.size(); ++i) {
        std::uint64_t run = 0;
        for (std::size_t k = 0; k < kRun; ++k) {
            run = mixed(run + hashes[i + k]);
        }
        runs.push_back(run);
    }
    std::ranges::sort(runs);
    runs.erase(std::ranges::unique(runs).begin(), runs.end());
    SourceSketch sketch;
    for (std::size_t f = 0; f < sketch.least.size(); ++f) {
        std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
        const std::uint64_t salt = mixed(f + 1);
        for (const std::uint64_t run : runs) {
            least = std::min(least, static_cast<std::uint32_t>(mixed(run ^ salt) >> 32U));
        }
        sketch.least[f] = least;
    }
    return sketch;
}

double likeness(const SourceSketch& one, const SourceSketch& other)
{
    int equal = 0;
    for (std::size_t f = 0; f < one.least.size(); ++f) {
        equal += one.least[f] == other.least[f] ? 1 : 0;
    }
    return static_cast<double>(equal) / static_cast<double>(one.least.size());
}

void ResemblanceIndex::add(NodeNumber number, const SourceSketch& sketch)
{
    m_sketches.resize(std::max<std::size_t>(m_sketches.size(), number));
    m_sketches.push_back(sketch);
}

std::vector<Resemblance> ResemblanceIndex::near(NodeNumber number, double atLeast) const
{
    std::vector<Resemblance> found;
    if (number >= m_sketches.size()) {
        return found;
    }
    for (std::size_t n = m_sketches.size(); n-- > 0;) {
        if (n != number && mayBeAlike(m_sketches[number], m_sketches[n], atLeast)) {
            const double alike = likeness(m_sketches[number], m_sketches[n]);
            if (alike >= atLeast) {
                found.push_back({static_cast<NodeNumber>(n), alike});
            }
        }
    }
    std::ranges::stable_sort(found, std::greater{}, &Resemblance::likeness);
    return found;
}

} // namespace espalier
