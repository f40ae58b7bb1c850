#include "core/base/words.h"
#include "core/distil/learnedskilltext.h"
#include "core/distil/lessonwords.h"
#include "core/knowledge/frontmatter.h"
#include "core/knowledge/knowledgecheck.h"
#include "core/knowledge/skilllibrary.h"

#include <charconv>
#include <cmath>

namespace espalier {
namespace {

constexpr int kMostTrials = 1'000'000; ///< of one session
constexpr double kLargestFigure = 1e9;

template <class Number>
bool readNumber(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

bool readFigure(const std::string& text, double& figure)
{
    return readNumber(text, figure) && std::isfinite(figure) && std::abs(figure) <= kLargestFigure;
}

/// "3-1763770000.12<7" as session, node and parent.
bool readNode(const std::string& text, Proof& proof)
{
    const std::size_t dot = text.rfind('.');
    const std::size_t from = text.find('<', dot == std::string::npos ? 0 : dot);
    if (dot == std::string::npos || dot == 0 || from == std::string::npos) {
        return false;
    }
    proof.session = text.substr(0, dot);
    return readNumber(std::string_view(text).substr(dot + 1, from - dot - 1), proof.node) &&
           readNumber(std::string_view(text).substr(from + 1), proof.parent);
}

bool readProofs(const std::string& value, std::vector<Proof>& proofs)
{
    for (const std::string& entry : commaList(value)) {
        const auto words = wordsOf(entry);
        Proof proof;
        if (words.size() != 5 || !readNode(words[0], proof) || !readFigure(words[2], proof.gain.value) ||
            !readFigure(words[3], proof.gain.low) || !readFigure(words[4], proof.gain.high) ||
            proofs.size() == kMostProofs) {
            return false;
        }
        proof.task = words[1];
        proofs.push_back(std::move(proof));
    }
    return !proofs.empty();
}

bool readUses(const std::string& value, std::vector<Use>& uses)
{
    for (const std::string& entry : commaList(value)) {
        const auto words = wordsOf(entry);
        Use use;
        if (words.size() != 4 || !readNumber(words[1], use.tried) || use.tried < 0 || use.tried > kMostTrials ||
            !readFigure(words[2], use.logGain) || !readFigure(words[3], use.squares)) {
            return false;
        }
        use.session = words[0];
        uses.push_back(std::move(use));
    }
    return true;
}

} // namespace

Result<LearnedSkill> parseLearnedSkill(std::string_view text, const std::string& file)
{
    auto skill = parseSkill(text, file);
    if (!skill) {
        return skill.error();
    }
    LearnedSkill learned;
    learned.skill = *std::move(skill);
    const auto matter = splitFrontMatter(text, file); // parseSkill has read it: it can be split
    for (const FrontMatterLine& line : matter->lines) {
        if (line.key == "evidence" && !readProofs(line.value, learned.proofs)) {
            return documentError(file, line.line, "the evidence is not what espalier wrote",
                                 "put back the line, or move the file away to learn anew");
        }
        if (line.key == "uses" && !readUses(line.value, learned.uses)) {
            return documentError(file, line.line, "the uses are not what espalier wrote",
                                 "put back the line, or move the file away to learn anew");
        }
    }
    for (const CodeBlock& block : codeBlocks(learned.skill.prose)) {
        if (block.language == "diff" && learned.edit.empty()) {
            learned.edit = block.code;
        } else if (block.language == "text" && learned.words.empty()) {
            learned.words = wordsFrom(block.code);
        }
    }
    if (learned.proofs.empty() || learned.edit.empty() || learned.skill.version < 1) {
        return documentError(file, 1, "it has no version, no evidence or no diff",
                             "skills written by hand belong in skills/, not in skills/learned/");
    }
    return learned;
}

} // namespace espalier
