#include "core/knowledge/retrieval.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace espalier {

namespace {

constexpr double kPriorTrials = 3;
constexpr double kFailureLogGain = -0.05;
constexpr double kOtherTask = 0.5;
constexpr double kOtherBound = 0.5;

bool contains(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

bool applies(const Skill& skill, const SkillQuery& query)
{
    return contains(skill.platforms, query.platform) &&
           std::all_of(skill.patterns.begin(), skill.patterns.end(),
                       [&](const std::string& pattern) { return query.patterns.contains(pattern); });
}

bool namesBound(const Skill& skill, Bound bound)
{
    return bound == Bound::Unknown || skill.bounds.empty() ||
           std::find(skill.bounds.begin(), skill.bounds.end(), bound) != skill.bounds.end();
}

std::string reasonFor(const Skill& skill, const SkillQuery& query, int tried, int valid, double gain)
{
    char text[160];
    if (tried > 0) {
        std::snprintf(text, sizeof text, "expected %.2fx after %d trials, %d of them correct", gain, tried, valid);
        return text;
    }
    std::snprintf(text, sizeof text, "expected %.2fx, not tried yet", gain);
    std::string reason = text;
    if (query.bound != Bound::Unknown && namesBound(skill, query.bound)) {
        reason += "; helps kernels that are " + std::string(toText(query.bound)) + "-bound";
    }
    return reason;
}

RetrievedSkill rate(const Skill& skill, const std::vector<SkillRecord>& evidence, const SkillQuery& query)
{
    double logGain = std::log(skill.prior) * (namesBound(skill, query.bound) ? 1 : 0.5) * kPriorTrials;
    double trials = kPriorTrials;
    int tried = 0;
    int valid = 0;
    for (const SkillRecord& record : evidence) {
        if (record.skill != skill.name) {
            continue;
        }
        double weight = record.task == query.task || query.task.empty() ? 1 : kOtherTask;
        weight *= record.bound == query.bound || query.bound == Bound::Unknown ? 1 : kOtherBound;
        logGain += weight * (record.logGain + kFailureLogGain * (record.tried - record.valid));
        trials += weight * record.tried;
        tried += record.tried;
        valid += record.valid;
    }
    const double gain = std::exp(logGain / trials);
    return {skill, gain, tried, reasonFor(skill, query, tried, valid, gain)};
}

} // namespace

std::vector<RetrievedSkill> retrieve(const SkillLibrary& library, const std::vector<SkillRecord>& evidence,
                                     const SkillQuery& query, std::size_t limit)
{
    std::vector<RetrievedSkill> found;
    for (const Skill& skill : library.skills()) {
        if (applies(skill, query)) {
            found.push_back(rate(skill, evidence, query));
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const RetrievedSkill& a, const RetrievedSkill& b) { return a.expectedGain > b.expectedGain; });
    found.resize(std::min(found.size(), limit));
    return found;
}

} // namespace espalier
