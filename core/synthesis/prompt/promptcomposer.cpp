#include "core/synthesis/prompt/promptcomposer.h"

#include "core/synthesis/prompt/evidenceparts.h"
#include "core/synthesis/prompt/knowledgeparts.h"
#include "core/synthesis/prompt/ruleparts.h"
#include "core/synthesis/prompt/taskpart.h"

namespace espalier {

using namespace prompting;

namespace {

std::vector<PromptPart> partsOf(const Prompt& prompt, const PromptInputs& inputs)
{
    const TokenBudget& budget = inputs.budget;
    std::vector<PromptPart> parts{taskPart(*prompt.task, prompt.parent.language),
                                  kernelPart(prompt, inputs.baseline),
                                  historyPart(prompt, budget.history),
                                  diagnosisPart(prompt, budget.diagnosis),
                                  failuresPart(prompt, budget.failures),
                                  priorPart(prompt, budget.prior),
                                  hintPart(prompt.hint, budget.hint),
                                  vetoesPart(prompt.vetoes),
                                  skillsPart(prompt.skills, budget.skills),
                                  documentsPart(inputs.documents, budget.documents),
                                  hardwarePart(inputs.hardware, budget.hardware),
                                  rulesPart(prompt.parent.language),
                                  answerPart(prompt)};
    std::erase_if(parts, [](const PromptPart& part) { return part.empty(); });
    return parts;
}

/// What each part gets, or why they do not fit.
Result<std::vector<std::size_t>> sharesOf(const std::vector<PromptPart>& parts, std::size_t system, std::size_t total)
{
    std::size_t whole = system;
    std::vector<std::size_t> wanted;
    for (const PromptPart& part : parts) {
        if (part.budget()) {
            wanted.push_back(std::min(*part.budget(), part.tokens()));
        } else {
            whole += part.tokens();
        }
    }
    if (whole + leastOf(wanted) > total) {
        return Error{ErrorKind::Usage, "the prompt does not fit its budget of " + std::to_string(total) + " tokens",
                     "the task, the kernel, the rules and the least of each other part need " +
                         std::to_string(whole + leastOf(wanted)),
                     "raise the budget, or take a model that reads longer prompts"};
    }
    return shared(wanted, total - whole);
}

} // namespace

Result<ComposedPrompt> composePrompt(const Prompt& prompt, const PromptInputs& inputs)
{
    if (!prompt.task) {
        return Error{ErrorKind::Usage, "the prompt cannot be written", "it has no task", "give it one"};
    }
    if (const auto sound = check(inputs.budget); !sound) {
        return sound.error();
    }
    ComposedPrompt composed;
    composed.system = systemText();
    composed.parts.push_back({"system", tokensOf(composed.system.size()), 0});
    const std::vector<PromptPart> parts = partsOf(prompt, inputs);
    const auto shares = sharesOf(parts, composed.parts.front().tokens, inputs.budget.total);
    if (!shares) {
        return shares.error();
    }
    auto share = shares->begin();
    for (const PromptPart& part : parts) {
        PromptPart::Fitted fitted = part.fitted(part.budget() ? *share++ : part.tokens());
        composed.user += fitted.text;
        composed.parts.push_back(std::move(fitted.size));
    }
    return composed;
}

} // namespace espalier
