#pragma once

#include "core/distil/learnedskill.h"

namespace espalier {

/// A skill is judged after so many uses: with fewer, the interval of a mean is wider than what skills gain.
inline constexpr int kLeastUses = 12;
/// One-sided 95 % of the normal distribution.
inline constexpr double kConfidence = 1.645;
/// The least spread of a trial's log gain that is believed: that of two judgings of one kernel.
inline constexpr double kLeastSpread = 0.02;

/// What the uses after the session that taught a skill say of it: how much more its trials gained than the usual trial
/// of their session. A refinement usually loses, because it starts from the best there is: over 732 correct ones of the
/// rules in 20 sessions the median log gain was -0.15. A mean below 0 is therefore no reason to give a skill up; one
/// below the others' is. The session that taught it is left out: the trial that taught it was chosen for its gain.
struct Payoff
{
    int tried = 0;
    double meanLogGain = 0;
    double upperLogGain = 0; ///< mean + kConfidence · max(s, kLeastSpread) / √tried

    /// The upper confidence bound of the mean is 0 or less after kLeastUses uses: any other trial is worth more.
    bool stoppedPaying() const { return tried >= kLeastUses && upperLogGain <= 0; }
};

Payoff payoffOf(const std::vector<Use>& uses);

/// Takes down what the trials, all of one session, say of the skill, in the place of what was known of that session;
/// nothing for the session that taught it. The usual trial is the median of the session's trials that are no uses. A
/// trial is one that names the skill, or that applied exactly its technique on its platform to a kernel with one of its
/// bottlenecks. `techniques` are those of the trials, in their order.
void countUses(LearnedSkill& skill, const std::vector<SkillTrial>& trials,
               const std::vector<std::vector<std::string>>& techniques);

} // namespace espalier
