#pragma once

#include "core/model/model.h"
#include "core/synthesis/answer/answererror.h"
#include "core/synthesis/model/promptknowledge.h"

namespace espalier {

/// The universal operator: one prompt from the evidence, one answer, one candidate; drafts, refinements, repairs and
/// merges alike. Skills that change options alone are not offered, since an answer is source. An answer that gives none
/// gets one turn in which it may be repaired; then the step is spent, and says why. Everything said stands in the
/// transcript, also where the search is stopped in the middle.
class ModelSynthesizer final : public Synthesizer
{
public:
    ModelSynthesizer(std::unique_ptr<const Model> model, PromptKnowledge knowledge)
        : m_model(std::move(model)), m_knowledge(std::move(knowledge))
    {
    }

    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override;
    std::string name() const override { return m_model->name(); }
    bool repairs() const override { return true; }

    static constexpr int kTurns = 2;

private:
    Result<std::string> ask(const ModelRequest& request, Transcript& transcript, std::stop_token stop) const;

    std::unique_ptr<const Model> m_model;
    PromptKnowledge m_knowledge;
};

} // namespace espalier
