#pragma once

#include "core/synthesis/prompt/composedprompt.h"
#include "core/synthesis/prompt/promptinputs.h"
#include "core/synthesis/synthesizer.h"

namespace espalier {

/// The universal operator's one prompt: the same parts for a draft, a refinement, a repair and a merge, filled by what
/// is known, in this order: task and contract, kernel, history, diagnosis, failures, prior, hint, vetoes, skills,
/// documents, hardware, rules, form of the answer. Parts with nothing to say are left out. A clean slate (Draft,
/// Restart, or the memory operator of that name) has neither history nor failures, a Draft and a Restart no diagnosis
/// and speedup either.
///
/// A pure function: equal arguments give equal bytes. Everything from candidates, documents, tasks and people is taken
/// for hostile: it stands cleaned on one line or in a fence it cannot close. Hidden cases are never shown.
///
/// ErrorKind::Usage: no task, a part's budget is too small, or what is never cut does not fit the total.
Result<ComposedPrompt> composePrompt(const Prompt& prompt, const PromptInputs& inputs);

} // namespace espalier
