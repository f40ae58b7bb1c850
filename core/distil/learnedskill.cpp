#include "core/distil/learnedskill.h"

#include "core/base/hash.h"
#include "core/distil/edit.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr std::size_t kLongestTitle = 100;
constexpr double kHighestPrior = 10; ///< a gain over a plain seed says little of the next kernel

std::string joined(const std::vector<std::string>& list)
{
    std::string text;
    for (const std::string& one : list) {
        text += (text.empty() ? "" : ", ") + one;
    }
    return text;
}

/// A model's words as part of one line: no control characters, no brackets that would make links, no long tale.
std::string plain(const std::string& text)
{
    std::string line;
    for (const char c : text) {
        const bool odd = static_cast<unsigned char>(c) < 0x20 || c == '[' || c == ']' || c == '`' || c == 0x7F;
        line += odd ? ' ' : c;
    }
    std::size_t end = std::min(line.size(), kLongestTitle);
    while (end > 0 && end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    line.resize(end);
    const std::size_t last = line.find_last_not_of(' ');
    return last == std::string::npos ? "" : line.substr(0, last + 1);
}

std::string nameOf(const std::vector<std::string>& technique, const std::string& fingerprint)
{
    std::string name(kLearnedPrefix);
    const std::string words = technique.empty() ? "edit" : joined(technique);
    for (const char c : words.substr(0, 48)) {
        const bool usual = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (usual || name.back() != '-') {
            name += usual ? c : '-';
        }
    }
    return name + (name.back() == '-' ? "" : "-") + fingerprint.substr(0, 8);
}

std::string titleOf(const Lesson& lesson, const std::vector<std::string>& technique)
{
    const std::string what = plain(technique.empty() ? lesson.summary : joined(technique));
    std::string title = "Learned: " + (what.empty() ? std::string("an edit") : what);
    if (lesson.trial.bound != Bound::Unknown) {
        title += ", for " + std::string(toText(lesson.trial.bound)) + "-bound kernels";
    }
    return title;
}

} // namespace

double rounded(double value)
{
    return std::round(value * 1e4) / 1e4;
}

double priorOf(const std::vector<Proof>& proofs)
{
    double logs = 0;
    for (const Proof& proof : proofs) {
        logs += std::log(std::max(proof.gain.low, 1.0));
    }
    return rounded(std::min(std::exp(logs / static_cast<double>(proofs.size() + 1)), kHighestPrior));
}

LearnedSkill learn(const Lesson& lesson, const std::vector<std::string>& technique, const std::string& transformation)
{
    LearnedSkill learned;
    learned.edit = editBetween(lesson.parent, lesson.child);
    Skill& skill = learned.skill;
    skill.platforms = {lesson.trial.platform};
    skill.languages = {lesson.parent.language};
    skill.bounds = {lesson.trial.bound};
    skill.patterns.assign(lesson.patterns.begin(), lesson.patterns.end());
    skill.technique = technique;
    skill.transformation = transformation;
    skill.version = 1;
    skill.name = nameOf(technique, sha256(joined(technique) + "\n" + lesson.trial.platform + "\n" +
                                          std::string(toText(lesson.trial.bound)) + "\n" + learned.edit));
    skill.title = titleOf(lesson, technique);
    prove(learned, lesson.trial);
    return learned;
}

void prove(LearnedSkill& skill, const SkillTrial& trial)
{
    if (skill.proofs.size() < kMostProofs) {
        const Interval gain{rounded(trial.gain.value), rounded(trial.gain.low), rounded(trial.gain.high)};
        skill.proofs.push_back({trial.session, trial.node, trial.parent, trial.task, gain});
    }
    skill.skill.prior = priorOf(skill.proofs);
}

} // namespace espalier
