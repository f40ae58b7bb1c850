#include "core/synthesis/mixedsynthesizer.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::uint64_t kDraw = 0x313C; ///< sets this draw apart from those a synthesizer makes of the same seed

/// By its kind, else as one of the models.
double weightIn(const MixChoice& mix, const std::string& kind)
{
    const auto find = [&](std::string_view name) {
        return std::ranges::find(mix, name, &MixChoice::value_type::first);
    };
    auto named = find(kind);
    if (named == mix.end() && kind != "rules") {
        named = find("model");
    }
    return named == mix.end() ? 0 : named->second;
}

} // namespace

MixedSynthesizer::MixedSynthesizer(std::vector<Share> shares) : m_shares(std::move(shares)) {}

std::vector<MixedSynthesizer::Asked> MixedSynthesizer::askedFor(const Prompt& prompt) const
{
    const bool mixed = std::ranges::any_of(m_shares, [&](const Share& s) { return weightIn(prompt.mix, s.kind) > 0; });
    std::vector<Asked> asked;
    std::vector<Asked> able;
    for (const Share& share : m_shares) {
        const Asked one{mixed ? weightIn(prompt.mix, share.kind) : share.weight, share.synthesizer.get()};
        const bool can = isValid(prompt.parentVerdict) || !repairs() || share.synthesizer->repairs();
        if (can) {
            able.push_back({share.weight, one.synthesizer});
        }
        if (can && one.weight > 0) {
            asked.push_back(one);
        }
    }
    return asked.empty() ? able : asked; // a failed parent is mended by whoever can, asked for or not
}

Result<Synthesis> MixedSynthesizer::synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const
{
    const std::vector<Asked> asked = askedFor(prompt);
    double total = 0;
    for (const Asked& one : asked) {
        total += one.weight;
    }
    double left = Rng(prompt.seed ^ kDraw).uniform() * total;
    for (const Asked& one : asked) {
        left -= one.weight;
        if (left < 0 || &one == &asked.back()) {
            return one.synthesizer->synthesize(prompt, transcript, stop);
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
