#pragma once

#include "core/model/model.h"
#include "core/synthesis/answer/answererror.h"
#include "core/synthesis/model/promptknowledge.h"
#include "core/synthesis/tools/expansiontool.h"

namespace espalier {

/// The universal operator: one prompt from the evidence, one answer, one candidate; drafts, refinements, repairs and
/// merges alike. Skills that change options alone are not offered, since an answer is source. An answer that gives none
/// gets one turn in which it may be repaired; then the step is spent, and says why. With tools the answer may be a call
/// of one instead, within ToolDesk::kSteps and kCallTokens; without any the prompt does not speak of them. Everything
/// said stands in the transcript, also where the search is stopped in the middle.
class ModelSynthesizer final : public Synthesizer
{
public:
    ModelSynthesizer(std::unique_ptr<const Model> model, PromptKnowledge knowledge,
                     std::vector<ExpansionTool> tools = {})
        : m_model(std::move(model)), m_knowledge(std::move(knowledge)), m_tools(std::move(tools))
    {
    }

    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override;
    std::string name() const override { return m_model->name(); }
    bool repairs() const override { return true; }

    static constexpr int kTurns = 2; ///< in which a candidate may come; calls of tools are none

private:
    Result<ModelRequest> firstTurn(const Prompt& prompt) const;
    Result<std::string> ask(const ModelRequest& request, Transcript& transcript, std::stop_token stop) const;

    std::unique_ptr<const Model> m_model;
    PromptKnowledge m_knowledge;
    std::vector<ExpansionTool> m_tools;
};

} // namespace espalier
