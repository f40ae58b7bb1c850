#pragma once

#include "core/distil/learnedskill.h"
#include "core/knowledge/skilllibrary.h"

namespace espalier {

/// An edge that applied more skills at once does not say which of them paid: drafts apply eight.
inline constexpr std::size_t kMostSkills = 3;

/// The distil stage, for which no model is needed: what one session's trials add to what is known. Each lesson becomes
/// a skill, or another proof of one that it is alike; every known skill's uses in the session are counted, and those
/// that stopped paying are retired, or taken up again where they pay after all. A lesson that is a proof already
/// changes nothing, so telling a session twice is telling it once. Pure; the order of the result is that of `known`,
/// new ones last. `shipped` says which techniques the rules can carry out.
std::vector<LearnedSkill> distilSession(std::vector<LearnedSkill> known, const std::vector<SkillTrial>& trials,
                                        const std::vector<Lesson>& lessons, const SkillLibrary& shipped);

/// The skills an edge applied, sorted, each once: a learned one stands for its technique, and what is no name of a
/// skill (lower case letters, digits and hyphens, at most 64) is left out.
std::vector<std::string> techniqueOf(const SkillTrial& trial, const std::vector<LearnedSkill>& known);

} // namespace espalier
