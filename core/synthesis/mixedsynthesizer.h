#pragma once

#include "core/synthesis/synthesizer.h"

namespace espalier {

/// Several synthesizers in one session, each asked for its share of the steps; which one is drawn from the prompt's
/// seed, so that a step made again asks the same one. Failed parents go to those who can mend them.
class MixedSynthesizer final : public Synthesizer
{
public:
    struct Share
    {
        double weight = 1; ///< above 0
        std::unique_ptr<const Synthesizer> synthesizer;
    };
    /// At least one.
    explicit MixedSynthesizer(std::vector<Share> shares);

    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override;
    std::string name() const override;
    bool repairs() const override;

private:
    std::vector<Share> m_shares;
};

} // namespace espalier
