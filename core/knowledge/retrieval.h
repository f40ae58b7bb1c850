#pragma once

#include "core/knowledge/skilllibrary.h"

#include <cstdint>
#include <optional>
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
    std::string task;               ///< evidence from the same task counts fully, from others less
    std::string language{};         ///< the parent's; empty: any
    std::optional<std::uint64_t> seed{}; ///< of the step: gains are drawn; without one they are the expected ones
};

/// The skills that apply and are not retired, highest drawn gain first, at most `limit`; what a gain is believed to be
/// is SkillBandit's. Ties are broken by name, and a draw depends on seed and name alone, so that a resumed search
/// retrieves what it did.
std::vector<RetrievedSkill> retrieve(const SkillLibrary& library, const std::vector<SkillRecord>& evidence,
                                     const SkillQuery& query, std::size_t limit);

} // namespace espalier
