#include "core/synthesis/prompt/knowledgeparts.h"

#include "core/synthesis/prompt/figures.h"
#include "core/synthesis/prompt/hostiletext.h"

namespace espalier::prompting {
namespace {

constexpr std::size_t kHintWidth = 120; ///< bytes

/// Lines of at most kHintWidth bytes where there are blanks to break at: a hint is often one long line, which a cut at
/// a line's end would take away whole.
std::string folded(const std::string& text)
{
    std::string result = text;
    std::size_t start = 0;
    std::size_t blank = std::string::npos;
    for (std::size_t at = 0; at < result.size(); ++at) {
        blank = result[at] == ' ' ? at : blank;
        if (result[at] != '\n' && at - start >= kHintWidth && blank != std::string::npos) {
            result[blank] = '\n';
            start = blank + 1;
            blank = std::string::npos;
        } else if (result[at] == '\n') {
            start = at + 1;
            blank = std::string::npos;
        }
    }
    return result;
}

std::string titleOf(const RetrievedSkill& retrieved)
{
    const std::string reason = oneLine(retrieved.reason);
    return "Skill " + oneLine(retrieved.skill.name) + ": " + oneLine(retrieved.skill.title) + " (expected gain " +
           figure(retrieved.expectedGain) + "×, times tried: " + std::to_string(retrieved.tried) +
           (reason.empty() ? "" : "; " + reason) + ")\n\n";
}

} // namespace

PromptPart vetoesPart(const std::vector<std::string>& vetoes)
{
    PromptPart part("vetoes", "Forbidden");
    std::string lines;
    for (const std::string& veto : vetoes) {
        lines += "- " + oneLine(veto) + "\n";
    }
    if (!lines.empty()) {
        part.addLines("The person steering has vetoed these skills and techniques. Apply none of them, under whatever "
                      "name; an answer that names one is not taken.\n\n",
                      lines);
    }
    return part;
}

PromptPart hintPart(const std::string& hint, std::size_t tokens)
{
    PromptPart part("hint", "Hints of the person steering", tokens);
    if (hint.find_first_not_of(" \t\r\n") != std::string::npos) {
        part.addFenced("", folded(hint), "text");
    }
    return part;
}

PromptPart skillsPart(const std::vector<RetrievedSkill>& skills, std::size_t tokens)
{
    PromptPart part("skills", "Skills that may help", tokens);
    for (const RetrievedSkill& retrieved : skills) {
        part.addFenced(titleOf(retrieved), retrieved.skill.prose, "markdown");
    }
    return part;
}

PromptPart documentsPart(const std::vector<PromptDocument>& documents, std::size_t tokens)
{
    PromptPart part("documents", "Documents", tokens);
    for (const PromptDocument& document : documents) {
        part.addFenced("Document " + oneLine(document.title) + " (" + oneLine(document.place) + ")\n\n", document.body,
                       "markdown");
    }
    return part;
}

PromptPart hardwarePart(const std::vector<std::string>& facts, std::size_t tokens)
{
    PromptPart part("hardware", "The machine and its limits", tokens);
    std::string lines;
    for (const std::string& fact : facts) {
        lines += "- " + oneLine(fact) + "\n";
    }
    if (!lines.empty()) {
        part.addLines("", lines);
    }
    return part;
}

} // namespace espalier::prompting
