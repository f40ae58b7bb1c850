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
    /// What the calls of one expansion may come to, in tokens. A conversation is sent anew with each of its turns, so
    /// its length is paid for again and again, and must not outgrow what a model can read. Twenty results take 80,000
    /// tokens at most (kResultTokens); with as many calls of 2,000 tokens, a kernel of 7 KB each, and the 64,000 of the
    /// first turn it all comes to 184,000. Results are not counted here, for what a tool says may differ when recorded
    /// calls are made again, and the steps must end at the same one.
    static constexpr std::size_t kCallTokens = 40'000;

    ToolDesk(const std::vector<ExpansionTool>& tools, const Prompt& prompt, Transcript& transcript,
             std::stop_token stop)
        : m_tools(tools), m_prompt(prompt), m_transcript(transcript), m_stop(std::move(stop))
    {
    }

    /// The next turn, where the answer is a call or was meant as one. Nothing where it is to be read as a candidate:
    /// that is every answer once no steps are left, and where there are no tools. The call that exceeds kCallTokens is
    /// carried out, and then none are left. ErrorKind::Interrupted after a stop,
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
    std::size_t m_callBytes = 0;
    std::map<std::string, int> m_answered; ///< by tool
};

} // namespace espalier
