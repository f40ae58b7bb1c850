#pragma once

#include "core/knowledge/skill.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What is believed of the gain of one skill in one place: its logarithm is normal.
struct GainBelief
{
    double mean = 0;
    double deviation = 0;
    int tried = 0; ///< trials it rests on, from wherever
    int valid = 0;

    double expectedGain() const;
    /// Drawn for one step (Thompson sampling): the same for the same seed and skill, in whatever order skills are
    /// asked.
    double drawnGain(std::uint64_t seed, std::string_view skill) const;
};

/// Where a gain is asked for: evidence from elsewhere counts less.
struct GainPlace
{
    std::string task; ///< empty: all tasks count alike
    Bound bound = Bound::Unknown;
};

/// The spread of one trial's log gain around its skill's own: the standard deviation of 1,119 skills' shares in 732
/// correct refinements of the rules, in 20 sessions, around the means of their skills.
inline constexpr double kTrialSpread = 0.22;
/// The prior counts like so many trials.
inline constexpr double kPriorTrials = 3;
/// A candidate that failed counts like one that lost 5 %: it cost an evaluation, and nothing else was lost.
inline constexpr double kFailureLogGain = -0.05;

/// The skills as a bandit's arms, one for each skill, bottleneck and task, which learn from one another. A trial's log
/// gain is normal around the arm's own with the known spread σ; the prior is normal around log(prior) with the weight
/// of n₀ trials. With evidence of weight w ≤ 1 the posterior is normal (Gelman et al., Bayesian Data Analysis, 2.5)
/// with
///   mean = (n₀·log(prior) + Σ w·log gain) / (n₀ + Σ w·tried)    deviation = σ / √(n₀ + Σ w·tried)
/// Weights below 1 are a power prior (Ibrahim and Chen 2000, Statistical Science 15): 1 for the same task, 0.75 for one
/// of its family, 0.5 for others, and half of it for another bottleneck. Choosing by a draw from the posterior is
/// Thompson sampling (Thompson 1933; with normal arms: Agrawal and Goyal 2017, Journal of the ACM 64): an arm that may
/// be best is tried as often as that is likely. A learned skill also learns from trials of its transformation; a skill
/// that does not name the bottleneck starts from the square root of its prior.
class SkillBandit
{
public:
    /// `evidence` must outlive the bandit.
    SkillBandit(const std::vector<SkillRecord>& evidence, GainPlace place);
    GainBelief belief(const Skill& skill) const;

private:
    const std::vector<SkillRecord>& m_evidence;
    std::vector<double> m_weights; ///< of the records, in their order
    GainPlace m_place;
};

/// Whether the skill says that it helps with this bottleneck, or none is known.
bool namesBound(const Skill& skill, Bound bound);

} // namespace espalier
