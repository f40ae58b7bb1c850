#include "core/synthesis/model/promptknowledge.h"

#include "core/synthesis/prompt/evidenceparts.h"

namespace espalier {
namespace {

constexpr std::size_t kDocuments = 5; ///< of at most 150 lines: what the budget for documents holds
constexpr std::size_t kLooked = 20;

/// Other parts of the prompt say what these do: the rules of the game, and the skills that were retrieved.
bool standsElsewhere(const Document& document)
{
    return document.place.starts_with("constraints/") || document.place.starts_with("skills/");
}

std::string wordsOf(const Prompt& prompt)
{
    std::string words = prompt.task->summary + " " + prompt.hint;
    if (!prompting::startsAnew(prompt.edge)) {
        words += " " + prompt.diagnosis.lever;
        for (const std::string& fact : prompt.diagnosis.facts) {
            words += " " + fact;
        }
    }
    return words;
}

} // namespace

std::string phaseOf(const Prompt& prompt)
{
    if (prompting::startsAnew(prompt.edge)) {
        return "draft";
    }
    return isValid(prompt.parentVerdict) ? "improve" : "repair";
}

Result<PromptInputs> PromptKnowledge::inputsFor(const Prompt& prompt) const
{
    PromptInputs inputs{{}, m_setting.hardware, m_setting.baseline, m_setting.budget};
    if (!m_documents) {
        return inputs;
    }
    const bool anew = prompting::startsAnew(prompt.edge);
    const auto found = m_documents->search({wordsOf(prompt), m_setting.platform, prompt.parent.language,
                                            anew ? Bound::Unknown : prompt.diagnosis.bound, phaseOf(prompt)},
                                           kLooked);
    if (!found) {
        return found.error();
    }
    for (const FoundDocument& one : *found) {
        if (inputs.documents.size() < kDocuments && !standsElsewhere(*one.document)) {
            inputs.documents.push_back({one.document->title, one.document->place, one.document->body});
        }
    }
    return inputs;
}

} // namespace espalier
