#pragma once

#include "core/synthesis/prompt/promptcomposer.h"

#include <string>
#include <utility>
#include <vector>

/// Prompts to compose, and ways to look at what became of them.
namespace espalier {

using Names = std::vector<std::string>;

/// Of a prompt about which everything is known, in order.
inline const Names kAllParts{"system", "task",   "kernel",    "history",  "diagnosis", "failures", "prior",
                             "hint",   "skills", "documents", "hardware", "rules",     "answer"};

bool contains(const std::string& text, const std::string& word);

/// What stands under each heading outside of fences, read as CommonMark reads it: heading → text from it to the next.
std::vector<std::pair<std::string, std::string>> sectionsOf(const std::string& text);

Names headingsOf(const std::string& text);

Names namesOf(const ComposedPrompt& composed);
/// Nameless where there is no such part.
PartSize partOf(const ComposedPrompt& composed, const std::string& name);
std::size_t tokensOf(const ComposedPrompt& composed); ///< the sum of its parts

std::string repeated(const std::string& text, int times);

/// A refinement of softmax about which everything is known.
Prompt richPrompt();
PromptInputs richInputs();

/// Puts the text wherever others write something.
void setAllTexts(Prompt& prompt, PromptInputs& inputs, const std::string& text);

void setAllBudgets(TokenBudget& budget, std::size_t tokens);

/// As richPrompt(), with far more to say in every part that may be cut.
Prompt wordyPrompt(PromptInputs& inputs);

} // namespace espalier
