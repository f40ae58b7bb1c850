#include "core/distil/skillmerging.h"

#include "core/distil/edit.h"

#include <algorithm>

namespace espalier {

LearnedSkill* findAlike(std::vector<LearnedSkill>& skills, const LearnedSkill& lesson)
{
    LearnedSkill* best = nullptr;
    double most = 0;
    for (LearnedSkill& known : skills) {
        const bool comparable = known.skill.technique == lesson.skill.technique &&
                                known.skill.platforms == lesson.skill.platforms &&
                                known.skill.languages == lesson.skill.languages;
        const double alike = comparable ? likeness(known.edit, lesson.edit) : 0;
        if (alike >= kAlike && alike > most) {
            best = &known;
            most = alike;
        }
    }
    return best;
}

void merge(LearnedSkill& into, const LearnedSkill& lesson)
{
    for (const Proof& proof : lesson.proofs) {
        if (into.proofs.size() < kMostProofs) {
            into.proofs.push_back(proof);
        }
    }
    std::vector<Bound>& bounds = into.skill.bounds;
    for (const Bound bound : lesson.skill.bounds) {
        if (std::find(bounds.begin(), bounds.end(), bound) == bounds.end()) {
            bounds.push_back(bound);
        }
    }
    std::erase_if(into.skill.patterns, [&](const std::string& pattern) {
        const auto& theirs = lesson.skill.patterns;
        return std::find(theirs.begin(), theirs.end(), pattern) == theirs.end();
    });
    into.skill.prior = priorOf(into.proofs);
}

} // namespace espalier
