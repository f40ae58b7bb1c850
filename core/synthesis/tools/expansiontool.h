#pragma once

#include "core/base/result.h"
#include "core/synthesis/synthesizer.h"

#include <functional>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <string_view>

namespace espalier {

/// The expansion within which a tool is called. Refers to what the caller holds until the call returns.
struct ToolContext
{
    const Prompt& prompt; ///< its parent has the options that the candidate will be built with
    const std::function<void(std::string_view)>& progress; ///< told in a few words what is being done; may be empty
    std::stop_token stop;
};

/// What a tool said, and what it took of the device.
struct ToolResult
{
    std::string text; ///< plain, of any length; hostile where it quotes candidates, compilers or documents
    int evaluations = 0;
    double deviceSeconds = 0;
};

/// Something that a model may use within one expansion, before it answers with a candidate. Called from several threads
/// at once. What a tool says depends on the prompt and the arguments, and else on what a search measures, builds or
/// reads anew: never on what was recorded after the prompt was made.
struct ExpansionTool
{
    std::string name;         ///< "search_code"
    std::string about;        ///< what it does, for the model: a sentence or two
    nlohmann::json arguments; ///< their schema, see core/mcp/argumentschema.h
    int most = 0;             ///< answers within one expansion; 0: as many as there are steps
    /// The arguments fit the schema. Errors of the kinds Answer and Usage are told to the model; any other ends the
    /// expansion.
    std::function<Result<ToolResult>(const nlohmann::json& arguments, const ToolContext& context)> call;
};

} // namespace espalier
