#pragma once

#include "core/knowledge/skill.h"
#include "core/synthesis/prompt/promptinputs.h"
#include "core/synthesis/prompt/promptpart.h"

#include <cstddef>
#include <string>
#include <vector>

/// What others know: the person steering, the skills, the documents, the machine. `tokens` is the part's budget.
namespace espalier::prompting {

/// Names what must not be applied; never cut.
PromptPart vetoesPart(const std::vector<std::string>& vetoes);
PromptPart hintPart(const std::string& hint, std::size_t tokens);
PromptPart skillsPart(const std::vector<RetrievedSkill>& skills, std::size_t tokens);
PromptPart documentsPart(const std::vector<PromptDocument>& documents, std::size_t tokens);
PromptPart hardwarePart(const std::vector<std::string>& facts, std::size_t tokens);

} // namespace espalier::prompting
