#pragma once

#include "core/knowledge/documentindex.h"
#include "core/synthesis/prompt/promptinputs.h"
#include "core/synthesis/synthesizer.h"

#include <memory>

namespace espalier {

/// What of the machine goes into every prompt of a session.
struct PromptSetting
{
    std::string platform = "cpu";      ///< of the documents: "cpu", "opencl", "nvidia"
    std::vector<std::string> hardware; ///< limits of the machine that judges, most important first
    std::string baseline;              ///< the fastest
    TokenBudget budget;
};

/// The retrieve stage for prompts that are read: the documents that fit a parent's diagnosis and the phase the step is
/// in, beside the machine's limits. Diagnosis comes before retrieval: its sentences are the words that are looked for.
/// Thread-safe.
class PromptKnowledge
{
public:
    PromptKnowledge(std::shared_ptr<DocumentIndex> documents, PromptSetting setting)
        : m_documents(std::move(documents)), m_setting(std::move(setting))
    {
    }

    Result<PromptInputs> inputsFor(const Prompt& prompt) const;

private:
    std::shared_ptr<DocumentIndex> m_documents; ///< null: no documents
    PromptSetting m_setting;
};

/// "draft", "repair" or "improve": the phase of a knowledge base's documents that a prompt is in.
std::string phaseOf(const Prompt& prompt);

} // namespace espalier
