#pragma once

#include "core/synthesis/tools/expansiontool.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What a model is told of tools. Texts of tools are taken for hostile: they stand cleaned in a fence that they cannot
/// close, and are cut.
namespace espalier::prompting {

/// What one result may take of the conversation, which is sent anew with every step.
inline constexpr std::size_t kResultTokens = 4'000;

/// The section of the first turn: how a call is written, and which tools there are. At least one tool.
std::string toolsText(const std::vector<ExpansionTool>& tools, int steps);

/// The turn that answers a call.
std::string resultTurn(const std::string& tool, std::string_view result, int stepsLeft);

/// The turn after something that could not be done. `why` is a sentence or a clause; it may quote the answer.
std::string refusalTurn(std::string_view why, int stepsLeft);

} // namespace espalier::prompting
