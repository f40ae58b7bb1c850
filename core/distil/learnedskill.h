#pragma once

#include "core/distil/trial.h"
#include "core/knowledge/skill.h"

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// A node that showed that a learned skill pays.
struct Proof
{
    std::string session; ///< SkillTrial::session
    NodeNumber node = 0;
    NodeNumber parent = 0;
    std::string task;
    Interval gain; ///< rounded to four digits, as the file has it

    bool isOf(const SkillTrial& trial) const { return session == trial.session && node == trial.node; }
};

/// What trials of a learned skill brought in one session: sums of the logarithms of their gains, less the usual trial's
/// (skillretirement.h).
struct Use
{
    std::string session;
    int tried = 0;
    double logGain = 0; ///< rounded to four digits
    double squares = 0; ///< of these differences; rounded
};

/// A skill that was distilled from sessions: what the search reads of it (`skill`), and what it rests on.
struct LearnedSkill
{
    Skill skill;
    std::string edit; ///< editBetween() of the first lesson
    std::vector<Proof> proofs;
    std::vector<Use> uses; ///< in other sessions than the first proof's
    std::string words{};   ///< when it applies and how, by a model (lessonwords.h); empty where none was asked
};

inline constexpr std::string_view kLearnedPrefix = "learned-";
/// More would make a file that nobody reads; a skill with so many has nothing to prove.
inline constexpr std::size_t kMostProofs = 50;

/// A new skill of one lesson. Its precondition is the lesson's parent: platform, language, bottleneck and every pattern
/// of its code; merging widens it. `technique` is sorted; `transformation` is what the rules call it, empty where they
/// cannot do it. The name is made of technique, platform, bottleneck and edit: the same lesson always has the same
/// name.
LearnedSkill learn(const Lesson& lesson, const std::vector<std::string>& technique, const std::string& transformation);

/// Adds the lesson's node to the proofs, as long as there is room.
void prove(LearnedSkill& skill, const SkillTrial& trial);

/// The factor to expect before any evidence of a session: exp of the sum of the proofs' low ends' logarithms over one
/// more than there are proofs. One trial that gained nothing stands for all that was selected away: what was kept is
/// the best of many.
double priorOf(const std::vector<Proof>& proofs);

/// Rounded to the four digits that a file keeps.
double rounded(double value);

} // namespace espalier
