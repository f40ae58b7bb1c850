#pragma once

#include "core/synthesis/synthesizer.h"

namespace espalier {

/// Several synthesizers in one session, each asked for its share of the steps; which one is drawn from the prompt's
/// seed, so that a step made again asks the same one. A prompt's mix takes the place of the shares, unless it names
/// nobody here. Failed parents go to those who can mend them.
class MixedSynthesizer final : public Synthesizer
{
public:
    struct Share
    {
        double weight = 1; ///< above 0
        std::unique_ptr<const Synthesizer> synthesizer;
        std::string kind{}; ///< SynthesizerChoice::kind, by which a prompt's mix names it
    };
    /// At least one.
    explicit MixedSynthesizer(std::vector<Share> shares);

    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override;
    std::string name() const override;
    bool repairs() const override;

private:
    struct Asked
    {
        double weight = 0;
        const Synthesizer* synthesizer = nullptr;
    };
    std::vector<Asked> askedFor(const Prompt& prompt) const;

    std::vector<Share> m_shares;
};

} // namespace espalier
