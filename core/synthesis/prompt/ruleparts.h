#pragma once

#include "core/synthesis/prompt/promptpart.h"
#include "core/synthesis/synthesizer.h"

#include <string>

/// What every prompt says alike. The long form is for readers of kb/constraints.
namespace espalier::prompting {

/// The same for all prompts.
std::string systemText();
/// The rules of the game for "cpp", "opencl", "cuda" or "triton". Never cut.
PromptPart rulesPart(const std::string& language);
/// One fenced whole source; SEARCH/REPLACE blocks too where there is a kernel to change. Never cut.
PromptPart answerPart(const Prompt& prompt);

} // namespace espalier::prompting
