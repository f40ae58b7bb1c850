#pragma once

#include "core/synthesis/tools/expansiontool.h"
#include "core/synthesis/tools/toolcall.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Answers the calls of one expansion and counts its steps. What a call was and what it took is noted in the
/// transcript, whose last exchange is the one with the call. Lives within one expansion, on its thread; refers to what
/// it is given.
class ToolDesk
{
public:
    /// Calls within one expansion, broken ones included.
    static constexpr int kSteps = 20;

    ToolDesk(const std::vector<ExpansionTool>& tools, const Prompt& prompt, Transcript& transcript,
             std::stop_token stop)
        : m_tools(tools), m_prompt(prompt), m_transcript(transcript), m_stop(std::move(stop))
    {
    }

    /// The next turn, where the answer is a call or was meant as one. Nothing where it is to be read as a candidate:
    /// that is every answer once no steps are left, and where there are no tools. ErrorKind::Interrupted after a stop,
    /// else what the tool ended with.
    Result<std::optional<std::string>> turnAfter(std::string_view answer);

private:
    std::optional<std::string> refusalOf(const ToolCall& call) const;
    const ExpansionTool* find(const std::string& name) const;
    Result<std::string> carryOut(const ToolCall& call);

    const std::vector<ExpansionTool>& m_tools;
    const Prompt& m_prompt;
    Transcript& m_transcript;
    std::stop_token m_stop;
    int m_stepsLeft = kSteps;
    std::map<std::string, int> m_answered; ///< by tool
};

} // namespace espalier
