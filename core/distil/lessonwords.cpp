#include "core/distil/lessonwords.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace espalier {
namespace {

constexpr std::size_t kLongestWords = 1'200;   ///< bytes: a skill is read beside five others
constexpr std::size_t kLongestSource = 16'000; ///< bytes of the parent that are shown
constexpr const char* kSystem =
    "You write down what an experiment with a compute kernel taught, for engineers and models who will meet other "
    "kernels. Answer with two short paragraphs of plain text, 120 words together at most, without code, lists or "
    "headings. The first begins with \"When:\" and says by what a kernel is recognised that this change helps, and "
    "when "
    "it does not. The second begins with \"How:\" and says what to change and what to take care of. Name no variable "
    "of "
    "this kernel and no figure that is not given.";

/// With a point in every locale.
std::string factor(double value)
{
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 2).ptr};
}

std::string listed(const auto& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

bool isMark(char32_t character)
{
    return character == U'[' || character == U']' || character == U'`' || character == U'<' || character == U'#' ||
           character == U'|' || character == U'*' || character == U'_';
}

bool isControl(char32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

const Lesson* lessonBehind(const LearnedSkill& skill, const std::vector<Lesson>& lessons)
{
    const auto first = std::find_if(lessons.begin(), lessons.end(),
                                    [&](const Lesson& lesson) { return skill.proofs.front().isOf(lesson.trial); });
    return first == lessons.end() ? nullptr : &*first;
}

} // namespace

ModelRequest wordsRequest(const LearnedSkill& skill, const Lesson& lesson)
{
    const Proof& proof = skill.proofs.front();
    std::string text = "Operator: " + proof.task + ", for " + lesson.trial.platform + ", in " + lesson.parent.language +
                       ". Diagnosed before the change as bound by: " + std::string(toText(lesson.trial.bound)) + ".\n";
    if (!lesson.patterns.empty()) {
        text += "In its code: " + listed(lesson.patterns) + ".\n";
    }
    text += "The change made it " + factor(proof.gain.value) + " times as fast (99 % interval " +
            factor(proof.gain.low) + " to " + factor(proof.gain.high) + ").\n";
    if (!lesson.summary.empty()) {
        text += "Who made it said: " + lesson.summary + "\n";
    }
    text += "\n## The change\n" + skill.edit + "\n## The kernel before it\n" +
            lesson.parent.source.substr(0, kLongestSource) + "\n";
    return {kSystem, {{ModelTurn::Role::User, std::move(text)}}, {}, skill.skill.name, 0};
}

std::string wordsFrom(std::string_view answer)
{
    std::string words;
    for (std::size_t at = 0; at < answer.size() && words.size() < kLongestWords;) {
        const Utf8Character character = utf8CharacterAt(answer, at);
        const std::string_view bytes = answer.substr(at, character.length);
        at += character.length;
        if (character.value == U'\n') {
            words += words.empty() || words.ends_with("\n\n") ? "" : "\n";
        } else if (!character.broken && !isControl(character.value) && !isMark(character.value)) {
            words += bytes;
        }
    }
    const std::size_t end = words.find_last_not_of(" \n");
    words.erase(end == std::string::npos ? 0 : end + 1);
    return words;
}

Result<ModelUsage> putIntoWords(std::vector<LearnedSkill>& skills, const std::vector<Lesson>& lessons,
                                const Model& model, const std::stop_token& stop)
{
    ModelUsage whole;
    for (LearnedSkill& skill : skills) {
        const Lesson* lesson = skill.words.empty() ? lessonBehind(skill, lessons) : nullptr;
        if (lesson == nullptr) {
            continue;
        }
        const auto reply = model.ask(wordsRequest(skill, *lesson), nullptr, stop);
        if (!reply && reply.error().kind != ErrorKind::Answer) {
            return reply.error();
        }
        if (reply) {
            skill.words = wordsFrom(reply->text);
            whole.tokensIn += reply->usage.tokensIn;
            whole.tokensCached += reply->usage.tokensCached;
            whole.tokensOut += reply->usage.tokensOut;
            whole.money += reply->usage.money;
        }
    }
    return whole;
}

} // namespace espalier
