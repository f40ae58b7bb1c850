#include "core/distil/skillretirement.h"

#include "core/knowledge/skillbandit.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

bool contains(const auto& list, const auto& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

bool isUse(const LearnedSkill& skill, const SkillTrial& trial, const std::vector<std::string>& technique)
{
    if (contains(trial.skills, skill.skill.name)) {
        return true;
    }
    return !technique.empty() && technique == skill.skill.technique &&
           contains(skill.skill.platforms, trial.platform) && contains(skill.skill.bounds, trial.bound);
}

/// 0 for none.
double medianOf(std::vector<double> values)
{
    if (values.empty()) {
        return 0;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

Payoff payoffOf(const std::vector<Use>& uses)
{
    Payoff payoff;
    double sum = 0;
    double squares = 0;
    for (const Use& use : uses) {
        payoff.tried += use.tried;
        sum += use.logGain;
        squares += use.squares;
    }
    if (payoff.tried == 0) {
        return payoff;
    }
    const double count = payoff.tried;
    payoff.meanLogGain = sum / count;
    const double variance = std::max(squares / count - payoff.meanLogGain * payoff.meanLogGain, 0.0);
    const double spread = std::max(std::sqrt(variance * count / std::max(count - 1, 1.0)), kLeastSpread);
    payoff.upperLogGain = payoff.meanLogGain + kConfidence * spread / std::sqrt(count);
    return payoff;
}

void countUses(LearnedSkill& skill, const std::vector<SkillTrial>& trials,
               const std::vector<std::vector<std::string>>& techniques)
{
    if (trials.empty() || trials.front().session == skill.proofs.front().session) {
        return;
    }
    Use use{trials.front().session};
    std::vector<double> gains;
    std::vector<double> others;
    for (std::size_t i = 0; i < trials.size(); ++i) {
        const double logGain = trials[i].gain.value > 0 ? std::log(trials[i].gain.value) : kFailureLogGain;
        (isUse(skill, trials[i], techniques[i]) ? gains : others).push_back(logGain);
    }
    const double usual = medianOf(std::move(others));
    for (const double gain : gains) {
        use.tried += 1;
        use.logGain += gain - usual;
        use.squares += (gain - usual) * (gain - usual);
    }
    use.logGain = rounded(use.logGain);
    use.squares = rounded(use.squares);
    const auto known =
        std::find_if(skill.uses.begin(), skill.uses.end(), [&](const Use& u) { return u.session == use.session; });
    if (known != skill.uses.end()) {
        *known = use;
    } else if (use.tried > 0) {
        skill.uses.push_back(use);
    }
}

} // namespace espalier
