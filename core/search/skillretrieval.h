#pragma once

#include "core/knowledge/retrieval.h"
#include "core/search/evidence.h"
#include "core/search/switches.h"
#include "core/synthesis/synthesizer.h"

#include <mutex>
#include <unordered_map>

namespace espalier {

/// The retrieve stage: the skills that fit a parent's code and diagnosis, their gains drawn with the prompt's seed;
/// none that the prompt vetoes. Reading a code's patterns takes a parser and milliseconds, so it runs on the workers'
/// threads and remembers the last sources. Thread-safe.
class SkillRetrieval
{
public:
    SkillRetrieval(const SkillLibrary& library, std::string platform, SkillUse use)
        : m_library(library), m_platform(std::move(platform)), m_use(use)
    {
    }

    std::vector<RetrievedSkill> retrieveFor(const Prompt& prompt, const std::vector<SkillRecord>& evidence);

private:
    std::vector<RetrievedSkill> ranked(const Prompt& prompt, const std::vector<SkillRecord>& evidence);
    std::vector<RetrievedSkill> allOfPlatform() const;
    std::set<std::string> patternsOf(const Candidate& candidate, const Task& task);

    const SkillLibrary& m_library;
    std::string m_platform;
    SkillUse m_use;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::set<std::string>> m_patterns; ///< by source
};

} // namespace espalier
