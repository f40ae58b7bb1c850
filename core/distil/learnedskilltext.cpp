#include "core/distil/learnedskilltext.h"

#include "core/distil/skillretirement.h"
#include "core/knowledge/skilllibrary.h"

#include <array>
#include <charconv>
#include <cmath>

namespace espalier {
namespace {

constexpr std::size_t kShownProofs = 20;

std::string listed(const std::vector<std::string>& list)
{
    std::string text;
    for (const std::string& one : list) {
        text += (text.empty() ? "" : ", ") + one;
    }
    return text;
}

std::string listed(const std::vector<Bound>& bounds)
{
    std::vector<std::string> names;
    for (const Bound bound : bounds) {
        names.emplace_back(toText(bound));
    }
    return listed(names);
}

/// With a point in every locale, unlike printf.
std::string number(double value, int digits = 4)
{
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits).ptr;
    return {text.data(), end};
}

std::string nodeText(const Proof& proof)
{
    return proof.session + "." + std::to_string(proof.node);
}

std::string evidenceText(const std::vector<Proof>& proofs)
{
    std::vector<std::string> entries;
    for (const Proof& proof : proofs) {
        entries.push_back(nodeText(proof) + "<" + std::to_string(proof.parent) + " " + proof.task + " " +
                          number(proof.gain.value) + " " + number(proof.gain.low) + " " + number(proof.gain.high));
    }
    return listed(entries);
}

std::string usesText(const std::vector<Use>& uses)
{
    std::vector<std::string> entries;
    for (const Use& use : uses) {
        entries.push_back(use.session + " " + std::to_string(use.tried) + " " + number(use.logGain) + " " +
                          number(use.squares));
    }
    return listed(entries);
}

std::string frontMatter(const LearnedSkill& learned)
{
    const Skill& skill = learned.skill;
    std::string text = "---\n";
    const auto add = [&](const char* key, const std::string& value) {
        text += value.empty() ? "" : std::string(key) + ": " + value + "\n";
    };
    add("name", skill.name);
    add("title", skill.title);
    add("platforms", listed(skill.platforms));
    add("languages", listed(skill.languages));
    add("bounds", listed(skill.bounds));
    add("patterns", listed(skill.patterns));
    add("transformation", skill.transformation);
    add("prior", number(skill.prior));
    add("technique", listed(skill.technique));
    add("version", std::to_string(skill.version));
    add("status", skill.retired ? "retired" : "active");
    add("evidence", evidenceText(learned.proofs));
    add("uses", usesText(learned.uses));
    return text + "---\n";
}

std::string whenText(const Skill& skill)
{
    std::string text = "**When.** Paid on kernels for " + listed(skill.platforms) + " written in " +
                       listed(skill.languages) + ", diagnosed as bound by: " + listed(skill.bounds) + ".";
    if (!skill.patterns.empty()) {
        text += " All of them had in their code: " + listed(skill.patterns) + ".";
    }
    return text + "\n\n";
}

std::string howText(const LearnedSkill& learned)
{
    const std::string technique = listed(learned.skill.technique);
    return "**How.** The change that paid first" + (technique.empty() ? "" : " (" + technique + ")") +
           "; lines with a minus went, lines with a plus came.\n\n```diff\n" + learned.edit + "```\n\n";
}

std::string wordsText(const std::string& words)
{
    return words.empty() ? "" : "**In a model's words.**\n\n```text\n" + words + "\n```\n\n";
}

std::string gainText(const LearnedSkill& learned)
{
    return "**Gain.** To be expected: " + number(learned.skill.prior, 2) +
           "x, from the low ends of the intervals below "
           "and one trial that gained nothing; what was kept is the best of many.\n\n";
}

std::string payoffText(const LearnedSkill& learned)
{
    const Payoff payoff = payoffOf(learned.uses);
    if (payoff.tried == 0) {
        return {};
    }
    return "**Since then.** " + std::to_string(payoff.tried) +
           " trials in other sessions, against the usual trial there: " + number(std::exp(payoff.meanLogGain), 3) +
           "x on average, at most " + number(std::exp(payoff.upperLogGain), 3) + "x with 95 % confidence." +
           (learned.skill.retired ? " It stopped paying and is not retrieved any more." : "") + "\n\n";
}

std::string proofTable(const std::vector<Proof>& proofs)
{
    std::string text = "| node | from | task | gain | at least | at most |\n|---|---|---|---:|---:|---:|\n";
    for (std::size_t i = 0; i < proofs.size() && i < kShownProofs; ++i) {
        const Proof& proof = proofs[i];
        text += "| " + nodeText(proof) + " | " + std::to_string(proof.parent) + " | " + proof.task + " | " +
                number(proof.gain.value, 2) + "x | " + number(proof.gain.low, 2) + "x | " + number(proof.gain.high, 2) +
                "x |\n";
    }
    return text;
}

} // namespace

std::string textOf(const LearnedSkill& learned)
{
    return frontMatter(learned) + "# " + learned.skill.title + "\n\n" + whenText(learned.skill) +
           wordsText(learned.words) + howText(learned) + gainText(learned) + payoffText(learned) +
           proofTable(learned.proofs);
}

} // namespace espalier
