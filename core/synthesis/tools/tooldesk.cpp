#include "core/synthesis/tools/tooldesk.h"

#include "core/mcp/argumentschema.h"
#include "core/synthesis/prompt/hostiletext.h"
#include "core/synthesis/prompt/tokenbudget.h"
#include "core/synthesis/tools/tooltext.h"

#include <algorithm>

namespace espalier {

using prompting::refusalTurn;
using prompting::resultTurn;

const ExpansionTool* ToolDesk::find(const std::string& name) const
{
    const auto found = std::ranges::find(m_tools, name, &ExpansionTool::name);
    return found == m_tools.end() ? nullptr : &*found;
}

/// Why a call is not carried out; nothing where it is.
std::optional<std::string> ToolDesk::refusalOf(const ToolCall& call) const
{
    const ExpansionTool* tool = find(call.tool);
    if (tool == nullptr) {
        std::string names;
        for (const ExpansionTool& one : m_tools) {
            names += (names.empty() ? "" : ", ") + one.name;
        }
        return "there is no tool \"" + prompting::oneLine(call.tool, 40) + "\"; there are " + names + ".";
    }
    if (const auto problem = schemaProblem(tool->arguments, call.arguments)) {
        return *problem + ".";
    }
    const auto answered = m_answered.find(tool->name);
    if (tool->most > 0 && answered != m_answered.end() && answered->second >= tool->most) {
        return tool->name + " answers at most " + std::to_string(tool->most) + " times for one candidate.";
    }
    return std::nullopt;
}

Result<std::string> ToolDesk::carryOut(const ToolCall& call)
{
    if (const auto why = refusalOf(call)) {
        return refusalTurn(*why, m_stepsLeft);
    }
    const ExpansionTool& tool = *find(call.tool);
    if (m_transcript.progress) {
        m_transcript.progress("tool " + tool.name);
    }
    const auto result = tool.call(call.arguments, {m_prompt, m_transcript.progress, m_stop});
    if (result) {
        m_transcript.evaluations += result->evaluations;
        m_transcript.deviceSeconds += result->deviceSeconds;
    }
    if (m_stop.stop_requested()) {
        return Error{ErrorKind::Interrupted, "the tool " + tool.name + " did not come to its end",
                     "the search was stopped", "resume it: the step is made again"};
    }
    if (!result) {
        const bool forTheModel = result.error().kind == ErrorKind::Answer || result.error().kind == ErrorKind::Usage;
        return forTheModel ? Result<std::string>(refusalTurn(result.error().sentence(), m_stepsLeft)) : result.error();
    }
    ++m_answered[tool.name];
    return resultTurn(tool.name, result->text, m_stepsLeft);
}

Result<std::optional<std::string>> ToolDesk::turnAfter(std::string_view answer)
{
    if (m_tools.empty() || m_stepsLeft == 0) {
        return std::optional<std::string>();
    }
    const auto read = toolCallIn(answer);
    if (std::holds_alternative<std::monostate>(read)) {
        return std::optional<std::string>();
    }
    m_callBytes += answer.size();
    m_stepsLeft = prompting::tokensOf(m_callBytes) > kCallTokens ? 0 : m_stepsLeft - 1;
    if (const auto* broken = std::get_if<BrokenToolCall>(&read)) {
        m_transcript.exchanges.back().fault = "bad-tool-call";
        return std::optional(refusalTurn("your answer is no call: " + broken->why + ".", m_stepsLeft));
    }
    m_transcript.exchanges.back().fault = "tool-call";
    auto turn = carryOut(std::get<ToolCall>(read));
    return turn ? Result<std::optional<std::string>>(*std::move(turn)) : turn.error();
}

} // namespace espalier
