#pragma once

#include "core/knowledge/skilllibrary.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What a search asks the skills for.
struct SkillQuery
{
    std::string platform = "cpu";
    Bound bound = Bound::Unknown;   ///< the parent's diagnosis
    std::set<std::string> patterns; ///< code patterns the parent has; a skill that needs another one does not apply
    std::string task;               ///< evidence from the same task counts fully, from others half
};

/// The skills that apply, best first, at most `limit`. The expected gain is the posterior mean of the logarithm of the
/// gain: the prior counts like three trials, each failed trial like one that lost 5 %, and a skill whose bounds do not
/// name the diagnosis starts from the square root of its prior. Ties are broken by name, so that the order never
/// depends on chance.
std::vector<RetrievedSkill> retrieve(const SkillLibrary& library, const std::vector<SkillRecord>& evidence,
                                     const SkillQuery& query, std::size_t limit);

} // namespace espalier
