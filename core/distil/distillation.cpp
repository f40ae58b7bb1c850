#include "core/distil/distillation.h"

#include "core/distil/skillmerging.h"
#include "core/distil/skillretirement.h"

#include <algorithm>
#include <set>

namespace espalier {
namespace {

constexpr std::size_t kLongestName = 64;

bool isSkillName(const std::string& name)
{
    return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool isKnown(const std::vector<LearnedSkill>& known, const SkillTrial& trial)
{
    return std::any_of(known.begin(), known.end(), [&](const LearnedSkill& skill) {
        return std::any_of(skill.proofs.begin(), skill.proofs.end(),
                           [&](const Proof& proof) { return proof.isOf(trial); });
    });
}

/// What the rules call a technique of one skill; empty where they do not know it.
std::string transformationFor(const std::vector<std::string>& technique, const SkillLibrary& shipped)
{
    const Skill* skill = technique.size() == 1 ? shipped.find(technique.front()) : nullptr;
    return skill != nullptr ? skill->transformation : "";
}

void take(std::vector<LearnedSkill>& known, const Lesson& lesson, const SkillLibrary& shipped)
{
    const std::vector<std::string> technique = techniqueOf(lesson.trial, known);
    if (technique.size() > kMostSkills || isKnown(known, lesson.trial)) {
        return;
    }
    LearnedSkill learned = learn(lesson, technique, transformationFor(technique, shipped));
    if (LearnedSkill* same = findAlike(known, learned)) {
        merge(*same, learned);
    } else if (!learned.edit.empty()) {
        known.push_back(std::move(learned));
    }
}

} // namespace

std::vector<std::string> techniqueOf(const SkillTrial& trial, const std::vector<LearnedSkill>& known)
{
    std::set<std::string> technique;
    for (const std::string& name : trial.skills) {
        const auto learned = std::find_if(known.begin(), known.end(),
                                          [&](const LearnedSkill& skill) { return skill.skill.name == name; });
        if (learned != known.end()) {
            technique.insert(learned->skill.technique.begin(), learned->skill.technique.end());
        } else if (isSkillName(name)) {
            technique.insert(name);
        }
    }
    return {technique.begin(), technique.end()};
}

std::vector<LearnedSkill> distilSession(std::vector<LearnedSkill> known, const std::vector<SkillTrial>& trials,
                                        const std::vector<Lesson>& lessons, const SkillLibrary& shipped)
{
    for (const Lesson& lesson : lessons) {
        take(known, lesson, shipped);
    }
    std::vector<std::vector<std::string>> techniques;
    for (const SkillTrial& trial : trials) {
        techniques.push_back(techniqueOf(trial, known));
    }
    for (LearnedSkill& skill : known) {
        countUses(skill, trials, techniques);
        skill.skill.retired = payoffOf(skill.uses).stoppedPaying();
    }
    return known;
}

} // namespace espalier
