#include "core/knowledge/skillbandit.h"

#include "core/base/rng.h"
#include "core/knowledge/taskfamily.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kSameFamily = 0.75;
constexpr double kOtherTask = 0.5;
constexpr double kOtherBound = 0.5;

double weightOf(const SkillRecord& record, const GainPlace& place)
{
    double weight = 1;
    if (!place.task.empty() && record.task != place.task) {
        weight = ofOneFamily(record.task, place.task) ? kSameFamily : kOtherTask;
    }
    return record.bound == place.bound || place.bound == Bound::Unknown ? weight : weight * kOtherBound;
}

bool isOf(const SkillRecord& record, const Skill& skill)
{
    return record.skill == skill.name || (!skill.transformation.empty() && record.skill == skill.transformation);
}

/// FNV-1a: spreads names over seeds; nothing hostile gains by a collision.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return hash;
}

} // namespace

double GainBelief::expectedGain() const
{
    return std::exp(mean);
}

double GainBelief::drawnGain(std::uint64_t seed, std::string_view skill) const
{
    return std::exp(mean + deviation * Rng::forStep(seed, hashOf(skill)).normal());
}

SkillBandit::SkillBandit(const std::vector<SkillRecord>& evidence, GainPlace place)
    : m_evidence(evidence), m_place(std::move(place))
{
    m_weights.reserve(evidence.size());
    for (const SkillRecord& record : evidence) {
        m_weights.push_back(weightOf(record, m_place));
    }
}

GainBelief SkillBandit::belief(const Skill& skill) const
{
    GainBelief belief;
    double logGain = std::log(skill.prior) * (namesBound(skill, m_place.bound) ? 1 : 0.5) * kPriorTrials;
    double trials = kPriorTrials;
    for (std::size_t i = 0; i < m_evidence.size(); ++i) {
        const SkillRecord& record = m_evidence[i];
        if (isOf(record, skill)) {
            logGain += m_weights[i] * (record.logGain + kFailureLogGain * (record.tried - record.valid));
            trials += m_weights[i] * record.tried;
            belief.tried += record.tried;
            belief.valid += record.valid;
        }
    }
    belief.mean = logGain / trials;
    belief.deviation = kTrialSpread / std::sqrt(trials);
    return belief;
}

bool namesBound(const Skill& skill, Bound bound)
{
    return bound == Bound::Unknown || skill.bounds.empty() ||
           std::find(skill.bounds.begin(), skill.bounds.end(), bound) != skill.bounds.end();
}

} // namespace espalier
