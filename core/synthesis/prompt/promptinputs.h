#pragma once

#include "core/synthesis/prompt/tokenbudget.h"

#include <string>
#include <vector>

namespace espalier {

/// A retrieved document of a knowledge base.
struct PromptDocument
{
    std::string title;
    std::string place; ///< where a reader finds it: "guidance/tiling.md"
    std::string body;  ///< Markdown without its front matter
};

/// What goes into a prompt's text beside the value Prompt.
struct PromptInputs
{
    std::vector<PromptDocument> documents; ///< best first
    std::vector<std::string> hardware;     ///< limits of the machine that judges, a fact each, most important first
    std::string baseline;                  ///< the one that Prompt::parentTiming is over; empty: it is not named
    TokenBudget budget;
};

} // namespace espalier
