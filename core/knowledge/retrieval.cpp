#include "core/knowledge/retrieval.h"

#include "core/knowledge/skillbandit.h"

#include <algorithm>
#include <cstdio>

namespace espalier {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

bool applies(const Skill& skill, const SkillQuery& query)
{
    const bool speaks = query.language.empty() || skill.languages.empty() || contains(skill.languages, query.language);
    return !skill.retired && speaks && contains(skill.platforms, query.platform) &&
           std::all_of(skill.patterns.begin(), skill.patterns.end(),
                       [&](const std::string& pattern) { return query.patterns.contains(pattern); });
}

std::string reasonFor(const Skill& skill, const SkillQuery& query, const GainBelief& belief)
{
    char text[160];
    if (belief.tried > 0) {
        std::snprintf(text, sizeof text, "expected %.2fx after %d trials, %d of them correct", belief.expectedGain(),
                      belief.tried, belief.valid);
        return text;
    }
    std::snprintf(text, sizeof text, "expected %.2fx, not tried yet", belief.expectedGain());
    std::string reason = text;
    if (query.bound != Bound::Unknown && namesBound(skill, query.bound)) {
        reason += "; helps kernels that are " + std::string(toText(query.bound)) + "-bound";
    }
    return reason;
}

} // namespace

std::vector<RetrievedSkill> retrieve(const SkillLibrary& library, const std::vector<SkillRecord>& evidence,
                                     const SkillQuery& query, std::size_t limit)
{
    const SkillBandit bandit(evidence, {query.task, query.bound});
    std::vector<RetrievedSkill> found;
    for (const Skill& skill : library.skills()) {
        if (applies(skill, query)) {
            const GainBelief belief = bandit.belief(skill);
            const double drawn = query.seed ? belief.drawnGain(*query.seed, skill.name) : belief.expectedGain();
            found.push_back({skill, belief.expectedGain(), belief.tried, reasonFor(skill, query, belief), drawn});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const RetrievedSkill& a, const RetrievedSkill& b) { return a.drawnGain > b.drawnGain; });
    found.resize(std::min(found.size(), limit));
    return found;
}

} // namespace espalier
