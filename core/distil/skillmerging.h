#pragma once

#include "core/distil/learnedskill.h"

namespace espalier {

/// Two edits that share so many of their words are taken for the same change: half would merge a tile of rows with a
/// tile of columns, and two loops that got the same pragma share all.
inline constexpr double kAlike = 0.6;

/// The skill that `lesson` is another case of: the same technique, platform and language, and the most alike edit, by
/// kAlike at least; ties go to the first. Null where there is none.
LearnedSkill* findAlike(std::vector<LearnedSkill>& skills, const LearnedSkill& lesson);

/// Takes a case of the same change in: its proofs, its bottleneck beside those known, and of the patterns only what
/// both have: what was not there where it paid too is no precondition. The edit stays the first one's.
void merge(LearnedSkill& into, const LearnedSkill& lesson);

} // namespace espalier
