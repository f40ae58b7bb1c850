#include "core/search/skillretrieval.h"

#include "core/synthesis/codepatterns.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kSkills = 32;
constexpr std::size_t kRemembered = 256;

} // namespace

std::set<std::string> SkillRetrieval::patternsOf(const Candidate& candidate, const Task& task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_patterns.find(candidate.source); known != m_patterns.end()) {
            return known->second;
        }
    }
    std::set<std::string> patterns = codePatterns(candidate, task);
    const std::lock_guard lock(m_mutex);
    if (m_patterns.size() >= kRemembered) {
        m_patterns.clear();
    }
    m_patterns.emplace(candidate.source, patterns);
    return patterns;
}

std::vector<RetrievedSkill> SkillRetrieval::allOfPlatform() const
{
    std::vector<RetrievedSkill> all;
    for (const Skill& skill : m_library.skills()) {
        if (std::ranges::find(skill.platforms, m_platform) != skill.platforms.end()) {
            all.push_back({skill, 1, 0, "not ranked"});
        }
    }
    return all;
}

std::vector<RetrievedSkill> SkillRetrieval::retrieveFor(const Prompt& prompt, const std::vector<SkillRecord>& evidence)
{
    if (m_library.skills().empty() || m_use == SkillUse::None) {
        return {};
    }
    std::vector<RetrievedSkill> found = m_use == SkillUse::Unranked ? allOfPlatform() : ranked(prompt, evidence);
    std::erase_if(found, [&](const RetrievedSkill& one) { return prompt.isVetoed(one.skill.name); });
    return found;
}

std::vector<RetrievedSkill> SkillRetrieval::ranked(const Prompt& prompt, const std::vector<SkillRecord>& evidence)
{
    const SkillQuery query{m_platform,        prompt.diagnosis.bound, patternsOf(prompt.parent, *prompt.task),
                           prompt.task->name, prompt.parent.language, prompt.seed};
    return retrieve(m_library, evidence, query, kSkills);
}

} // namespace espalier
