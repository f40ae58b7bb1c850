#include "core/synthesis/mixedsynthesizer.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::uint64_t kDraw = 0x313C; ///< sets this draw apart from those a synthesizer makes of the same seed

} // namespace

MixedSynthesizer::MixedSynthesizer(std::vector<Share> shares) : m_shares(std::move(shares)) {}

Result<Synthesis> MixedSynthesizer::synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const
{
    std::vector<const Share*> asked;
    double total = 0;
    for (const Share& share : m_shares) {
        if (isValid(prompt.parentVerdict) || !repairs() || share.synthesizer->repairs()) {
            asked.push_back(&share);
            total += share.weight;
        }
    }
    double left = Rng(prompt.seed ^ kDraw).uniform() * total;
    for (const Share* share : asked) {
        left -= share->weight;
        if (left < 0 || share == asked.back()) {
            return share->synthesizer->synthesize(prompt, transcript, stop);
        }
    }
    return Error{ErrorKind::Usage, "nobody makes candidates", "the session names no synthesizer",
                 "name one with --synth"};
}

bool MixedSynthesizer::repairs() const
{
    return std::ranges::any_of(m_shares, [](const Share& share) { return share.synthesizer->repairs(); });
}

std::string MixedSynthesizer::name() const
{
    std::string names;
    for (const Share& share : m_shares) {
        names += (names.empty() ? "" : " + ") + share.synthesizer->name();
    }
    return names;
}

} // namespace espalier
