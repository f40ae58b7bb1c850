#include "core/search/skillretrieval.h"

#include "core/synthesis/codepatterns.h"

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

std::vector<RetrievedSkill> SkillRetrieval::retrieveFor(const Prompt& prompt, const std::vector<SkillRecord>& evidence)
{
    if (m_library.skills().empty()) {
        return {};
    }
    const SkillQuery query{m_platform,        prompt.diagnosis.bound, patternsOf(prompt.parent, *prompt.task),
                           prompt.task->name, prompt.parent.language, prompt.seed};
    return retrieve(m_library, evidence, query, kSkills);
}

} // namespace espalier
